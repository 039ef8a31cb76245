//! `diff`: what is different between two models, for whom.

use std::path::{Path, PathBuf};

use crate::cli::support::{Place, status};

const THEN: &str = r#"stakeholder user

stream "Restore" {
  accountable "Service owner"
  trigger "Outage" from user
  step "Diagnose" as diagnose in deliver_and_support {
    responsible "Engineer"
    lead_time 1h   process_time 30min
    input  "Outage"
    output "Fixed service"
    output "Report" to user
  }
  outcome "Fixed service" to user within 4h
}
"#;

/// Then, with what may be otherwise.
fn now() -> String {
    THEN.replace("within 4h", "within 8h").replace("    output \"Report\" to user\n", "")
}

/// A repository with one commit.
fn repository() -> Place {
    let place = Place::new(&[("vsdlint.toml", ""), ("model.vsd", THEN)]);
    place.git(&["init", "-q"]);
    place.commit();
    place
}

#[test]
fn the_files_here_against_the_last_commit() {
    let place = repository();
    assert_snapshot!("nothing_changed", place.run(&["diff"]));
    place.write("model.vsd", now());
    assert_snapshot!("changed_since_the_last_commit", place.run(&["diff"]));
    assert_eq!(place.run(&["diff"]), place.run(&["diff", "HEAD"]));
    assert_eq!(place.run(&["diff"]), place.run(&["diff", "HEAD", "."]));
}

#[test]
fn revisions_and_what_both_have_in_common() {
    let place = repository();
    place.git(&["checkout", "-qb", "topic"]);
    place.write("model.vsd", now());
    place.commit();
    place.git(&["checkout", "-q", "main"]);
    place.write("other.vsd", "stakeholder auditor\n");
    place.commit();
    assert_snapshot!("two_revisions", place.run(&["diff", "main..topic"]));
    assert_snapshot!("since_it_left", place.run(&["diff", "main...topic"]));
    assert_eq!(place.status(&["diff", "topic...", "."]), 0);
    place.git(&["checkout", "-q", "--orphan", "alone"]);
    place.git(&["commit", "-qm", "another beginning"]);
    assert_snapshot!("nothing_in_common", place.run(&["diff", "topic...alone"]));
}

#[test]
fn folders_and_files() {
    let place = Place::new(&[("old/a.vsd", THEN), ("new/b.vsd", &now()), ("x.vsd", THEN), ("y.vsd", &now())]);
    let folders = place.run(&["diff", "old", "new"]);
    assert!(folders.contains("the promise of `Fixed service` goes from 4h to 8h"), "{folders}");
    let files = place.run(&["diff", "x.vsd", "y.vsd"]);
    let plain = |text: &str, names: [&str; 2]| {
        names
            .iter()
            .zip(["then.vsd", "now.vsd"])
            .fold(text.to_owned(), |text, (name, other)| text.replace(name, other))
    };
    assert_eq!(
        plain(&folders, ["old/a.vsd", "new/b.vsd"]).replace("old → new", ""),
        plain(&files, ["x.vsd", "y.vsd"]).replace("then.vsd → now.vsd", "")
    );
}

/// A text is what it stands for, however it is written, and it is told so.
#[test]
fn a_text_in_another_spelling_is_the_same() {
    let place = Place::new(&[
        ("a.vsd", "stakeholder user { purpose \"Say \\\"Abc\\\"\" }\n"),
        ("b.vsd", "stakeholder user { purpose \"\"\"Say \"Abc\" \"\"\" }\n"),
        ("c.vsd", "stakeholder user { purpose \"Say \\\"\\u{41}\\\"\" }\n"),
    ]);
    assert!(place.run(&["diff", "a.vsd", "b.vsd"]).contains("nothing changed"));
    assert_snapshot!("another_text", place.run(&["diff", "b.vsd", "c.vsd"]));
}

