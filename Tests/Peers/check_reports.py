"""Says of reports whether they are what their formats allow.

Each line of standard input is {"format": "sarif" | "junit" | "json", "text": ..., "status": ...}; each line of output is
"ok" or what is wrong. SARIF is held against the model of pydantic-sarif, which was generated from the published schema and
allows no other properties, and against rules of the specification and of code scanning that such a model cannot know.
"""

import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Published

def check_sarif(text, status):
    Published.model_validate_json(text)
    log = json.loads(text)
    (run,) = log["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"], "a rule without a description"
        assert rule["help"]["text"] and rule["help"]["markdown"], "a rule without help"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules), "a rule twice"
    assert set(rules) == {result["ruleId"] for result in run["results"]}, "rules are not those of the results"
    assert run["invocations"] == [{"executionSuccessful": status != 2, "exitCode": status}], "another exit status"
    prints = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
    assert len(set(prints)) == len(prints), "a fingerprint twice"
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"], "ruleIndex and ruleId disagree"
        for name in ("locations", "relatedLocations", "fixes"):
            values = [json.dumps(value, sort_keys=True) for value in result.get(name, [])]
            assert len(set(values)) == len(values), f"one of {name} twice"
    for region in find(run, "region", "deletedRegion"):
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert start <= end, "a region ends before it starts"
    for uri in find(run, "uri"):
        parts = urllib.parse.urlsplit(uri)
        assert parts.scheme in ("", "file"), f"scheme of {uri}"
        assert parts.scheme or not parts.path.startswith("/"), f"{uri} is neither relative nor a file URI"
        assert re.fullmatch(r"(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), f"characters of {uri}"


def find(value, *names):
    """Every value of a member of one of these names, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in names:
                yield inner
            yield from find(inner, *names)
    elif isinstance(value, list):
        for inner in value:
            yield from find(inner, *names)


def check_junit(text, status):
    root = xml.etree.ElementTree.fromstring(text.encode("utf-8"))
    assert root.tag == "testsuites", "the root element"
    for suite in [root] + root.findall("testsuite"):
        cases = list(suite.iter("testcase"))
        assert cases, f"no case in {suite.get('name')}"
        assert int(suite.get("tests")) == len(cases), "the number of tests"
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name)) == sum(case.find(tag) is not None for case in cases), f"the number of {name}"
    for case in root.iter("testcase"):
        assert case.get("classname") and case.get("name"), "a case without a name"
        verdicts = [child for child in case if child.tag in ("failure", "error", "skipped")]
        assert len(verdicts) <= 1, "two verdicts"
        assert all(child.get("message") for child in verdicts), "a verdict without a message"
    wrong = int(root.get("failures")) + int(root.get("errors"))
    assert (wrong > 0) == (status != 0), "failures and the exit status disagree"


def check_json(text, status):
    report = json.loads(text)
    assert report["format_version"] == "1.1", "format_version"
    levels = [finding["severity"] for finding in report["diagnostics"]]
    for level in ("error", "warning", "note"):
        assert report["summary"][level + "s"] == levels.count(level), f"the number of {level}s"
    assert ("error" in levels) <= (status != 0), "errors and the exit status disagree"


for line in sys.stdin:
    question = json.loads(line)
    try:
        globals()["check_" + question["format"]](question["text"], question["status"])
        print("ok")
    except Exception as error:
        print(type(error).__name__, *str(error).split("\n")[:3])
