//! Settings of strangers, threads and stacks that are refused, files of others, and diffs for every name.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::{Command, Stdio};

use crate::running::{Ended, copy_program, run};
use crate::support::{CLEAN, Place, WARNING, entries, heard};

const SECRET: &str = "API_TOKEN=abc123secret\n[rules]\nnever = \"abc123secret\"\n";

#[track_caller]
fn tells_nothing(ended: &Ended) {
    assert_eq!(ended.status, 2, "{ended:#?}");
    assert!(!ended.out.contains("abc123secret") && !ended.err.contains("abc123secret"), "{ended:#?}");
    assert!(!ended.err.contains("API_TOKEN"), "{ended:#?}");
}

#[test]
fn no_line_of_a_file_outside_the_project_is_shown() {
    for text in [SECRET, "abc123secret = 1\n", "[rules]\nabc123secret = \"off\"\n"] {
        let place =
            Place::new(&[("secret.txt", text), ("p/a.vsd", CLEAN), ("p/.env", text), ("secret.toml", text)]);
        let check = || {
            let mut command = place.command(&["check"]);
            command.current_dir(place.path("p"));
            run(command)
        };
        for extends in ["../secret.txt", "../secret.toml", ".env", "link.toml"] {
            place.write("p/vsdlint.toml", format!("extends = \"{extends}\"\n"));
            let _ = symlink("../secret.toml", place.path("p/link.toml"));
            let ended = check();
            tells_nothing(&ended);
            assert!(ended.err.contains("in line"), "{}", ended.err);
        }
        for target in ["../secret.txt", "../secret.toml", ".env"] {
            fs::remove_file(place.path("p/vsdlint.toml")).unwrap();
            symlink(target, place.path("p/vsdlint.toml")).unwrap();
            let ended = check();
            tells_nothing(&ended);
            assert!(ended.err.contains("it is not read"), "{}", ended.err);
        }
    }
}

#[test]
fn settings_may_still_be_shared() {
    let place = Place::new(&[("base.toml", "[rules]\nunused-allow = \"off\"\n"), ("p/a.vsd", WARNING)]);
    place.write("p/vsdlint.toml", "extends = \"../base.toml\"\n");
    assert!(!place.check(&["p"]).out.contains("unused-allow"));
    // A link within the project is one of its files.
    fs::rename(place.path("p/vsdlint.toml"), place.path("p/own.toml")).unwrap();
    symlink("own.toml", place.path("p/vsdlint.toml")).unwrap();
    assert!(!place.check(&["p"]).out.contains("unused-allow"));
}

#[test]
fn a_long_row_of_files_that_extend_one_another_ends() {
    let place = Place::new(&[("a.vsd", CLEAN), ("vsdlint.toml", "extends = \"0.toml\"\n")]);
    for number in 0..300 {
        place.write(&format!("{number}.toml"), format!("extends = \"{}.toml\"\n", number + 1));
    }
    place.check(&[]).fails_saying("more than 100 files extend one another");
}

#[test]
fn thresholds_without_sense_are_mistakes() {
    for (setting, said) in [
        ("stream-size = { max = 0 }", "`min` of `stream-size` is 3, above `max`, which is 0"),
        ("stream-size = { min = 16 }", "`min` of `stream-size` is 16, above `max`, which is 15"),
        ("stream-size = { max = -1 }", "cannot be negative"),
        ("forgotten-field = { share = 101 }", "cannot be above 100"),
        ("forgotten-field = { siblings = -0.5 }", "cannot be negative"),
    ] {
        let place = Place::new(&[("a.vsd", CLEAN)]);
        place.write("vsdlint.toml", format!("[rules]\n{setting}\n"));
        let ended = place.check(&[]);
        ended.fails_saying(said);
        ended.fails_saying("vsdlint.toml:2:");
    }
    // Also where two files make it together, at the one that wins.
    let place =
        Place::new(&[("a.vsd", CLEAN), ("base.toml", "[rules]\nstream-size = { min = 10, max = 20 }\n")]);
    place.write("vsdlint.toml", "extends = \"base.toml\"\n[rules]\nstream-size = { max = 8 }\n");
    place.check(&[]).fails_saying("vsdlint.toml:3:");
    place.write("vsdlint.toml", "extends = \"base.toml\"\n[rules]\nstream-size = { min = 2, max = 8 }\n");
    assert_eq!(place.check(&[]).status, 0);
}