/// A comment tells what has room in it, also of one stream with very many changes.
#[test]
fn a_comment_tells_as_much_as_fits() {
    let steps = |name: &str| {
        let mut text = String::from("stream \"Long\" {\n  trigger \"Item 0\"\n");
        for number in 0..1000 {
            let next = number + 1;
            text += &format!(
                "  step \"{name} {number}\" in plan {{ input \"Item {number}\" output \"Item {next}\" }}\n"
            );
        }
        text + "  outcome \"Item 1000\"\n}\n"
    };
    let place = Place::new(&[("a.vsd", &steps("Do")), ("b.vsd", &steps("Carry out"))]);
    let comment = place.stdout(&["diff", "a.vsd", "b.vsd", "--format", "markdown"]);
    let told = comment.lines().filter(|line| line.starts_with("- ")).count();
    assert!(comment.len() < 61_000 && told > 300, "{}, {told}", comment.len());
    let left = 1000 - told;
    assert!(
        comment.ends_with(&format!("{left} more lines do not fit here: `vsdlint diff` shows all.\n")),
        "{comment}"
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let place = repository();
    place.write("folder/a.vsd", THEN);
    place.write("apart/vsdlint.toml", "");
    place.write("apart/a.vsd", THEN);
    for (name, arguments) in [
        ("no_revision", &["diff", "nosuch"][..]),
        ("no_path", &["diff", "main", "nosuch"]),
        ("no_path_either", &["diff", "folder", "main"]),
        ("two_revisions_apart", &["diff", "HEAD", "main"]),
        ("three", &["diff", "a", "b", "c"]),
        ("an_empty_side", &["diff", "HEAD", "apart"]),
    ] {
        assert_snapshot!(name, place.run(arguments));
    }
    let outside = Place::new(&[("a.vsd", THEN)]);
    assert_snapshot!("no_repository", outside.run(&["diff"]));
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let place = repository();
    place.write("model.vsd", now());
    place.commit();
    let address = format!("file://{}", place.path("").display());
    let clone = Place::new(&[]);
    clone.git(&["clone", "-q", "--depth", "1", &address, "clone"]);
    let text = clone.run(&["diff", "HEAD~1", "clone"]);
    assert!(text.contains("no revision `HEAD~1`") && text.contains("this clone is shallow"), "{text}");
}

#[test]
fn a_path_that_is_a_revision_too_is_a_path() {
    let place = repository();
    place.write("main/a.vsd", THEN);
    let text = place.run(&["diff", "main"]);
    assert!(text.contains("is a path here and a revision as well"), "{text}");
    assert!(!place.run(&["diff", "heads/main"]).contains("as well"));
}

#[test]
fn unrelated_models_are_called_so() {
    let place = Place::new(&[
        ("a.vsd", "stream \"Sell\" {\n  trigger \"Order\"\n  outcome \"Parcel\"\n}\n"),
        ("b.vsd", "stream \"Grow\" {\n  trigger \"Seed\"\n  outcome \"Flower\"\n}\n"),
    ]);
    assert_snapshot!("unrelated", place.run(&["diff", "a.vsd", "b.vsd"]));
}

/// A stream in three steps.
const ROW: &str = r#"stream "Sell" {
  trigger "Order"
  step "Take" in engage {
    input  "Order"
    output "Sale"
  }
  step "Pack" in obtain_build {
    input  "Sale"
    output "Parcel"
  }
  step "Send" in deliver_and_support {
    input  "Parcel"
    output "Sent parcel"
  }
  outcome "Sent parcel"
}
"#;

