"""Several folders and several projects, each a model of its own."""

import time

import pytest
from conftest import every_editor
from lsprotocol import types
from pipe import PATIENCE, Pipe

SPLIT = {
    "people.vsd": "stakeholder user\n",
    "stream.vsd": """
        stream "Restore" as restore {
          trigger "Report" from user
          step "Repair" in obtain_build {
            input "Report"
            output "Service"
            output "Figures" to improve
          }
          outcome "Service" to user
        }
    """,
}

# So many questions keep a project longer than another one needs to begin.
BUSY = 10

every_way = pytest.mark.editors("vscode", "neovim", "emacs", "asking")


def project(editor, name, without=(), settings=""):
    """A small project in a folder, in which all is right unless a file is left out."""
    editor.write(f"{name}/vsdlint.toml", settings)
    for file, text in SPLIT.items():
        if file not in without:
            editor.write(f"{name}/{file}", text)


def folders_change(editor, added=(), removed=()):
    """The user adds folders to the workspace, and takes others away."""

    def listed(names):
        return [types.WorkspaceFolder((editor.folder / name).as_uri(), name) for name in names]

    event = types.WorkspaceFoldersChangeEvent(listed(added), listed(removed))
    editor.notify("workspace/didChangeWorkspaceFolders", types.DidChangeWorkspaceFoldersParams(event))


UNKNOWN = ('unknown-name: trigger "Report" from «user»',)


@every_way
def test_each_folder_is_a_project_of_its_own(editor):
    project(editor, "north")
    project(editor, "south", without=["people.vsd"])
    editor.folders = [editor.folder / "north", editor.folder / "south"]
    editor.start()
    editor.expect("south/stream.vsd", *UNKNOWN)
    editor.expect("north/stream.vsd")
    # What is declared in one is not known in the other.
    north = editor.open("north/stream.vsd")
    editor.expect(north)
    assert editor.places(editor.ask("definition", north, 'Report" from us|er')) == [
        "north/people.vsd: stakeholder «user»"
    ]


@every_way
def test_projects_lie_within_one_folder(editor):
    project(editor, "north", without=["people.vsd"], settings='[rules]\nunknown-name = "off"\n')
    project(editor, "south", without=["people.vsd"])
    editor.start()
    editor.expect("south/stream.vsd", *UNKNOWN)
    editor.expect("north/stream.vsd")


@every_editor
def test_symbols_are_found_in_all_projects(editor):
    project(editor, "north")
    project(editor, "south")
    editor.folders = [editor.folder / "north", editor.folder / "south"]
    editor.start()
    found = editor.request("workspace/symbol", types.WorkspaceSymbolParams("repa"))
    assert sorted(editor.places([one.location for one in found])) == [
        'north/stream.vsd: step «"Repair"» in obtain_build {',
        'south/stream.vsd: step «"Repair"» in obtain_build {',
    ]


@every_way
def test_a_folder_is_added_and_taken_away(editor):
    project(editor, "north")
    project(editor, "south", without=["people.vsd"])
    editor.folders = [editor.folder / "north"]
    editor.start()
    editor.expect("north/stream.vsd")
    assert not editor.diagnostics(editor.document((editor.folder / "south/stream.vsd").as_uri()))
    folders_change(editor, added=["south"])
    editor.expect("south/stream.vsd", *UNKNOWN)
    folders_change(editor, removed=["south"])
    editor.expect("south/stream.vsd")


@every_way
def test_a_folder_is_taken_away_though_the_link_to_it_is_gone(editor):
    project(editor, "north", without=["people.vsd"])
    (editor.folder / "link").symlink_to("north")
    editor.folders = [editor.folder / "link"]
    editor.start()
    editor.expect("north/stream.vsd", *UNKNOWN)
    (editor.folder / "link").unlink()
    folders_change(editor, removed=["link"])
    editor.expect("north/stream.vsd")
    assert not editor.request("workspace/symbol", types.WorkspaceSymbolParams(""))


