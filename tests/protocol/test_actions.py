"""What can be done about a finding is offered where it stands."""

import pytest
from conftest import every_editor

TYPO = """
    stakeholder user

    stream "Restore a service" as restore {
      trigger "Outage report"
      step "Diagnose" as diagnose in deliver_and_support {
        input "Outage report"
        output "Fix requst" to repair
      }
      step "Repair" as repair in obtain_build {
        input "Fix request" from diagnose
        output "Restored service"
        output "Repair figures" to improve
      }
      outcome "Restored service" to user
    }
"""

BROKEN = """
    stakeholder user

    stream "Restore a service" as restore {
      triger "Outage report"
      step "Repair" as repair in obtain_build {
        input "Outage report"
        output "Restored service"
        output "Repair figures" to improv
      }
      outcome "Restored service" to user
    }
"""

# Nothing is lost if the second of them goes.
TWICE = """
    stakeholder user

    stream "Restore a service" as restore {
      trigger "Outage report"
      step "Repair" as repair in obtain_build {
        input "Outage report"
        input "Outage report"
        output "Restored service"
        output "Repair figures" to improve
        output "Repair figures" to improve
      }
      outcome "Restored service" to user
    }
"""

TWICE_FOUND = ['duplicate-flow: input «"Outage report"»', 'duplicate-flow: output «"Repair figures"» to improve']
BROKEN_FOUND = ['syntax-error: «triger» "Outage report"', 'unknown-name: output "Repair figures" to «improv»']

OTHER = """
    stream "Count" as other {
      trigger "Month's end"
      step "Add up" in deliver_and_support {
        input "Month's end"
        input "Repair figure" from restore
        output "Sum" to improve
        output "Report"
      }
      outcome "Report" to user
    }
"""


@every_editor
def test_a_suggested_fix_makes_the_finding_go(editor):
    model = editor.model(TYPO)
    editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    actions = editor.actions(model, '"Fix request"')
    fix = actions['Write `"Fix request"` there']
    assert fix.kind == "quickfix"
    assert fix.is_preferred
    assert [one.code for one in fix.diagnostics] == ["misnamed-flow"]
    editor.act(fix)
    assert 'output "Fix request" to repair' in model.text
    editor.expect(model)


@every_editor
def test_a_safe_fix_makes_the_finding_go(editor):
    model = editor.model(TWICE)
    editor.expect(model, *TWICE_FOUND)
    editor.act(editor.actions(model, 'input "Outage report"\n    input "Outage report"')["Remove this statement"])
    assert model.text.count('input "Outage report"') == 1
    editor.expect(model, TWICE_FOUND[1])


@every_editor
def test_a_misspelt_word_is_mended(editor):
    model = editor.model(BROKEN)
    editor.expect(model, *BROKEN_FOUND)
    editor.act(editor.actions(model, "triger")["Write `trigger`"])
    editor.act(editor.actions(model, "improv\n")["Write `improve`"])
    editor.expect(model)


@every_editor
def test_a_file_that_is_not_open_can_be_mended(editor):
    editor.write("other.vsd", OTHER)
    model = editor.model(TYPO.replace("Fix requst", "Fix request").replace("to improve", "to improve, other"))
    other = editor.document((editor.folder / "other.vsd").as_uri())
    editor.expect(other, 'misnamed-flow: input «"Repair figure"» from restore')
    fix = editor.actions(other, '"Repair figure"')['Write `"Repair figures"` here']
    assert editor.apply(fix.edit) == ["other.vsd"]
    editor.expect("other.vsd")
    editor.expect(model)


@every_editor
def test_a_finding_can_be_allowed_with_a_reason(editor):
    model = editor.model(TYPO)
    editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    editor.act(editor.actions(model, '"Fix request"')["Allow misnamed-flow here, with a reason…"])
    assert '    @allow(misnamed-flow, "say why it may stay")\n    input "Fix request"' in model.text
    editor.expect(model)


@pytest.mark.editors("vscode", "neovim")
def test_a_rule_is_explained_where_the_editor_shows_pages(editor):
    model = editor.model(TYPO)
    editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    command = editor.actions(model, '"Fix request"')["Explain misnamed-flow"].command
    answer = editor.command(command)
    assert answer["rule"] == "misnamed-flow"
    assert "Why" in answer["page"]
    assert editor.until(lambda: editor.client.shown_documents)
    assert editor.client.shown_documents[0].uri.endswith("misnamed-flow.md")


@pytest.mark.editors("emacs")
def test_a_rule_is_explained_where_the_editor_shows_messages(editor):
    model = editor.model(TYPO)
    editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    editor.command(editor.actions(model, '"Fix request"')["Explain misnamed-flow"].command)
    assert editor.until(lambda: editor.questions)
    assert editor.questions[0].startswith("misnamed-flow: ")


@every_editor
def test_all_safe_fixes_of_a_file_are_one_action(editor):
    model = editor.model(TWICE)
    editor.expect(model, *TWICE_FOUND)
    (fix,) = editor.actions(model, "stakeholder", only=["source.fixAll"]).values()
    assert fix.kind == "source.fixAll.vsdlint"
    # Emacs cannot ask for the edits later, so they are there at once.
    assert (fix.edit is not None) == (editor.kind == "emacs")
    editor.act(fix)
    assert model.text.count('input "Outage report"') == 1
    assert model.text.count('output "Repair figures"') == 1
    editor.expect(model)
    # The document is the editor's: to say what would change changed nothing.
    assert editor.actions(model, "stakeholder", only=["source.fixAll"]) == {}


@every_editor
def test_where_nothing_is_to_be_fixed_no_fix_is_offered(editor):
    model = editor.model(TYPO.replace("requst", "request"))
    editor.expect(model)
    assert editor.actions(model, '"Repair figures"') == {}
    assert editor.actions(model, '"Repair figures"', only=["source.fixAll"]) == {}


def test_what_may_change_the_meaning_is_not_among_all_fixes(editor):
    model = editor.model(BROKEN)
    editor.expect(model, *BROKEN_FOUND)
    assert editor.actions(model, "triger", only=["source.fixAll"]) == {}


def test_only_what_is_asked_for_is_offered(editor):
    model = editor.model(TWICE)
    editor.expect(model, *TWICE_FOUND)
    part = 'output "Repair figures" to improve\n    output "Repair figures" to improve'
    assert {one.kind for one in editor.actions(model, part, only=["quickfix"]).values()} == {"quickfix"}
    assert editor.actions(model, part, only=["refactor"]) == {}
    assert list(editor.actions(model, part, only=["source"])) == ["Apply all safe fixes in this file"]
    # What is offered belongs to the place that it is asked for.
    assert "Explain duplicate-flow" in editor.actions(model, part)
    assert "Explain duplicate-flow" not in editor.actions(model, "trigger")


def test_a_fix_is_for_the_text_that_it_was_made_for(editor):
    model = editor.model(TYPO)
    model.type("|stakeholder", "// Who is who\n")
    editor.act(editor.actions(model, '"Fix request"')['Write `"Fix request"` there'])
    assert 'output "Fix request" to repair' in model.text
