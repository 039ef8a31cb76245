"""A thing is given another name, wherever it is spoken of and however it is written."""

import pytest
from conftest import every_editor
from editor import Refused

MODEL = """
    stakeholder "End user" as user

    role "Support engineer"
    practice "Field work" as field

    item "Outage report" is Report

    stream "Restore a service" as restore {
      trigger "Outage report" from user
      step "Diagnose it" as diagnose in deliver_and_support {
        practice field, "Incident management"
        responsible "Support engineer"
        input "outage-report" from "End user"
        output "Fix request" to repair
      }
      step "Repair" as repair in obtain_build {
        practice "Field Work"
        responsible "support engineer"
        input "Fix request" from "Diagnose it"
        output "Restored service" to user
      }
      outcome "Restored service" to user
    }

    stream "Learn" as learn {
      trigger "Anniversary" from restore
      step "Review" in improve {
        input "Anniversary"
        input "Fix request" from restore.diagnose
        output "Lesson" to "Restore a service"."Diagnose it", all
      }
      outcome "Lesson" to user
    }
"""


def rename(editor, model, marked, name):
    """Renames what stands at the bar, and returns the lines that are new."""
    before = model.text.split("\n")
    editor.apply(editor.ask("rename", model, marked, new_name=name))
    return [new.strip() for old, new in zip(before, model.text.split("\n")) if old != new]


@every_editor
def test_an_item_is_renamed_in_every_spelling(editor):
    model = editor.model(MODEL)
    assert rename(editor, model, 'trigger "Outage| report"', "Failure report") == [
        'item "Failure report" is Report',
        'trigger "Failure report" from user',
        'input "Failure report" from "End user"',
    ]


@every_editor
def test_an_alias_is_a_name_of_its_own(editor):
    model = editor.model(MODEL)
    assert rename(editor, model, "from us|er\n", "customer") == [
        'stakeholder "End user" as customer',
        'trigger "Outage report" from customer',
        'output "Restored service" to customer',
        'outcome "Restored service" to customer',
        'outcome "Lesson" to customer',
    ]
    assert rename(editor, model, 'from "End| user"', "Person") == [
        'stakeholder "Person" as customer',
        'input "outage-report" from "Person"',
    ]


@every_editor
def test_a_step_is_renamed_in_other_streams_too(editor):
    model = editor.model(MODEL)
    assert rename(editor, model, "as diag|nose", "find_cause") == [
        'step "Diagnose it" as find_cause in deliver_and_support {',
        'input "Fix request" from restore.find_cause',
    ]
    assert rename(editor, model, '"Diagnose| it" as', "Find the cause") == [
        'step "Find the cause" as find_cause in deliver_and_support {',
        'input "Fix request" from "Find the cause"',
        'output "Lesson" to "Restore a service"."Find the cause", all',
    ]


@every_editor
def test_a_stream_is_renamed_before_the_dot_too(editor):
    model = editor.model(MODEL)
    assert rename(editor, model, "from rest|ore.diagnose", "mend") == [
        'stream "Restore a service" as mend {',
        'trigger "Anniversary" from mend',
        'input "Fix request" from mend.diagnose',
    ]


@every_editor
def test_roles_and_practices_are_renamed(editor):
    model = editor.model(MODEL)
    assert rename(editor, model, 'role "Support| engineer"', "Technician") == [
        'role "Technician"',
        'responsible "Technician"',
        'responsible "Technician"',
    ]
    assert rename(editor, model, 'practice "Field| Work"', "Work on site") == [
        'practice "Work on site" as field',
        'practice "Work on site"',
    ]


@every_editor
def test_a_name_changes_in_all_files(northwind):
    organisation = northwind.open("organisation.vsd")
    restore = northwind.open("streams/restore.vsd")
    edit = northwind.ask("rename", organisation, '"Known error database" as KE|DB', new_name="errors")
    names = northwind.apply(edit)
    assert "organisation.vsd" in names and "streams/restore.vsd" in names
    assert "from errors" in restore.text
    for path in northwind.folder.rglob("*.vsd"):
        document = northwind.document(path.as_uri())
        assert "KEDB" not in document.text
        northwind.expect(document)


