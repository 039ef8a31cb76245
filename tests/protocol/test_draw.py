"""The picture of a stream: an editor asks for it, shows it, and draws it anew when it is told to."""

import re
from types import SimpleNamespace

import pytest
from conftest import every_editor
from editor import Refused

MODEL = """
    stakeholder "Käufer 🛒" as user

    stream "Restore 🛒 a service" as restore {
      trigger "Outage report" from user
      step "🛒 Diagnose" as diagnose in deliver_and_support {
        input "Outage report"
        output "🛒 list", "Fix request"
        output "Lessons" to improve
      }
      outcome "Fix request" to user
      outcome "🛒 list" to user
    }
"""


def draw(editor, document, marked=None, **more):
    """Asks for a picture; nothing if there is none."""
    params = {"textDocument": {"uri": document.uri}, **more}
    if marked is not None:
        at = document.at(marked)
        params["position"] = {"line": at.line, "character": at.character}
    return editor.request("vsdlint/draw", params)


def heard(editor):
    """Counts how often the editor is told that its pictures are old."""
    editor.start()
    told = []
    editor.client.feature("vsdlint/drawingChanged")(lambda params: told.append(params))
    return told


@every_editor
def test_a_click_on_a_box_or_arrow_leads_to_its_statement(editor):
    """However the editor counts characters."""
    model = editor.model(MODEL)
    picture = draw(editor, model, '"Outage| report" from')
    assert (picture.of, picture.title) == ("Restore 🛒 a service", "Restore 🛒 a service")
    assert model.shown(picture.location.range).startswith('«stream "Restore')
    (box,) = picture.boxes
    assert model.shown(box.location.range).startswith('«step "🛒 Diagnose"')
    places = re.findall(r'<g class="(\w+)" data-at="([^"]*)#L(\d+),(\d+)"', picture.svg)
    assert {uri for _, uri, *_ in places} == {model.uri}
    behind = set()
    for kind, _, line, character in places:
        offset = model.offset(SimpleNamespace(line=int(line) - 1, character=int(character) - 1))
        behind.add((kind, re.match(r'"[^"]*"', model.text[offset:])[0]))
    assert behind == {
        ("node", '"🛒 Diagnose"'),
        ("flow", '"Outage report"'),
        ("flow", '"Fix request"'),
        ("flow", '"🛒 list"'),
        ("flow", '"Lessons"'),
        ("outside", '"Käufer 🛒"'),
    }


def test_where_no_stream_stands_there_is_no_picture(editor):
    model = editor.model(MODEL)
    assert draw(editor, model, "stake|holder") is None
    assert draw(editor, model, of="landscape").of == "landscape"
    assert draw(editor, model, of="chain").of == "chain"
    with pytest.raises(Refused, match="no stream is called `restor`; did you mean `restore`?"):
        draw(editor, model, of="restor")
    elsewhere = editor.open("notes.txt", "stream a { }")
    assert draw(editor, elsewhere, "str|eam") is None


@pytest.mark.editors("vscode", "neovim", "emacs", "asking")
def test_pictures_follow_what_is_typed(editor):
    told = heard(editor)
    model = editor.model(MODEL)
    assert "🛒 Diagnose" in draw(editor, model, of="restore").svg
    model.replace('"🛒 Diagnose"', '"Find out"')
    assert editor.until(lambda: told)
    picture = draw(editor, model, of="restore")
    assert "Find out" in picture.svg and "badge error" not in picture.svg
    model.replace('input "Outage report"', 'input "Outage reports"')
    assert editor.until(lambda: len(told) == 2)
    assert "badge error" in draw(editor, model, of="restore").svg


@pytest.mark.editors("vscode", "asking")
def test_who_has_no_picture_is_told_nothing_and_nobody_is_told_twice(editor):
    told = heard(editor)
    model = editor.model(MODEL)
    model.replace('"🛒 Diagnose"', '"Find out"')
    editor.expect(model)
    assert not told
    draw(editor, model, of="restore")
    for name in ["Look", "Look closely", "Think"]:
        model.replace(re.search(r"step (.*) as", model.text)[1], f'"{name}"')
        editor.expect(model)
    assert editor.until(lambda: told)
    editor.expect_to_stay(model)
    assert len(told) == 1


def test_a_picture_follows_other_files_and_settings(northwind):
    told = heard(northwind)
    document = northwind.open("streams/restore.vsd")
    picture = draw(northwind, document, of="restore")
    other = northwind.open("organisation.vsd")
    # An old picture of a document that was opened is told of as well.
    assert northwind.until(lambda: told)
    draw(northwind, document, of="restore")
    other.replace('repository "Known error database"', 'repository "Known errors"')
    assert northwind.until(lambda: len(told) == 2)
    changed = draw(northwind, document, of="restore")
    assert "Known errors" in changed.svg and changed.svg != picture.svg
    northwind.on_disk("vsdlint.toml", '[rules]\n"missing-purpose" = "error"\n')
    assert northwind.until(lambda: len(told) == 3)
