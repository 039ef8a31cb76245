"""In a large project the first answer comes from a part. It shows nothing false, and takes back nothing that is right.

More than 400 KB are large. What depends on the whole project, such as a field that most streams state, is known to no
part: such a finding stays as the whole project saw it last, until the whole project is there again.
"""

import asyncio

import pytest
from lsprotocol import types

every_way = pytest.mark.editors("vscode", "neovim", "emacs", "asking")

FILLER = "// Nothing is said here.\n" * 20_000

PURPOSE = '\n      purpose "Says what it is for"'

SETTINGS = """
    [rules]
    unused-declaration = "warn"
    missing-purpose = "off"
"""


def stream(name, purpose=False, trigger="user", outcome="user"):
    """A stream in which everything is right."""
    return f"""
    stream "Stream {name}" as {name} {{{PURPOSE if purpose else ""}
      trigger "Order {name}" from {trigger}
      step "Work {name}" as work_{name} in deliver_and_support {{
        input "Order {name}"
        output "Parcel {name}"
        output "Lessons {name}" to improve
      }}
      outcome "Parcel {name}" to {outcome}
    }}
"""


def project(editor, streams):
    """Writes a file for each stream, and enough beside them to make the project large."""
    editor.write("vsdlint.toml", SETTINGS)
    editor.write("large.vsd", FILLER)
    editor.write("people.vsd", "stakeholder user\n")
    for name, text in streams.items():
        editor.write(f"{name}.vsd", text)


def open_and_record(editor, name):
    """Opens a file. Whatever is shown of it from now on is kept, as rules."""
    editor.start()
    shown = []

    class Recorder(dict):
        def __setitem__(self, uri, found):
            if uri == (editor.folder / name).as_uri():
                shown.append([one.code for one in found])
            super().__setitem__(uri, found)

    editor.client.diagnostics = Recorder(editor.client.diagnostics)
    return editor.open(name), shown


def type_slowly(editor, document, shown):
    """Types a comment, letter by letter, and rests now and then; whoever asks does so after every letter."""
    document.change((types.Range(document.position(0), document.position(0)), "//\n"))
    for at, letter in enumerate(" some few words"):
        document.change((types.Range(document.position(2 + at), document.position(2 + at)), letter))
        if editor.kind == "asking":
            shown.append([one.code for one in editor.diagnostics(document)])
        if letter == " ":
            editor.wait(asyncio.sleep(0.4))


@every_way
def test_what_most_other_streams_state_is_missing_all_the_time(editor):
    """The streams beside it are not among what the document depends on."""
    streams = {f"s{number}": stream(f"s{number}", purpose=True) for number in range(6)}
    project(editor, {**streams, "model": stream("model")})
    model, shown = open_and_record(editor, "model.vsd")
    forgotten = 'forgotten-field: stream «"Stream model"» as model {'
    editor.expect(model, forgotten)
    shown.clear()
    type_slowly(editor, model, shown)
    editor.expect_to_stay(model, forgotten)
    assert shown and all(rules == ["forgotten-field"] for rules in shown), shown


@every_way
def test_what_only_the_streams_around_it_state_is_never_missing(editor):
    """Three of four streams that the document depends on say what they are for; of the whole project few do."""
    partners = {f"p{number}": stream(f"p{number}", purpose=True, trigger="model") for number in range(3)}
    # Of what comes from the document, each partner takes its own order.
    text = stream("model")
    for name in partners:
        text = text.replace("\n      }\n", f'\n        output "Order {name}"\n      }}\n')
        text = text.replace("\n    }\n", f'\n      outcome "Order {name}" to {name}\n    }}\n')
    others = {f"s{number}": stream(f"s{number}") for number in range(6)}
    project(editor, {**partners, **others, "model": text})
    model, shown = open_and_record(editor, "model.vsd")
    editor.expect_to_stay(model)
    shown.clear()
    type_slowly(editor, model, shown)
    editor.expect_to_stay(model)
    assert all(rules == [] for rules in shown), shown


@every_way
def test_a_finding_of_the_whole_project_goes_once_it_is_mended(editor):
    streams = {f"s{number}": stream(f"s{number}", purpose=True) for number in range(6)}
    project(editor, {**streams, "model": stream("model")})
    model, _ = open_and_record(editor, "model.vsd")
    forgotten = 'forgotten-field: stream «"Stream model"» as model {'
    editor.expect_to_stay(model, forgotten)
    model.type('as model {|', PURPOSE)
    editor.expect_to_stay(model)
    model.replace(PURPOSE, "")
    editor.expect_to_stay(model, forgotten)


@every_way
def test_a_slip_comes_and_goes_while_the_whole_project_is_looked_at(editor):
    """Many edits, each of them after an answer and before the next look at everything."""
    project(editor, {"model": stream("model")})
    model, _ = open_and_record(editor, "model.vsd")
    editor.expect(model)
    for _ in range(5):
        model.replace('input "Order model"', 'input "Ordr model"')
        model.replace('input "Ordr model"', 'input "Order model"')
    editor.expect_to_stay(model)
    model.replace('input "Order model"', 'input "Ordr model"')
    editor.expect_to_stay(model, 'misnamed-flow: input «"Ordr model"»')


@every_way
def test_what_is_closed_shows_what_was_saved(editor):
    project(editor, {"model": stream("model")})
    model, _ = open_and_record(editor, "model.vsd")
    editor.expect(model)
    model.replace('input "Order model"', 'input "Ordr model"')
    model.close()
    editor.expect_to_stay("model.vsd")


@every_way
def test_who_opens_a_document_again_counts_anew(editor):
    """Its first version is newer than the last one of before."""
    project(editor, {"model": stream("model")})
    model, _ = open_and_record(editor, "model.vsd")
    editor.expect(model)
    text = model.text.replace('input "Order model"', 'input "Ordr model"')
    for _ in range(3):
        model.replace('input "Order model"', 'input "Ordr model"')
        model.replace('input "Ordr model"', 'input "Order model"')
    model.close()
    model = editor.open("model.vsd", text)
    editor.expect_to_stay(model, 'misnamed-flow: input «"Ordr model"»')
    model.replace('input "Ordr model"', 'input "Order model"')
    editor.expect_to_stay(model)
