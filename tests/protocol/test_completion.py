"""Whatever may stand at a place is offered there, what makes most sense first."""

import pytest
from conftest import every_editor
from editor import plain
from lsprotocol.types import CompletionItemKind, InsertTextFormat, Range

MODEL = """
    stakeholder "End user" as user
    repository "Known error database" as KEDB
    practice "Field work" as field
    role "Support engineer"
    item "Major incident" is Incident

    activity improve {
      input "Repair figures" from all
    }

    stream "Restore a service" as restore {
      trigger "Outage report" from user
      step "Diagnose" as diagnose in deliver_and_support {
        input "Outage report"
        output "Fix request"
        output "Known error"
      }
      step "Repair" as repair in obtain_build {
        input "Spare part"
        ¤
      }
      outcome "Restored service" to user
    }

    stream "Learn" as learn {
      trigger "Anniversary"
      step "Review" as review in improve {
        input "Anniversary"
        output "Lesson"
      }
      outcome "Lesson" to user
    }
"""

# The gap elsewhere: between the steps of a stream, and behind its outcome.
IN_STREAM = MODEL.replace("¤", "").replace('      outcome "Restored', '      ¤\n      outcome "Restored')
AT_BORDER = MODEL.replace("¤", "").replace('"Restored service" to user', '"Restored service" ¤')


def completed(editor, typed, text=MODEL):
    """The text, and what is offered behind something that was typed where the text has a gap."""
    before, after = plain(text).split("¤")
    model = editor.model(before + after)
    at = model.position(len(before))
    model.change((Range(at, at), typed))
    return model, editor.complete(model, model.position(len(before + typed)))


def labels(found):
    """What is offered, in the order in which an editor shows it."""
    return [item.label for item in sorted(found.items, key=lambda item: item.sort_text)]


@every_editor
def test_statements_that_a_block_lacks_come_first(editor):
    _, found = completed(editor, "")
    offered = labels(found)
    assert offered[:2] == ["input", "output"]
    assert {"practice", "lead_time", "optional input", "rework input", "@allow"} <= set(offered)
    assert not {"stream", "stakeholder", "trigger", "working_day"} & set(offered)


def test_a_field_that_is_there_is_not_offered_again(editor):
    _, found = completed(editor, "", MODEL.replace("¤", 'purpose "Mend it"\n        ¤'))
    assert "purpose" not in labels(found)
    assert "input" in labels(found)


def test_a_file_begins_with_declarations(editor):
    _, found = completed(editor, "s", "¤\n")
    assert {"stream", "stakeholder"} <= set(labels(found))
    assert not {"step", "input"} & set(labels(found))


@every_editor
def test_a_statement_comes_with_its_places_to_fill_in(editor):
    _, found = completed(editor, "", IN_STREAM)
    (step,) = (item for item in found.items if item.label == "step")
    if editor.kind == "emacs":
        assert step.insert_text_format != InsertTextFormat.Snippet
        assert step.text_edit.new_text == "step "
    else:
        assert step.insert_text_format == InsertTextFormat.Snippet
        assert step.text_edit.new_text.startswith('step "${1:name}" in ${2:activity} {')


@every_editor
def test_items_that_nobody_takes_yet_come_first_behind_input(editor):
    _, found = completed(editor, "input ")
    offered = labels(found)
    assert set(offered[:2]) == {"Fix request", "Known error"}
    assert "Spare part" not in offered[:2]
    first = next(item for item in found.items if item.label == "Fix request")
    assert first.kind == CompletionItemKind.Variable
    assert "nobody takes it yet" in first.detail
    assert first.text_edit.new_text == '"Fix request"'


def test_items_that_somebody_asks_for_come_first_behind_output(editor):
    _, found = completed(editor, "output ")
    assert labels(found)[0] == "Restored service"


def test_a_name_that_is_being_written_is_replaced(editor):
    model, found = completed(editor, 'input "Fix')
    item = next(item for item in found.items if item.label == "Fix request")
    assert model.shown(item.text_edit.range) == 'input «"Fix»'
    editor.edit(model, [item.text_edit])
    assert '    input "Fix request"\n' in model.text


def test_a_name_between_its_quotes_is_replaced_with_them(editor):
    """An editor that closes a quotation mark by itself leaves the cursor before the second one."""
    model = editor.model(MODEL.replace("¤", 'input "Fix"'))
    found = editor.complete(model, model.at('input "Fix|"'))
    item = next(item for item in found.items if item.label == "Fix request")
    assert model.shown(item.text_edit.range) == 'input «"Fix"»'


