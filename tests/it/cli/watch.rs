//! `check --watch`.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::cli::support::{CLEAN, Place, WARNING, heard};

/// How long one round may take at most.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watch under way.
struct Watch {
    child: Child,
    /// What each round printed.
    rounds: Receiver<String>,
}

impl Watch {
    fn new(place: &Place, arguments: &[&str]) -> Watch {
        let mut command = place.command(&["check", "--watch", "--output", "concise"]);
        let mut child =
            command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, rounds) = channel();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let err = BufReader::new(child.stderr.take().unwrap());
        let (lines, printed) = channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            while out.read_line(&mut line).unwrap_or(0) > 0 {
                let _ = lines.send(std::mem::take(&mut line));
            }
        });
        std::thread::spawn(move || {
            for line in err.lines().map_while(Result::ok) {
                if line.starts_with("Waiting") {
                    // The report was written before, and only has to come through the other pipe.
                    std::thread::sleep(Duration::from_millis(200));
                    let _ = sender.send(printed.try_iter().collect());
                }
            }
        });
        Watch { child, rounds }
    }

    fn round(&self) -> String {
        self.rounds.recv_timeout(PATIENCE).unwrap()
    }

    /// The first round that says something else than `text`.
    fn other_than(&self, text: &str) -> String {
        loop {
            let round = self.round();
            if round != text {
                return round;
            }
        }
    }

    fn end(mut self, signal: &str) -> i32 {
        Command::new("kill").args([heard(signal), &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

#[test]
fn a_change_is_seen_and_ctrl_c_ends_it() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    let watch = Watch::new(&place, &[]);
    assert_eq!(watch.round(), "");
    place.write("b.vsd", WARNING);
    let found = watch.other_than("");
    assert!(found.starts_with("b.vsd:1:8: warn[unused-allow]"), "{found}");
    // Many editors write a new file and give it the old one's name.
    place.write("b.vsd~", "stakeholder partner\n");
    fs::rename(place.path("b.vsd~"), place.path("b.vsd")).unwrap();
    assert_eq!(watch.other_than(&found), "");
    place.write("b.vsd", WARNING);
    assert_eq!(watch.other_than(""), found);
    // New settings count, and new directories.
    place.write("vsdlint.toml", "[rules]\nunused-allow = \"error\"\n");
    assert!(watch.other_than(&found).contains("error[unused-allow]"));
    fs::remove_file(place.path("b.vsd")).unwrap();
    place.write("new/c.vsd", WARNING);
    loop {
        if watch.round().starts_with("new/c.vsd") {
            break;
        }
    }
    assert_eq!(watch.end("-INT"), 0);
}

#[test]
fn a_report_of_its_own_does_not_wake_it() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    let watch = Watch::new(&place, &["--output", "json=report.json"]);
    let found = watch.round();
    assert!(found.contains("unused-allow"));
    assert!(watch.rounds.recv_timeout(Duration::from_millis(800)).is_err(), "it woke itself");
    assert!(place.text("report.json").contains("unused-allow"));
    assert_eq!(watch.end("-TERM"), 0);
}

/// What a report is redirected into, what git leaves out, what is no model: none of it is read.
#[test]
fn only_what_the_project_reads_wakes_it() {
    let place = Place::new(&[("p/vsdlint.toml", "extends = \"../base.toml\"\n"), ("p/a.vsd", CLEAN)]);
    place.write("base.toml", "");
    place.write("p/.gitignore", "target/\n");
    let watch = Watch::new(&place, &["p"]);
    assert_eq!(watch.round(), "");
    for number in 0..5 {
        for name in ["watch.log", "target/x.o", "target/x.vsd", ".hidden.vsd", "deep/notes.md"] {
            place.write(&format!("p/{name}"), WARNING.repeat(number + 1));
        }
        std::thread::sleep(Duration::from_millis(150));
    }
    assert!(watch.rounds.recv_timeout(Duration::from_millis(1500)).is_err(), "it was woken");
    // What is read is seen, even while a build beside it writes all the time.
    place.write("p/b.vsd", WARNING);
    let found = loop {
        place.write("p/target/x.o", "");
        if let Ok(round) = watch.rounds.recv_timeout(Duration::from_millis(20)) {
            break round;
        }
    };
    assert!(found.contains("b.vsd:1:8: warn[unused-allow]"), "{found}");
    // So are the settings of elsewhere, and what git leaves out now.
    place.write("base.toml", "[rules]\nunused-allow = \"error\"\n");
    assert!(watch.other_than(&found).contains("error[unused-allow]"));
    place.write("p/.gitignore", "target/\nb.vsd\n");
    while !watch.round().is_empty() {}
    assert_eq!(watch.end("-INT"), 0);
}

/// Settings that a file outside the project lacks or breaks are looked at again once it is mended, wherever in the row.
#[test]
fn settings_that_could_not_be_used_are_seen_once_they_can() {
    let place =
        Place::new(&[("p/vsdlint.toml", "extends = \"../shared/vsdlint.toml\"\n"), ("p/a.vsd", WARNING)]);
    let watch = Watch::new(&place, &["p"]);
    assert_eq!(watch.round(), "");
    // Neither the file nor its folder was there.
    place.write("shared/vsdlint.toml", "extends = \"../deep/er/base.toml\"\n");
    assert_eq!(watch.round(), "");
    place.write("deep/er/base.toml", "[rules\n");
    assert_eq!(watch.round(), "");
    place.write("deep/er/base.toml", "[rules]\nunused-allow = \"error\"\n");
    assert!(watch.other_than("").contains("error[unused-allow]"));
    assert_eq!(watch.end("-INT"), 0);
}

/// What is read besides the project may lie anywhere.
#[test]
fn what_lies_elsewhere_and_counts_is_seen() {
    let place = Place::new(&[("top/p/vsdlint.toml", ""), ("top/p/a.vsd", WARNING)]);
    place.git(&["init", "-q", "top"]);
    fs::create_dir(place.path("known")).unwrap();
    place.status(&["check", "top/p", "--baseline", "known/b.toml", "--write-baseline"]);
    let exclude = place.text("top/.git/info/exclude");
    let watch = Watch::new(&place, &["top/p", "--baseline", "known/b.toml"]);
    assert_eq!(watch.round(), "");
    place.write("known/b.toml", "version = 1\n");
    let found = watch.other_than("");
    assert!(found.contains("unused-allow"), "{found}");
    for (path, without, with) in
        [("top/.gitignore", "", "a.vsd\n"), ("top/.git/info/exclude", &exclude, "a.vsd\n")]
    {
        place.write(path, with);
        assert_eq!(watch.other_than(&found), "", "{path}");
        place.write(path, without);
        assert_eq!(watch.other_than(""), found, "{path}");
    }
    assert_eq!(watch.end("-INT"), 0);
}

#[test]
fn what_a_revision_stands_for_now_is_seen() {
    let place = Place::new(&[("top/p/vsdlint.toml", ""), ("top/p/a.vsd", CLEAN)]);
    place.git(&["init", "-q", "top"]);
    let commit = || {
        place.git(&["-C", "top", "add", "-A"]);
        place.git(&["-C", "top", "commit", "-qm", "change"]);
    };
    commit();
    place.write("top/p/a.vsd", WARNING);
    let watch = Watch::new(&place, &["top/p", "--since", "HEAD"]);
    let found = watch.round();
    assert!(found.contains("unused-allow"), "{found}");
    commit();
    assert_eq!(watch.other_than(&found), "");
    place.git(&["-C", "top", "checkout", "-q", "--detach", "HEAD~1"]);
    place.write("top/p/a.vsd", WARNING);
    assert_eq!(watch.other_than(""), found);
    assert_eq!(watch.end("-INT"), 0);
}

/// Each round would change the model, and so ask for another.
#[test]
fn what_it_says_is_not_written_into_the_model() {
    for (name, to_err) in [("loop.vsd", false), ("loop.vsd", true), ("vsdlint.toml", false)] {
        let place = Place::new(&[("a.vsd", WARNING)]);
        let mut command = place.command(&["check", "--watch", "--output", "concise"]);
        let file = fs::File::create(place.path(name)).unwrap();
        if to_err {
            command.stderr(file)
        } else {
            command.stdout(file)
        };
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = if to_err { place.text(name) } else { String::from_utf8(output.stderr).unwrap() };
        assert!(said.contains(&format!("{name}` is a file of the project")), "{said}");
    }
}

/// The same where a pipe leads there, which nobody sees before the first round.
#[test]
fn what_it_says_comes_back_through_no_pipe() {
    for streams in ["", "2>&1"] {
        let place = Place::new(&[("a.vsd", WARNING)]);
        let script = format!(
            "{{ '{}' check --watch --output concise {streams}; echo $? > status; }} | tee loop.vsd > seen",
            env!("CARGO_BIN_EXE_vsdlint")
        );
        let output = Command::new("sh").args(["-c", &script]).current_dir(place.path("")).output().unwrap();
        assert_eq!(place.text("status"), "2\n", "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap() + &place.text("seen");
        assert!(said.contains("loop.vsd` is a file of the project"), "{said}");
    }
}

/// What is named and not there is waited for, and nothing else is looked at for it.
#[test]
fn a_path_that_is_not_there_yet_is_seen_once_it_is() {
    let place = Place::new(&[("here/x", ""), ("beside/many/x", "")]);
    let watch = Watch::new(&place, &["here/p/q"]);
    assert_eq!(watch.round(), "");
    for number in 0..3 {
        place.write("beside/many/x", "x".repeat(number));
        place.write("here/y", "x".repeat(number));
        std::thread::sleep(Duration::from_millis(150));
    }
    assert!(watch.rounds.recv_timeout(Duration::from_millis(800)).is_err(), "it was woken");
    place.write("here/p/q/a.vsd", WARNING);
    assert!(watch.other_than("").contains("a.vsd:1:8: warn[unused-allow]"));
    assert_eq!(watch.end("-INT"), 0);
}

/// A folder that goes and comes back at once is another one, and what happens in it is seen.
#[test]
fn a_folder_that_was_made_anew_is_seen() {
    let place = Place::new(&[("p/vsdlint.toml", ""), ("p/a.vsd", CLEAN)]);
    let watch = Watch::new(&place, &["p"]);
    assert_eq!(watch.round(), "");
    place.write("new/vsdlint.toml", "");
    place.write("new/a.vsd", CLEAN);
    fs::rename(place.path("p"), place.path("old")).unwrap();
    fs::rename(place.path("new"), place.path("p")).unwrap();
    assert_eq!(watch.round(), "");
    place.write("p/a.vsd", WARNING);
    assert!(watch.other_than("").contains("a.vsd:1:8: warn[unused-allow]"));
    assert_eq!(watch.end("-INT"), 0);
}
