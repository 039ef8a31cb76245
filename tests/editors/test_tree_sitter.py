"""The tree-sitter grammar reads what vsdlint reads, and stumbles where vsdlint does."""

import random
import re
import shutil

import pytest
from support import GRAMMAR, misread, succeed, texts
from tree_sitter import Parser, Query, QueryCursor

QUERIES = sorted((GRAMMAR / "queries").glob("*.scm"))

# What a grammar of this kind does not tell: whether a name has a letter or digit, and a keyword behind a dot.
LAX = re.compile(r'"[^"\w]+"|\.[a-z_]+')

CASE = re.compile(r"^=+\n([^\n]+)\n(:error\n)?=+\n\n(.*?)\n---\n\n(.*?)(?=^===|\Z)", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def parser(language):
    return Parser(language)


def cases():
    return [
        pytest.param(text, None if error else tree, id=f"{file.stem}: {title}")
        for file in sorted((GRAMMAR / "test" / "corpus").glob("*.txt"))
        for title, error, text, tree in CASE.findall(file.read_text())
    ]


@pytest.mark.parametrize("text, tree", cases())
def test_the_corpus(parser, text, tree):
    root = parser.parse(text.encode()).root_node
    if tree is None:
        assert root.has_error
    else:
        assert str(root) == re.sub(r"\s+", " ", tree).replace(" )", ")").strip()


def test_fixtures_and_examples_are_read_as_vsdlint_reads_them(parser, vsdlint, tmp_path):
    every = {place: text for place, text in texts().items() if is_text(text)}
    assert len(every) > 200
    wrong = misread(vsdlint, every.values(), tmp_path)
    assert wrong, "some fixtures are broken on purpose"
    for number, (place, text) in enumerate(every.items()):
        if place != "fixtures/broken/name-without-words.vsd":
            assert parser.parse(text).root_node.has_error == (number in wrong), place


def test_texts_with_a_slip_are_read_as_vsdlint_reads_them(parser, vsdlint, tmp_path):
    """A word is left out, doubled, or replaced by another one."""
    dice = random.Random(0)
    whole = [text.decode() for text in texts().values() if is_text(text)]
    words = [re.findall(r'"(?:[^"\\\n]|\\.)*"|[\w-]+|\s+|.', text) for text in whole]
    typos = []
    while len(typos) < 1500:
        text = dice.choice(words)
        solid = [at for at, word in enumerate(text) if not word.isspace()]
        if not solid:
            continue
        at, other = dice.choice(solid), text[dice.choice(solid)]
        now = dice.choice([[], [text[at], " ", text[at]], [other], [text[at], " ", other]])
        typo = "".join(text[:at] + now + text[at + 1 :])
        if not LAX.search(re.sub(r"//.*", "", typo)):
            typos.append(typo.encode())
    wrong = misread(vsdlint, typos, tmp_path)
    assert 200 < len(wrong) < 1400
    for number, typo in enumerate(typos):
        assert parser.parse(typo).root_node.has_error == (number in wrong), typo.decode()


def test_a_slip_costs_little(parser):
    """After one broken statement the rest of a file keeps its shape, but for the step that it stands in."""
    text = (GRAMMAR.parents[1] / "fixtures/northwind/streams/restore.vsd").read_bytes()
    whole = parser.parse(text).root_node
    broken = parser.parse(text.replace(b"practice ", b"practise ", 1)).root_node
    assert broken.has_error
    assert str(broken).count("(step ") >= str(whole).count("(step ") - 1


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.name)
def test_queries_fit_the_grammar(language, parser, file):
    query = Query(language, file.read_text())
    text = b"".join(text + b"\n" for place, text in texts().items() if place.startswith("fixtures/northwind"))
    assert QueryCursor(query).captures(parser.parse(text).root_node)


def test_every_keyword_is_coloured(language, parser):
    query = Query(language, (GRAMMAR / "queries/highlights.scm").read_text())
    text = b"".join(text + b"\n" for place, text in texts().items() if place.startswith("fixtures/northwind"))
    found = QueryCursor(query).captures(parser.parse(text).root_node)
    assert {"keyword", "keyword.operator", "keyword.modifier", "string", "number", "comment"} <= set(found)
    coloured = {node.text for name in found if name.startswith("keyword") for node in found[name]}
    assert {b"stream", b"step", b"input", b"output", b"from", b"to", b"optional", b"lead_time"} <= coloured


@pytest.mark.skipif(not shutil.which("tree-sitter"), reason="tree-sitter takes ten minutes to build")
def test_the_parser_is_generated_from_the_grammar(tmp_path):
    copy = shutil.copytree(GRAMMAR, tmp_path / "copy", ignore=shutil.ignore_patterns("src"))
    succeed("tree-sitter", "generate", cwd=copy)
    for file in ["parser.c", "grammar.json", "node-types.json"]:
        assert (copy / "src" / file).read_bytes() == (GRAMMAR / "src" / file).read_bytes(), file


def is_text(text):
    """Whether it is a text at all: some fixtures are not."""
    try:
        return text.decode() is not None
    except UnicodeDecodeError:
        return False