/// The lines that say what changed between two texts.
fn told(then: &str, now: &str) -> Vec<String> {
    let place = Place::new(&[("a.vsd", then), ("b.vsd", now)]);
    let text = place.stdout(&["diff", "a.vsd", "b.vsd"]);
    text.lines().filter(|line| is_told(line)).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn names_that_wander_along_a_row_are_followed() {
    let renamed = |names: [&str; 3]| {
        let mut text = ROW.to_owned();
        for (at, name) in ["Take", "Pack", "Send"].into_iter().enumerate() {
            text = text.replace(&format!("\"{name}\""), &format!("\"{at}\""));
        }
        for (at, name) in names.into_iter().enumerate() {
            text = text.replace(&format!("\"{at}\""), &format!("\"{name}\""));
        }
        text
    };
    for names in [["Pack", "Take", "Send"], ["Pack", "Send", "Take"], ["Pack", "Send", "Wave good-bye"]] {
        let mut expected = Vec::new();
        for (then, now) in ["Take", "Pack", "Send"].into_iter().zip(names) {
            if then != now {
                expected.push(format!("~ step `{then}` is now called `{now}`"));
            }
        }
        assert_eq!(told(ROW, &renamed(names)), expected);
    }
    // Whoever does something of what it did is still the same.
    let swapped_outputs =
        ROW.replace("\"Sale\"", "\"x\"").replace("\"Parcel\"", "\"Sale\"").replace("\"x\"", "\"Parcel\"");
    assert!(told(ROW, &swapped_outputs).iter().all(|line| !line.contains("called")));
}

#[test]
fn streams_that_swap_their_names_are_followed() {
    let other = ROW
        .replace("Sell", "Buy")
        .replace("Order", "Wish")
        .replace("Sale", "Offer")
        .replace("Sent p", "Bought p");
    let then = format!("{ROW}{other}");
    let now =
        then.replace("\"Sell\"", "x").replace("\"Buy\"", "\"Sell\"").replace("stream x", "stream \"Buy\"");
    let expected = ["~ the stream `Sell` is now called `Buy`", "~ the stream `Buy` is now called `Sell`"];
    assert_eq!(told(&then, &now), expected);
}

#[test]
fn what_no_longer_comes_in_every_case_breaks_something() {
    let then = format!(
        "stakeholder buyer\n{}",
        ROW.replace("outcome \"Sent parcel\"", "outcome \"Sent parcel\" to buyer")
    );
    let now = then.replace("output \"Sale\"", "output \"Sale\" or \"Refusal\"");
    let expected = "~ breaking: `buyer` no longer gets `Sent parcel` in every case";
    assert!(told(&then, &now).contains(&expected.to_owned()), "{:#?}", told(&then, &now));
    assert!(told(&now, &then).contains(&"~ `buyer` now gets `Sent parcel` in every case".to_owned()));
    // What is tried again comes in the end.
    let again = now.replace("input  \"Order\"", "input  \"Order\"\n    rework input \"Refusal\"");
    assert!(
        told(&then, &again).iter().all(|line| !line.contains("no longer gets")),
        "{:#?}",
        told(&then, &again)
    );
}

#[test]
fn what_cannot_be_read_is_not_compared() {
    let place = repository();
    place.write("model.vsd", THEN.replace("input  \"Outage\"", "inptu \"Outage\""));
    let text = place.run(&["diff"]);
    assert!(text.contains("the files here: 1 syntax error"), "{text}");
    place.write("model.vsd", b"\xff\xfes\0");
    let output = place.output(&["diff"]);
    assert_eq!((status(&output), output.stdout.len()), (2, 0));
    place.commit();
    place.write("model.vsd", THEN);
    let text = place.run(&["diff"]);
    assert!(text.contains("`model.vsd` of HEAD is no text that can be read"), "{text}");
}

#[test]
fn a_model_below_is_found_wherever_it_was() {
    let place = Place::new(&[("models/vsdlint.toml", ""), ("models/model.vsd", THEN)]);
    place.git(&["init", "-q"]);
    place.commit();
    place.write("models/model.vsd", now());
    let longer = "the promise of `Fixed service` goes from 4h to 8h";
    assert!(place.run(&["diff"]).contains(longer));
    place.git(&["mv", "models", "streams"]);
    assert!(place.run(&["diff"]).contains(longer));
    assert!(place.run(&["report", "--since", "HEAD", "--project", "streams"]).contains("Fixed service"));
    let text = place.run(&["diff", "HEAD", "streams"]);
    assert!(text.contains("there is no model in HEAD") && text.contains("name one above it"), "{text}");
    place.write("other/vsdlint.toml", "");
    place.write("other/model.vsd", THEN);
    let text = place.run(&["diff"]);
    assert!(text.contains("no model belongs to `.` itself: `other` and `streams` have one each"), "{text}");
}

#[test]
fn a_file_is_no_revision() {
    let place = repository();
    let text = place.run(&["diff", "HEAD:model.vsd"]);
    assert!(text.contains("`HEAD:model.vsd` is a file and no commit"), "{text}");
}

#[test]
fn a_bare_repository_has_no_files() {
    let place = repository();
    let address = format!("file://{}", place.path("").display());
    let bare = Place::new(&[]);
    bare.git(&["clone", "-q", "--bare", &address, "bare.git"]);
    let text = bare.run(&["diff", "main", "bare.git"]);
    assert!(text.contains("bare git repository"), "{text}");
}

#[test]
fn a_submodule_is_compared_with_its_commit_of_then() {
    let place = Place::new(&[("model.vsd", THEN)]);
    place.git(&["init", "-q"]);
    place.commit();
    let address = format!("file://{}", place.path("").display());
    let outer = Place::new(&[("vsdlint.toml", "")]);
    outer.git(&["init", "-q"]);
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "add", "-q", &address, "inner"]);
    outer.commit();
    outer.write("inner/model.vsd", now());
    let text = outer.run(&["diff"]);
    assert!(text.contains("goes from 4h to 8h"), "{text}");
}

