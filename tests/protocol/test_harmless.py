"""What a model says is shown, and opens, fetches and runs nothing; documents are served wherever they are opened from."""

import os

import pytest
from conftest import every_editor
from lsprotocol import types

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
