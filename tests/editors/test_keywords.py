"""Every editor colours the keywords that the language has, and no others."""

import json
import re

from support import EDITORS, ROOT

# What the language itself says: the block of keywords in its reference.
REFERENCE = (ROOT / "docs" / "language.md").read_text()
KEYWORDS = set(re.search(r"\*\*Keywords\.\*\*.*?```text\n(.*?)```", REFERENCE, re.DOTALL)[1].split())


def test_tree_sitter():
    grammar = (EDITORS / "tree-sitter-vsd" / "grammar.js").read_text()
    assert set(re.search(r"KEYWORDS = `(.*?)`", grammar, re.DOTALL)[1].split()) == KEYWORDS
    queries = (EDITORS / "tree-sitter-vsd" / "queries" / "highlights.scm").read_text()
    blocks = re.findall(r"\[([^\[\]]*)\] @keyword", queries)
    assert {word for block in blocks for word in re.findall(r'"(\w+)"', block)} == KEYWORDS


def test_textmate():
    grammar = json.loads((EDITORS / "vscode" / "syntaxes" / "vsd.tmLanguage.json").read_text())
    patterns = grammar["repository"]["keywords"]["patterns"]
    words = [word for pattern in patterns for word in re.search(r"\(\?:([\w|]+)\)", pattern["match"])[1].split("|")]
    assert sorted(words) == sorted(KEYWORDS)


def test_vim():
    syntax = (EDITORS / "nvim" / "syntax" / "vsd.vim").read_text()
    lines = re.findall(r"^syntax keyword (\w+) (.*)$", syntax, re.MULTILINE)
    words = [word for group, line in lines if group != "vsdBuiltin" for word in line.split()]
    assert sorted(words) == sorted(KEYWORDS)


def test_emacs():
    mode = (EDITORS / "emacs" / "vsd-mode.el").read_text()
    lists = re.findall(r"\(defconst vsd-(?:declarations|statements|joints)\s+'\(([^)]*)\)", mode)
    assert sorted(word for words in lists for word in re.findall(r'"(\w+)"', words)) == sorted(KEYWORDS)
