"""Evaluates a provider's attribute mapping and attribute condition as Google's security token service does, with cel-python.

Arguments: the assertion in JSON, {NAME: TEXT}; then ATTRIBUTE=EXPRESSION any number of times, and condition=EXPRESSION
Standard output: {"mapping": {ATTRIBUTE: RESULT}, "condition": RESULT or null}, a RESULT being one of
    {"value": TEXT or BOOLEAN}
    {"type": NAME}                      another type of value
    {"line": NUMBER, "column": NUMBER}  no expression, from there on; both count from 1
    {"error": TEXT}                     it cannot be evaluated
"""
import json
import sys

import celpy
from celpy import celtypes


def extract(text, template):
    """What is where the template has its braces: from the first occurrence of what is before them to the next one of
    what is behind them. Empty when there is no such part (IAM conditions, attribute reference, `extract`)."""
    before, opening, rest = str(template).partition("{")
    name, closing, behind = rest.partition("}")
    if not opening or not closing or not name or set(behind) & set("{}"):
        raise ValueError("the template of extract has not one name in braces: %s" % template)
    start = str(text).find(before)
    if start < 0:
        return celtypes.StringType("")
    start += len(before)
    end = str(text).find(behind, start) if behind else len(text)
    return celtypes.StringType(text[start:end] if end >= 0 else "")


def split(text, separator):
    return celtypes.ListType([celtypes.StringType(part) for part in str(text).split(str(separator))])


def join(parts, separator=""):
    return celtypes.StringType(str(separator).join(str(part) for part in parts))


def explain(error):
    """The cause alone: cel-python tells all functions and variables that it knows behind it."""
    message, cause, details = (error.args + (None, None))[:3]
    if cause is TypeError:
        return "an operator or a function does not take values of these types"
    if cause is not KeyError and details:
        return str(details[0])
    return str(message).split(" (in activation", 1)[0]


def evaluate(text, variables):
    environment = celpy.Environment()
    try:
        tree = environment.compile(text)
    except celpy.CELParseError as error:
        return {"line": max(error.line, 1), "column": max(error.column, 1)}
    try:
        program = environment.program(tree, functions={"extract": extract, "split": split, "join": join})
        value = program.evaluate({name: celpy.json_to_cel(value) for name, value in variables.items()})
    except celpy.CELEvalError as error:
        return {"error": explain(error)}
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, error)}
    if isinstance(value, str):
        return {"value": str(value)}
    if isinstance(value, celtypes.BoolType):
        return {"value": bool(value)}
    return {"type": type(value).__name__.replace("Type", "").lower()}


def main():
    assertion = json.loads(sys.argv[1])
    expressions = dict(argument.split("=", 1) for argument in sys.argv[2:])
    last = expressions.pop("condition", None)
    mapping = {name: evaluate(text, {"assertion": assertion}) for name, text in expressions.items()}
    condition = None
    if last is not None:
        # Whole names, since cel-python has something of its own under `google`.
        variables = {name: result["value"] for name, result in mapping.items() if isinstance(result.get("value"), str)}
        variables["assertion"] = assertion
        condition = evaluate(last, variables)
    json.dump({"mapping": mapping, "condition": condition}, sys.stdout)


main()
