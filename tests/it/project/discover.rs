//! Projects and their files.

use std::fs;

use crate::project::support::{Tree, pipe, problems};
use vsdlint::project::{DiscoverOptions, discover};

#[test]
fn all_files_under_the_root_are_read_and_the_named_ones_selected() {
    let tree = Tree::new(&[
        ("vsdlint.toml", ""),
        ("a.vsd", ""),
        ("sub/b.vsd", ""),
        ("sub/C.VSD", ""),
        ("notes.txt", ""),
    ]);
    assert_eq!(tree.list(&tree.discover(&["sub/b.vsd"])), ".: -a.vsd -sub/C.VSD *sub/b.vsd\n");
    assert_eq!(tree.list(&tree.discover(&["sub"])), ".: -a.vsd +sub/C.VSD +sub/b.vsd\n");
    assert_eq!(tree.list(&tree.discover(&[])), ".: +a.vsd +sub/C.VSD +sub/b.vsd\n");
}

#[test]
fn nested_projects_are_apart() {
    let tree = Tree::new(&[
        ("vsdlint.toml", ""),
        ("a.vsd", ""),
        ("one/vsdlint.toml", ""),
        ("one/b.vsd", ""),
        ("one/two/vsdlint.toml", ""),
        ("one/two/c.vsd", ""),
    ]);
    assert_eq!(tree.list(&tree.discover(&["."])), ".: +a.vsd\none: +b.vsd\none/two: +c.vsd\n");
    assert_eq!(tree.list(&tree.discover(&["one/two/c.vsd"])), "one/two: *c.vsd\n");
    assert_eq!(tree.list(&tree.discover(&["a.vsd"])), ".: *a.vsd\n");
    assert_eq!(tree.list(&tree.discover(&["one/b.vsd", "a.vsd"])), ".: *a.vsd\none: *b.vsd\n");
    assert_eq!(
        tree.list(&tree.discover(&[".", "one", "one/b.vsd"])),
        ".: +a.vsd\none: *b.vsd\none/two: +c.vsd\n"
    );
}

#[test]
fn a_directory_of_projects_has_no_project_of_its_own() {
    let tree = Tree::new(&[
        ("one/vsdlint.toml", ""),
        ("one/a.vsd", ""),
        ("two/vsdlint.toml", ""),
        ("two/b.vsd", ""),
    ]);
    assert_eq!(tree.list(&tree.discover(&["."])), ". (no configuration):\none: +a.vsd\ntwo: +b.vsd\n");
}

#[test]
fn named_paths_without_a_configuration_form_one_project() {
    let tree = Tree::new(&[("m/x/a.vsd", ""), ("m/y/b.vsd", ""), ("m/y/c.txt", ""), ("m/z/d.vsd", "")]);
    let found = tree.discover(&["m/x", "m/y/b.vsd", "m/y/c.txt", "m/x/a.vsd"]);
    assert_eq!(tree.list(&found), "m (no configuration): *x/a.vsd *y/b.vsd *y/c.txt\n");
    assert_eq!(
        tree.list(&tree.discover(&["m", "m/x"])),
        "m (no configuration): +x/a.vsd +y/b.vsd +z/d.vsd\n"
    );
    assert_eq!(tree.list(&tree.discover(&["m/z/d.vsd"])), "m/z (no configuration): *d.vsd\n");
}

#[test]
fn gitignore_holds_with_and_without_a_repository() {
    let tree = Tree::new(&[
        ("up/.gitignore", "a.vsd\n"),
        ("up/in/vsdlint.toml", ""),
        ("up/in/.gitignore", "gone/\n*.tmp.vsd\n"),
        ("up/in/a.vsd", ""),
        ("up/in/b.tmp.vsd", ""),
        ("up/in/gone/c.vsd", ""),
        ("up/in/.hidden/d.vsd", ""),
        ("up/in/e.vsd", ""),
        ("up/in/.ignore", "e.vsd"),
    ]);
    assert_eq!(tree.list(&tree.discover(&["up/in"])), "up/in: +a.vsd +e.vsd\n");
    tree.write("up/.git/info/exclude", "e.vsd\n");
    tree.write("up/in/f.vsd", "");
    assert_eq!(tree.list(&tree.discover(&["up/in"])), "up/in: +f.vsd\n");
}

