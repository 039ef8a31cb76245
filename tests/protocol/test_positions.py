"""However an editor counts letters and sends edits, the text is the same on both sides."""

import pytest
from conftest import every_editor
from editor import Refused
from lsprotocol.types import Position, Range, TextDocumentContentChangeWholeDocument

MODEL = """
    stakeholder "Bürger 🦆 & Büro" as büro

    stream "Café 🦆🦆 öffnen" as café {
      trigger "Süße 🦆 Anfrage" from büro
      step "Prüfen 🦆" as prüfen in engage { input "Süße 🦆 Anfrage" output "Größe" output "👩‍👧 Zahlen" to improve }
      outcome "Größe" to "Bürger 🦆 & Büro"
    }
"""


@every_editor
def test_places_behind_umlauts_and_emoji_are_right(editor):
    model = editor.model(MODEL)
    encodings = {"vscode": "utf-16", "neovim": "utf-8", "emacs": "utf-32"}
    assert editor.encoding == encodings[editor.kind]
    editor.expect(model)
    assert editor.places(editor.ask("definition", model, 'to "Bürger 🦆 & Bü|ro"')) == [
        'model.vsd: stakeholder «"Bürger 🦆 & Büro"» as büro'
    ]
    model.replace('output "Größe"', 'output "Umfang 🦆"')
    editor.expect(model, 'unproduced-outcome: outcome «"Größe"» to "Bürger 🦆 & Büro"')


@every_editor
def test_a_name_with_emoji_is_renamed_in_its_place(editor):
    model = editor.model(MODEL)
    editor.apply(editor.ask("rename", model, 'input "Süße 🦆 An|frage"', new_name="Ente 🦆🦆"))
    assert 'trigger "Ente 🦆🦆" from büro' in model.text
    assert '{ input "Ente 🦆🦆" output "Größe" output' in model.text
    editor.expect(model)


@every_editor
def test_edits_follow_each_other_in_one_message(editor):
    model = editor.model(MODEL)
    start = model.at("|stakeholder")
    model.change(
        (Range(start, start), "// 🦆 first\n"),
        (Range(Position(0, 0), Position(0, editor.units("// 🦆"))), "// 🦆🦆 second,"),
        (Range(Position(0, editor.units("// 🦆🦆 second,")), Position(1, 0)), "\n\n"),
    )
    assert model.text.startswith("// 🦆🦆 second,\n\nstakeholder")
    editor.expect(model)
    assert editor.places(editor.ask("definition", model, "from bü|ro")) == [
        'model.vsd: stakeholder «"Bürger 🦆 & Büro"» as büro'
    ]


def test_a_whole_text_may_be_sent_anew(editor):
    model = editor.model(MODEL)
    model.version, model.text = 2, "stakeholder step\n"
    model.send([TextDocumentContentChangeWholeDocument(text=model.text)])
    assert editor.until(lambda: editor.findings(model) == ["syntax-error: stakeholder «step»"])


def test_windows_line_ends_and_the_byte_order_mark_count_as_editors_count_them(editor):
    editor.write("vsdlint.toml", "")
    editor.write("model.vsd", "\ufeffstakeholder bür\r\nstakeholder bür\r\n".encode())
    # An editor takes the mark away from what it shows and counts.
    model = editor.open("model.vsd", "stakeholder bür\r\nstakeholder bür\r\n")
    editor.expect(model, "duplicate-name: stakeholder «bür»")
    (one,) = editor.diagnostics(model)
    assert one.range == Range(Position(1, 12), Position(1, 15))


@every_editor
def test_what_is_pasted_is_counted_though_it_looks_like_a_byte_order_mark(editor):
    model = editor.model("stakeholder user\n")
    model.type("|stakeholder", "\ufeff")
    editor.apply(editor.ask("rename", model, "us|er", new_name="client"))
    assert model.text == "\ufeffstakeholder client\n"
    # The server has the same text.
    assert "client" in editor.ask("hover", model, "cli|ent").contents.value
    model.replace("client", "user")
    hover = editor.ask("hover", model, "us|er")
    assert model.shown(hover.range) == "\ufeffstakeholder «user»"


@every_editor
def test_the_mark_of_a_file_that_is_not_open_is_not_counted(editor):
    editor.write("other.vsd", "\ufeffstakeholder user\r\n".encode())
    model = editor.model("stream s {\n  trigger A from user\n}\n")
    assert editor.places(editor.ask("definition", model, "from us|er")) == ["other.vsd: \ufeffstakeholder «user»"]
    editor.apply(editor.ask("rename", model, "from us|er", new_name="client"))
    assert (editor.folder / "other.vsd").read_bytes() == "\ufeffstakeholder client\r\n".encode()


def test_behind_the_end_of_a_line_is_its_end(editor):
    model = editor.model(MODEL)
    hover = editor.ask("hover", model, position=Position(0, 9999))
    assert model.shown(hover.range) == 'stakeholder "Bürger 🦆 & Büro" as «büro»'


@pytest.mark.parametrize("line", [8, 99, 2**31 - 1])
def test_a_line_that_is_not_there_is_refused(editor, line):
    model = editor.model(MODEL)
    assert editor.ask("hover", model, position=Position(7, 0)) is None, "the text ends with a line end"
    with pytest.raises(Refused, match="has no line") as refused:
        editor.ask("hover", model, position=Position(line, 0))
    assert refused.value.code == -32602
    editor.expect(model)
