"""Holds JSON against JSON Schemas, with check-jsonschema."""

import subprocess
import sys


def errors(schema, document):
    """What the schema has against the document; nothing is praise enough."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, document]
    run = subprocess.run(command, capture_output=True, text=True)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def judge(case, schemas):
    """The report `json` by our own schema, `sarif` by OASIS'."""
    for form, schema in schemas.items():
        said = errors(schema, case.reports[form])
        assert not said, f"{case.name}, {form}: {said}"


def is_awake(schemas, scratch):
    """A judge that accepts anything is none."""
    document = scratch / "wrong.json"
    document.write_text('{"version": "0"}')
    for form, schema in schemas.items():
        assert errors(schema, document), f"the schema of {form} accepts anything"