@every_way
def test_of_two_names_of_a_folder_one_is_taken_away(editor):
    project(editor, "north", without=["people.vsd"])
    (editor.folder / "link").symlink_to("north")
    editor.folders = [editor.folder / "north", editor.folder / "link"]
    editor.start()
    editor.expect("north/stream.vsd", *UNKNOWN)
    folders_change(editor, removed=["link"])
    editor.expect_to_stay("north/stream.vsd", *UNKNOWN)
    folders_change(editor, removed=["north"])
    editor.expect("north/stream.vsd")


def test_old_clients_name_their_folder_by_its_path(vsdlint, tmp_path):
    (tmp_path / "a.vsd").write_text("stakeholder buyer\n")
    with Pipe(vsdlint) as pipe:
        pipe.ask("initialize", {"capabilities": {}, "rootUri": None, "rootPath": str(tmp_path)})
        pipe.notify("initialized", {})
        (found,) = pipe.ask("workspace/symbol", {"query": "buyer"})["result"]
        assert found["location"]["uri"] == (tmp_path.resolve() / "a.vsd").as_uri()


@every_way
def test_a_file_outside_all_folders_brings_its_project(editor):
    project(editor, "north")
    project(editor, "south", without=["people.vsd"])
    editor.folders = [editor.folder / "north"]
    stream = editor.open("south/stream.vsd")
    editor.expect(stream, *UNKNOWN)
    people = editor.open("south/people.vsd", "stakeholder user\n")
    editor.expect(stream)
    people.close()
    editor.expect(stream, *UNKNOWN)
    stream.close()
    editor.expect("south/stream.vsd")


@every_way
def test_a_project_is_parted_and_joined_again(editor):
    """Settings in a folder make it a project of its own. What was found before is found no longer."""
    editor.write("vsdlint.toml", "")
    for file, text in SPLIT.items():
        editor.write(f"{'part/' if file == 'stream.vsd' else ''}{file}", text)
    editor.start()
    stream = editor.open("part/stream.vsd")
    editor.expect(stream)
    for _ in range(3):
        editor.on_disk("part/vsdlint.toml", "")
        editor.expect(stream, *UNKNOWN)
        editor.expect_to_stay("part/stream.vsd", *UNKNOWN)
        editor.remove("part/vsdlint.toml")
        editor.expect(stream)
        editor.expect_to_stay("part/stream.vsd")


@every_way
def test_a_project_that_is_busy_takes_nothing_back_that_another_said(editor):
    editor.write("vsdlint.toml", "")
    editor.write("part/stream.vsd", SPLIT["stream.vsd"])
    editor.write("large.vsd", "".join(f"stakeholder   s{number}\n" for number in range(2000)))
    large = editor.open("large.vsd")
    editor.expect("part/stream.vsd", *UNKNOWN)
    params = types.DocumentFormattingParams(
        types.TextDocumentIdentifier(large.uri), types.FormattingOptions(2, insert_spaces=True)
    )
    answers = [editor.asking("textDocument/formatting", params) for _ in range(BUSY)]
    editor.on_disk("part/vsdlint.toml", "")
    for answer in answers:
        assert editor.wait(answer)
    editor.expect_to_stay("part/stream.vsd", *UNKNOWN)


@every_way
def test_what_a_file_says_counts_once_though_its_folder_is_open_twice(editor):
    project(editor, "north", without=["people.vsd"])
    editor.folders = [editor.folder, editor.folder / "north"]
    editor.start()
    editor.expect("north/stream.vsd", *UNKNOWN)
    folders_change(editor, removed=["north"])
    editor.expect_to_stay("north/stream.vsd", *UNKNOWN)


@every_way
def test_without_a_folder_a_file_is_a_project(editor):
    editor.folders = []
    editor.write("stream.vsd", SPLIT["stream.vsd"])
    stream = editor.open("stream.vsd")
    editor.expect(stream, *UNKNOWN)


