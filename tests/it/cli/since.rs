//! `--since`: only what is new since a git revision.

use std::fs;

use crate::cli::support::{Place, WARNING, status};

const GIVER: &str = r#"activity plan {
  output "Policy" to improve, engage
  input  "Improvement status report" from improve
}

activity improve {
  input  "Policy" from plan
  output "Improvement status report" to plan
}
"#;

const TAKER: &str = r#"activity engage {
  input  "Policy" from plan
  input  "Roadmap" from plan
  output "Demand" to improve
  input  "Improvement status report" from improve
}
"#;

const CONCISE: [&str; 5] = ["check", "--output", "concise", "--since", "HEAD"];

/// A rule of one's own: each step has a purpose.
const PURPOSE: &str = r#"package vsdlint.step_purpose

findings contains {"msg": "no purpose", "at": step.place} if {
	some stream in input.streams
	some step in stream.steps
	step.purpose == null
}
"#;

/// A repository with one commit: two files, three findings.
fn repository() -> Place {
    let place = Place::new(&[("vsdlint.toml", ""), ("giver.vsd", GIVER), ("taker.vsd", TAKER)]);
    place.git(&["init", "-q"]);
    place.commit();
    place
}

#[test]
fn what_was_there_is_left_out() {
    let place = repository();
    assert_snapshot!("all", place.run(&["check", "--output", "concise"]));
    assert_snapshot!("nothing_new", place.run(&["check", "--since", "HEAD"]));
}

#[test]
fn an_output_taken_away_is_found_in_another_file() {
    let place = repository();
    place.write("giver.vsd", GIVER.replace("improve, engage", "improve"));
    assert_snapshot!("taken_away", place.run(&CONCISE));
    place.commit();
    assert_eq!(place.run(&CONCISE), "status: 0\n");
    assert_eq!(place.status(&["check", "--since", "HEAD~1"]), 1);
}

#[test]
fn moving_and_renaming_is_nothing_new() {
    let place = repository();
    fs::remove_file(place.path("taker.vsd")).unwrap();
    place.write("chain/engage.vsd", format!("// moved\n\n{TAKER}"));
    assert_eq!(place.run(&CONCISE), "status: 0\n");
}

#[test]
fn settings_are_those_of_then() {
    let place = repository();
    place.write("vsdlint.toml", "[rules]\nmissing-purpose = \"error\"\n");
    let text = place.run(&CONCISE);
    assert!(text.contains("missing-purpose") && !text.contains("Roadmap"), "{text}");
    place.commit();
    assert_eq!(place.run(&CONCISE), "status: 0\n");
    // And a rule that was off then found nothing.
    place.write("vsdlint.toml", "extends = \"base.toml\"\n");
    place.write("base.toml", "[rules]\nunmatched-input = \"off\"\n");
    place.commit();
    fs::remove_file(place.path("base.toml")).unwrap();
    place.write("vsdlint.toml", "");
    let text = place.run(&CONCISE);
    assert!(text.contains("Roadmap"), "{text}");
}

/// What settings name outside the repository has no past: it is taken as it lies there, and as they name it, wherever the
/// files of then stand meanwhile.
#[test]
fn settings_outside_the_repository_are_those_of_now() {
    let place = Place::new(&[
        (
            "repo/m/vsdlint.toml",
            "extends = \"../../shared/house/vsdlint.toml\"\npolicies = [\"../../shared/rules\"]\n",
        ),
        ("shared/house/vsdlint.toml", "extends = \"../base.toml\"\n"),
        ("shared/base.toml", "extends = \"../repo/own.toml\"\n[rules]\nunused-allow = \"error\"\n"),
        ("repo/own.toml", "[rules]\nunused-declaration = \"error\"\n"),
        ("repo/m/a.vsd", WARNING),
        ("repo/m/b.vsd", "stream s {\n  step a in engage\n}\n"),
        // Something else by the same name, beside where the files of then stand.
        ("temporary/shared/house/vsdlint.toml", "[rules]\nunused-allow = \"off\"\n"),
        ("shared/rules/step-purpose.rego", PURPOSE),
    ]);
    place.git(&["init", "-q", "repo"]);
    place.git(&["-C", "repo", "add", "-A"]);
    place.git(&["-C", "repo", "commit", "-qm", "change"]);
    let run = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        let output = command.env("TMPDIR", place.path("temporary")).output().unwrap();
        (status(&output), place.plain(&output.stdout) + &place.plain(&output.stderr))
    };
    let (code, all) = run(&["check", "repo/m", "-o", "concise"]);
    assert!(
        code == 1 && all.contains("error[unused-allow]") && all.contains("error[unused-declaration]"),
        "{all}"
    );
    assert!(!cfg!(feature = "policy") || all.contains("[step-purpose]"), "{all}");
    assert_eq!(run(&["check", "repo/m", "--since", "HEAD", "-o", "concise"]), (0, String::new()));
    let (code, said) = run(&["diff", "HEAD", "repo/m"]);
    assert!(code == 0 && said.contains("nothing changed"), "{said}");
    // What leads back into the repository is of then.
    place.write("repo/own.toml", "[rules]\nunused-declaration = \"off\"\n");
    place.git(&["-C", "repo", "commit", "-qam", "change"]);
    place.write("repo/own.toml", "[rules]\nunused-declaration = \"error\"\n");
    let (code, new) = run(&["check", "repo/m", "--since", "HEAD", "-o", "concise"]);
    assert!(code == 1 && new.contains("unused-declaration") && !new.contains("unused-allow"), "{new}");
}

