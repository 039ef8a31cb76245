"""Holds the report `junit` against the schema of Jenkins' xUnit plugin."""

import xml.etree.ElementTree as ElementTree

import xmlschema


def judge(case, place):
    schema = xmlschema.XMLSchema(str(place / "junit-10.xsd"))
    schema.validate(str(case.reports["junit"]))
    root = ElementTree.fromstring(case.text("junit"))
    for suite in root:
        tests = list(suite)
        counts = {kind: len(suite.findall(f"testcase/{kind}")) for kind in ["failure", "skipped"]}
        assert suite.get("tests") == str(len(tests)), case.name
        assert suite.get("failures") == str(counts["failure"]), case.name
        assert suite.get("skipped") == str(counts["skipped"]), case.name
        names = {(test.get("classname"), test.get("name")) for test in tests}
        assert len(names) == len(tests), f"{case.name}: two tests have one name"
    assert len(root), f"{case.name}: there is no test"


def is_awake(place):
    schema = xmlschema.XMLSchema(str(place / "junit-10.xsd"))
    assert not schema.is_valid('<testsuites><testsuite name="x"/></testsuites>'), "the schema accepts anything"