#[test]
fn a_stack_that_is_too_small_is_said() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    // With 16 the system ends the program now and then before it begins.
    for kilobytes in [32, 64, 256, 1000] {
        let ended =
            run(place.through(&format!("ulimit -s {kilobytes} && exec \"$@\""), &place.command(&["check"])));
        ended.fails_saying("too few to run");
    }
    let ended = run(place.through("ulimit -s 1024 && exec \"$@\"", &place.command(&["check"])));
    assert_eq!(ended.status, 0, "{ended:#?}");
}

/// As a user who may have so many processes and threads; none where only the superuser could try it.
fn with_processes(place: &Place, most: usize, arguments: &[&str]) -> Option<Ended> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        eprintln!("SKIPPED: only the superuser can become somebody without processes");
        return None;
    }
    let command = place.command(arguments);
    let copy = place.path("vsdlint");
    if !copy.exists() {
        copy_program(&command, &copy);
        fs::set_permissions(place.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut outer = Command::new("setpriv");
    outer.args(["--reuid", "65531", "--regid", "65531", "--clear-groups", "bash", "-c"]);
    outer.arg(format!("ulimit -u {most} && exec \"$@\"")).arg("sh").arg(copy).args(arguments);
    outer.current_dir(place.path(""));
    Some(run(outer))
}

#[test]
fn where_no_thread_can_be_started_one_is_enough() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    for (most, arguments) in [
        (1, &["check", "-o", "concise", "a.vsd"][..]),
        (2, &["check", "-o", "concise", "--threads", "2", "a.vsd"]),
        (1, &["check", "-o", "concise", "--threads", "8", "a.vsd"]),
        (1, &["fmt", "--check", "a.vsd"]),
        (1, &["lsp"]),
    ] {
        let Some(ended) = with_processes(&place, most, arguments) else { return };
        if arguments[0] == "lsp" {
            ended.fails_saying("cannot start a thread");
        } else {
            assert_eq!(ended.status, 0, "{ended:#?}");
        }
    }
}

#[test]
fn a_working_directory_that_is_gone_does_not_matter_for_absolute_paths() {
    let place = Place::new(&[("a.vsd", WARNING), ("here/x", "")]);
    let file = place.path("a.vsd").display().to_string();
    let gone = |arguments: &[&str]| {
        let _ = fs::create_dir(place.path("here"));
        let script = "cd here && rm -f x && rmdir ../here && exec \"$@\"";
        run(place.through(script, &place.command(arguments)))
    };
    let ended = gone(&["check", "-o", "concise", &file]);
    assert_eq!(ended.status, 0, "{ended:#?}");
    assert!(ended.out.starts_with(&format!("{file}:1:8: warn[unused-allow]")), "{}", ended.out);
    assert_eq!(gone(&["fmt", "--check", &file]).status, 0);
    gone(&["check"]).fails_saying("cannot find the working directory");
    gone(&["check", "a.vsd"]).fails_saying("cannot find the working directory");
}

/// Whatever is asked, it is answered as it would be anywhere else, and what is relative leads nowhere.
#[test]
fn a_working_directory_that_is_gone_does_not_matter_for_any_command() {
    let place = Place::new(&[("m/vsdlint.toml", ""), ("m/a.vsd", CLEAN), ("elsewhere/x", "")]);
    place.git(&["init", "-q", "m"]);
    for text in [CLEAN, WARNING] {
        place.write("m/a.vsd", text);
        place.git(&["-C", "m", "add", "-A"]);
        place.git(&["-C", "m", "commit", "-qm", "change"]);
    }
    let root = place.path("m").canonicalize().unwrap().display().to_string();
    for arguments in [
        "config ROOT",
        "config --json ROOT/a.vsd",
        "rules ROOT",
        "check ROOT",
        "check ROOT --since HEAD~1",
        "check -W no-such-rule ROOT",
        "fmt --check ROOT",
        "diff HEAD~1 ROOT",
        "diff HEAD~1...HEAD ROOT",
        "stats --project ROOT",
        "report --since HEAD~1 --project ROOT",
        "export --project ROOT",
        "draw landscape --project ROOT",
        "schema config --project ROOT",
        "policy test --project ROOT",
    ] {
        let arguments = arguments.replace("ROOT", &root);
        let command = place.command(&arguments.split(' ').collect::<Vec<_>>());
        let there = run(place.through("cd elsewhere && exec \"$@\"", &command));
        let gone = run(place.through("mkdir -p d && cd d && rmdir ../d && exec \"$@\"", &command));
        assert_eq!((gone.status, gone.out, gone.err), (there.status, there.out, there.err), "{arguments}");
    }
    let mut relative =
        place.command(&["check", &root, "--since", "HEAD~1", "-o", "json=vsdlint-report.json"]);
    relative = place.through("mkdir -p d && cd d && rmdir ../d && exec \"$@\"", &relative);
    run(relative).fails_saying("cannot write `vsdlint-report.json`");
    assert!(!fs::exists("/vsdlint-report.json").unwrap());
}

