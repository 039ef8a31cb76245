//! Symbolic links.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::project::support::Tree;

#[test]
fn a_link_to_a_file_in_the_project_is_taken_once() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", ""), (".parts/real", "text")]);
    symlink("a.vsd", tree.path("again.vsd")).unwrap();
    symlink(".parts/real", tree.path("b.vsd")).unwrap();
    symlink(".parts/real", tree.path("c.vsd")).unwrap();
    assert_eq!(tree.list(&tree.discover(&["."])), ".: +a.vsd +b.vsd\n");
    // Naming the link is naming the file.
    assert_eq!(tree.list(&tree.discover(&["again.vsd"])), ".: *a.vsd -b.vsd\n");
    assert_eq!(tree.list(&tree.discover(&["c.vsd"])), ".: -a.vsd *c.vsd\n");
}

#[test]
fn links_out_of_the_project_are_left_out_unless_named() {
    let tree = Tree::new(&[
        ("in/vsdlint.toml", ""),
        ("in/a.vsd", ""),
        ("out/secret.vsd", ""),
        ("out/dir/b.vsd", ""),
    ]);
    symlink("../out/secret.vsd", tree.path("in/link.vsd")).unwrap();
    symlink("nowhere", tree.path("in/dead.vsd")).unwrap();
    symlink("../out/dir", tree.path("in/dir")).unwrap();
    let found = tree.discover(&["in"]);
    assert_eq!(
        tree.list(&found),
        "in: +a.vsd\n\
         Warning: `in/dead.vsd` is left out: it links to nothing that can be read\n\
         Warning: `in/link.vsd` is left out: it links to a place outside the project\n"
    );
    let found = tree.discover(&["in/link.vsd"]);
    assert_eq!(
        tree.list(&found),
        "in: -a.vsd *link.vsd\nWarning: `in/dead.vsd` is left out: it links to nothing that can be read\n"
    );
    let found = tree.discover(&["in/dead.vsd"]);
    assert!(tree.list(&found).contains("Error: `in/dead.vsd` does not exist\n"));
}

#[test]
fn a_named_link_to_a_directory_is_followed() {
    let tree = Tree::new(&[("real/a.vsd", ""), ("other/x.txt", "")]);
    symlink("../real", tree.path("other/link")).unwrap();
    assert_eq!(tree.list(&tree.discover(&["other/link"])), "real (no configuration): +a.vsd\n");
}

#[test]
fn loops_of_links_end() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", ""), ("sub/b.vsd", "")]);
    symlink("..", tree.path("sub/up")).unwrap();
    symlink("self.vsd", tree.path("self.vsd")).unwrap();
    assert_eq!(
        tree.list(&tree.discover(&["."])),
        ".: +a.vsd +sub/b.vsd\nWarning: `self.vsd` is left out: it links to nothing that can be read\n"
    );
    let found = tree.discover(&["sub/up/sub/up/a.vsd", "self.vsd"]);
    let text = tree.list(&found);
    assert!(text.starts_with(".: *a.vsd -sub/b.vsd\nError: cannot read `self.vsd`: "), "{text}");
}
