"""What the model knows of a name is shown beside it, and between the lines."""

import copy

import pytest
from conftest import every_editor
from lsprotocol.types import MarkupKind, Position, Range

MODEL = """
    /// Whoever sits in front of the screen.
    stakeholder "End user" as user {
      purpose "Works with what we deliver"
    }

    stream "Restore a service" as restore {
      trigger "Outage report" from user

      /// Finds out what is *wrong*.
      step "Diagnose" as diagnose in deliver_and_support {
        lead_time 2h
        input "Outage report"
        output "Fix request"
      }
      @allow(late-input, "it comes when it comes")
      step "Repair" as repair in obtain_build {
        lead_time 1h30min
        input "Fix request"
        input "Spare part"
        output "Restored service"
        output "Repair figures" to improve
      }
      outcome "Restored service" to user
    }
"""


def hovered(editor, model, marked):
    """What is shown beside a name."""
    hover = editor.ask("hover", model, marked)
    return hover.contents.value, model.shown(hover.range)


@every_editor
def test_a_stakeholder_is_shown_with_what_is_said_of_it(editor):
    model = editor.model(MODEL)
    text, place = hovered(editor, model, 'report" from us|er')
    assert place == 'trigger "Outage report" from «user»'
    assert text.startswith("**stakeholder** End user (`user`)")
    assert "Works with what we deliver" in text
    assert "Whoever sits in front of the screen." in text


@every_editor
def test_a_step_is_shown_with_who_feeds_it_and_how_long_it_takes(editor):
    model = editor.model(MODEL)
    text, _ = hovered(editor, model, '"Rep|air" as')
    assert text.startswith("**step** Repair (`repair`)")
    assert "Fix request" in text and "diagnose" in text
    assert "3h 30min" in text
    assert "Diagnose → Repair" in text
    assert "Finds out what is *wrong*." in hovered(editor, model, "diag|nose in")[0]


@every_editor
def test_an_item_is_shown_with_who_gives_and_who_takes_it(editor):
    model = editor.model(MODEL)
    text, _ = hovered(editor, model, 'output "Fix| request"')
    assert "Given by diagnose" in text
    assert "Taken by repair" in text


@every_editor
def test_a_stream_is_shown_with_its_steps(editor):
    model = editor.model(MODEL)
    text, _ = hovered(editor, model, "as rest|ore {")
    assert "2 steps" in text
    assert "Outage report" in text


@every_editor
def test_a_rule_is_shown_with_its_page(editor):
    model = editor.model(MODEL)
    text, place = hovered(editor, model, "late-|input")
    assert text.startswith("**`late-input`**")
    assert place == '@allow(«late-input», "it comes when it comes")'


def test_where_nothing_is_known_nothing_is_shown(editor):
    model = editor.model(MODEL)
    assert editor.ask("hover", model, "lead_ti|me 2h") is None
    assert editor.ask("hover", model, "Works wi|th") is None


@every_editor
def test_a_comment_keeps_its_lists_and_its_code(editor):
    model = editor.model(
        "/// - one\n///   - nested\n///\n///   ```\n///   if x:\n///   \ty\n///   ```\n///     code\nstakeholder user\n"
    )
    text, _ = hovered(editor, model, "stakeholder us|er")
    assert "- one\n  - nested\n\n```\nif x:\n\ty\n```\n    code" in text


def test_who_shows_no_markdown_is_given_none(editor):
    editor.abilities = copy.deepcopy(editor.abilities)
    editor.abilities.text_document.hover.content_format = [MarkupKind.PlainText]
    model = editor.model('/// Some *text*.\nstakeholder "User_name of [x]" as us_er { link "https://a.example/b_c" }\n')
    hover = editor.ask("hover", model, "as us_|er").contents
    assert hover.kind == MarkupKind.PlainText
    assert hover.value == "stakeholder User_name of [x] (`us_er`)\n\nSome *text*.\n\nhttps://a.example/b_c"


def test_names_cannot_forge_what_is_shown(editor):
    model = editor.model('stakeholder "[click](http://evil.example) <b>"\n')
    text, _ = hovered(editor, model, "stakeholder |")
    assert "\\[click\\]" in text
    assert "\\<b\\>" in text


@every_editor
def test_an_open_input_shows_where_it_comes_from(editor):
    model = editor.model(MODEL)
    hints = editor.ask("inlayHint", model, range=model.all())

    def shown(hint):
        line = model.text[: model.offset(hint.position)].split("\n")[-1].strip()
        return f"{line} › {hint.label}"

    assert [shown(hint) for hint in hints] == [
        'input "Outage report" › from the trigger',
        'output "Fix request" › to repair',
        'input "Fix request" › from diagnose',
        'output "Restored service" › to the outcome',
    ]


