"""Each shell takes the completions written for it, and readers of manual pages take those."""

import re
import subprocess

import pytest
import tree_sitter
import tree_sitter_pwsh
from support import ROOT, program, succeed

# Left by clap_mangen: no date, and line breaks before blank lines.
KNOWN = re.compile(r"cannot parse date|skipping paragraph macro: br ")


@pytest.fixture(scope="module")
def pages(vsdlint, tmp_path_factory):
    """What packages hold beside the binary."""
    folder = tmp_path_factory.mktemp("pages")
    succeed(ROOT / "packaging" / "pages", vsdlint, folder)
    return folder


@pytest.mark.parametrize("shell, file", [("bash", "vsdlint.bash"), ("zsh", "_vsdlint"), ("fish", "vsdlint.fish")])
def test_the_shell_reads_its_completions(pages, shell, file):
    succeed(program(shell), "-n", pages / "completions" / file)


def test_powershell_completions_parse(pages):
    """PowerShell itself is in no registry that the tests reach, so a grammar of it has to do."""
    language = tree_sitter.Language(tree_sitter_pwsh.language())
    tree = tree_sitter.Parser(language).parse((pages / "completions" / "vsdlint.ps1").read_bytes())
    assert not tree.root_node.has_error


def test_bash_completes(pages):
    script = f"""
        source {pages}/completions/vsdlint.bash
        COMP_WORDS=(vsdlint check --fail) COMP_CWORD=2
        _vsdlint vsdlint --fail check
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert succeed("bash", "-c", script).splitlines() == ["--fail-on"]


def test_fish_completes(pages):
    script = f"source {pages}/completions/vsdlint.fish; complete --do-complete 'vsdlint check --fail'"
    assert succeed(program("fish"), "--no-config", "-c", script).startswith("--fail-on")


def test_every_command_has_a_page(pages, vsdlint):
    commands = re.findall(r"^  (\w+) ", succeed(vsdlint, "--help").partition("Commands:")[2].partition("Options:")[0], re.M)
    assert "check" in commands
    names = {file.name for file in (pages / "man").iterdir()}
    # What `help` shows stands in the other pages.
    assert names == {"vsdlint.1", *(f"vsdlint-{command}.1" for command in commands if command != "help")}


def test_manual_pages_are_sound(pages):
    mandoc = program("mandoc")
    for page in sorted((pages / "man").iterdir()):
        succeed(program("man"), "--warnings", "--local-file", page, stderr=subprocess.STDOUT)
        done = subprocess.run([mandoc, "-T", "lint", "-W", "warning", page], capture_output=True, text=True, check=False)
        found = [line for line in done.stdout.splitlines() if not KNOWN.search(line)]
        assert not found, "\n".join(found)
