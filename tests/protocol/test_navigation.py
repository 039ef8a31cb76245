"""A click leads from a name to what it stands for, and from an input to whoever provides it."""

import pytest
from conftest import every_editor
from lsprotocol.types import CallHierarchyIncomingCallsParams, CallHierarchyOutgoingCallsParams, ReferenceContext

MODEL = """
    /// Whoever sits in front of the screen.
    stakeholder "End user" as user {
      link "https://intranet.example/users"
    }

    item "Major incident" is Incident

    activity engage {
      input "Service report" from deliver_and_support
      output "Complaint" to improve
    }

    stream "Restore a service" as restore {
      trigger "Outage report" from user
      step "Diagnose" as diagnose in deliver_and_support {
        practice "Incident management"
        responsible "Support engineer"
        input "Outage report"
        output "Fix request"
        output "Major incident" to learn.review
      }
      step "Repair" as repair in obtain_build {
        responsible "support engineer"
        input "Fix request" from diagnose
        output "Restored service", "Repair figures"
      }
      outcome "Restored service" to "End user"
    }

    stream "Learn" as learn {
      trigger "Anniversary"
      @allow(late-input, "it comes when it comes")
      step "Review" as review in improve {
        input "Anniversary"
        input Incident from restore.diagnose
        input "Repair figures" from restore.repair
        output "Lesson"
      }
      outcome "Lesson" to user
    }
"""


@every_editor
def test_a_click_on_a_name_leads_to_its_declaration(editor):
    model = editor.model(MODEL)

    def leads(marked):
        return editor.places(editor.ask("definition", model, marked))

    assert leads('report" from us|er') == ['model.vsd: stakeholder «"End user"» as user {']
    assert leads('to "End| user"') == ['model.vsd: stakeholder «"End user"» as user {']
    assert leads("from diag|nose") == ['model.vsd: step «"Diagnose"» as diagnose in deliver_and_support {']
    assert leads("to learn.rev|iew") == ['model.vsd: step «"Review"» as review in improve {']
    assert leads("to lea|rn.review") == ['model.vsd: stream «"Learn"» as learn {']
    assert leads("Incident from rest|ore.") == ['model.vsd: stream «"Restore a service"» as restore {']
    assert leads('output "Major| incident"') == ['model.vsd: item «"Major incident"» is Incident']


@every_editor
def test_an_item_that_nothing_declares_leads_to_where_it_comes_from(editor):
    model = editor.model(MODEL)
    assert editor.places(editor.ask("definition", model, 'input "Fix| request"')) == [
        'model.vsd: output «"Fix request"»'
    ]


@every_editor
def test_definitions_lead_to_other_files(northwind):
    onboard = northwind.open("streams/restore.vsd")
    places = northwind.places(northwind.ask("definition", onboard, "from KE|DB"))
    assert places == ['organisation.vsd: repository «"Known error database"» as KEDB {']


def test_a_word_that_is_no_name_leads_nowhere(editor):
    model = editor.model(MODEL)
    assert not editor.ask("definition", model, 'st|ream "Learn"')
    assert not editor.ask("definition", model, "Whoever| sits")


@every_editor
def test_an_input_leads_to_the_outputs_that_feed_it(editor):
    model = editor.model(MODEL)

    def leads(marked):
        return editor.places(editor.ask("implementation", model, marked))

    assert leads('input "Fix| request"') == ['model.vsd: output «"Fix request"»']
    assert leads("input Inci|dent") == ['model.vsd: output «"Major incident"» to learn.review']
    assert leads('input "Outage| report"') == ['model.vsd: trigger «"Outage report"» from user']


@every_editor
def test_an_output_leads_to_who_takes_it(editor):
    model = editor.model(MODEL)

    def leads(marked):
        return editor.places(editor.ask("implementation", model, marked))

    assert leads('output "Fix| request"') == ['model.vsd: input «"Fix request"» from diagnose']
    assert leads('"Repair fig|ures"\n') == ['model.vsd: input «"Repair figures"» from restore.repair']
    assert leads('output "Restored| service"') == ['model.vsd: outcome «"Restored service"» to "End user"']


@every_editor
def test_every_place_that_speaks_of_a_thing_is_found(editor):
    model = editor.model(MODEL)

    def places(marked, declaration):
        return editor.places(editor.ask("references", model, marked, context=ReferenceContext(declaration)))

    assert places('report" from us|er', True) == [
        'model.vsd: stakeholder «"End user"» as user {',
        'model.vsd: stakeholder "End user" as «user» {',
        'model.vsd: trigger "Outage report" from «user»',
        'model.vsd: outcome "Restored service" to «"End user"»',
        'model.vsd: outcome "Lesson" to «user»',
    ]
    assert places('report" from us|er', False) == places('report" from us|er', True)[2:]
    assert places('"Support eng|ineer"', True) == [
        'model.vsd: responsible «"Support engineer"»',
        'model.vsd: responsible «"support engineer"»',
    ]


@every_editor
def test_references_are_found_in_all_files(northwind):
    organisation = northwind.open("organisation.vsd")
    found = northwind.ask(
        "references", organisation, '"Contract register" as cont|racts', context=ReferenceContext(False)
    )
    places = northwind.places(found)
    assert len(places) >= 2
    assert all("contracts»" in place for place in places)
    assert not any(place.startswith("organisation.vsd") for place in places)


@every_editor
def test_the_same_name_is_highlighted_as_written_and_as_read(editor):
    model = editor.model(MODEL)
    found = editor.ask("documentHighlight", model, 'input "Fix| request"')
    assert [(model.shown(one.range), one.kind.name) for one in found] == [
        ('output «"Fix request"»', "Write"),
        ('input «"Fix request"» from diagnose', "Read"),
    ]


@pytest.mark.editors("vscode", "neovim")
def test_steps_have_a_hierarchy_of_who_feeds_whom(editor):
    model = editor.model(MODEL)
    (repair,) = editor.ask("prepareCallHierarchy", model, "diag|nose in deliver")
    assert (repair.name, repair.detail) == ("Diagnose", "Restore a service")
    outgoing = editor.request("callHierarchy/outgoingCalls", CallHierarchyOutgoingCallsParams(repair))
    assert [(call.to.name, call.to.detail) for call in outgoing] == [
        ("Repair", "Restore a service"),
        ("Review", "Learn"),
    ]
    assert [model.shown(span) for span in outgoing[0].from_ranges] == ['output «"Fix request"»']
    incoming = editor.request("callHierarchy/incomingCalls", CallHierarchyIncomingCallsParams(outgoing[1].to))
    assert [(call.from_.name, [model.shown(span) for span in call.from_ranges]) for call in incoming] == [
        ("Diagnose", ['output «"Major incident"» to learn.review']),
        ("Repair", ['output "Restored service", «"Repair figures"»']),
    ]


@pytest.mark.editors("vscode")
def test_addresses_and_rules_can_be_followed(editor):
    model = editor.model(MODEL)
    found = editor.ask("documentLink", model)
    assert [(model.shown(link.range), link.target) for link in found][0] == (
        'link «"https://intranet.example/users"»',
        "https://intranet.example/users",
    )
    assert [model.shown(link.range) for link in found][1:] == [
        '@allow(«late-input», "it comes when it comes")',
    ]
    assert found[1].target.endswith("late-input.md")
