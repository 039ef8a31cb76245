"""A file is formatted as `vsdlint fmt` does it."""

import subprocess

import pytest
from conftest import every_editor
from lsprotocol.types import FormattingOptions

UNTIDY = """
    stakeholder   user
    stream "Restore a service"   as restore {
    trigger "Outage report"   from user
      step "Repair" as repair in obtain_build {
            input    "Outage report"


        output "Restored service"   // mended
      }
      outcome "Restored service" to user
    }
"""

# An editor's own settings; the project's hold for everybody.
OPTIONS = FormattingOptions(tab_size=8, insert_spaces=False)


@every_editor
def test_a_file_is_laid_out_as_fmt_does_it(editor):
    model = editor.model(UNTIDY)
    editor.edit(model, editor.ask("formatting", model, options=OPTIONS))
    subprocess.run([editor.vsdlint, "fmt", "model.vsd"], cwd=editor.folder, check=True, capture_output=True)
    assert model.text == (editor.folder / "model.vsd").read_text()
    assert "stakeholder user\n" in model.text
    assert not editor.ask("formatting", model, options=OPTIONS), "twice changes nothing"


@every_editor
def test_a_part_is_laid_out_alone(editor):
    model = editor.model(UNTIDY)
    before = model.text
    part = model.range('input    "Outage report"')
    editor.edit(model, editor.ask("rangeFormatting", model, range=part, options=OPTIONS))
    assert '\n    input "Outage report"\n' in model.text or '\n    input  "Outage report"\n' in model.text
    assert "stakeholder   user" in model.text
    assert 'trigger "Outage report"   from user' in model.text
    assert model.text != before


@pytest.mark.editors("vscode")
def test_a_statement_is_laid_out_when_its_line_ends(editor):
    model = editor.model(UNTIDY)
    model.type("stakeholder   user|\n", "\n")
    edits = editor.ask("onTypeFormatting", model, "user\n|\nstream", ch="\n", options=OPTIONS)
    editor.edit(model, edits)
    assert model.text.startswith("stakeholder user\n\nstream")
    assert 'trigger "Outage report"   from user' in model.text


@pytest.mark.editors("vscode")
def test_a_block_is_laid_out_when_it_is_closed(editor):
    model = editor.model('stakeholder user   {\n  purpose    "Pays"\n}\nstakeholder   other\n')
    editor.edit(model, editor.ask("onTypeFormatting", model, "}|", ch="}", options=OPTIONS))
    assert model.text.startswith("stakeholder user {")
    assert "stakeholder   other" in model.text


def test_what_cannot_be_read_stays_to_the_letter(editor):
    model = editor.model("stakeholder   user\nstream   Restore  a   service\nstakeholder   other\n")
    editor.edit(model, editor.ask("formatting", model, options=OPTIONS))
    assert "stakeholder user\n" in model.text
    assert "stream   Restore  a   service" in model.text


def test_line_ends_and_the_byte_order_mark_are_kept(editor):
    editor.write("vsdlint.toml", "")
    editor.write("model.vsd", "\ufeffstakeholder   user\r\nstakeholder   other\r\n".encode())
    model = editor.open("model.vsd")
    edits = editor.ask("formatting", model, options=OPTIONS)
    editor.edit(model, edits)
    assert model.text == "\ufeffstakeholder user\r\nstakeholder other\r\n"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n", "\n\r"])
@pytest.mark.parametrize(
    "text",
    [
        "stakeholder a\n\nstakeholder b\n",
        '// a\n\nstakeholder   a\n\n\n\nactivity   engage {\npurpose  "a"  \n\n\n}\nstakeholder   b\n\n',
    ],
)
def test_no_edit_begins_or_ends_within_a_line_end(editor, text, end):
    """A client takes a place between CR and LF for one before them."""
    model = editor.model(text.replace("\n", end))
    text = model.text
    shown = subprocess.run(
        [editor.vsdlint, "fmt", "--stdin-filename", "model.vsd", "-"],
        input=text.encode(),
        capture_output=True,
        cwd=editor.folder,
        check=False,
    )
    expected = shown.stdout.decode()
    assert expected, shown.stderr
    editor.edit(model, editor.ask("formatting", model, options=OPTIONS))
    assert model.text == expected
    assert not editor.ask("formatting", model, options=OPTIONS)


def test_the_project_says_how_wide_a_line_may_be(editor):
    wide = 'activity plan {\n  output "Roadmap", "Budget", "Portfolio of services" to engage, improve\n}\n'
    model = editor.model(wide, "[format]\nline-width = 40\n")
    editor.edit(model, editor.ask("formatting", model, options=OPTIONS))
    assert max(map(len, model.text.split("\n"))) <= 40
