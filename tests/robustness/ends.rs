//! An end that comes too early: whoever reads goes away, or the disk is full. Never half a file.

use std::fs;
use std::process::{Command, Stdio};

use vsdlint::output::Format;

use crate::running::{Ended, finish, run};
use crate::support::{Place, WARNING, entries};

/// Findings whose report is larger than any pipe, some of which can be fixed.
fn much() -> Place {
    let text: String = (0..700).map(|number| WARNING.replace("supplier", &format!("s{number}"))).collect();
    Place::new(&[("vsdlint.toml", ""), ("b.vsd", &(text + "stream s {\n}\n"))])
}

/// Whoever closed the pipe has seen enough.
#[test]
fn a_closed_pipe_is_no_failure() {
    let place = much();
    for format in Format::ALL {
        let mut command = place.command(&["check", "--output", format.name(), "--fail-on", "warn"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = finish(child);
        assert_eq!((ended.status, ended.err.as_str()), (1, ""), "{format}");
    }
    // Where nobody hears of what goes wrong, the status still says so.
    let mut child = place.command(&["check", "missing"]).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(finish(child).status, 2);
}

#[test]
fn closed_streams_are_no_failure() {
    let place = much();
    let command = place.command(&["check", "--fail-on", "warn"]);
    assert_eq!(run(place.through("exec \"$@\" >&- 2>&-", &command)).status, 1);
    assert_eq!(run(place.through("exec \"$@\" <&-", &command)).status, 1);
}

#[test]
fn a_full_disk_fails_the_run() {
    let place = much();
    for format in Format::ALL {
        let command = place.command(&["check", "--output", format.name()]);
        let full = |ended: Ended| ended.fails_saying("No space left on device");
        full(run(place.through("exec \"$@\" >/dev/full", &command)));
        full(place.check(&["--quiet", "--output", &format!("{format}=/dev/full")]));
    }
    for arguments in [&["explain", "late-input"][..], &["rules"], &["schema", "json"], &["man"]] {
        let ended = run(place.through("exec \"$@\" >/dev/full", &place.command(arguments)));
        ended.fails_saying("No space left on device");
    }
}

/// Runs the command as `"$@"` in a script, in a directory `disk` of 1 MB that is nearly full. The superuser can make
/// one, and so can others where the system lets them.
fn on_a_full_disk(place: &Place, arguments: &[&str], before: &str) -> Option<Ended> {
    let can = Command::new("unshare").args(["-rm", "true"]).stderr(Stdio::null()).status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: this system lets nobody mount a small disk (`unshare -rm` fails)");
        return None;
    }
    let script = format!(
        "mount -t tmpfs -o size=1m tmpfs disk && cd disk && cp ../b.vsd ../vsdlint.toml . && {before}
        dd if=/dev/zero of=fill bs=1k 2>/dev/null
        cp b.vsd ../b.before
        \"$@\"; status=$?
        cmp b.vsd ../b.before || exit 9
        ls -A >../left; cp known ../known 2>/dev/null; cp report ../report 2>/dev/null; exit $status"
    );
    fs::create_dir_all(place.path("disk")).unwrap();
    let mut command = Command::new("unshare");
    let inside = place.through(&script, &place.command(arguments));
    command.arg("-rm").arg(inside.get_program()).args(inside.get_args()).current_dir(place.path(""));
    Some(run(command))
}

#[test]
fn on_a_full_disk_files_are_whole_or_as_they_were() {
    for (arguments, before) in [
        (&["check", "-o", "json=report"][..], "echo before >report"),
        (&["check", "-o", "sarif=report"], "echo before >report"),
        (&["check", "--baseline", "known", "--write-baseline"], ":"),
        (&["check", "--fix"], ":"),
        (&["check", "--add-allow", "because"], ":"),
    ] {
        let place = much();
        let Some(ended) = on_a_full_disk(&place, arguments, before) else { return };
        ended.fails_saying("No space left on device");
        let mut left: Vec<String> = place.text("left").lines().map(str::to_owned).collect();
        left.retain(|name| name != "fill");
        let mut expected = vec!["b.vsd", "vsdlint.toml"];
        if before != ":" {
            expected.insert(1, "report");
            assert_eq!(place.text("report"), "before\n", "{arguments:?}");
        }
        assert_eq!(left, expected, "{arguments:?}: nothing half-written is left");
        assert!(entries(&place.path("disk")).is_empty());
    }
}

/// A file may not become larger than `ulimit -f` says: the write fails, and nothing ends the program.
#[test]
fn beyond_the_size_of_a_file_nothing_half_written_is_left() {
    let place = much();
    let row = |at: u32| {
        let (before, after) = (at - 1, at + 1);
        format!(",{at}. Do {at},engage,Do {before},Book {before},Book {at},Do {after}\n")
    };
    let rows: String = (1..60).map(row).collect();
    place.write("table.csv", format!("Process,Step,Activity,Supplier,Input,Output,Customer\nLend{rows}"));
    place.write("report", "before\n");
    for (arguments, said) in [
        (&["import", "table.csv", "-o", "new/model"][..], "nothing is left of what was written before it"),
        (&["init", "new/model"], "nothing is left of what was written before it"),
        (&["check", "-o", "json=report"], "cannot write `report`: File too large"),
        (&["export", "-o", "new.json"], "cannot write `new.json`: File too large"),
        (&["check", "--add-allow", "because"], "File too large"),
    ] {
        let before = (entries(&place.path("")), place.text("b.vsd"));
        let ended = run(place.through("ulimit -f 2; exec \"$@\"", &place.command(arguments)));
        ended.fails_saying(said);
        ended.fails_saying("File too large");
        assert_eq!((entries(&place.path("")), place.text("b.vsd")), before, "{arguments:?}");
        assert_eq!(place.text("report"), "before\n");
    }
    let to_file = "ulimit -f 2; exec \"$@\" > out";
    run(place.through(to_file, &place.command(&["check"]))).fails_saying("cannot write to standard output");
}