#[test]
fn what_was_suppressed_then_is_new() {
    let place = repository();
    place.write(
        "taker.vsd",
        TAKER.replace("  input  \"Roadmap\"", "  @allow(unmatched-input, \"later\")\n  input  \"Roadmap\""),
    );
    place.commit();
    place.write("taker.vsd", TAKER);
    let text = place.run(&CONCISE);
    assert!(text.contains("Roadmap"), "{text}");
}

#[test]
fn what_was_left_out_then_has_no_findings() {
    let place = repository();
    // Committed against the `.gitignore`, so git knows it and vsdlint does not.
    place.write(".gitignore", "old/\n");
    place.write("old/more.vsd", "activity improve {\n  output \"Demand\" to engage\n}\n");
    place.git(&["add", "-f", "old/more.vsd"]);
    place.commit();
    assert_eq!(place.run(&CONCISE), "status: 0\n");
    place.write("vsdlint.toml", "include = [\"*.vsd\", \"*.flow\"]\n");
    place.write("more.flow", WARNING);
    place.commit();
    assert_eq!(
        place.run(&["check", "--output", "concise", "--since", "HEAD", "--fail-on", "info"]),
        "status: 0\n"
    );
}

#[test]
fn files_and_directories_can_be_named() {
    let place = repository();
    place.write("giver.vsd", GIVER.replace("improve, engage", "improve"));
    let named = |name| place.status(&["check", "--since", "HEAD", name]);
    assert_eq!([named("taker.vsd"), named("giver.vsd"), named(".")], [1, 1, 1]);
    place.write("new/extra.vsd", WARNING);
    assert_eq!(place.status(&["check", "--since", "HEAD", "--fail-on", "warn", "new"]), 1);
}

#[test]
fn a_file_can_be_named_wherever_it_lies() {
    let old = "stakeholder user\nstream s { trigger t from user step one in plan { input t output a, b } outcome a to user }\n";
    let place = Place::new(&[("vsdlint.toml", ""), ("deep/below/old.vsd", old)]);
    place.git(&["init", "-q"]);
    place.commit();
    assert_eq!(place.status(&["check"]), 1);
    let absolute = place.path("deep/below/old.vsd");
    for name in ["deep/below/old.vsd", absolute.to_str().unwrap()] {
        assert_eq!(place.run(&["check", "--output", "concise", "--since", "HEAD", name]), "status: 0\n");
    }
}

#[test]
fn it_works_in_subdirectories() {
    let place = Place::new(&[
        ("models/vsdlint.toml", ""),
        ("models/giver.vsd", GIVER),
        ("models/sub/taker.vsd", TAKER),
    ]);
    place.git(&["init", "-q"]);
    place.commit();
    place.write("models/giver.vsd", GIVER.replace("improve, engage", "improve"));
    let output = place.command(&CONCISE).current_dir(place.path("models/sub")).output().unwrap();
    assert_eq!(status(&output), 1);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .starts_with("taker.vsd:2:10: error[unmatched-input] `Policy`")
    );
}

#[test]
fn it_works_in_worktrees_and_without_settings() {
    let place = repository();
    fs::remove_file(place.path("vsdlint.toml")).unwrap();
    place.commit();
    place.git(&["worktree", "add", "-q", "tree"]);
    place.write("tree/giver.vsd", GIVER.replace("improve, engage", "improve"));
    let output = place.command(&CONCISE).current_dir(place.path("tree")).output().unwrap();
    assert_eq!(status(&output), 1);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
}

#[test]
fn a_project_that_was_not_there_is_new_as_a_whole() {
    let place = Place::new(&[("README", "")]);
    place.git(&["init", "-q"]);
    place.commit();
    place.write("vsdlint.toml", "");
    place.write("taker.vsd", TAKER);
    place.write("giver.vsd", GIVER);
    let all = place.run(&["check", "--output", "concise"]);
    let since = place.run(&CONCISE);
    assert!(since.starts_with(&all), "{since}");
    assert!(since.contains("there was no model in `[place]` at HEAD"), "{since}");
}

