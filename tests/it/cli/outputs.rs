//! `--output`: which reports are written where.

use vsdlint::output::Format;

use crate::cli::support::{CLEAN, Place, WARNING, entries};

#[test]
fn every_format_is_written_to_a_file_and_to_standard_output() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    for format in Format::ALL {
        let printed = place.stdout(&["check", "--output", format.name()]);
        assert_eq!(place.stdout(&["check", "--output", &format!("{format}=report")]), "");
        assert_eq!(place.text("report"), printed, "{format}");
        assert_eq!(place.stdout(&["check", "-o", &format!("{format}=-")]), printed, "{format}");
    }
}

#[test]
fn several_reports_of_one_run() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_snapshot!(place.run(&[
        "check",
        "--output",
        "json=r.json",
        "--output",
        "concise",
        "--output",
        "full=r.txt",
    ]));
    assert!(place.text("r.json").starts_with('{'));
    assert!(place.text("r.txt").contains("1 finding"));
    assert_eq!(entries(&place.path("")), ["b.vsd", "r.json", "r.txt"]);
}

#[test]
fn two_reports_in_one_place_are_refused() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_snapshot!("both_printed", place.run(&["check", "--output", "json", "--output", "full"]));
    assert_snapshot!("both_in_a_file", place.run(&["check", "--output", "json=r", "--output", "full=./r"]));
    assert_eq!(entries(&place.path("")), ["b.vsd"]);
}

#[test]
fn a_file_that_cannot_be_written_keeps_no_other_from_being_written() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_snapshot!(place.run(&[
        "check",
        "--output",
        "json=missing/r.json",
        "--output",
        "concise",
        "--output",
        "full=r.txt",
    ]));
    assert!(place.text("r.txt").contains("1 finding"));
}

#[test]
fn json_hides_nothing() {
    let model = "stream \"S \u{202e}x\" {\n  trigger A\n  step \"a \u{85}\" in engage { input A output Z }\n  outcome Z\n}\n";
    let place = Place::new(&[("a.vsd", model), ("b.vsd", "")]);
    for command in [
        &["check", "--output", "json"][..],
        &["export", "--format", "json"],
        &["stats", "--format", "json"],
        &["diff", "a.vsd", "b.vsd", "--format", "json"],
    ] {
        let written = place.stdout(command);
        assert!(written.contains("\\u202e"), "{command:?}: {written}");
        assert!(!written.contains(['\u{202e}', '\u{85}']), "{command:?}: {written}");
        serde_json::from_str::<serde_json::Value>(&written).unwrap();
    }
}

#[test]
fn a_report_is_never_written_over_the_model() {
    let place = Place::new(&[("vsdlint.toml", ""), ("b.vsd", WARNING)]);
    assert_snapshot!(place.run(&["check", "--output", "json=./b.vsd", "--output", "full=vsdlint.toml"]));
    assert_eq!(place.text("b.vsd"), WARNING);
    assert_eq!(place.text("vsdlint.toml"), "");
}

/// The next run would read it, and fail.
#[test]
fn nothing_new_gets_the_name_of_a_model_or_of_settings() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    for name in ["new.vsd", "below/new.VSD", "new.rego", "vsdlint.toml", "below/vsdlint.toml"] {
        std::fs::create_dir_all(place.path("below")).unwrap();
        let report = format!("json={name}");
        for arguments in [
            &["check", "-o", &report][..],
            &["check", "--baseline", name, "--write-baseline"],
            &["report", "--format", "html", "-o", name],
            &["draw", "landscape", "--format", "svg", "-o", name],
            &["export", "--format", "json", "-o", name],
            &["diff", "a.vsd", "a.vsd", "--format", "json", "-o", name],
        ] {
            let text = place.run(arguments);
            assert!(text.starts_with("status: 2"), "{arguments:?} {text}");
            assert!(text.contains(&format!("`{name}` would be read as ")), "{arguments:?} {text}");
            assert_eq!(entries(&place.path("")), ["a.vsd", "below"], "{arguments:?}");
            assert!(entries(&place.path("below")).is_empty(), "{arguments:?}");
        }
    }
    for arguments in
        [&["draw", "--all", "-o", "vsdlint.toml"][..], &["export", "--format", "csv", "-o", "vsdlint.toml"]]
    {
        let text = place.run(arguments);
        assert!(text.contains("`vsdlint.toml` would be read as settings"), "{arguments:?} {text}");
    }
    assert_eq!(entries(&place.path("")), ["a.vsd", "below"]);
    assert_snapshot!("new_model", place.run(&["check", "-o", "json=new.vsd"]));
    assert_eq!(place.status(&["init", "model"]), 0, "what does write models still does");
    assert!(entries(&place.path("model")).contains(&"vsdlint.toml".to_owned()));
}

#[test]
fn formats_are_guessed_and_files_named() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    insta::with_settings!({filters => vec![(r"possible values: full,[^\]]*", "possible values: [formats]")]}, {
        assert_snapshot!("unknown_format", place.run(&["check", "--output", "jsno=r"]));
    });
    assert_snapshot!("no_file", place.run(&["check", "--output", "json="]));
}

#[cfg(unix)]
#[test]
fn a_report_keeps_the_mode_and_the_link_of_the_file_it_replaces() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new(&[("b.vsd", WARNING), ("real", "old")]);
    fs::set_permissions(place.path("real"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real", place.path("link")).unwrap();
    place.stdout(&["check", "--output", "json=link", "--output", "full=new"]);
    assert!(place.path("link").symlink_metadata().unwrap().is_symlink());
    assert!(place.text("real").starts_with('{'));
    assert_eq!(place.path("real").metadata().unwrap().permissions().mode() & 0o777, 0o640);
    // As any other new file: readable for those for whom new files are.
    assert_eq!(
        place.path("new").metadata().unwrap().permissions(),
        place.path("b.vsd").metadata().unwrap().permissions()
    );
    assert_eq!(place.stdout(&["check", "--output", "json=/dev/null"]), "");
}

#[test]
fn a_report_is_never_written_over_settings_that_are_extended() {
    let place =
        Place::new(&[("vsdlint.toml", "extends = \"base.toml\"\n"), ("base.toml", ""), ("a.vsd", CLEAN)]);
    for file in ["vsdlint.toml", "base.toml"] {
        let before = place.text(file);
        assert_eq!(place.status(&["check", "-o", &format!("json={file}")]), 2);
        assert_eq!(place.text(file), before);
    }
}
