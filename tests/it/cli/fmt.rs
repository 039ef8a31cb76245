//! `vsdlint fmt`: what it writes, what it says, and what it leaves alone.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::cli::support::{Place, entries, status};

/// A file that nobody has formatted.
const ROUGH: &str = r#"stakeholder "user"
stream "Restore a failed service" as restore {   // the first one


    trigger "Outage report" from user
  step "Register" as register in engage {
    lead_time 15min
    process_time 5min
    input "Outage report" from "user"  // by telephone
    optional input "Known error", "Configuration data", "Workaround", "List of open changes", "Handbook of services" from "deliver_and_support"
    output "Incident record" to improve
    output "Lessons" to improve }
  outcome "Incident record"
}
"#;

/// The same as it should be.
const FORMATTED: &str = r#"stakeholder user

stream "Restore a failed service" as restore {  // the first one
  trigger "Outage report" from user

  step "Register" as register in engage {
    lead_time 15min   process_time 5min
    input  "Outage report"   from user  // by telephone
    optional input
      "Known error",
      "Configuration data",
      "Workaround",
      "List of open changes",
      "Handbook of services",
      from deliver_and_support
    output "Incident record" to improve
    output "Lessons"         to improve
  }

  outcome "Incident record"
}
"#;

fn place(text: &str) -> Place {
    Place::new(&[("vsdlint.toml", ""), ("restore.vsd", text)])
}

/// Runs it with a text on standard input: exit status, standard output and standard error.
fn piped(place: &Place, arguments: &[&str], text: &[u8]) -> (i32, String, String) {
    let mut command = place.command(&["fmt"]);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    let output = child.wait_with_output().unwrap();
    (status(&output), String::from_utf8(output.stdout).unwrap(), place.plain(&output.stderr))
}

#[test]
fn a_file_is_formatted_once() {
    let place = place(ROUGH);
    assert_eq!(place.run(&["fmt"]), "status: 0\n---- stderr\n1 of 1 file formatted\n");
    assert_eq!(place.text("restore.vsd"), FORMATTED);
    assert_eq!(place.run(&["fmt"]), "status: 0\n---- stderr\n1 file was formatted already\n");
    assert_eq!(place.text("restore.vsd"), FORMATTED);
    assert_eq!(entries(&place.path(".")), ["restore.vsd", "vsdlint.toml"], "nothing is left beside it");
}

#[test]
fn check_lists_and_changes_nothing() {
    let place = Place::new(&[("a.vsd", FORMATTED), ("b.vsd", ROUGH), ("c/d.vsd", ROUGH)]);
    assert_eq!(
        place.run(&["fmt", "--check"]),
        "status: 1\n---- stdout\nb.vsd\nc/d.vsd\n---- stderr\n2 of 3 files are not formatted\n"
    );
    assert_eq!(place.text("b.vsd"), ROUGH);
    assert_eq!(place.run(&["fmt", "--check", "a.vsd"]), "status: 0\n---- stderr\n1 file is formatted\n");
    place.run(&["fmt", "c"]);
    assert_eq!(place.text("c/d.vsd"), FORMATTED);
    assert_eq!(place.text("b.vsd"), ROUGH, "it was not named");
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let place = place(ROUGH);
    assert_snapshot!("diff", place.run(&["fmt", "--diff"]));
    assert_eq!(place.text("restore.vsd"), ROUGH);
    place.write("it.diff", &place.output(&["fmt", "--diff"]).stdout);
    place.git(&["init", "-q"]);
    place.git(&["apply", "it.diff"]);
    assert_eq!(place.text("restore.vsd"), FORMATTED);
    assert_eq!(place.status(&["fmt", "--diff"]), 0);
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let settings = "exclude = [\"drafts\"]\n";
    let place = Place::new(&[("vsdlint.toml", settings), ("a.vsd", ROUGH), ("drafts/a.vsd", ROUGH)]);
    let formatted = (0, FORMATTED.to_owned(), String::new());
    assert_eq!(piped(&place, &["--stdin-filename", "a.vsd"], ROUGH.as_bytes()), formatted);
    assert_eq!(piped(&place, &["--stdin-filename", "new.vsd", "-"], ROUGH.as_bytes()), formatted);
    assert_eq!(piped(&place, &["-"], ROUGH.as_bytes()), formatted);
    assert_eq!(place.text("a.vsd"), ROUGH);
    assert_eq!(
        piped(&place, &["--check", "--stdin-filename", "a.vsd"], ROUGH.as_bytes()),
        (1, "a.vsd\n".to_owned(), "1 of 1 file is not formatted\n".to_owned())
    );
    // What is left out comes back as it is, for an editor that takes what is printed.
    let left_out = ["--force-exclude", "--stdin-filename", "drafts/a.vsd"];
    assert_eq!(piped(&place, &left_out, ROUGH.as_bytes()), (0, ROUGH.to_owned(), String::new()));
    let (status, out, err) = piped(&place, &["--stdin-filename", "a.vsd"], b"stakeholder \xff");
    assert_eq!((status, out.as_str()), (2, ""));
    assert_snapshot!("stdin_not_utf8", err);
    assert_snapshot!("stdin_and_files", place.run(&["fmt", "-", "a.vsd"]));
}