def test_hints_are_given_for_what_is_to_be_seen(editor):
    model = editor.model(MODEL)
    hints = editor.ask("inlayHint", model, range=model.range('output "Fix request"'))
    assert [hint.label for hint in hints] == ["to repair"]


@pytest.mark.editors("vscode", "neovim")
def test_a_step_shows_how_much_of_it_meets(editor):
    model = editor.model(MODEL)
    lenses = editor.ask("codeLens", model)
    assert [(lens.command.title, model.shown(lens.range)) for lens in lenses] == [
        ("1 input, 1 output", 'step «"Diagnose"» as diagnose in deliver_and_support {'),
        ("2 inputs, 1 unmatched, 2 outputs", 'step «"Repair"» as repair in obtain_build {'),
    ]
    # A client that has no command for it shows the title alone.
    assert [lens.command.command for lens in lenses] == ["", ""]
    assert not any(lens.command.arguments for lens in lenses)


@pytest.mark.editors("vscode", "neovim")
def test_who_can_is_told_which_places_are_open(editor):
    editor.options = {"commands": ["vsdlint.showOpen"]}
    model = editor.model(MODEL)
    none, some = (lens.command for lens in editor.ask("codeLens", model))
    assert (none.command, none.arguments) == ("", None)
    assert some.command == "vsdlint.showOpen"
    uri, position, (place,) = some.arguments
    assert uri == model.uri
    assert Position(**position) == model.at('step |"Repair"')
    span = Range(Position(**place["range"]["start"]), Position(**place["range"]["end"]))
    assert editor.place(place["uri"], span) == 'model.vsd: input «"Spare part"»'


def painted(editor, model, tokens):
    """The words of a text with what they are."""
    legend = editor.server.capabilities.semantic_tokens_provider.legend
    lines = model.text.split("\n")
    line = character = 0
    words = []
    for at in range(0, len(tokens.data), 5):
        down, right, length, kind, bits = tokens.data[at : at + 5]
        line, character = line + down, right if down else character + right
        text = lines[line]
        start = next(i for i in range(len(text) + 1) if editor.units(text[:i]) == character)
        end = next(i for i in range(len(text) + 1) if editor.units(text[:i]) == character + length)
        more = [name for bit, name in enumerate(legend.token_modifiers) if bits >> bit & 1]
        words.append((text[start:end], " ".join([legend.token_types[kind], *more])))
    return words


@pytest.mark.editors("vscode", "neovim")
def test_words_are_painted_by_what_they_mean(editor):
    model = editor.model(MODEL)
    words = painted(editor, model, editor.ask("semanticTokens/full", model))
    assert words[:8] == [
        ("/// Whoever sits in front of the screen.", "comment documentation"),
        ("stakeholder", "keyword"),
        ('"End user"', "interface declaration"),
        ("as", "keyword"),
        ("user", "interface declaration"),
        ("purpose", "keyword"),
        ('"Works with what we deliver"', "string"),
        ("stream", "keyword"),
    ]
    assert ("user", "interface") in words
    assert ("deliver_and_support", "namespace defaultLibrary") in words
    assert ("2h", "number") in words
    assert ("late-input", "decorator") in words
    assert ('"Fix request"', "variable") in words
    assert ("diagnose", "method declaration") in words


@pytest.mark.editors("vscode")
def test_a_part_of_a_text_can_be_painted_alone(editor):
    model = editor.model(MODEL)
    words = painted(editor, model, editor.ask("semanticTokens/range", model, range=model.range('output "Fix request"')))
    assert words == [("output", "keyword"), ('"Fix request"', "variable")]


def test_a_text_of_several_lines_is_painted_line_by_line(editor):
    model = editor.model('organisation "N" {\n  purpose """\n    One\r\n    two\n  """\n}\n')
    words = painted(editor, model, editor.ask("semanticTokens/full", model))
    assert ("    One", "string") in words and ("    two", "string") in words


def test_no_token_goes_beyond_its_line(editor):
    """Some old editors end lines with a carriage return alone, and to the protocol that is a line end as well."""
    model = editor.model("/* one\rtwo */\rstakeholder user\n")
    data = editor.ask("semanticTokens/full", model).data
    assert list(data[:10]) == [0, 0, 6, 0, 0, 1, 0, 6, 0, 0]