#[test]
fn gitignore_may_leave_many_folders_open() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", ""), ("x/a/y/z/b.vsd", ""), ("x/q/c.vsd", "")]);
    let list = |pattern: &str| {
        tree.write(".gitignore", pattern);
        tree.list(&tree.discover(&["."]))
    };
    // As git does.
    assert_eq!(list("**/a/**/z/**"), ".: +a.vsd +x/q/c.vsd\n");
    assert_eq!(list("x/**/**/c.vsd"), ".: +a.vsd +x/a/y/z/b.vsd\n");
    assert_eq!(list("**/q/**/c.vsd/**"), ".: +a.vsd +x/a/y/z/b.vsd +x/q/c.vsd\n");
    assert_eq!(list("**/a/**/z/**/"), ".: +a.vsd +x/a/y/z/b.vsd +x/q/c.vsd\n");
    // Git would try more ways than anybody can wait for.
    let deep = format!("{}d.vsd", "a/".repeat(80));
    tree.write(&deep, "");
    let pattern = format!("{}**/[b]", "**/a/".repeat(20));
    assert!(list(&pattern).contains(&deep));
}

#[test]
fn include_and_exclude_choose_files() {
    let all = &[
        ("m/a.vsd", ""),
        ("m/deep/b.vsd", ""),
        ("m/old/c.vsd", ""),
        ("m/notes.md", ""),
        ("m/d.flow", ""),
        ("e.vsd", ""),
    ];
    let tree = Tree::new(all);
    let list = |toml: &str| {
        tree.write("vsdlint.toml", toml);
        tree.list(&tree.discover(&["."]))
    };
    assert_eq!(list("exclude = ['old/', '/e.vsd']"), ".: +m/a.vsd +m/deep/b.vsd\n");
    assert_eq!(list("exclude = ['m/*', '!m/deep']"), ".: +e.vsd +m/deep/b.vsd\n");
    assert_eq!(list("exclude = ['m/**']"), ".: +e.vsd\n");
    assert_eq!(list("include = ['m/']\nexclude = ['old']"), ".: +m/a.vsd +m/deep/b.vsd\n");
    assert_eq!(list("include = ['m/**']"), ".: +m/a.vsd +m/deep/b.vsd +m/old/c.vsd\n");
    assert_eq!(
        list("include = ['*.vsd', '*.flow', '!c.vsd']"),
        ".: +e.vsd +m/a.vsd +m/d.flow +m/deep/b.vsd\n"
    );
    // Of many patterns too the last that matches decides.
    let others = (0..200).map(|at| format!("'x{at}*'")).collect::<Vec<_>>().join(", ");
    assert_eq!(list(&format!("exclude = ['/e.vsd', 'm', {others}, '!e.vsd']")), ".: +e.vsd\n");
    assert_eq!(list(&format!("include = ['*.vsd', {others}, '!m/**']")), ".: +e.vsd\n");
    assert_eq!(list(&format!("include = ['m', {others}, '!m/old']")), ".: +m/a.vsd +m/deep/b.vsd\n");
}

#[test]
fn a_named_path_is_taken_though_left_out_unless_forced() {
    let tree = Tree::new(&[
        ("vsdlint.toml", "exclude = ['old/']"),
        (".gitignore", "made.vsd\ntmp/\n"),
        ("a.vsd", ""),
        ("old/b.vsd", ""),
        ("made.vsd", ""),
        ("tmp/c.vsd", ""),
        (".d.vsd", ""),
        ("e.txt", ""),
    ]);
    let all = ["a.vsd", "old/b.vsd", "made.vsd", "tmp/c.vsd", ".d.vsd", "e.txt"];
    let taken = ".: *.d.vsd *a.vsd *e.txt *made.vsd *old/b.vsd *tmp/c.vsd\n";
    assert_eq!(tree.list(&tree.discover(&all)), taken);
    assert_eq!(tree.list(&tree.discover_forced(&all)), ".: *a.vsd *e.txt\n");
    assert_eq!(tree.list(&tree.discover(&["old", "tmp"])), ".: -a.vsd +old/b.vsd +tmp/c.vsd\n");
    assert_eq!(tree.list(&tree.discover_forced(&["old", "tmp", "made.vsd"])), ".: -a.vsd\n");
}

#[test]
fn a_named_directory_that_is_excluded_is_taken_whole() {
    let tree =
        Tree::new(&[("vsdlint.toml", "exclude = ['old*/']"), ("old/a.vsd", ""), ("old/older/b.vsd", "")]);
    assert_eq!(tree.list(&tree.discover(&["old"])), ".: +old/a.vsd +old/older/b.vsd\n");
}

#[test]
fn paths_are_shown_from_the_working_directory() {
    let tree = Tree::new(&[
        ("vsdlint.toml", ""),
        ("a.vsd", ""),
        ("sub/b.vsd", ""),
        ("far/vsdlint.toml", ""),
        ("far/c.vsd", ""),
    ]);
    let options = DiscoverOptions::new(tree.path("sub"));
    let shown = |paths: &[&str]| -> Vec<String> {
        let found = tree.discover_with(paths, &options);
        assert!(found.problems.is_empty(), "{}", problems(&found.problems));
        found
            .projects
            .iter()
            .flat_map(|project| &project.files)
            .map(|file| file.display_path.display().to_string())
            .collect()
    };
    let above = tree.path("a.vsd").display().to_string();
    assert_eq!(shown(&["./b.vsd"]), [above.as_str(), "b.vsd"]);
    assert_eq!(shown(&["../a.vsd"]), ["../a.vsd", "b.vsd"]);
    assert_eq!(shown(&["../far"]), ["../far/c.vsd"]);
    assert_eq!(shown(&[tree.path("sub/b.vsd").to_str().unwrap()]), [above.as_str(), "b.vsd"]);
}