#[test]
fn the_project_sets_width_and_indent_and_flags_win() {
    let place = place(ROUGH);
    place.write("vsdlint.toml", "[format]\nline-width = 60\nindent = 4\n");
    place.run(&["fmt"]);
    assert_snapshot!("narrow", place.text("restore.vsd"));
    place.run(&["fmt", "--indent", "2", "--line-width", "100"]);
    assert_eq!(place.text("restore.vsd"), FORMATTED);
    place.write("vsdlint.toml", "[format]\nline-width = 19\nindent = 2.5\nwidth = 80\n");
    assert_snapshot!("wrong_settings", place.run(&["fmt"]));
    assert_snapshot!("wrong_flag", place.run(&["fmt", "--indent", "17"]));
}

#[test]
fn excluded_files_stay_out() {
    let place = Place::new(&[
        ("vsdlint.toml", "exclude = [\"drafts\"]\n"),
        ("a.vsd", FORMATTED),
        ("drafts/b.vsd", ROUGH),
    ]);
    assert_eq!(place.status(&["fmt", "--check"]), 0);
    assert_eq!(place.status(&["fmt", "--check", "drafts/b.vsd"]), 1);
    assert_eq!(place.status(&["fmt", "--check", "--force-exclude", "drafts/b.vsd"]), 0);
}

#[test]
fn what_cannot_be_read_stays_and_the_rest_is_formatted() {
    let place = Place::new(&[(
        "a.vsd",
        "stakeholder   \"user\"\n\n\nstakeholder   step  ,,\n\n\nstakeholder   \"customer\"\n",
    )]);
    assert_eq!(place.run(&["fmt"]), "status: 0\n---- stderr\n1 of 1 file formatted\n");
    assert_eq!(place.text("a.vsd"), "stakeholder user\n\nstakeholder   step  ,,\n\nstakeholder customer\n");
}

#[test]
fn drawings_and_unreadable_files_are_refused_and_the_rest_is_formatted() {
    let place = Place::new(&[("a.vsd", ROUGH)]);
    place.write("b.vsd", b"stakeholder \xff");
    place.write("drawing.vsd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on");
    assert_snapshot!("unreadable", place.run(&["fmt"]));
    assert_eq!(place.text("a.vsd"), FORMATTED);
    assert_snapshot!("drawing", place.run(&["fmt", "drawing.vsd"]));
    assert_eq!(fs::read(place.path("b.vsd")).unwrap(), b"stakeholder \xff");
}

#[test]
fn nothing_to_lay_out_is_an_error_unless_that_is_allowed() {
    let place = Place::new(&[]);
    assert_snapshot!("nothing", place.run(&["fmt"]));
    assert_eq!(place.run(&["fmt", "--allow-empty"]), "status: 0\n---- stderr\nNothing to format\n");
    assert_eq!(place.status(&["fmt", "nowhere.vsd"]), 2);
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let place = place(&format!("\u{feff}{}", ROUGH.replace('\n', "\r\n")));
    assert_eq!(place.status(&["fmt"]), 0);
    assert_eq!(place.text("restore.vsd"), format!("\u{feff}{}", FORMATTED.replace('\n', "\r\n")));
}

#[cfg(unix)]
#[test]
fn mode_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new(&[("vsdlint.toml", ""), ("real/a.vsd.txt", ROUGH)]);
    symlink("real/a.vsd.txt", place.path("a.vsd")).unwrap();
    fs::set_permissions(place.path("real/a.vsd.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(place.status(&["fmt"]), 0);
    assert_eq!(place.text("real/a.vsd.txt"), FORMATTED);
    assert!(place.path("a.vsd").symlink_metadata().unwrap().is_symlink());
    assert_eq!(place.path("real/a.vsd.txt").metadata().unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn what_is_read_only_or_lies_outside_is_left_and_the_rest_is_formatted() {
    let place = Place::new(&[
        ("elsewhere/a.txt", ROUGH),
        ("project/vsdlint.toml", ""),
        ("project/b.vsd", ROUGH),
        ("project/c.vsd", ROUGH),
    ]);
    std::os::unix::fs::symlink("../elsewhere/a.txt", place.path("project/a.vsd")).unwrap();
    let mut permissions = place.path("project/b.vsd").metadata().unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place.path("project/b.vsd"), permissions).unwrap();
    assert_snapshot!("left", place.run(&["fmt", "project/a.vsd", "project/b.vsd", "project/c.vsd"]));
    assert_eq!(place.text("elsewhere/a.txt"), ROUGH);
    assert_eq!(place.text("project/b.vsd"), ROUGH);
    assert_eq!(place.text("project/c.vsd"), FORMATTED);
}
