"""Rules of one's own show as built-in ones do, and what is wrong with them where it stands."""

import pytest

MODEL = """
    stakeholder user

    stream "Restore" as restore {
      trigger "Report" from user
      step "Repair" in obtain_build {
        input "Report"
        output "Service"
        output "Figures" to improve
      }
      outcome "Service" to user
    }
"""

POLICY = """
    package vsdlint.repair_words

    findings contains {
      "msg": sprintf("step `%s` is a repair", [step.name]),
      "at": step.place,
      "fix": {"title": "write `Mend`", "edits": [{"at": step.place, "text": "\\"Mend\\""}]},
    } if {
      some stream in input.streams
      some step in stream.steps
      step.name == "Repair"
    }
"""

PAGE = """
    +++
    summary = "A step is a repair"
    level = "error"
    fix = "suggested"
    +++

    # repair-words

    We mend, we do not repair.
"""

FOUND = 'repair-words: step «"Repair"» in obtain_build {'

every_way = pytest.mark.editors("vscode", "neovim", "emacs", "asking")


def with_policy(editor):
    editor.write("policies/repair-words.rego", POLICY)
    editor.write("policies/repair-words.md", PAGE)
    return editor.model(MODEL)


@every_way
def test_a_finding_of_a_policy_shows_while_it_is_there(editor):
    model = with_policy(editor)
    (found,) = editor.expect(model, FOUND)
    assert found.code_description.href.endswith("/policies/repair-words.md")
    model.replace('"Repair"', '"Mend"')
    editor.expect(model)
    model.replace('"Mend"', '"Repair"')
    editor.expect(model, FOUND)


def test_its_fix_and_its_page_are_offered(editor):
    model = with_policy(editor)
    editor.expect(model, FOUND)
    actions = editor.actions(model, '"Repair"')
    assert "Explain repair-words" in actions
    assert "Allow repair-words here, with a reason…" in actions
    editor.act(actions["Write `Mend`"])
    editor.expect(model)


def test_its_page_is_shown_beside_its_name(editor):
    editor.write("policies/repair-words.rego", POLICY)
    editor.write("policies/repair-words.md", PAGE)
    model = editor.model(MODEL.replace("step ", '@allow(repair-words, "we do")\n      step ', 1))
    editor.expect(model)
    assert "We mend, we do not repair." in editor.ask("hover", model, "@allow(rep|air-words").contents.value
    (link,) = editor.ask("documentLink", model)
    assert link.target.endswith("/policies/repair-words.md")


@every_way
@pytest.mark.parametrize(
    "blocks",
    [
        "~~~\n  ~~~\n",
        "   ~~~\nx\n~~~\n",
        "~~~ \nx\n ~~~\t\n",
        "- ~~~\n  x\n\n",
        "\t```\nx\n\t```\n",
        "- x\n```\n\n```\n",
        "| a | b |\n|---|---|\n| `x | ",
    ],
)
def test_no_block_of_code_lets_its_page_open_anything(editor, blocks):
    """Where a block ends is not for the page to make unclear."""
    editor.write("policies/repair-words.rego", POLICY)
    hostile = "![x](https://evil.example/t.png) <img src=x>` [r](command:y)\n"
    editor.write("policies/repair-words.md", PAGE.replace("\n    ", "\n").lstrip("\n") + "\n" + blocks + hostile)
    model = editor.model('@allow(repair-words, "we do")\n' + MODEL.replace("\n    ", "\n").lstrip("\n"))
    text = editor.ask("hover", model, "@allow(rep|air-words").contents.value
    assert r"\![x](https://evil.example/t.png) \<img src=x>\` [r\](command:y)" in text
    # Blocks stand at the left edge, and are closed as they were opened.
    marks = [line for line in text.split("\n") if line.startswith(("```", "~~~"))]
    assert len(marks) % 2 == 0 and marks[::2] == marks[1::2]


def test_the_page_is_that_of_the_project_of_the_document(editor):
    for name, words in (("north", "We mend."), ("south", "We repair.")):
        editor.write(f"{name}/policies/repair-words.rego", POLICY)
        editor.write(f"{name}/policies/repair-words.md", PAGE.replace("We mend, we do not repair.", words))
        editor.write(f"{name}/vsdlint.toml", "")
        editor.write(f"{name}/model.vsd", MODEL)
    for name, words in (("south", "We repair."), ("north", "We mend.")):
        model = editor.open(f"{name}/model.vsd")
        editor.expect(model, FOUND)
        answer = editor.command(editor.actions(model, '"Repair"')["Explain repair-words"].command)
        assert words in answer["page"]
        shown = editor.client.shown_documents
        assert editor.until(lambda: shown and shown[-1].uri.endswith(f"{name}/policies/repair-words.md"))


def test_what_is_wrong_with_a_policy_stands_in_it(editor):
    model = with_policy(editor)
    editor.expect(model, FOUND)
    editor.on_disk("policies/repair-words.rego", POLICY.replace("sprintf(", "sprint("))
    editor.expect("policies/repair-words.rego", 'settings: "msg": «sprint»("step `%s` is a repair", [step.name]),')
    editor.expect(model)
    editor.on_disk("policies/repair-words.rego", POLICY)
    editor.expect("policies/repair-words.rego")
    editor.expect(model, FOUND)
    editor.on_disk("policies/repair-words.md", PAGE.replace("summary", "sumary"))
    editor.expect("policies/repair-words.md", 'settings: «sumary» = "A step is a repair"')


def test_a_policy_that_comes_later_is_found(editor):
    model = editor.model(MODEL)
    editor.expect(model)
    editor.on_disk("policies/repair-words.rego", POLICY)
    editor.expect(model, FOUND)
    editor.remove("policies/repair-words.rego")
    editor.expect(model)
