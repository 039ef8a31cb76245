"""The fenced blocks of documents. The first line of a block may name its file in a comment: `# .gitlab-ci.yml`."""

import re
from typing import NamedTuple

from support import ROOT

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"(?:#|//) (\S+)\n")


class Block(NamedTuple):
    """A block: where it begins, its language, the file that it is meant for, and its text."""

    place: str
    language: str
    file: str
    text: str


def blocks(document):
    """All blocks of a document of the project."""
    whole = (ROOT / document).read_text()
    found = []
    for match in FENCE.finditer(whole):
        indent, language, text = match.groups()
        text = re.sub(f"^{indent}", "", text, flags=re.MULTILINE)
        named = NAMED.match(text)
        line = whole.count("\n", 0, match.start()) + 1
        found.append(Block(f"{document}:{line}", language, named[1] if named else "", text))
    return found


BLOCKS = [block for document in ("README.md", "docs/ci.md") for block in blocks(document)]
