"""Every call of vsdlint that is written down for others to copy is one that vsdlint understands."""

import re
import shlex

import pytest
from blocks import BLOCKS
from support import ROOT, run

FILES = (".pre-commit-hooks.yaml", "templates/vsdlint.yml")
# What stands behind a call and belongs to the shell, the pipeline or a comment.
REST = re.compile(r"\s(\||>|#|\$)|'$|`")


def calls():
    """The calls in blocks of documents and in files for CI servers, each with its place."""
    texts = [(block.place, block.text) for block in BLOCKS if block.language != "text"]
    texts += [(file, (ROOT / file).read_text()) for file in FILES]
    for place, text in texts:
        for call in re.findall(r"\bvsdlint (check\b.*)", text):
            yield pytest.param(REST.split(call)[0], id=f"{place} {call[:40]}")


@pytest.mark.parametrize("call", list(calls()))
def test_the_call_is_understood(call, vsdlint):
    # Help is shown only after everything before it has been understood, and nothing is run.
    done = run(vsdlint, *shlex.split(call), "--help")
    assert done.returncode == 0, done.stdout


def test_versions_are_those_of_this_source(version):
    texts = [(block.place, block.text) for block in BLOCKS]
    texts += [(file, (ROOT / file).read_text()) for file in ("templates/vsdlint.yml", "docs/editors.md")]
    for place, text in texts:
        shown = re.findall(r"(?:vsdlint==|vsdlint[@/]v|rev: v|default: |vsdlint-)(\d+\.\d+\.\d+)", text)
        assert set(shown) <= {version}, place
