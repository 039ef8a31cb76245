"""What is wrong shows as it is typed, wherever it shows."""

import pytest
from conftest import every_editor
from lsprotocol.types import DiagnosticSeverity, DiagnosticTag

FIX = """
    stakeholder user

    stream "Restore a service" as restore {
      trigger "Outage report"
      step "Diagnose" as diagnose in deliver_and_support {
        input "Outage report"
        output "Fix request" to repair
      }
      step "Repair" as repair in obtain_build {
        input "Fix request" from diagnose
        output "Restored service"
        output "Repair figures" to improve
      }
      outcome "Restored service" to user
    }
"""

# Who comes into no flow is no mistake, unless the settings say so.
STRICT = """
    [rules]
    unused-declaration = "warn"
"""

every_way = pytest.mark.editors("vscode", "neovim", "emacs", "asking")


@every_way
def test_a_slip_shows_while_it_is_there(editor):
    model = editor.model(FIX)
    editor.expect(model)
    model.replace('output "Fix request"', 'output "Fix requst"')
    editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    model.replace("Fix requst", "Fix request")
    editor.expect(model)


@every_way
def test_in_a_large_project_the_first_answer_is_that_of_the_whole(editor):
    editor.write("vsdlint.toml", STRICT)
    editor.write("large.vsd", "// Nothing is said here.\n" * 20_000)
    editor.write("model.vsd", FIX.replace("stakeholder user", "stakeholder user\n    stakeholder supplier"))
    model = editor.open("model.vsd")
    unused = "unused-declaration: stakeholder «supplier»"
    editor.expect(model, unused)
    model.replace('output "Fix request"', 'output "Fix requst"')
    editor.expect_to_stay(model, unused, 'misnamed-flow: input «"Fix request"» from diagnose')
    model.replace("Fix requst", "Fix request")
    editor.expect_to_stay(model, unused)


@every_way
def test_a_finding_says_what_is_wrong_and_where_else_to_look(editor):
    model = editor.model(FIX.replace("Fix request", "Fix requst", 1))
    (one,) = editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    assert one.source == "vsdlint"
    assert one.severity == DiagnosticSeverity.Error
    assert one.code_description.href.endswith("misnamed-flow.md")
    said, *more = one.message.split("\n")
    assert said == "`Repair` expects `Fix request`, but what comes is called `Fix requst`"
    assert any(line.startswith("help: ") for line in more)
    related = [(other.message, *editor.places([other.location])) for other in one.related_information or []]
    if editor.kind == "emacs":
        assert related == [], "it cannot show them"
    else:
        assert related == [("`Diagnose` calls it this", 'model.vsd: output «"Fix requst"» to repair')]


@every_way
def test_what_nobody_needs_is_pale(editor):
    model = editor.model('@allow(late-input, "no longer so")\nstakeholder customer\n', STRICT)
    found = editor.expect(
        model, 'unused-allow: @allow(«late-input», "no longer so")', "unused-declaration: stakeholder «customer»"
    )
    assert [one.tags for one in found] == [(DiagnosticTag.Unnecessary,)] * 2
    assert found[0].severity == DiagnosticSeverity.Warning


@every_way
def test_an_edit_in_one_file_shows_in_another(northwind):
    feature = northwind.open("streams/feature.vsd")
    review = northwind.open("streams/review.vsd")
    northwind.expect(feature)
    northwind.expect(review)
    refreshed = northwind.client.diagnostic_refresh_count
    review.replace('outcome "Improvement initiative"', 'outcome "Improvement ideas"')
    (one, *_) = northwind.expect(feature, 'unmatched-input: trigger «"Improvement initiative"» from review')
    if northwind.kind == "asking":
        assert northwind.client.diagnostic_refresh_count > refreshed


@every_way
def test_a_file_that_is_not_open_shows_its_findings_too(northwind):
    review = northwind.open("streams/review.vsd")
    northwind.expect("streams/feature.vsd")
    review.replace('outcome "Improvement initiative"', 'outcome "Improvement ideas"')
    northwind.expect("streams/feature.vsd", 'unmatched-input: trigger «"Improvement initiative"» from review')
    # Whoever opens the file sees each of them once.
    feature = northwind.open("streams/feature.vsd")
    northwind.expect(feature, 'unmatched-input: trigger «"Improvement initiative"» from review')
    if northwind.kind == "asking":
        assert northwind.until(lambda: not northwind.client.diagnostics[feature.uri])


@pytest.mark.editors("asking")
def test_what_is_known_is_not_told_again(editor):
    model = editor.model(FIX.replace("Fix request", "Fix requst", 1))
    first = editor.ask("diagnostic", model)
    assert len(first.items) == 1
    again = editor.ask("diagnostic", model, previous_result_id=first.result_id)
    assert again.kind == "unchanged"
    assert again.result_id == first.result_id
    model.replace("Fix requst", "Fix request")
    assert editor.ask("diagnostic", model, previous_result_id=first.result_id).items == ()


