"""What a file and a project hold can be seen at a glance."""

import pytest
from conftest import every_editor
from lsprotocol.types import SymbolKind, WorkspaceSymbolParams

MODEL = """
    // Who is who, in the
    // order of the alphabet.
    stakeholder "End user" as user

    /* The one stream
       that we have. */
    stream "Restore a service" as restore {
      trigger "Outage report" from user
      step "Repair" as repair in obtain_build {
        input "Outage report"
        output "Restored service" or "Sorry"
      }
      outcome "Restored service" or "Sorry" to user
    }
"""


@every_editor
def test_the_outline_of_a_file_has_levels(editor):
    model = editor.model(MODEL)
    user, stream = editor.ask("documentSymbol", model)
    assert (user.name, user.kind, user.children) == ("End user", SymbolKind.Interface, None)
    assert (stream.name, stream.kind) == ("Restore a service", SymbolKind.Class)
    assert [(child.name, child.kind, child.detail) for child in stream.children] == [
        ("Outage report", SymbolKind.Event, None),
        ("Repair", SymbolKind.Method, "obtain_build"),
        ("Restored service or Sorry", SymbolKind.Event, None),
    ]
    assert model.shown(stream.selection_range) == 'stream «"Restore a service"» as restore {'
    assert model.text[model.offset(stream.range.end) - 1] == "}"


@every_editor
def test_things_are_found_by_a_few_letters_in_all_files(northwind):
    northwind.start()

    def found(query):
        symbols = northwind.request("workspace/symbol", WorkspaceSymbolParams(query))
        return [(one.name, *northwind.places([one.location]), one.container_name) for one in symbols]

    assert ("Known error database", 'organisation.vsd: repository «"Known error database"» as KEDB {', None) in found(
        "known err"
    )
    assert ("KEDB", 'organisation.vsd: repository "Known error database" as «KEDB» {', None) in found("kedb")
    assert (
        "Try it out",
        'streams/feature.vsd: step «"Try it out"» as try_out in design_and_transition {',
        "Deliver a feature",
    ) in found("trit")
    assert found("no such thing") == []
    assert len(found("")) > 100


@pytest.mark.editors("vscode", "neovim")
def test_blocks_and_comments_can_be_folded(editor):
    model = editor.model(MODEL)
    lines = model.text.split("\n")
    folds = [
        (lines[fold.start_line].strip(), lines[fold.end_line].strip(), fold.kind)
        for fold in editor.ask("foldingRange", model)
    ]
    # The brace that closes a block stays to be seen.
    assert folds == [
        ('stream "Restore a service" as restore {', 'outcome "Restored service" or "Sorry" to user', None),
        ('step "Repair" as repair in obtain_build {', 'output "Restored service" or "Sorry"', None),
        ("// Who is who, in the", "// order of the alphabet.", "comment"),
        ("/* The one stream", "that we have. */", "comment"),
    ]


def selected(editor, model, marked):
    """What is selected as a selection grows."""
    (selection,) = editor.ask("selectionRange", model, positions=[model.at(marked)])
    grown = []
    while selection:
        start, end = model.offset(selection.range.start), model.offset(selection.range.end)
        grown.append(model.text[start:end])
        selection = selection.parent
    return grown


def test_a_selection_grows_from_the_name_to_the_file(editor):
    model = editor.model(MODEL)
    name, quoted, items, statement, inside, step, *rest = selected(editor, model, 'output "Restored ser|vice"')
    assert name == "Restored service"
    assert quoted == '"Restored service"'
    assert items == '"Restored service" or "Sorry"'
    assert statement == 'output "Restored service" or "Sorry"'
    assert inside.strip().startswith("input") and inside.strip().endswith('"Sorry"')
    assert step.startswith("step") and step.endswith("}")
    assert rest[-1] == model.text
    assert [len(text) for text in rest] == sorted(len(text) for text in rest)


@pytest.mark.parametrize(
    ("text", "marked", "inner"),
    [
        ("stakeholder “Foo bar”\n", "Foo| bar", "Foo bar"),
        ("stakeholder «ä»\n", "«ä|»", "ä"),
        ('stakeholder "Größe ä\n', "Grö|ße", "Größe ä"),
        ('stakeholder "Foo bar\r\n', "Foo| bar", "Foo bar"),
    ],
)
def test_only_quotation_marks_that_are_there_are_left_out(editor, text, marked, inner):
    model = editor.model(text.encode().decode())
    assert selected(editor, model, marked)[0] == inner
    prepared = editor.ask("prepareRename", model, marked)
    assert prepared.placeholder == inner
    assert model.text[model.offset(prepared.range.start) : model.offset(prepared.range.end)] == inner


def test_where_two_things_touch_a_selection_still_grows(editor):
    """Where a comment follows a name at once, the cursor between them is in one of them, not in both."""
    model = editor.model('stakeholder "A"/* one */\nstream "B" {}stream "C" {}\n')
    for marked in ('"A"|/* one', '{}|stream "C"', '"A|"/*', "{|}stream", "/* one *|/"):
        grown = selected(editor, model, marked)
        assert grown[-1] == model.text
        assert all(inner != outer and inner in outer for inner, outer in zip(grown, grown[1:])), grown


def test_several_cursors_have_a_selection_each(editor):
    model = editor.model(MODEL)
    found = editor.ask("selectionRange", model, positions=[model.at("End| user"), model.at('Outage| report" from')])
    assert [model.shown(one.range) for one in found] == [
        'stakeholder "«End user»" as user',
        'trigger "«Outage report»" from user',
    ]