#[test]
fn a_hyphen_leads_to_the_flag_for_standard_input() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    place.check(&["-"]).fails_saying("--stdin-filename");
}

/// What `fmt` has something to do in.
const LOOSE: &str = "stakeholder   customer\n";

#[test]
fn what_is_written_keeps_its_owner_and_its_mode() {
    let place = Place::new(&[("a.vsd", LOOSE)]);
    let path = place.path("a.vsd");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let is_superuser = fs::metadata("/proc/self").unwrap().uid() == 0;
    if is_superuser {
        std::os::unix::fs::chown(&path, Some(12_345), Some(54_321)).unwrap();
    }
    let before = fs::metadata(&path).unwrap();
    assert_eq!(run(place.command(&["fmt"])).status, 0);
    assert_ne!(place.text("a.vsd"), LOOSE);
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode()), (before.uid(), before.gid(), before.mode()));
}

#[test]
fn a_hard_link_that_is_cut_is_said() {
    let place = Place::new(&[("a.vsd", LOOSE)]);
    fs::hard_link(place.path("a.vsd"), place.path("other")).unwrap();
    let ended = run(place.command(&["fmt"]));
    assert_eq!(ended.status, 0, "{ended:#?}");
    assert!(
        ended.err.contains("`a.vsd` was a hard link: its other names keep the text of before"),
        "{}",
        ended.err
    );
    assert_eq!(place.text("other"), LOOSE);
}

/// A signal while a report is written into a file: whatever was begun is gone.
#[test]
fn a_signal_leaves_no_temporary_file() {
    let text: String = (0..4_000).map(|number| WARNING.replace("supplier", &format!("s{number}"))).collect();
    for signal in ["-INT", "-TERM"] {
        let place = Place::new(&[("a.vsd", &text)]);
        let mut seen = false;
        for _ in 0..20 {
            let mut child = place.command(&["check", "-q", "-o", "json=report"]).spawn().unwrap();
            while child.try_wait().unwrap().is_none() {
                if entries(&place.path("")).iter().any(|name| name.starts_with(".vsdlint-")) {
                    seen = true;
                    Command::new("kill").args([heard(signal), &child.id().to_string()]).status().unwrap();
                    child.wait().unwrap();
                }
            }
            let left = entries(&place.path(""));
            assert!(!left.iter().any(|name| name.starts_with(".vsdlint-")), "{left:?}");
            if seen {
                break;
            }
        }
        assert!(seen, "no temporary file was ever met");
    }
}

/// A signal while a revision is looked at, of which some is in a temporary folder.
#[test]
fn a_signal_leaves_no_temporary_folder() {
    let text: String = (0..20_000).map(|number| format!("stakeholder s{number}\n")).collect();
    let place = Place::new(&[("m/vsdlint.toml", ""), ("m/a.vsd", &text), ("temporary/x", "")]);
    place.git(&["init", "-q", "m"]);
    place.git(&["-C", "m", "add", "-A"]);
    place.git(&["-C", "m", "commit", "-qm", "change"]);
    place.write("m/a.vsd", text + "// changed\n");
    for arguments in [
        &["check", "m", "--since", "HEAD"][..],
        &["diff", "HEAD", "m"],
        &["report", "--since", "HEAD", "--project", "m"],
    ] {
        for signal in ["-INT", "-TERM", "-HUP"] {
            let mut command = place.command(arguments);
            command.env("TMPDIR", place.path("temporary")).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            while child.try_wait().unwrap().is_none() && entries(&place.path("temporary")) == ["x"] {}
            Command::new("kill").args([heard(signal), &child.id().to_string()]).status().unwrap();
            assert_eq!(child.wait().unwrap().code(), Some(130), "{arguments:?} {signal}");
            assert_eq!(entries(&place.path("temporary")), ["x"], "{arguments:?} {signal}");
        }
        let mut command = place.command(arguments);
        command.env("TMPDIR", place.path("temporary"));
        run(command);
        assert_eq!(entries(&place.path("temporary")), ["x"], "{arguments:?}");
    }
}

