"""What the tests of the ways in share: where things are, how to break a model, how to all but publish."""

import re

from commands import ROOT, program, run, succeed

__all__ = ["ROOT", "program", "run", "succeed"]

TOOLS = ROOT / "target" / "distribution"
DIST = ROOT / "target" / "packages"
PROGRAMS = TOOLS / "venv" / "bin"

# An output of chain/deliver-and-support.vsd that another file needs, as it is written there.
NEEDED = '  output "Change request"             to obtain_build\n'


def take_away(model):
    """Takes out of one file an output that another file needs, and returns what is found then."""
    file = model / "chain" / "deliver-and-support.vsd"
    text = file.read_text()
    assert NEEDED in text
    file.write_text(text.replace(NEEDED, ""))
    return "chain/obtain-build.vsd"


def publish(*options):
    """Publishes the crate in pretence, with what is not committed, and returns the warnings that tell of a fault."""
    command = ["cargo", "publish", "--dry-run", "--locked", "--allow-dirty", "--package", "vsdlint"]
    said = succeed(*command, *options, cwd=ROOT)
    # That tests are left out is meant: they need more of the project than belongs into a crate.
    expected = re.compile(r"ignoring (test|benchmark) `\w+`|aborting upload due to dry run")
    return [line for line in said.splitlines() if "warning" in line and not expected.search(line)]