#[test]
fn what_fails_is_asked_for() {
    let place = Place::new(&[("a.vsd", THEN), ("b.vsd", &now()), ("c.vsd", &THEN.replace("1h", "50min"))]);
    for (named, fail_on, expected) in [
        (["a.vsd", "b.vsd"], "breaking", 1),
        (["a.vsd", "b.vsd"], "any", 1),
        (["a.vsd", "b.vsd"], "never", 0),
        (["b.vsd", "a.vsd"], "breaking", 0),
        (["a.vsd", "c.vsd"], "breaking", 0),
        (["a.vsd", "c.vsd"], "any", 1),
        (["a.vsd", "a.vsd"], "any", 0),
    ] {
        let output = place.output(&["diff", named[0], named[1], "--fail-on", fail_on]);
        assert_eq!(status(&output), expected, "{named:?} {fail_on}");
    }
}

#[test]
fn forms() {
    let place = Place::new(&[("a.vsd", THEN), ("b.vsd", &now())]);
    for format in ["json", "markdown"] {
        assert_snapshot!(format!("as_{format}"), place.run(&["diff", "a.vsd", "b.vsd", "--format", format]));
    }
    for (file, expected) in [
        ("x.html", "<!DOCTYPE html>"),
        ("x.md", "<!-- vsdlint diff -->"),
        ("x.json", "{"),
        ("x.txt", "Restore"),
    ] {
        assert_eq!(place.status(&["diff", "a.vsd", "b.vsd", "-o", file]), 0);
        assert!(place.text(file).starts_with(expected), "{file}");
    }
    place.write("vsdlint.toml", "");
    for file in ["a.vsd", "vsdlint.toml"] {
        let over = place.run(&["diff", "a.vsd", "b.vsd", "-o", file]);
        assert!(over.contains("a report is not written over it"), "{over}");
    }
}

#[test]
fn colours_never_say_anything_alone() {
    let place = Place::new(&[("a.vsd", THEN), ("b.vsd", &now())]);
    let plain = place.stdout(&["diff", "a.vsd", "b.vsd", "--color", "never"]);
    let coloured = place.stdout(&["diff", "a.vsd", "b.vsd", "--color", "always"]);
    let stripped: String = coloured
        .split('\u{1b}')
        .map(|part| part.split_once('m').filter(|_| part.starts_with('[')).map_or(part, |(_, rest)| rest))
        .collect();
    assert_eq!(plain, stripped);
}

/// Names that would break out of a page or a comment that is careless with them.
const HOSTILE: &str = r#"
stakeholder "\"><img src=x onerror=alert(1)>" as user
stream "]]></title><svg onload=alert(1)>" as one {
  purpose "</style><iframe src=https://evil.example>"
  trigger "javascript:alert(1)" from user
  step "`code` | [link](javascript:alert(1)) | @here #1" in engage {
    input  "javascript:alert(1)"
    output "a\u{202e}b <!-- --> --\u{3e}"
  }
  outcome "a\u{202e}b <!-- --> --\u{3e}" to user
}
"#;

