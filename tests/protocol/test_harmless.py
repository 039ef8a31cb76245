"""What a model says is shown, and opens, fetches and runs nothing; documents are served wherever they are opened from."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from conftest import every_editor
from editor import EVERY, Document, Refused
from lsprotocol import types
from pipe import Pipe

FORMS = [
    ("a ![x](https://evil.example/t.png) b", r"a \!\[x\](https\://evil.example/t.png) b"),
    ("img src=https://evil.example/t.png x", r"img src=https\://evil.example/t.png x"),
    ("command:workbench.action.terminal.new", "command:workbench.action.terminal.new"),
    ("javascript:alert(1)", "javascript:alert(1)"),
    ("https://intranet.example/a", "<https://intranet.example/a>"),
]


@every_editor
@pytest.mark.parametrize(("link", "shown"), FORMS)
def test_only_pages_become_links_in_a_hover(editor, link, shown):
    model = editor.model(f'stakeholder user {{ link "{link}" }}\n')
    assert shown in editor.ask("hover", model, "stakeholder us|er").contents.value
    links = editor.ask("documentLink", model)
    assert [one.target for one in links or []] == ([link] if shown.startswith("<") else [])


@every_editor
def test_nothing_invisible_stands_in_the_outline(editor):
    model = editor.model('stakeholder "a\u202eb"\n')
    assert [one.name for one in editor.ask("documentSymbol", model)] == ["a<U+202E>b"]


@every_editor
@pytest.mark.parametrize("hidden", ["\0", "\u202e", "\x1b", "\u200b", "\ufeff", "\u2028"])
def test_a_name_holds_nothing_that_nobody_sees(editor, hidden):
    model = editor.model("stakeholder user\nstream s {\n  trigger A from user\n}\n")
    with pytest.raises(Refused, match=f"U\\+{ord(hidden):04X}, which nobody sees"):
        editor.ask("rename", model, "stakeholder us|er", new_name=f"a{hidden}b")
    editor.apply(editor.ask("rename", model, "stakeholder us|er", new_name="👩‍👧 نامه‌ها"))
    assert 'from "👩‍👧 نامه‌ها"' in model.text


@pytest.mark.parametrize(("name", "offered"), [(r"a\nb", "a b"), (r"a\u{202e}b", "ab"), (r"a \"b\"", 'a "b"')])
def test_a_name_that_is_offered_is_taken(editor, name, offered):
    model = editor.model(f'stakeholder "{name}"\n')
    prepared = editor.ask("prepareRename", model, 'stakeholder "|')
    assert prepared.placeholder == offered
    editor.ask("rename", model, 'stakeholder "|', new_name=offered)


BROKEN = 'organisation "A"\norganisation "B"\n'
FOUND = ['duplicate-name: organisation «"B"»']


@every_editor
def test_a_document_is_served_under_the_link_that_it_is_opened_by(editor):
    editor.write("vsdlint.toml", "")
    editor.write("a.vsd", BROKEN)
    os.symlink("a.vsd", editor.folder / "link.vsd")
    model = editor.open("link.vsd")
    editor.expect(model, *FOUND)
    assert editor.ask("hover", model, 'organisation "|A"') is not None


@every_editor
def test_a_document_is_served_below_a_folder_that_is_a_link(editor):
    editor.write("real/vsdlint.toml", "")
    editor.write("real/a.vsd", BROKEN)
    os.symlink("real", editor.folder / "linked")
    model = editor.open("linked/a.vsd")
    editor.expect(model, *FOUND)


@pytest.fixture
def twice(editor):
    """One file that is open under its own name and under that of a link."""
    editor.write("vsdlint.toml", "")
    editor.write("a.vsd", BROKEN)
    os.symlink("a.vsd", editor.folder / "link.vsd")
    return editor.open("a.vsd"), editor.open("link.vsd")


every_kind = pytest.mark.editors(*EVERY, "asking")


@every_kind
def test_a_file_is_served_under_all_its_names(editor, twice):
    for model in twice:
        editor.expect(model, *FOUND)
        assert editor.ask("hover", model, 'organisation "|A"') is not None
        # What is said of a document is said under its own address.
        declared = editor.places(editor.ask("definition", model, 'organisation "|A"'))
        assert declared[0] == f'{model.name}: organisation «"A"»'
    first, second = twice
    second.close()
    editor.expect(first, *FOUND)
    if editor.kind != "asking":
        editor.expect(second)


@every_kind
def test_two_names_of_a_file_may_have_two_texts(editor, twice):
    first, second = twice
    editor.expect(first, *FOUND)
    first.type('|organisation "A"', "// What is typed here stands nowhere else.\n")
    second.replace('organisation "B"', 'organisation "C"')
    for _ in range(2):
        editor.expect(first, 'duplicate-name: organisation «"B"»')
        editor.expect(second, 'duplicate-name: organisation «"C"»')
        for model, name in ((first, "B"), (second, "C")):
            hover = editor.ask("hover", model, f'organisation "|{name}"')
            assert model.shown(hover.range) == f'organisation «"{name}"»'
            symbols = editor.ask("documentSymbol", model)
            assert [model.shown(one.selection_range) for one in symbols][1] == f'organisation «"{name}"»'
        # Whichever of them was changed last.
        first.type('organisation "B"|', "\n")
    second.replace('"C"', '"D"')
    first.close()
    editor.expect(second, 'duplicate-name: organisation «"D"»')
    second.close()
    editor.expect(editor.document((editor.folder / "a.vsd").as_uri()), *FOUND)


@every_kind
def test_edits_fit_the_document_that_they_are_asked_of(editor):
    editor.write("vsdlint.toml", "")
    editor.write("a.vsd", "stream s {\ntrigger A from user\n}\nstakeholder user\n")
    os.symlink("a.vsd", editor.folder / "link.vsd")
    first, second = editor.open("a.vsd"), editor.open("link.vsd")
    second.type("|stream", "// Longer.\n\n")
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    for model in (first, second):
        editor.edit(model, editor.ask("formatting", model, options=options))
        assert "{\n  trigger A from user\n}" in model.text
        changed = editor.ask("rename", model, "stakeholder us|er", new_name="client")
        assert editor.apply(changed) == [model.name]
        assert "stakeholder client" in model.text and "from client" in model.text
    assert second.text.startswith("// Longer.\n\n")


UNSAVED = [
    "untitled:Untitled-1",
    "untitled:",
    "untitled:..",
    "untitled:C:\\x\\y.vsd",
    "untitled:/nowhere/to/be/found/y.vsd",
    "untitled:/nowhere/Untitled-1",
    "untitled:/etc/passwd/y.vsd",
    "untitled:/nowhere/%00.vsd",
    "untitled:/" + 300 * "x" + ".vsd",
    "untitled://host/x.vsd",
    "vscode-untitled:Untitled-2",
]


@every_editor
@pytest.mark.parametrize("uri", [*UNSAVED, "untitled:/{}/new/y.vsd", "untitled:/{}/Untitled-1"])
def test_a_document_that_was_never_saved_is_served(editor, uri):
    editor.write("vsdlint.toml", "")
    editor.start()
    uri = uri.replace("/{}", editor.folder.as_uri().removeprefix("file://"))
    item = types.TextDocumentItem(uri, "vsd", 1, BROKEN)
    editor.notify("textDocument/didOpen", types.DidOpenTextDocumentParams(item))
    identifier = types.TextDocumentIdentifier(uri)
    position = types.Position(0, 14)
    hover = editor.request("textDocument/hover", types.HoverParams(identifier, position))
    assert "A" in hover.contents.value
    symbols = editor.request("textDocument/documentSymbol", types.DocumentSymbolParams(identifier))
    assert [one.name for one in symbols] == ["A", "B"]
    assert editor.until(lambda: [one.code for one in editor.client.diagnostics.get(uri, [])] == ["duplicate-name"])
    whole = types.TextDocumentContentChangeWholeDocument('organisation "C"')
    changed = types.VersionedTextDocumentIdentifier(2, uri)
    editor.notify("textDocument/didChange", types.DidChangeTextDocumentParams(changed, [whole]))
    assert editor.until(lambda: not editor.client.diagnostics[uri])
    editor.notify("textDocument/didClose", types.DidCloseTextDocumentParams(identifier))


PAIRS = [
    ("untitled:a_b", "untitled:a:b"),
    ("untitled:a/b", "untitled:a_b"),
    ("untitled:x", "untitled:x.vsd"),
    ("untitled:Untitled-1", "vscode-untitled:Untitled-1"),
    # What is to be saved there is another document than the file, until it is closed.
    ("file://{}/new.vsd", "untitled:{}/new.vsd"),
    ("file://{}/there.vsd", "untitled:{}/there.vsd"),
]


@every_editor
@pytest.mark.parametrize("pair", PAIRS)
def test_two_documents_that_were_never_saved_are_two(editor, pair):
    editor.write("vsdlint.toml", "")
    editor.write("there.vsd", BROKEN)
    editor.start()
    one, other = (uri.replace("{}", str(editor.folder)) for uri in pair)

    def found(uri):
        return [finding.code for finding in editor.client.diagnostics.get(uri, [])]

    for uri in (one, other):
        item = types.TextDocumentItem(uri, "vsd", 1, BROKEN)
        editor.notify("textDocument/didOpen", types.DidOpenTextDocumentParams(item))
    assert editor.until(lambda: found(one) == found(other) == ["duplicate-name"]), (found(one), found(other))
    editor.notify("textDocument/didClose", types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(other)))
    symbols = types.DocumentSymbolParams(types.TextDocumentIdentifier(one))
    assert [symbol.name for symbol in editor.request("textDocument/documentSymbol", symbols)] == ["A", "B"]
    assert editor.until(lambda: not found(other))
    assert editor.until(lambda: found(one) == ["duplicate-name"])
    editor.notify("textDocument/didClose", types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(one)))


@pytest.mark.parametrize("scheme", ["FILE://{}", "file://LOCALHOST{}", "file:{}", "UNTITLED:{}", "Untitled:Q"])
def test_an_address_may_be_spelt_otherwise(editor, scheme):
    editor.write("vsdlint.toml", "")
    editor.start()
    uri = scheme.replace("{}", f"{editor.folder}/a.vsd")
    item = types.TextDocumentItem(uri, "vsd", 1, BROKEN)
    editor.notify("textDocument/didOpen", types.DidOpenTextDocumentParams(item))
    assert editor.until(lambda: [one.code for one in editor.client.diagnostics.get(uri, [])] == ["duplicate-name"])


@every_kind
def test_a_document_is_served_though_the_link_to_it_is_gone(editor):
    editor.write("vsdlint.toml", "")
    editor.write("real/a.vsd", BROKEN)
    os.symlink("real", editor.folder / "linked")
    model = editor.open("linked/a.vsd")
    editor.expect(model, *FOUND)
    os.unlink(editor.folder / "linked")
    model.replace('"B"', '"C"')
    editor.expect(model, 'duplicate-name: organisation «"C"»')
    assert "A" in editor.ask("hover", model, 'organisation "|A"').contents.value
    model.close()
    editor.expect(Document(editor, "real/a.vsd", BROKEN), *FOUND)
    if editor.kind != "asking":
        assert editor.until(lambda: not editor.client.diagnostics.get(model.uri))


def test_no_link_leads_to_files_elsewhere_that_are_watched(vsdlint, tmp_path):
    """A link to the root of a disk would have the server look at all of it."""
    project, elsewhere = tmp_path.resolve() / "project", tmp_path.resolve() / "elsewhere"
    (project / "models").mkdir(parents=True)
    elsewhere.mkdir()
    (project / "vsdlint.toml").touch()
    (project / "linked").symlink_to(elsewhere)
    (project / "models" / "up").symlink_to("..")
    with Pipe(vsdlint) as pipe:
        pipe.begin(project)
        pipe.ask("workspace/symbol", {"query": ""})
        watched = set()
        for known in Path(f"/proc/{pipe.process.pid}/fdinfo").iterdir():
            for line in known.read_text().splitlines():
                if line.startswith("inotify"):
                    watched.add(int(line.partition("ino:")[2].split()[0], 16))
        assert (project / "models").stat().st_ino in watched
        assert elsewhere.stat().st_ino not in watched


@every_kind
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("<<<<<<< HEAD\n=======\norganisation \"C\"\n>>>>>>> topic\n", "a merge left its marks here"),
        ("// \0\n", "in this line is a NUL"),
    ],
)
def test_a_text_that_is_no_model_counts_as_empty(editor, lines, said):
    """Whoever decides between the sides of a merge sees where, gets no edits for it, and then what is found."""
    editor.write("vsdlint.toml", "")
    editor.write("a.vsd", BROKEN)
    model = editor.open("a.vsd")
    editor.expect(model, *FOUND)
    model.replace('organisation "A"\n', f'organisation "A"\n{lines}')

    def shown():
        found = editor.diagnostics(model)
        return [(one.range.start.line, said in str(one.message)) for one in found] == [(1, True)]

    assert editor.until(shown), editor.diagnostics(model)
    assert not editor.ask("formatting", model, options=types.FormattingOptions(2, True))
    model.replace(lines, "")
    editor.expect(model, *FOUND)


def test_a_text_that_is_too_large_is_said(vsdlint, tmp_path):
    folder = tmp_path.resolve()
    uri = (folder / "model.vsd").as_uri()
    with Pipe(vsdlint) as pipe:
        pipe.begin(folder)

        def until(part):
            while True:
                message = pipe.receive()
                if message.get("method") == "textDocument/publishDiagnostics":
                    if part in message["params"]["diagnostics"][0]["message"]:
                        return

        def change(version, **change):
            document = {"uri": uri, "version": version}
            pipe.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

        item = {"uri": uri, "languageId": "vsd", "version": 1, "text": BROKEN}
        pipe.notify("textDocument/didOpen", {"textDocument": item})
        until("only one organisation")
        change(2, text="// Too much.\n" * 22_000_000)
        until("larger than 280000000 bytes")
        assert pipe.memory() < 400
        start = {"line": 0, "character": 0}
        change(3, range={"start": start, "end": start}, text="stakeholder user\n")
        change(4, text=BROKEN)
        until("only one organisation")
        pipe.notify("textDocument/didOpen", {"textDocument": {**item, "text": "// Too much.\n" * 22_000_000}})
        began = time.monotonic()
        assert pipe.ask("shutdown")["result"] is None
        assert time.monotonic() - began < 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can become somebody without processes")
@pytest.mark.parametrize("most", [1, 3, 4, 5, 6, 7, 8, 10, 14])
def test_with_few_threads_it_serves_or_says_why_not(vsdlint, most):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        program = shutil.copy(vsdlint, folder / "vsdlint")
        (folder / "a.vsd").write_text(BROKEN)
        uri = (folder / "a.vsd").as_uri()
        user = str(65_000 + most)
        alone = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "prlimit", f"--nproc={most}"]
        with Pipe(program, under=alone, stderr=subprocess.PIPE) as pipe:
            try:
                pipe.begin(folder)
                place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 14}}
                assert "A" in pipe.ask("textDocument/hover", place)["result"]["contents"]["value"]
                assert len(pipe.ask("workspace/symbol", {"query": ""})["result"]) == 2
                assert most >= 5
                # The threads of another project may be too many.
                elsewhere = (folder / "new" / "b.vsd").as_uri()
                (folder / "new").mkdir()
                (folder / "new" / "vsdlint.toml").touch()
                item = {"uri": elsewhere, "languageId": "vsd", "version": 1, "text": BROKEN}
                pipe.notify("textDocument/didOpen", {"textDocument": item})
                place["textDocument"]["uri"] = elsewhere
                answer = pipe.ask("textDocument/hover", place)
                assert "result" in answer or "no more threads" in answer["error"]["message"]
                pipe.ask("workspace/symbol", {"query": ""})
                assert pipe.end() == 0
            except (AssertionError, BrokenPipeError, TypeError):
                assert most < 5
                assert b"cannot start a thread" in pipe.process.stderr.read()
                assert pipe.process.wait() == 2


HOSTILE = {
    "many mistakes": "stream s {\n" + "".join(f'step a{n} in engage {{ input "x{n}" }}\n' for n in range(5_000)) + "}\n",
    "open braces": "stream a { " * 20_000,
    "one long word": "x" * 2_000_000,
    "names that are alike": "".join(f'stakeholder "name abc{n % 7}def{n}"\n' for n in range(10_000)),
}


@pytest.mark.parametrize("kind_of_text", HOSTILE)
def test_shutdown_waits_for_nothing(vsdlint, tmp_path, kind_of_text):
    """Whatever was opened, and however long it takes to look at it."""
    folder = tmp_path.resolve()
    uri = (folder / "model.vsd").as_uri()
    with Pipe(vsdlint) as pipe:
        pipe.begin(folder)
        item = {"uri": uri, "languageId": "vsd", "version": 1, "text": HOSTILE[kind_of_text]}
        pipe.notify("textDocument/didOpen", {"textDocument": item})
        pipe.request("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})
        began = time.monotonic()
        assert pipe.ask("shutdown")["result"] is None
        assert time.monotonic() - began < 1
