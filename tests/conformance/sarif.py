"""Has Microsoft's SARIF tools judge what the schema cannot: SARIF's other rules, GitHub's, and the hashes of lines."""

import json
import os
import subprocess
from urllib.parse import unquote_to_bytes

# What the tools only recommend, and why we do otherwise.
ACCEPTED = {
    "SARIF2002": "messages differ too much to be built from a few strings",
    "SARIF2003": "vsdlint does not ask git which revision it reads",
    "SARIF2005": "Cargo.toml states no home page yet",
    "SARIF2006": "there may be no network here",
    "SARIF2009": "rules have names, not numbers",
    "SARIF2010": "an excerpt would repeat the model in the report",
    "SARIF2011": "an excerpt would repeat the model in the report",
    "SARIF2012": "Cargo.toml states no repository yet, and a rule has one name only",
}


def multitool(place, *arguments):
    """Runs Microsoft's tool. It ends well whatever it finds, so its log has to be read."""
    tool = place / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    run = subprocess.run([tool, *arguments], capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stdout + run.stderr


def complaints(place, report):
    """The rules that the report breaks, with an example of each."""
    log = report.with_suffix(".log")
    levels = ["--level", "Error;Warning;Note", "--rule-kind", "Sarif;Ghas"]
    multitool(place, "validate", report, *levels, "--output", log, "--log", "ForceOverwrite")
    run = json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"], f"{report} was not judged"
    return {result["ruleId"]: result["message"] for result in run["results"]}


def judge(case, place):
    report = case.reports["sarif"]
    broken = {rule: said for rule, said in complaints(place, report).items() if rule not in ACCEPTED}
    assert not broken, f"{case.name}: {broken}"
    judge_hashes(case, place)


def judge_hashes(case, place):
    """Lines have the hashes that the tools make for them."""
    log = json.loads(case.text("sarif"))
    log["runs"][0]["originalUriBaseIds"]["%SRCROOT%"]["uri"] = case.directory.as_uri() + "/"
    ours = [result["partialFingerprints"].pop("primaryLocationLineHash") for result in log["runs"][0]["results"]]
    bare, hashed = (case.reports["sarif"].with_suffix(f".{name}.json") for name in ["bare", "hashed"])
    bare.write_text(json.dumps(log))
    insert = ["--insert", "RollingHashPartialFingerprints"]
    multitool(place, "rewrite", bare, *insert, "--output", hashed, "--log", "ForceOverwrite")
    results = json.loads(hashed.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    assert len(results) == len(ours)
    for result, mine in zip(results, ours):
        location = result["locations"][0]["physicalLocation"]
        # The tools read a byte-order mark away, GitHub's upload does not.
        if not (location["region"]["startLine"] == 1 and has_mark(case, location)):
            theirs = result["partialFingerprints"]["primaryLocationLineHash"]
            assert theirs == mine, f"{case.name}: {location} has {mine} instead of {theirs}"


def has_mark(case, location):
    """Whether the file begins with a byte-order mark."""
    path = os.fsencode(case.directory) + b"/" + unquote_to_bytes(location["artifactLocation"]["uri"])
    with open(path, "rb") as file:
        return file.read(3) == b"\xef\xbb\xbf"


def is_awake(case, place):
    """The tools do complain where something is wrong that no schema knows of."""
    log = json.loads(case.text("sarif"))
    log["runs"][0]["results"][0].pop("locations")
    log["runs"][0]["results"][1]["ruleIndex"] = 0
    wrong = case.reports["sarif"].with_suffix(".wrong.json")
    wrong.write_text(json.dumps(log))
    seen = complaints(place, wrong)
    assert any(rule.startswith("GH") for rule in seen), f"GitHub's rules were not asked: {seen}"
    assert set(seen) - set(ACCEPTED), f"the tools accept anything: {seen}"