#[test]
fn hostile_names_break_nothing() {
    let other = HOSTILE
        .replace("@here #1", "@here #2 ```\\n</details>")
        .replace("<!-- --> --", "<!-- changed --> --")
        .replace("src=https", "src=http");
    let place = Place::new(&[("a.vsd", HOSTILE), ("b.vsd", &other)]);
    let page = place.stdout(&["diff", "a.vsd", "b.vsd", "--format", "html"]);
    for forbidden in ["<script", "<img", "<iframe", "onload=alert(1)>", "<!--", "\u{202e}", "</title><svg"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let comment = place.stdout(&["diff", "a.vsd", "b.vsd", "--format", "markdown"]);
    let comment = comment.strip_prefix("<!-- vsdlint diff -->").unwrap();
    for forbidden in ["<img", "<iframe", "<svg", "<!--", "\u{202e}", "](javascript", " @here", "</details>"] {
        assert!(!comment.contains(forbidden), "{forbidden}\n{comment}");
    }
    // A fence that a name would open or close is none.
    assert_eq!(comment.matches("```").count() % 2, 0);
    assert_snapshot!("hostile", place.run(&["diff", "a.vsd", "b.vsd"]));
}

#[test]
fn a_report_says_what_each_number_and_finding_was() {
    let place = repository();
    place.write(
        "model.vsd",
        now().replace("lead_time 1h", "lead_time 2h").replace("from user", "from nobody_knows"),
    );
    let page = place.stdout(&["report", "--since", "HEAD"]);
    for expected in [
        "Since HEAD",
        "2h<span class=\"soft\">(then 1h)",
        "1 new finding",
        "<span class=\"tag is-warn\">new</span>",
    ] {
        let flat = page
            .replace("</span> <span", "</span><span")
            .replace(" <span class=\"soft\">(", "<span class=\"soft\">(");
        assert!(flat.contains(expected), "{expected}\n{flat}");
    }
    let text = place.stdout(&["report", "--since", "HEAD", "--format", "markdown"]);
    assert!(text.contains("## Since HEAD") && text.contains("2h \\(then 1h\\)"), "{text}");
    assert!(place.run(&["report", "--since", "nosuch"]).contains("has no revision `nosuch`"));
}

#[test]
fn the_document_keeps_its_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/comparing.md")).unwrap();
    let block = |info: &str| {
        let (_, rest) = page.split_once(&format!("```{info}\n")).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    let place = Place::new(&[("then.vsd", &block("vsd then")), ("now.vsd", &block("vsd now"))]);
    let told = place.stdout(&["diff", "then.vsd", "now.vsd"]);
    let shown = block("text");
    if shown != told && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        let page = page.replacen(&format!("```text\n{shown}"), &format!("```text\n{told}"), 1);
        std::fs::write(root.join("docs/comparing.md"), page).unwrap();
        return;
    }
    assert_eq!(shown, told);
}

/// Histories as they happen, each with the answer of a careful reader: a line for each change, without its place.
#[test]
fn histories_are_told_as_a_careful_reader_tells_them() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/histories");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 10, "{}", folders.len());
    let mut wrong = String::new();
    for folder in folders {
        let place = repository();
        let copy = |from: &str| {
            let _ = std::fs::remove_file(place.path("model.vsd"));
            for entry in std::fs::read_dir(folder.join(from)).into_iter().flatten() {
                let path = entry.unwrap().path();
                place.write(&path.file_name().unwrap().to_string_lossy(), std::fs::read(&path).unwrap());
            }
            place.git(&["add", "-A"]);
            place.git(&["commit", "-qm", "change", "--allow-empty"]);
        };
        copy("then");
        for entry in std::fs::read_dir(folder.join("then")).into_iter().flatten() {
            std::fs::remove_file(place.path(&entry.unwrap().file_name().to_string_lossy())).unwrap();
        }
        copy("now");
        let told = place.stdout(&["diff", "HEAD~1..HEAD"]);
        let told: Vec<&str> = told.lines().filter(|line| is_told(line)).map(str::trim).collect();
        let answer = std::fs::read_to_string(folder.join("answer.txt")).unwrap_or_default();
        let answer: Vec<&str> =
            answer.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        if told != answer {
            wrong += &format!("---- {}\n{}\n", folder.display(), told.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Whether a line says what changed, and not where.
fn is_told(line: &str) -> bool {
    ["+ ", "- ", "~ "].iter().any(|mark| line.trim_start().starts_with(mark))
}

/// A finding at an activity stands beside what changed there, and not among those where nothing else did.
#[test]
fn findings_outside_of_all_streams_stand_with_the_changes_there() {
    let then = "activity plan {\n  output \"Plan\" to engage\n}\n";
    let now = "activity plan {\n  output \"Plan\" to engage, nobody\n}\n";
    let place = Place::new(&[("a.vsd", then), ("b.vsd", now)]);
    let text = place.stdout(&["diff", "a.vsd", "b.vsd"]);
    assert!(text.starts_with("Outside of all streams\n"), "{text}");
    assert!(text.contains("+ error[unknown-name] there is no `nobody`"), "{text}");
    assert!(!text.contains("Where nothing else changed"), "{text}");
}