@every_editor
def test_only_who_is_told_when_to_ask_again_has_to_ask(editor):
    """A finding may come or go by an edit in another file. Without being told, an editor would show old ones."""
    editor.start()
    assert editor.server.capabilities.diagnostic_provider is None


@every_way
def test_unsaved_text_stands_in_for_its_file(editor):
    editor.write("vsdlint.toml", "")
    editor.write("model.vsd", FIX)
    model = editor.open("model.vsd", FIX.replace("Fix request", "Fix requst", 1))
    editor.expect(model, 'misnamed-flow: input «"Fix request"» from diagnose')
    # What was not saved is gone.
    model.close()
    editor.expect("model.vsd")


@every_way
def test_a_closed_file_counts_as_it_was_saved_at_once(editor):
    editor.write("other.vsd", "")
    model = editor.model(FIX)
    other = editor.open("other.vsd")
    model.replace('output "Fix request"', 'output "Fix requst"')
    model.close()
    asked = editor.ask("definition", other, "|")
    assert asked is None
    report = editor.ask("diagnostic", editor.document(model.uri))
    assert list(report.items) == []


@every_way
def test_a_new_file_counts_before_it_is_saved(editor):
    model = editor.model(FIX.replace("from diagnose", "from diagnose, supplier"))
    editor.expect(model, 'unknown-name: input "Fix request" from diagnose, «supplier»')
    people = editor.open("people.vsd", "stakeholder supplier\n")
    editor.expect(model)
    people.close()
    editor.expect(model, 'unknown-name: input "Fix request" from diagnose, «supplier»')


@every_way
def test_somebody_else_writes_a_file(editor):
    model = editor.model(FIX.replace("from diagnose", "from diagnose, supplier"))
    editor.expect(model, 'unknown-name: input "Fix request" from diagnose, «supplier»')
    editor.on_disk("people.vsd", "stakeholder supplier\n")
    editor.expect(model)
    editor.on_disk("people.vsd", "stakeholder customer\n")
    editor.expect(model, 'unknown-name: input "Fix request" from diagnose, «supplier»')
    editor.on_disk("people.vsd", "stakeholder supplier\n")
    editor.expect(model)
    editor.remove("people.vsd")
    editor.expect(model, 'unknown-name: input "Fix request" from diagnose, «supplier»')


@every_way
def test_a_file_that_is_gone_takes_its_findings_along(editor):
    editor.write("people.vsd", "stakeholder customer\n")
    editor.model(FIX, STRICT)
    people = editor.document((editor.folder / "people.vsd").as_uri())
    editor.expect(people, "unused-declaration: stakeholder «customer»")
    editor.remove("people.vsd")
    assert editor.until(lambda: not editor.client.diagnostics[people.uri])


def test_somebody_else_writes_a_file_that_is_open(editor):
    model = editor.model(FIX)
    editor.on_disk("model.vsd", FIX.replace("Fix request", "Fix requst", 1))
    # The editor asks its user what to do; until then its own text counts.
    model.replace("Repair figures", "Figures")
    editor.expect(model)


@every_way
def test_settings_are_picked_up(editor):
    model = editor.model("stakeholder customer\n", STRICT)
    editor.expect(model, "unused-declaration: stakeholder «customer»")
    editor.on_disk("vsdlint.toml", '[rules]\nunused-declaration = "off"\n')
    editor.expect(model)
    editor.on_disk("vsdlint.toml", '[rules]\nunused-declaration = "error"\n')
    (one,) = editor.expect(model, "unused-declaration: stakeholder «customer»")
    assert one.severity == DiagnosticSeverity.Error


@every_way
def test_broken_settings_show_where_they_are_broken(editor):
    model = editor.model("stakeholder customer\n", STRICT)
    editor.expect(model, "unused-declaration: stakeholder «customer»")
    editor.on_disk("vsdlint.toml", '[rules]\nunused-declration = "off"\n')
    (one,) = editor.expect("vsdlint.toml", 'settings: «unused-declration» = "off"')
    assert "unused-declaration" in one.message
    editor.on_disk("vsdlint.toml", '[rules]\nunused-declaration = "off"\n')
    editor.expect("vsdlint.toml")
    editor.expect(model)


@every_way
def test_an_allowed_finding_is_silent(editor):
    model = editor.model('@allow(unused-declaration, "comes with the next stream")\nstakeholder customer\n', STRICT)
    editor.expect(model)


def test_text_that_would_mislead_is_made_visible(editor):
    """A name may hold letters that turn the text around them. No finding shows it so."""
    model = editor.model('stakeholder "cus\u202etomer"\n', STRICT)
    (one,) = editor.expect(model, 'unused-declaration: stakeholder «"cus\u202etomer"»')
    assert "cus<U+202E>tomer" in one.message
