"""Configurations whose editors are not in the registries: what they say is well formed, and true."""

import re
import tomllib

import pytest
from support import EDITORS
from tree_sitter import Query

HELIX = EDITORS / "helix" / "languages.toml"
ZED = EDITORS / "zed"


def read(file):
    return tomllib.loads(file.read_text())


def test_helix():
    config = read(HELIX)
    (language,) = config["language"]
    (grammar,) = config["grammar"]
    assert language["name"] == grammar["name"] == "vsd"
    assert config["language-server"][language["language-servers"][0]] == {"command": "vsdlint", "args": ["lsp"]}
    assert (EDITORS.parent / grammar["source"]["subpath"] / "src" / "parser.c").is_file()


def test_zed():
    extension = read(ZED / "extension.toml")
    config = read(ZED / "languages" / "vsd" / "config.toml")
    assert config["grammar"] in extension["grammars"]
    assert extension["language_servers"]["vsdlint"]["languages"] == [config["name"]]
    assert (EDITORS.parent / extension["grammars"]["vsd"]["path"] / "grammar.js").is_file()
    assert extension["version"] == read(ZED / "Cargo.toml")["package"]["version"]


@pytest.mark.parametrize("file", sorted(ZED.glob("languages/vsd/*.scm")), ids=lambda file: file.name)
def test_the_queries_of_zed_fit_the_grammar(language, file):
    assert Query(language, file.read_text()).pattern_count


def test_all_versions_are_one():
    version = read(EDITORS.parent / "Cargo.toml")["package"]["version"]
    grammar = ["tree-sitter-vsd/package.json", "tree-sitter-vsd/tree-sitter.json"]
    for file in [*grammar, "zed/extension.toml", "emacs/vsd-mode.el"]:
        found = re.search(r'(?:version"?\s*[:=]\s*"|;; Version: )([\d.]+)', (EDITORS / file).read_text())
        assert found[1] == version, file
