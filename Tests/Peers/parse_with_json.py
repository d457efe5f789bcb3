"""Says of each text what Python's `json`, in its strictest mode, reads.

Standard input: one text a line, in hexadecimal. Standard output: one line for each, `invalid`, or the value with
strings as code points, numbers as they are written and members in order. Half a surrogate pair is U+FFFD.
"""
import json
import sys


class Number(str):
    pass


def refuse(constant):
    raise ValueError(constant)


def shown(value):
    if isinstance(value, Number):
        return "n" + value
    if isinstance(value, str):
        points = (0xFFFD if 0xD800 <= ord(c) < 0xE000 else ord(c) for c in value)
        return "s" + ".".join("%x" % point for point in points)
    if isinstance(value, tuple):
        return "{" + ",".join(shown(key) + ":" + shown(item) for key, item in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(shown, value)) + "]"
    return {None: "null", True: "true", False: "false"}[value]


for line in sys.stdin:
    try:
        text = bytes.fromhex(line).decode("utf-8")
        print(shown(json.loads(
            text, parse_int=Number, parse_float=Number, parse_constant=refuse, object_pairs_hook=tuple)))
    except (ValueError, RecursionError):
        print("invalid")