#[test]
fn one_bad_path_does_not_stop_the_others() {
    let tree =
        Tree::new(&[("a.vsd", ""), ("b/vsdlint.toml", "nonsense = 1"), ("b/b.vsd", ""), ("empty/x.txt", "")]);
    pipe(&tree.path("pipe.vsd"));
    let found = tree.discover(&["gone.vsd", "a.vsd/x", "", "pipe.vsd", "empty", "b", "a.vsd"]);
    assert_eq!(
        tree.list(&found),
        ". (no configuration): *a.vsd\n\
         Error: `gone.vsd` does not exist\n\
         Error: `a.vsd/x` does not exist\n\
         Error: `` does not exist\n\
         Error: `pipe.vsd` is no regular file\n\
         Error: `b/vsdlint.toml` cannot be used\n\
         Error: `empty` holds no value stream description (`*.vsd`)\n"
    );
}

#[test]
fn nested_projects_are_found_below_one_that_cannot_be_used() {
    let tree = Tree::new(&[
        ("vsdlint.toml", "nonsense = 1"),
        ("a.vsd", ""),
        ("in/vsdlint.toml", ""),
        ("in/b.vsd", ""),
    ]);
    assert_eq!(tree.list(&tree.discover(&["."])), "in: +b.vsd\nError: `vsdlint.toml` cannot be used\n");
}

#[test]
fn an_empty_directory_can_be_allowed() {
    let tree = Tree::new(&[("vsdlint.toml", "")]);
    let options = DiscoverOptions { allow_empty: true, ..tree.options() };
    assert_eq!(tree.list(&tree.discover_with(&["."], &options)), ".:\n");
    assert_eq!(
        tree.list(&tree.discover(&["."])),
        ".:\nError: `.` holds no value stream description (`*.vsd`)\n"
    );
}

#[test]
fn pipes_are_never_waited_for() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", ""), ("in/b.vsd", "")]);
    pipe(&tree.path("p.vsd"));
    assert_eq!(tree.list(&tree.discover(&["."])), ".: +a.vsd +in/b.vsd\n");
    pipe(&tree.path("in/.gitignore"));
    assert_eq!(tree.list(&tree.discover(&["."])), ".: +a.vsd\nError: `in/.gitignore` is no regular file\n");
    fs::remove_file(tree.path("vsdlint.toml")).unwrap();
    pipe(&tree.path("vsdlint.toml"));
    let text = tree.list(&tree.discover(&["a.vsd"]));
    assert!(text.starts_with("Error: `vsdlint.toml` is no regular file\n"), "{text}");
}

#[cfg(unix)]
#[test]
fn an_unreadable_directory_is_said_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", ""), ("shut/b.vsd", "")]);
    let shut = tree.path("shut");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
    let readable = fs::read_dir(&shut).is_ok();
    let found = tree.discover(&["."]);
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser can read it all the same.
    if !readable {
        assert_eq!(
            tree.list(&found),
            ".: +a.vsd\nError: cannot read `shut`: Permission denied (os error 13)\n"
        );
    }
}

#[test]
fn many_files_are_found_in_the_same_order_each_time() {
    let tree = Tree::new(&[("vsdlint.toml", "")]);
    for directory in 0..20 {
        for file in 0..20 {
            tree.write(&format!("d{directory}/f{file}.vsd"), "");
            // Sorts between the directory's name and what lies in it.
            tree.write(&format!("d{directory}-{file}.vsd"), "");
        }
    }
    let first = tree.discover(&["."]);
    let files = &first.projects[0].files;
    assert_eq!(files.len(), 800);
    let bytes = |index: usize| files[index].relative.as_os_str().as_encoded_bytes();
    assert!((1..files.len()).all(|index| bytes(index - 1) < bytes(index)));
    assert_eq!(&tree.discover(&["."]).projects[0].files, files);
    let named: Vec<_> = files.iter().rev().map(|file| file.path.clone()).collect();
    let all = discover(&named, &tree.options(), &[]);
    let again = &all.projects[0].files;
    assert!(again.iter().all(|file| file.named && file.selected));
    assert!(again.iter().map(|file| &file.path).eq(files.iter().map(|file| &file.path)));
}