@every_editor
def test_ends_that_have_the_item_come_first(editor):
    _, found = completed(editor, 'input "Known error" from ')
    offered = labels(found)
    assert "diagnose" in offered[:2], "it gives the item"
    assert {"user", "KEDB", "learn", "improve", "all"} <= set(offered)
    assert "repair" not in offered, "a step gives nothing to itself"
    best = next(item for item in found.items if item.label == "diagnose")
    assert best.detail == "gives Known error"


def test_ends_that_want_the_item_come_first(editor):
    _, found = completed(editor, 'output "Repair figures" to ')
    assert labels(found)[0] == "improve"


def test_after_a_comma_another_end_may_stand(editor):
    _, found = completed(editor, 'input "Known error" from diagnose, ')
    assert "user" in labels(found)


@every_editor
def test_steps_of_a_stream_stand_behind_its_dot(editor):
    _, found = completed(editor, "input Lesson from learn.")
    assert labels(found) == ["review"]
    assert found.items[0].kind == CompletionItemKind.Method


def test_a_stream_may_share_its_name_with_an_item(editor):
    _, found = completed(editor, "input Lesson from learn.", 'item "Lesson" as learn\n' + plain(MODEL))
    assert labels(found) == ["review"]


def test_a_border_has_no_steps_for_ends(editor):
    _, found = completed(editor, "to ", AT_BORDER)
    offered = labels(found)
    assert {"user", "learn", "improve"} <= set(offered)
    assert "diagnose" not in offered


@every_editor
def test_practices_are_those_of_itil_and_of_the_project(editor):
    _, found = completed(editor, "practice ")
    offered = labels(found)
    assert offered[0] == "field"
    assert "Service desk" in offered
    assert len(offered) == 35


@every_editor
def test_roles_are_those_that_are_declared(editor):
    _, found = completed(editor, "responsible ")
    assert labels(found) == ["Support engineer"]


def test_roles_are_those_that_are_used_where_none_is_declared(editor):
    text = MODEL.replace('role "Support engineer"', "").replace("¤", 'accountable "Service owner"\n        ¤')
    _, found = completed(editor, "responsible ", text)
    assert labels(found) == ["Service owner"]


@every_editor
def test_rules_stand_in_an_allow(editor):
    _, found = completed(editor, "@allow(")
    offered = labels(found)
    assert {"late-input", "unmatched-input"} <= set(offered)
    assert len(offered) > 30
    _, found = completed(editor, "@allow(late-input, un")
    assert "unmatched-input" in labels(found)


def test_the_reason_of_an_allow_is_nobody_elses(editor):
    _, found = completed(editor, '@allow(late-input, "in')
    assert labels(found) == []


@every_editor
def test_a_step_is_in_an_activity(editor):
    _, found = completed(editor, 'step "Test" in ', IN_STREAM)
    assert sorted(labels(found)) == [
        "deliver_and_support", "design_and_transition", "engage", "improve", "obtain_build", "plan",
    ]  # fmt: skip


def test_an_activity_is_one_of_six(editor):
    _, found = completed(editor, "activity ", "¤\n")
    assert len(labels(found)) == 6


def test_what_may_follow_a_name(editor):
    _, found = completed(editor, 'input "Known error" ')
    assert {"from", "or"} <= set(labels(found))
    assert "to" not in labels(found)
    _, found = completed(editor, 'input "Known error", Spare ')
    assert "from" in labels(found) and "or" not in labels(found)
    _, found = completed(editor, 'stakeholder "Boss" ', "¤\n")
    assert "as" in labels(found)


def test_a_broader_item_stands_behind_is(editor):
    _, found = completed(editor, 'item "Small incident" is ', "¤\n" + MODEL.replace("¤", ""))
    assert {"Major incident", "Fix request"} <= set(labels(found))


def test_names_that_are_spoken_of_are_offered_to_be_declared(editor):
    text = MODEL.replace('input "Spare part"\n', 'input "Spare part" from supplier\n').replace("¤", "")
    _, found = completed(editor, "stakeholder ", "¤\n" + text)
    assert "supplier" in labels(found)


@pytest.mark.parametrize("typed", ["// in", "/* from ", 'purpose "from ', "lead_time "])
def test_where_nothing_is_known_nothing_is_offered(editor, typed):
    _, found = completed(editor, typed)
    assert labels(found) == []
