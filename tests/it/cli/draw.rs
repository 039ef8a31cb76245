//! `draw`: pictures of a project.

use crate::cli::support::{Place, WARNING};

/// A stream with one finding: the two names of the report differ.
const STREAM: &str = r#"
stakeholder user
stream "Restore a service" as restore {
  trigger "Outage report" from user
  step "Register" in engage {
    responsible "Service desk"
    lead_time 15min process_time 5min
    input  "Outage report"
    output "Incident record"
  }
  step "Repair" in deliver_and_support {
    input  "Incident records"
    output "Restored service"
    output "Lessons" to improve
  }
  outcome "Restored service" to user within 4h
}
"#;

#[test]
fn a_stream_is_drawn_by_its_name_or_alias() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let svg = place.stdout(&["draw", "restore"]);
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{svg}");
    assert!(svg.contains(">Incident records</text>"), "{svg}");
    assert_eq!(place.stdout(&["draw", "RESTORE a service", "--format", "svg"]), svg);
    assert_eq!(place.run(&["draw", "restore", "-o", "restore.svg"]), "status: 0\n");
    assert_eq!(place.text("restore.svg"), svg);
}

#[test]
fn other_formats_are_texts_that_others_draw() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    place.run(&["draw", "restore", "-o", "restore.mmd"]);
    place.run(&["draw", "restore", "-o", "restore.dot"]);
    assert_snapshots!([
        ("restore_mermaid".to_owned(), place.text("restore.mmd")),
        ("restore_dot".to_owned(), place.text("restore.dot")),
        ("chain_mermaid".to_owned(), place.stdout(&["draw", "chain", "--format", "mermaid"])),
        ("landscape_mermaid".to_owned(), place.stdout(&["draw", "landscape", "--format", "mermaid"])),
    ]);
}

#[cfg(feature = "png")]
#[test]
fn a_png_is_an_image_of_the_size_that_was_asked_for() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let width = |path: &str| {
        let bytes = std::fs::read(place.path(path)).unwrap();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    assert_eq!(place.run(&["draw", "restore", "-o", "one.png", "--scale", "1"]), "status: 0\n");
    assert_eq!(place.run(&["draw", "restore", "-o", "two.png"]), "status: 0\n");
    assert_eq!(width("one.png") * 2, width("two.png"));
    assert_eq!(place.status(&["draw", "restore", "-o", "one.png", "--scale", "0"]), 2);
}

#[test]
fn everything_goes_into_a_folder() {
    let other = "stream \"Restore, a service!\"\nstream \"…\" as a\n";
    let place = Place::new(&[("a.vsd", STREAM), ("b.vsd", &other.replace('…', "日本"))]);
    assert_eq!(place.run(&["draw", "--all", "-o", "pictures"]), "status: 0\n");
    let mut files: Vec<String> = std::fs::read_dir(place.path("pictures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let expected =
        ["chain.svg", "landscape.svg", "restore-a-service-2.svg", "restore-a-service.svg", "日本.svg"];
    assert_eq!(files, expected);
}

#[test]
fn findings_fail_nothing_and_mistakes_of_the_command_do() {
    let place = Place::new(&[("a.vsd", STREAM), ("b.vsd", WARNING)]);
    assert_eq!(place.status(&["draw", "restore"]), 0);
    assert_snapshots!([
        ("no_such_stream".to_owned(), place.run(&["draw", "restor"])),
        ("nothing_named".to_owned(), place.run(&["draw"])),
        ("no_folder".to_owned(), place.run(&["draw", "--all"])),
        ("no_ending".to_owned(), place.run(&["draw", "restore", "-o", "restore"])),
        ("over_a_model".to_owned(), place.run(&["draw", "restore", "-o", "a.vsd", "--format", "dot"])),
    ]);
    assert_eq!(place.text("a.vsd"), STREAM);
}

#[test]
fn another_project_is_named() {
    let place = Place::new(&[("model/a.vsd", STREAM)]);
    let named = place.stdout(&["draw", "restore", "--project", "model"]);
    assert!(named.contains("Restore a service"));
}
