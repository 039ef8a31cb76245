//! The documents keep their word: their examples parse as stated, their links lead somewhere, their settings work.

use std::fs;
use std::path::{Path, PathBuf};

use vsdlint::project::{DiscoverOptions, discover};

/// A fenced block of a document.
struct Block {
    /// The words behind the fence: `vsd error`.
    info: String,
    /// Its text.
    text: String,
    /// The line of its first fence, from 1.
    line: usize,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

/// The Markdown files in a directory of the project, sorted.
fn pages(directory: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(directory)).unwrap();
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// README.md and the pages in docs.
fn documents() -> Vec<PathBuf> {
    let mut documents = vec![root().join("README.md")];
    documents.extend(pages("docs"));
    documents
}

/// The fenced blocks of a document, and its prose with blocks and code left out.
fn split(document: &str) -> (Vec<Block>, String) {
    let mut blocks = Vec::new();
    let mut prose = String::new();
    let mut open: Option<(usize, Block)> = None;
    for (index, line) in document.lines().enumerate() {
        let inner = line.trim_start();
        let ticks = inner.bytes().take_while(|&byte| byte == b'`').count();
        match &mut open {
            Some((fence, _)) if ticks >= *fence && inner.trim_end().len() == ticks => {
                blocks.extend(open.take().map(|(_, block)| block));
            }
            Some((_, block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            None if ticks >= 3 => {
                let info = inner[ticks..].trim().to_owned();
                open = Some((ticks, Block { info, text: String::new(), line: index + 1 }));
            }
            None => {
                // Every other piece between backticks is code.
                prose.extend(line.split('`').step_by(2));
                prose.push('\n');
            }
        }
    }
    assert!(open.is_none(), "a fenced block is never closed");
    (blocks, prose)
}

/// The targets of the links in prose, inline `[…](target)` and by reference `[…]: target`.
fn links(prose: &str) -> Vec<&str> {
    let inline = prose.split("](").skip(1).filter_map(|rest| rest.split([')', ' ', '\n']).next());
    let referred = prose
        .lines()
        .filter(|line| line.starts_with('['))
        .filter_map(|line| line.split_once("]: ")?.1.split_whitespace().next());
    inline.chain(referred).collect()
}

#[test]
fn examples_parse_as_stated() {
    let mut wrong = Vec::new();
    for path in documents() {
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        let mut count = 0;
        for block in split(&read(&path)).0 {
            let mut words = block.info.split_whitespace();
            if words.next() != Some("vsd") {
                continue;
            }
            count += 1;
            let errors = vsdlint::syntax::parse(&block.text).errors;
            let stated = words.any(|word| word == "error");
            if errors.is_empty() == stated {
                let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
                wrong.push(format!("{shown}:{}: `{}`, but errors are {said:?}", block.line, block.info));
            }
        }
        assert!(count > 0 || !shown.ends_with("language.md"), "no example in {shown}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn relative_links_lead_to_files() {
    let mut files = documents();
    files.push(root().join("CONTRIBUTING.md"));
    files.extend(pages("rules"));
    let mut wrong = Vec::new();
    for path in files {
        let (_, prose) = split(&read(&path));
        for target in links(&prose) {
            let file = target.split('#').next().unwrap_or_default();
            // An address with a scheme leads elsewhere; nothing before `#` is a place on the same page.
            if file.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !path.parent().unwrap().join(file).exists() {
                wrong.push(format!("{}: nothing at {target}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn places_in_the_language_reference_exist() {
    let (_, prose) = split(&read(&root().join("docs/language.md")));
    let text = read(&root().join("docs/language.md"));
    // The anchor that a heading gets: lower case, blanks as hyphens, other signs dropped.
    let anchors: Vec<String> = text
        .lines()
        .filter(|line| line.starts_with("##"))
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            heading.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
        })
        .collect();
    let places: Vec<&str> = links(&prose).into_iter().filter_map(|link| link.strip_prefix('#')).collect();
    assert!(!places.is_empty());
    let missing: Vec<&&str> =
        places.iter().filter(|place| !anchors.iter().any(|anchor| anchor == *place)).collect();
    assert!(missing.is_empty(), "no headings for {missing:?}");
}

/// The pictures in documents that are drawn from fixtures: the file, and what it is drawn of.
const DRAWN: [(&str, &str, &str); 4] = [
    ("give-leave.svg", "Give leave", "fixtures/broken/blocked-branch.vsd"),
    ("restore.svg", "restore", "fixtures/northwind"),
    ("landscape.svg", "landscape", "fixtures/northwind"),
    ("chain.svg", "chain", "fixtures/itil4"),
];

#[test]
fn pictures_are_drawn_from_fixtures() {
    let mut wrong = Vec::new();
    for (file, what, project) in DRAWN {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("vsdlint"));
        let drawn = command.args(["draw", what, "--project", project]).current_dir(root()).output().unwrap();
        let path = root().join("docs/pictures").join(file);
        if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
            fs::write(&path, &drawn.stdout).unwrap();
        }
        if fs::read(&path).ok().as_deref() != Some(drawn.stdout.as_slice()) {
            wrong.push(format!("vsdlint draw {what:?} --project {project} --out docs/pictures/{file}"));
        }
    }
    assert!(wrong.is_empty(), "pictures are not what is drawn now; draw them anew:\n{}", wrong.join("\n"));
}

#[test]
fn settings_are_accepted() {
    let path = root().join("docs/configuration.md");
    let blocks = split(&read(&path)).0;
    let mut count = 0;
    let mut wrong = String::new();
    for block in blocks {
        if block.info != "toml" || block.text.lines().next() != Some("# vsdlint.toml") {
            continue;
        }
        count += 1;
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("vsdlint.toml"), &block.text).unwrap();
        fs::write(directory.path().join("model.vsd"), "stakeholder customer\n").unwrap();
        let named = [PathBuf::from("model.vsd")];
        let options = DiscoverOptions::new(directory.path());
        let found = discover(&named, &options, vsdlint::rules::metadata());
        if !found.problems.is_empty() || found.projects.len() != 1 {
            wrong += &format!("{}:{}: {:?}\n", path.display(), block.line, found.problems);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 0, "no `vsdlint.toml` in {}", path.display());
}

#[test]
fn the_finding_that_the_readme_shows_is_one_of_itils() {
    let (blocks, _) = split(&read(&root().join("README.md")));
    let shown = blocks.iter().find(|block| block.info == "text").unwrap();
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("vsdlint"))
        .args(["check", "fixtures/itil4", "--fail-on", "never"])
        .current_dir(root())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains(shown.text.trim_end()), "{printed}");
}

/// A block `vsd FILE` or `xml FILE` writes a file, and a block `console` runs commands, each behind `$ `, in the directory of these
/// files. What follows a command is what it prints.
#[cfg(unix)]
#[test]
fn commands_print_what_is_shown() {
    let tool = assert_cmd::cargo::cargo_bin!("vsdlint");
    let tools = tool.parent().unwrap().display();
    let path = format!("{tools}:{}", std::env::var("PATH").unwrap());
    let mut wrong = Vec::new();
    let mut count = 0;
    for document in documents() {
        let directory = tempfile::tempdir().unwrap();
        for block in split(&read(&document)).0 {
            let named = block.info.strip_prefix("vsd ").filter(|file| file.ends_with(".vsd"));
            if let Some(file) = named.or(block.info.strip_prefix("xml ")) {
                let file = directory.path().join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, &block.text).unwrap();
            }
            if block.info != "console" {
                continue;
            }
            for part in block.text.strip_prefix("$ ").unwrap().split("\n$ ") {
                count += 1;
                let (command, expected) = part.split_once('\n').unwrap_or((part, ""));
                let output = std::process::Command::new("sh")
                    .args(["-c", command])
                    .current_dir(directory.path())
                    .env("PATH", &path)
                    .env("GIT_CONFIG_GLOBAL", "/dev/null")
                    .envs([("GIT_AUTHOR_NAME", "Ann"), ("GIT_AUTHOR_EMAIL", "ann@example.org")])
                    .envs([("GIT_COMMITTER_NAME", "Ann"), ("GIT_COMMITTER_EMAIL", "ann@example.org")])
                    .output()
                    .unwrap();
                let printed = String::from_utf8(output.stdout).unwrap();
                if printed.trim_end() != expected.trim_end() {
                    let errors = String::from_utf8_lossy(&output.stderr);
                    let place = format!("{}:{}", document.display(), block.line);
                    wrong.push(format!("{place}: $ {command}\n{printed}{errors}"));
                }
            }
        }
    }
    assert!(count > 0, "no document shows a command");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_settings_that_may_differ_from_file_to_file_are_named() {
    let page = read(&root().join("docs/configuration.md"));
    let sentence =
        page.split(". ").find(|sentence| sentence.contains("can differ from file to file")).unwrap();
    for rule in vsdlint::rules::metadata() {
        let is_named = sentence.contains(&format!("`{}`", rule.name));
        let may_differ = rule.settings.iter().any(|setting| setting.per_file);
        assert_eq!(is_named, may_differ, "`{}` in docs/configuration.md: {sentence}", rule.name);
    }
}
