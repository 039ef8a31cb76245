"""What a model says is shown, and opens, fetches and runs nothing; documents are served wherever they are opened from."""

import os
import time
from pathlib import Path

import pytest
from conftest import every_editor
from lsprotocol import types
from pipe import Pipe

FORMS = [
    ("a ![x](https://evil.example/t.png) b", r"a \!\[x\](https\://evil.example/t.png) b"),
    ("img src=https://evil.example/t.png x", r"img src=https\://evil.example/t.png x"),
    ("command:workbench.action.terminal.new", "command:workbench.action.terminal.new"),
    ("javascript:alert(1)", "javascript:alert(1)"),
    ("https://intranet.example/a", "<https://intranet.example/a>"),
]


@every_editor
@pytest.mark.parametrize(("link", "shown"), FORMS)
def test_only_pages_become_links_in_a_hover(editor, link, shown):
    model = editor.model(f'stakeholder user {{ link "{link}" }}\n')
    assert shown in editor.ask("hover", model, "stakeholder us|er").contents.value
    links = editor.ask("documentLink", model)
    assert [one.target for one in links or []] == ([link] if shown.startswith("<") else [])


@every_editor
def test_nothing_invisible_stands_in_the_outline(editor):
    model = editor.model('stakeholder "a\u202eb"\n')
    assert [one.name for one in editor.ask("documentSymbol", model)] == ["a<U+202E>b"]


@every_editor
def test_a_name_holds_no_nul(editor):
    model = editor.model('stakeholder user\nstream s {\n  trigger A from user\n}\n')
    with pytest.raises(Exception, match="NUL"):
        editor.ask("rename", model, "stakeholder us|er", new_name="a\0b")


BROKEN = 'organisation "A"\norganisation "B"\n'
FOUND = ['duplicate-name: organisation «"B"»']


@every_editor
def test_a_document_is_served_under_the_link_that_it_is_opened_by(editor):
    editor.write("vsdlint.toml", "")
    editor.write("a.vsd", BROKEN)
    os.symlink("a.vsd", editor.folder / "link.vsd")
    model = editor.open("link.vsd")
    editor.expect(model, *FOUND)
    assert editor.ask("hover", model, 'organisation "|A"') is not None


@every_editor
def test_a_document_is_served_below_a_folder_that_is_a_link(editor):
    editor.write("real/vsdlint.toml", "")
    editor.write("real/a.vsd", BROKEN)
    os.symlink("real", editor.folder / "linked")
    model = editor.open("linked/a.vsd")
    editor.expect(model, *FOUND)


@every_editor
def test_a_document_that_was_never_saved_is_served(editor):
    editor.start()
    uri = "untitled:Untitled-1"
    item = types.TextDocumentItem(uri, "vsd", 1, BROKEN)
    editor.notify("textDocument/didOpen", types.DidOpenTextDocumentParams(item))
    identifier = types.TextDocumentIdentifier(uri)
    position = types.Position(0, 14)
    hover = editor.request("textDocument/hover", types.HoverParams(identifier, position))
    assert "A" in hover.contents.value
    symbols = editor.request("textDocument/documentSymbol", types.DocumentSymbolParams(identifier))
    assert [one.name for one in symbols] == ["A", "B"]
    editor.notify("textDocument/didClose", types.DidCloseTextDocumentParams(identifier))


def test_no_link_leads_to_files_elsewhere_that_are_watched(vsdlint, tmp_path):
    """A link to the root of a disk would have the server look at all of it."""
    project, elsewhere = tmp_path.resolve() / "project", tmp_path.resolve() / "elsewhere"
    (project / "models").mkdir(parents=True)
    elsewhere.mkdir()
    (project / "vsdlint.toml").touch()
    (project / "linked").symlink_to(elsewhere)
    (project / "models" / "up").symlink_to("..")
    with Pipe(vsdlint) as pipe:
        pipe.begin(project)
        pipe.ask("workspace/symbol", {"query": ""})
        watched = set()
        for known in Path(f"/proc/{pipe.process.pid}/fdinfo").iterdir():
            for line in known.read_text().splitlines():
                if line.startswith("inotify"):
                    watched.add(int(line.partition("ino:")[2].split()[0], 16))
        assert (project / "models").stat().st_ino in watched
        assert elsewhere.stat().st_ino not in watched


HOSTILE = {
    "many mistakes": "stream s {\n" + "".join(f'step a{n} in engage {{ input "x{n}" }}\n' for n in range(5_000)) + "}\n",
    "open braces": "stream a { " * 20_000,
    "one long word": "x" * 2_000_000,
    "names that are alike": "".join(f'stakeholder "name abc{n % 7}def{n}"\n' for n in range(10_000)),
}


@pytest.mark.parametrize("kind_of_text", HOSTILE)
def test_shutdown_waits_for_nothing(vsdlint, tmp_path, kind_of_text):
    """Whatever was opened, and however long it takes to look at it."""
    folder = tmp_path.resolve()
    uri = (folder / "model.vsd").as_uri()
    with Pipe(vsdlint) as pipe:
        pipe.begin(folder)
        item = {"uri": uri, "languageId": "vsd", "version": 1, "text": HOSTILE[kind_of_text]}
        pipe.notify("textDocument/didOpen", {"textDocument": item})
        pipe.request("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})
        began = time.monotonic()
        assert pipe.ask("shutdown")["result"] is None
        assert time.monotonic() - began < 1
