"""Has a validator of the Reviewdog Diagnostic Format judge the report `rdjson`."""

import subprocess


def accepts(report, place):
    """Whether the validator accepts the report, with no member that the format does not know."""
    validator = place / "node_modules/.bin/rdformat-validator"
    run = subprocess.run([validator, "--strict", "--no-extra-fields", report], capture_output=True)
    return run.returncode == 0


def judge(case, place):
    assert accepts(case.reports["rdjson"], place), f"{case.name}: rdjson is refused"


def is_awake(case, place):
    wrong = case.reports["rdjson"].with_suffix(".wrong.json")
    wrong.write_text(case.text("rdjson").replace('"code"', '"kode"', 1))
    assert not accepts(wrong, place), "the validator accepts anything"
