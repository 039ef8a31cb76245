//! What stands in `.git` and beside it: nothing there keeps anybody waiting, and each thing is called what it is.

use std::fs;
use std::os::unix::fs::symlink;

use crate::files::pipe;
use crate::running::run;
use crate::support::{Place, WARNING};

fn git(place: &Place, arguments: &[&str]) {
    let output = place.git(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with one commit and one finding.
fn repository() -> Place {
    let place = Place::new(&[("a.vsd", WARNING)]);
    git(&place, &["init", "-q"]);
    git(&place, &["add", "-A"]);
    git(&place, &["commit", "-qm", "first"]);
    place
}

const SINCE: [&str; 2] = ["--since", "HEAD"];

#[test]
fn pipes_and_devices_in_a_repository_are_not_read() {
    for file in [
        "HEAD",
        "config",
        "packed-refs",
        "refs/heads/main",
        "objects/info/alternates",
        "commondir",
        "shallow",
    ] {
        for device in [None, Some("/dev/zero")] {
            let place = repository();
            let path = place.path(&format!(".git/{file}"));
            let _ = fs::remove_file(&path);
            match device {
                None => pipe(&path),
                Some(device) => symlink(device, &path).unwrap(),
            }
            place.check(&SINCE).fails_saying("is no regular file");
        }
    }
    for device in [None, Some("/dev/zero")] {
        let place = repository();
        fs::create_dir_all(place.path(".git/info")).unwrap();
        let path = place.path(".git/info/exclude");
        let _ = fs::remove_file(&path);
        match device {
            None => pipe(&path),
            Some(device) => symlink(device, &path).unwrap(),
        }
        place.check(&[]).fails_saying("`.git/info/exclude` is no regular file");
    }
    // However many walks pass by.
    let place = Place::new(&[("p/vsdlint.toml", ""), ("p/in/a.vsd", WARNING), ("p/in/q/vsdlint.toml", "")]);
    pipe(&place.path("p/.gitignore"));
    for paths in [&["p"][..], &["p", "p/in"], &["p/in", "p/in/q"]] {
        let ended = place.check(paths);
        ended.fails_saying("`p/.gitignore` is no regular file");
        assert_eq!(ended.err.matches("is no regular file").count(), 1, "{}", ended.err);
    }
    // A link that leads out, or nowhere.
    for (target, said) in
        [("../outside", "is a link to a file of no repository"), ("nowhere", "is a link that leads nowhere")]
    {
        let place = repository();
        place.write("outside", "ref: refs/heads/main\n");
        let path = place.path(".git/HEAD");
        fs::remove_file(&path).unwrap();
        symlink(target, &path).unwrap();
        place.check(&SINCE).fails_saying(said);
    }
    // In place of the whole, and of an object.
    let place = Place::new(&[("a.vsd", WARNING)]);
    pipe(&place.path(".git"));
    place.check(&SINCE).fails_saying("is no regular file");
    assert_eq!(place.check(&[]).status, 0);
    let place = repository();
    pipe(&place.path(".git/objects/ab"));
    place.check(&SINCE).fails_saying("is no regular file");
}

#[test]
fn each_kind_of_broken_repository_is_called_what_it_is() {
    let place = repository();
    fs::write(place.path(".git/config"), b"\xff[[[").unwrap();
    place.check(&SINCE).fails_saying("cannot be read: ");
    let place = repository();
    fs::create_dir(place.path(".git/reftable")).unwrap();
    place.check(&SINCE).fails_saying("stores its references as reftable");
    let place = repository();
    for folder in fs::read_dir(place.path(".git/objects")).unwrap() {
        for object in fs::read_dir(folder.unwrap().path()).unwrap() {
            let object = object.unwrap().path();
            fs::remove_file(&object).unwrap();
            fs::write(&object, "x").unwrap();
        }
    }
    let ended = place.check(&SINCE);
    ended.fails_saying("cannot read `.` as of `HEAD` from the git repository: could not ");
    assert!(!ended.err.contains("=\""), "{ended:#?}");
    let place = repository();
    fs::remove_file(place.path(".git/HEAD")).unwrap();
    place.check(&SINCE).fails_saying("HEAD`: No such file or directory");
    let place = Place::new(&[("a.vsd", WARNING), (".git", "gitdir: ../gone/.git\n")]);
    place.check(&SINCE).fails_saying("gone/.git`: No such file or directory");
    let place = Place::new(&[]);
    git(&place, &["init", "-q", "--bare"]);
    place.write("a.vsd", WARNING);
    place.check(&SINCE).fails_saying("is in a bare git repository");
}

/// Ten folders, each with ten times the same folder: 56 objects, and ten thousand million files.
#[test]
fn a_tree_bomb_ends_at_a_bound() {
    let place = repository();
    place.write("x", WARNING);
    let said = |arguments: &[&str]| String::from_utf8(place.git(arguments).stdout).unwrap().trim().to_owned();
    let (mut kind, mut id) = ("100644 blob", said(&["hash-object", "-w", "x"]));
    for _ in 0..10 {
        let name =
            |number: usize| if kind.ends_with("blob") { format!("{number}.vsd") } else { number.to_string() };
        let lines: String = (0..10).map(|number| format!("{kind} {id}\t{}\n", name(number))).collect();
        place.write("lines", lines);
        let output = place.through("git mktree <lines", &place.command(&[])).output().unwrap();
        (kind, id) = ("040000 tree", String::from_utf8(output.stdout).unwrap().trim().to_owned());
    }
    let commit = said(&["commit-tree", "-m", "bomb", &id]);
    let ended = place.check(&["--since", &commit]);
    assert!(ended.err.contains("too many to compare with"), "{ended:#?}");
    assert!(ended.peak < 1 << 30, "{} bytes", ended.peak);
}

#[test]
fn a_submodule_that_did_not_move_has_no_new_findings() {
    let module = repository();
    let place = Place::new(&[("vsdlint.toml", "")]);
    git(&place, &["init", "-q"]);
    git(&place, &["submodule", "add", "-q", &module.path("").display().to_string(), "part"]);
    git(&place, &["add", "-A"]);
    git(&place, &["commit", "-qm", "with a part"]);
    let found = |arguments: &[&str]| place.check(arguments).out.matches("unused-allow").count();
    assert_eq!(found(&["-o", "concise"]), 1);
    assert_eq!(found(&["-o", "concise", "--since", "HEAD"]), 0);
    place.write("part/b.vsd", WARNING.replace("supplier", "partner"));
    assert_eq!(found(&["-o", "concise", "--since", "HEAD"]), 1);
}

/// Whoever checks out a part is told of the rest, and nothing is changed or called gone for it.
#[test]
fn what_is_not_checked_out_is_said() {
    let place = Place::new(&[("vsdlint.toml", ""), ("names/a.vsd", "stakeholder client\n")]);
    let stream = "stream s {\n  trigger r from client\n  step look in plan { input r output p }\n  outcome p to client\n}\n";
    place.write("streams/b.vsd", stream);
    place.write("other/vsdlint.toml", "");
    place.write("other/c.vsd", WARNING);
    git(&place, &["init", "-q"]);
    git(&place, &["add", "-A"]);
    git(&place, &["commit", "-qm", "all"]);
    let check = ["--output", "concise"];
    assert!(!place.check(&check).err.contains("checked out"));
    git(&place, &["sparse-checkout", "set", "--cone", "streams"]);
    assert_eq!(crate::support::entries(&place.path("")), [".git", "streams", "vsdlint.toml"]);
    let ended = place.check(&check);
    assert!(ended.err.contains("`names/a.vsd` is not checked out"), "{ended:#?}");
    assert!(ended.out.contains("unknown-name"), "{ended:#?}");
    // What seems to be wrong may be right.
    place.check(&["--fix-suggested"]).fails_saying("nothing in `");
    assert_eq!(place.text("streams/b.vsd"), stream);
    place.write("streams/b.vsd", stream.replace("output p", "output p, q"));
    let ended = run(place.command(&["diff"]));
    assert!(ended.err.contains("`names/a.vsd` is not checked out"), "{ended:#?}");
    assert!(ended.out.contains('q') && !ended.out.contains("no longer"), "{ended:#?}");
    git(&place, &["sparse-checkout", "disable"]);
    assert!(!place.check(&check).err.contains("checked out"));
}

/// A pipeline fetches the commit of a submodule that it needs, and no other.
#[test]
fn what_is_not_fetched_of_a_submodule_is_said() {
    let module = repository();
    module.write("a.vsd", WARNING.replace("supplier", "partner"));
    git(&module, &["commit", "-qam", "later"]);
    let place = Place::new(&[("vsdlint.toml", "")]);
    let address = format!("file://{}", module.path("").display());
    let allow = ["-c", "protocol.file.allow=always"];
    git(&place, &["init", "-q"]);
    git(&place, &[&allow[..], &["submodule", "add", "-q", &address, "part"]].concat());
    git(&place, &["-C", "part", "checkout", "-q", "HEAD~1"]);
    git(&place, &["add", "-A"]);
    git(&place, &["commit", "-qm", "with a part"]);
    git(&place, &["-C", "part", "checkout", "-q", "-"]);
    git(&place, &["commit", "-qam", "with its newest"]);
    let address = format!("file://{}", place.path("").display());
    git(&place, &["clone", "-q", &address, "clone"]);
    git(
        &place,
        &[&allow[..], &["-C", "clone", "submodule", "--quiet", "update", "--init", "--depth", "1"]].concat(),
    );
    let mut command = place.command(&["check", "--since", "HEAD~1"]);
    command.current_dir(place.path("clone"));
    run(command).fails_saying("`git -C part fetch --unshallow`");
}

#[test]
fn files_of_patterns_have_a_bound() {
    let many: String = (0..400_000).map(|number| format!("*x{number}*\n")).collect();
    let short: String = "*a\n".repeat(20_001);
    for file in [".gitignore", "deep/.gitignore", ".git/info/exclude"] {
        for text in [&many, &short] {
            let place = repository();
            place.write(file, text);
            let ended = place.check(&[]);
            ended.fails_saying("too many to leave files out by");
            assert!(ended.peak < 100 << 20, "{} bytes", ended.peak);
        }
    }
    let place = repository();
    let huge = fs::File::create(place.path(".gitignore")).unwrap();
    huge.set_len(300 << 20).unwrap();
    place.check(&[]).fails_saying("too many to leave files out by");
    let huge = fs::File::create(place.path("known.toml")).unwrap();
    huge.set_len(300 << 20).unwrap();
    fs::remove_file(place.path(".gitignore")).unwrap();
    let ended = place.check(&["--baseline", "known.toml"]);
    ended.fails_saying("too large for a baseline");
    assert!(ended.peak < 1 << 30, "{} bytes", ended.peak);
}

/// Each pattern alone, against what git says of the same files.
#[test]
fn what_is_left_out_is_what_git_leaves_out() {
    let place = Place::new(&[]);
    git(&place, &["init", "-q"]);
    let names = [
        "a.vsd",
        "b.vsd",
        "c.vsd",
        "{a,b}.vsd",
        "{}.vsd",
        "x y.vsd",
        "x.vsd ",
        "#x.vsd",
        "!x.vsd",
        "$x.vsd",
        "[a].vsd",
        "m/a.vsd",
        "m/b.vsd",
        "m/n/a.vsd",
        "m/n/c.vsd",
        "tab.vsd",
        "A.vsd",
        "1.vsd",
        "-.vsd",
        "\u{e4}.vsd",
        "d/e/f/g.vsd",
        "back\\slash.vsd",
        "star*.vsd",
    ];
    for name in names {
        place.write(name, "");
    }
    let patterns: &[&[u8]] = &[
        b"a.vsd",
        b"*.vsd",
        b"{a,b}.vsd",
        b"*.vsd{}",
        b"{{x}}/",
        b"[[:alpha:]].vsd",
        b"[[:digit:]].vsd",
        b"[^a].vsd",
        b"[!a].vsd",
        b"[a-c].vsd",
        b"[a-",
        b"[]a].vsd",
        b"[[a].vsd",
        b"\\[a].vsd",
        b"tab.vsd\t",
        b"a.vsd ",
        b"x.vsd\\ ",
        b"a.vsd\r",
        b"\xff\nb.vsd",
        b"# \xe4\nm/",
        b"\xef\xbb\xbfa.vsd",
        b"m",
        b"m/",
        b"/m",
        b"m/*",
        b"m/**",
        b"**/a.vsd",
        b"m/**/a.vsd",
        b"/**/f",
        b"d/**",
        b"*\n!*/\n!a.vsd",
        b"*\n!m/\n!m/a.vsd",
        b"m/\n!m/a.vsd",
        b"m/*\n!m/a.vsd",
        b"\\#x.vsd",
        b"\\!x.vsd",
        b"!a.vsd",
        b"$x.vsd",
        b"\\$x.vsd",
        b"/a.vsd",
        b"?.vsd",
        b"??.vsd",
        b"\xc3\xa4.vsd",
        b"m/n",
        b"n/",
        b"n/a.vsd",
        b"d/*/f",
        b"d/**/g.vsd",
        b"\\",
        b"a.vsd\\",
        b"*a*",
        b"**",
        b"*/",
        b"/",
        b"//",
        b"!",
        b"",
        b"back\\\\slash.vsd",
        b"star\\*.vsd",
        b"[\xc3\xa4].vsd",
        b"[[:upper:]].vsd",
        b"[[:nope:]].vsd",
        b"**a.vsd",
        b"m**a.vsd",
        b"m/**b.vsd",
        b"  a.vsd",
        b"\ta.vsd",
        b"[!-~]*.vsd",
    ];
    for pattern in patterns {
        place.write(".gitignore", pattern);
        let kept = place.git(&["ls-files", "-coz", "--exclude-standard"]).stdout;
        let mut kept: Vec<String> =
            kept.split(|&byte| byte == 0).map(|name| String::from_utf8(name.to_vec()).unwrap()).collect();
        kept.retain(|name| name.ends_with(".vsd"));
        kept.sort();
        let ended = crate::running::run(place.command(&["fmt", "--check", "--allow-empty"]));
        let counted = ended.err.split_whitespace().find_map(|word| word.parse::<usize>().ok()).unwrap_or(0);
        assert_eq!(
            counted,
            kept.len(),
            "{:?}: git keeps {kept:?}; {}",
            String::from_utf8_lossy(pattern),
            ended.err
        );
    }
}
