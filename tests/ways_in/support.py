"""What the tests of the ways in share: where things are, how to break a model."""

from commands import ROOT, program, run, succeed

__all__ = ["ROOT", "program", "run", "succeed"]

TOOLS = ROOT / "target" / "ways_in"
DIST = ROOT / "target" / "dist"
PROGRAMS = TOOLS / "venv" / "bin"

# An output of chain/deliver-and-support.vsd that another file needs, as it is laid out there.
NEEDED = '  output "Change request"             to obtain_build\n'


def take_away(model):
    """Takes out of one file an output that another file needs, and returns what is found then."""
    file = model / "chain" / "deliver-and-support.vsd"
    text = file.read_text()
    assert NEEDED in text
    file.write_text(text.replace(NEEDED, ""))
    return "chain/obtain-build.vsd"
