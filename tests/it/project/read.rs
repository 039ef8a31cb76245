//! The texts of a project, and what is said of files that are none.

use std::fs;

use crate::project::support::{Tree, pipe};
use vsdlint::project::{Overlay, Project, read};

/// The messages of reading the project, one a line.
fn said(project: &Project) -> String {
    read(project, &Overlay::default())
        .1
        .iter()
        .map(|problem| format!("{:?}: {problem}\n", problem.severity()))
        .collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn texts_come_in_the_order_of_the_files_with_the_paths_to_show() {
    let tree =
        Tree::new(&[("vsdlint.toml", ""), ("b.vsd", "\u{feff}two\r\n"), ("a.vsd", "one"), ("c.vsd", "")]);
    let project = tree.project();
    let (sources, problems) = read(&project, &Overlay::default());
    assert!(problems.is_empty());
    let texts: Vec<_> = sources
        .iter()
        .map(|(index, source)| (*index, source.path.to_str().unwrap(), source.text.as_str()))
        .collect();
    assert_eq!(texts, [(0, "a.vsd", "one"), (1, "b.vsd", "\u{feff}two\r\n"), (2, "c.vsd", "")]);
}

#[test]
fn many_and_large_files_come_whole_and_in_order() {
    let tree = Tree::new(&[("vsdlint.toml", "")]);
    for index in 0..200 {
        tree.write(&format!("{index:03}.vsd"), format!("{index} é\n").repeat(index * 20));
    }
    let project = tree.project();
    let (sources, problems) = read(&project, &Overlay::default());
    assert!(problems.is_empty());
    for (index, source) in sources {
        assert_eq!(source.text, format!("{index} é\n").repeat(index * 20));
    }
}

#[test]
fn what_is_no_text_is_said_and_the_rest_is_read() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("good.vsd", "fine")]);
    let far = |byte: u8| [&b"line\n".repeat(2000)[..], &[byte], b"x"].concat();
    tree.write("a.vsd", utf16("\u{feff}stream", u16::to_le_bytes));
    tree.write("b.vsd", utf16("\u{feff}stream", u16::to_be_bytes));
    tree.write("c.vsd", utf16("stream \u{2013} ends", u16::to_le_bytes));
    tree.write("d.vsd", utf16(&"stream ".repeat(2000), u16::to_be_bytes));
    tree.write("e.vsd", b"one\ntw\xffo");
    tree.write("f.vsd", far(0xff));
    tree.write("g.vsd", b"one\ntw\0o");
    tree.write("h.vsd", far(0));
    tree.write("i.vsd", [0xff, 0xfe, 0, 0, b'x', 0, 0, 0]);
    let project = tree.project();
    assert_eq!(
        said(&project),
        "Error: `a.vsd` is UTF-16, not UTF-8\n\
         Error: `b.vsd` is UTF-16, not UTF-8\n\
         Error: `c.vsd` is UTF-16 (little-endian), not UTF-8\n\
         Error: `d.vsd` is UTF-16 (big-endian), not UTF-8\n\
         Error: `e.vsd` is not UTF-8: at byte 6 (line 2) there is no character\n\
         Error: `f.vsd` is not UTF-8: at byte 10000 (line 2001) there is no character\n\
         Error: `g.vsd` is no text: at byte 6 (line 2) there is a NUL\n\
         Error: `h.vsd` is no text: at byte 10000 (line 2001) there is a NUL\n\
         Error: `i.vsd` is UTF-32, not UTF-8\n"
    );
    let (sources, _) = read(&project, &Overlay::default());
    assert_eq!(sources.len(), 1);
    assert_eq!(project.files[sources[0].0].relative.to_str(), Some("good.vsd"));
}

#[test]
fn a_drawing_fails_the_run_only_when_named() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("good.vsd", "fine")]);
    for (name, start, size) in
        [("small.vsd", [0xD0, 0xCF, 0x11, 0xE0], 4), ("large.vsd", *b"PK\x03\x04", 10_000)]
    {
        let mut drawing = start.to_vec();
        drawing.resize(size, 0);
        tree.write(name, drawing);
    }
    let found = tree.discover(&[".", "small.vsd"]);
    assert_eq!(
        said(&found.projects[0]),
        "Warning: `large.vsd` is left out: it is a Microsoft Visio drawing, which shares the extension; vsdlint reads value stream descriptions\n\
         Error: `small.vsd` is a Microsoft Visio drawing, which shares the extension; vsdlint reads value stream descriptions\n"
    );
}

#[test]
fn files_that_changed_meanwhile_are_said() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", ""), ("b.vsd", ""), ("c.vsd", "long enough")]);
    let project = tree.project();
    fs::remove_file(tree.path("a.vsd")).unwrap();
    fs::remove_file(tree.path("b.vsd")).unwrap();
    pipe(&tree.path("b.vsd"));
    tree.write("c.vsd", "x");
    assert_eq!(said(&project), "Error: `a.vsd` has vanished\nError: `b.vsd` is no regular file\n");
    assert_eq!(read(&project, &Overlay::default()).0[0].1.text, "x");
}

#[test]
fn a_file_too_large_is_said_and_not_read() {
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", "")]);
    // A file with a hole: it takes no room on the disk.
    fs::File::options().write(true).open(tree.path("a.vsd")).unwrap().set_len(280_000_001).unwrap();
    assert_eq!(said(&tree.project()), "Error: `a.vsd` is larger than 280000000 bytes\n");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("vsdlint.toml", ""), ("a.vsd", "")]);
    fs::set_permissions(tree.path("a.vsd"), fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser can read it all the same.
    if fs::File::open(tree.path("a.vsd")).is_err() {
        assert_eq!(said(&tree.project()), "Error: cannot read `a.vsd`: Permission denied (os error 13)\n");
    }
}