def test_a_folder_behind_a_link_is_the_folder(editor):
    project(editor, "north", without=["people.vsd"])
    (editor.folder / "link").symlink_to("north")
    editor.folders = [editor.folder / "link"]
    stream = editor.open("link/stream.vsd")
    editor.expect(stream, *UNKNOWN)
    people = editor.open("link/people.vsd", "stakeholder user\n")
    editor.expect(stream)
    people.close()
    editor.expect(stream, *UNKNOWN)


def test_what_is_excluded_is_left_alone(editor):
    project(editor, "north", without=["people.vsd"], settings='exclude = ["old"]\n')
    editor.write("north/old/stream.vsd", "stream Restore a service {\n")
    editor.folders = [editor.folder / "north"]
    old = editor.open("north/old/stream.vsd")
    stream = editor.open("north/stream.vsd")
    editor.expect(stream, *UNKNOWN)
    editor.expect_to_stay(old)


def test_a_file_may_have_blanks_and_umlauts_in_its_name(editor):
    editor.write("Straße & Co/vsdlint.toml", "")
    editor.write("Straße & Co/größe 100%.vsd", SPLIT["stream.vsd"])
    stream = editor.open("Straße & Co/größe 100%.vsd")
    editor.expect(stream, *UNKNOWN)
    stream.close()
    editor.expect("Straße & Co/größe 100%.vsd", *UNKNOWN)


def test_a_document_that_is_no_file_is_left_alone(editor):
    """VS Code has documents that were never saved: `untitled:Untitled-1`."""
    project(editor, "north")
    north = editor.open("north/stream.vsd")
    item = types.TextDocumentItem("untitled:Untitled-1", "vsd", 1, "stream")
    editor.notify("textDocument/didOpen", types.DidOpenTextDocumentParams(item))
    params = types.HoverParams(types.TextDocumentIdentifier("untitled:Untitled-1"), types.Position(0, 0))
    assert editor.request("textDocument/hover", params) is None
    editor.expect(north)


@every_editor
def test_settings_elsewhere_that_are_mended_are_seen(editor):
    """A row of files that extend one another, of which the last is not there, and then is not right."""
    project(editor, "ours", settings='extends = "../shared/one.toml"\n')
    editor.write("shared/one.toml", 'extends = "../deep/er/two.toml"\n')
    editor.folders = [editor.folder / "ours"]
    editor.start()
    # It has no other address than that by which the editor would open it.
    editor.expect("shared/one.toml", 'settings: «»extends = "../deep/er/two.toml"')
    editor.on_disk("deep/er/two.toml", "[rules\n")
    editor.expect("deep/er/two.toml", "settings: «»[rules")
    editor.expect("shared/one.toml")
    editor.on_disk("deep/er/two.toml", '[rules]\nunused-declaration = "error"\n')
    editor.expect("deep/er/two.toml")
    editor.on_disk("ours/more.vsd", "repository shelf\n")
    editor.expect("ours/more.vsd", "unused-declaration: repository «shelf»")


def test_a_folder_that_is_renamed_is_seen(vsdlint, tmp_path):
    """Of what lies in it nobody tells, where the server watches itself."""
    folder, elsewhere = tmp_path.resolve() / "ours", tmp_path.resolve() / "elsewhere"
    (folder / "old" / "deep").mkdir(parents=True)
    (folder / "vsdlint.toml").touch()
    (folder / "a.vsd").write_text("stakeholder user\n")
    (folder / "old" / "deep" / "b.vsd").write_text("stakeholder buyer\n")
    with Pipe(vsdlint) as pipe:
        pipe.begin(folder)

        def expect(*places):
            deadline = time.monotonic() + PATIENCE
            wanted = [(place / "deep" / "b.vsd").as_uri() for place in places]
            found = None
            while found != wanted:
                assert time.monotonic() < deadline, f"{found} in place of {wanted}"
                symbols = pipe.ask("workspace/symbol", {"query": "buyer"})["result"] or []
                found = [one["location"]["uri"] for one in symbols]

        expect(folder / "old")
        (folder / "old").rename(folder / "new.d")
        expect(folder / "new.d")
        (folder / "new.d").rename(elsewhere)
        expect()
        elsewhere.rename(folder / "back")
        expect(folder / "back")