/// What could not be read then had no findings, so all there are now would seem to be new.
#[test]
fn a_file_that_could_not_be_read_then_is_told() {
    let place = repository();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    place.write("taker.vsd", pointer);
    place.write("giver.vsd", format!("<<<<<<< HEAD\n{GIVER}=======\n{GIVER}>>>>>>> topic\n"));
    fs::create_dir(place.path("below")).unwrap();
    place.commit();
    place.write("taker.vsd", TAKER);
    place.write("giver.vsd", GIVER);
    assert_snapshot!("unread_then", place.run(&CONCISE));
    let output = place.command(&CONCISE).arg("..").current_dir(place.path("below")).output().unwrap();
    let text = place.plain(&output.stderr);
    assert!(text.contains("`../taker.vsd` of HEAD"), "{text}");
    let project = place.path("p");
    fs::create_dir(&project).unwrap();
    for (file, text) in [("vsdlint.toml", ""), ("a.vsd", "<<<<<<< HEAD\n=======\n>>>>>>> topic\n")] {
        place.write(&format!("p/{file}"), text);
    }
    place.commit();
    place.write("p/a.vsd", WARNING);
    for command in [
        &["report", "--since", "HEAD", "--project", "p"][..],
        &["diff", "HEAD", "p"],
        &["check", "--since", "HEAD", "p"],
    ] {
        let text = place.run(command);
        assert!(text.contains("`p/a.vsd` of HEAD"), "{command:?} {text}");
    }
    fs::remove_dir_all(project).unwrap();
    place.commit();
    place.write("giver.vsd", "<<<<<<< HEAD\n=======\n>>>>>>> topic\n");
    place.write("taker.vsd", "<<<<<<< HEAD\n=======\n>>>>>>> topic\n");
    place.commit();
    // What is gone, or has no findings now, is not worth a word.
    fs::remove_file(place.path("taker.vsd")).unwrap();
    place.write("giver.vsd", "stakeholder user\n");
    assert_eq!(place.run(&CONCISE), "status: 0\n");
}

#[test]
fn a_shallow_clone_says_so() {
    let place = repository();
    place.write("taker.vsd", TAKER.replace("Roadmap", "Vision"));
    place.commit();
    let url = format!("file://{}", place.path("").display());
    place.git(&["clone", "-q", "--depth=1", &url, "clone"]);
    let run = |revision| {
        place.command(&["check", "--since", revision]).current_dir(place.path("clone")).output().unwrap()
    };
    assert_eq!(status(&run("HEAD")), 0);
    let output = run("HEAD~1");
    assert_eq!(status(&output), 2);
    assert_snapshot!("shallow", place.plain(&output.stderr));
}

#[test]
fn packed_objects_and_old_tags_are_read() {
    let place = repository();
    place.git(&["tag", "-a", "v1", "-m", "first"]);
    place.write("taker.vsd", TAKER.replace("Roadmap", "Vision"));
    place.commit();
    place.git(&["gc", "-q"]);
    place.git(&["pack-refs", "--all"]);
    for revision in ["v1", "HEAD~1", "main~1", "main@{0}~1"] {
        let text = place.run(&["check", "--output", "concise", "--since", revision]);
        assert!(text.contains("Vision") && text.lines().count() == 3, "{revision}: {text}");
    }
}

#[test]
fn what_cannot_be_compared_is_reported_and_nothing_else() {
    let place = repository();
    assert_snapshot!("no_revision", place.run(&["check", "--since", "v9.9"]));
    place.write("vsdlint.toml", "[rules]\nunmached-input = \"off\"\n");
    place.commit();
    place.write("vsdlint.toml", "");
    assert_snapshot!("broken_settings", place.run(&CONCISE));

    let place = Place::new(&[("a.vsd", TAKER)]);
    assert_snapshot!("no_repository", place.run(&CONCISE));
    place.git(&["init", "-q"]);
    assert_snapshot!("no_commits", place.run(&CONCISE));
}

#[test]
fn a_model_that_git_keeps_is_not_left_out_in_silence() {
    let place = repository();
    let said = |place: &Place| {
        let output = place.command(&["check"]).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        text.lines().find(|line| line.contains("left out")).unwrap_or_default().trim().to_owned()
    };
    // Nobody committed this one.
    place.write(".gitignore", "draft.vsd\n");
    place.write("draft.vsd", GIVER);
    assert_eq!(said(&place), "");
    place.write(".gitignore", "taker.vsd\ndraft.vsd\n");
    assert_eq!(said(&place), "⚠ `taker.vsd` is left out by `.gitignore`, and git keeps it all the same");
    place.write(".gitignore", "*.vsd\n");
    let both = "⚠ `giver.vsd` and 1 other file are left out by `.gitignore`, and git keeps them all the same";
    assert_eq!(said(&place), both);
}