@pytest.mark.editors("vscode", "neovim")
def test_what_can_be_renamed_is_shown_first(editor):
    model = editor.model(MODEL)
    prepared = editor.ask("prepareRename", model, 'trigger "Outage| report"')
    assert prepared.placeholder == "Outage report"
    assert model.shown(prepared.range) == 'trigger "«Outage report»" from user'
    assert editor.ask("prepareRename", model, "pract|ice field") is None
    with pytest.raises(Refused, match="built in"):
        editor.ask("prepareRename", model, "deliver_and|_support")
    with pytest.raises(Refused, match="built in"):
        editor.ask("prepareRename", model, "Incident man|agement")


@pytest.mark.parametrize(
    ("marked", "name", "why"),
    [
        ('trigger "Outage| report"', "Fix request", "the item `Fix request` bears this name already"),
        ("as diag|nose", "repair", "the step `Repair` bears this name already"),
        ("as diag|nose", "improve", "the activity `improve` bears this name already"),
        ('stakeholder "End| user"', "learn", "the stream `Learn` bears this name already"),
        ('"Incident| management"', "field", "built in"),
        ("as rest|ore", "User", "the stakeholder `End user` bears this name already"),
        ('practice "Field| Work"', "service desk", "the practice `service desk` bears this name already"),
        ('role "Support| engineer"', "plan", "the activity `plan` bears this name already"),
        ("in obtain|_build", "purchase", "built in"),
        ('"Incident| management"', "Firefighting", "built in"),
        ("as rest|ore", "--", "a letter or a digit"),
        ("as rest|ore", "two\nlines", "one line"),
        ("as us|er", "", "a letter or a digit"),
        ('str|eam "Learn"', "river", "nothing that could be renamed"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused(editor, marked, name, why):
    model = editor.model(MODEL)
    before = model.text
    with pytest.raises(Refused, match=why) as refused:
        rename(editor, model, marked, name)
    assert refused.value.code == -32803
    assert model.text == before


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Two words", '"Two words"'),
        ("step", '"step"'),
        ("all", '"all"'),
        ('The "best"', '"The \\"best\\""'),
        ("back\\slash", '"back\\\\slash"'),
        ("front-desk", "front-desk"),
        ("Bürger-Büro", '"Bürger-Büro"'),
        ("🦆", None),
        ("duck 🦆", '"duck 🦆"'),
        ("7up", '"7up"'),
    ],
)
def test_a_name_is_quoted_where_it_has_to_be(editor, name, written):
    model = editor.model(MODEL)
    if written is None:
        with pytest.raises(Refused, match="a letter or a digit"):
            rename(editor, model, "from us|er\n", name)
        return
    assert rename(editor, model, "from us|er\n", name)[1] == f'trigger "Outage report" from {written}'
    shown = editor.ask("prepareRename", model, f'trigger "Outage report" from |{written}')
    assert shown.placeholder == name


def test_a_practice_that_itil_does_not_know_is_nobody_elses(editor):
    model = editor.model(MODEL.replace('"Field Work"', '"Wizardry"'))
    assert rename(editor, model, '"Wiz|ardry"', "Craft") == ['practice "Craft"']


def test_the_alias_of_a_practice_is_the_projects(editor):
    model = editor.model('practice "Service desk" as desk\n')
    assert rename(editor, model, "as de|sk", "helpdesk") == ['practice "Service desk" as helpdesk']
    with pytest.raises(Refused, match="built in"):
        rename(editor, model, '"Service| desk"', "Help desk")


def test_a_name_may_change_in_its_spelling_alone(editor):
    model = editor.model(MODEL)
    assert rename(editor, model, '"Restore| a service" as', "Restore a Service") == [
        'stream "Restore a Service" as restore {',
        'output "Lesson" to "Restore a Service"."Diagnose it", all',
    ]


@pytest.mark.editors("vscode")
def test_a_bare_name_is_edited_in_all_its_places_at_once(editor):
    model = editor.model(MODEL)
    linked = editor.ask("linkedEditingRange", model, "as diag|nose")
    assert [model.shown(span) for span in linked.ranges] == [
        'step "Diagnose it" as «diagnose» in deliver_and_support {',
        'input "Fix request" from restore.«diagnose»',
    ]
    assert editor.ask("linkedEditingRange", model, '"Diagnose| it" as') is None