/// Whatever is written, git finds its own files as they were, and nobody loses a model or a baseline.
#[test]
fn nothing_is_written_over_what_others_read() {
    let place = Place::new(&[("p/vsdlint.toml", ""), ("p/a.vsd", WARNING), ("p/.gitignore", "x\n")]);
    for (path, text) in [
        ("p/.git/config", "[core]\n"),
        ("p/.git/HEAD", "ref: refs/heads/main\n"),
        ("other/b.vsd", CLEAN),
        ("other/vsdlint.toml", ""),
        ("other/rule.rego", ""),
    ] {
        fs::create_dir_all(place.path(path).parent().unwrap()).unwrap();
        place.write(path, text);
    }
    assert_eq!(place.check(&["p", "--baseline", "known.toml", "--write-baseline"]).status, 0);
    symlink(place.path("p/.git"), place.path("hidden")).unwrap();
    symlink(place.path("p/.git/config"), place.path("config.json")).unwrap();
    let content = |path: &str| fs::read_to_string(place.path(path)).ok();
    for target in [
        "p/.git/config",
        "p/.git/hooks/pre-commit",
        "p/.GIT/new.json",
        "hidden/config",
        "config.json",
        "p/.gitignore",
        "new/.gitattributes",
        "other/b.vsd",
        "other/vsdlint.toml",
        "other/rule.rego",
        "known.toml",
        "p/a.vsd",
    ] {
        let before = content(target);
        let report = format!("json={target}");
        let mut commands = vec![
            vec!["check", "p", "-o", &report],
            vec!["draw", "landscape", "--format", "svg", "--project", "p", "-o", target],
            vec!["report", "--format", "html", "--project", "p", "-o", target],
            vec!["export", "--format", "json", "--project", "p", "-o", target],
            vec!["diff", "p", "other", "--format", "json", "-o", target],
        ];
        if target != "known.toml" {
            commands.push(vec!["check", "p", "--baseline", target, "--write-baseline"]);
        }
        for arguments in commands {
            let ended = run(place.command(&arguments));
            assert_eq!(ended.status, 2, "{arguments:?} {ended:#?}");
            assert_eq!(content(target), before, "{arguments:?}");
        }
    }
    for arguments in [
        ["draw", "--all", "--project", "p", "-o", "p/.git/pictures"],
        ["export", "--format", "csv", "--project=p", "-o", "hidden/tables"],
    ] {
        run(place.command(&arguments)).fails_saying("is git's");
    }
    run(place.command(&["init", "p/.git/model"])).fails_saying("is git's");
    run(place.command(&["import", "--template", "hidden/steps.csv"])).fails_saying("is git's");
    assert_eq!(fs::read_dir(place.path("p/.git")).unwrap().count(), 2);
}

/// A pipe as the file of a report waits for nobody.
#[test]
fn a_pipe_that_nobody_reads_is_not_written() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    crate::files::pipe(&place.path("pipe"));
    place.check(&["-o", "json=pipe"]).fails_saying("cannot write `pipe`");
}

#[test]
fn a_diff_is_taken_for_every_name_and_text() {
    let names = [
        "plain.vsd",
        "b c.vsd",
        "sp ace/b  c.vsd",
        "tab\there.vsd",
        "line\nhere.vsd",
        "quote\"d.vsd",
        "back\\slash.vsd",
        "\u{e4}.vsd",
        "\u{202e}odd.vsd",
        "-x.vsd",
        "cr\r.vsd",
        " .vsd",
        "a b\tc.vsd",
    ];
    let texts = [
        LOOSE,
        "stakeholder   customer",
        "stakeholder   a\r\nstakeholder b\r\n",
        "// one\rstakeholder   a\r// two\rstakeholder b\n",
        "stakeholder   a\r\r\nstakeholder b\r\r\n",
    ];
    for name in names {
        for text in texts {
            let place = Place::new(&[("vsdlint.toml", ""), (name, text)]);
            let diff = run(place.command(&["fmt", "--diff"]));
            assert_eq!(diff.status, 1, "{name:?} {text:?}: {diff:#?}");
            place.write("p.diff", &diff.out);
            assert_eq!(run(place.command(&["fmt"])).status, 0);
            let formatted = place.text(name);
            for tool in ["git apply p.diff", "patch -p1 --batch --quiet --binary <p.diff"] {
                place.write(name, text);
                let output = place.through(tool, &place.command(&[])).output().unwrap();
                assert!(output.status.success(), "{tool}, {name:?}, {text:?}: {output:?}\n{}", diff.out);
                assert_eq!(place.text(name), formatted, "{tool}, {name:?}, {text:?}");
            }
        }
    }
}
