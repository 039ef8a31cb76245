//! Looks into the folders of policies.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::page::{bare, of_annotations, of_page};
use super::{POLICIES_FOLDER, Policies, Policy, PolicyError, PolicyText};
use crate::project::bounded::{self, Bounded};
use crate::project::display_path::DisplayPaths;
use crate::rule::RuleTable;
use crate::syntax::Keyword;

/// The largest policy or page that is read, in bytes.
const MAX_BYTES: u64 = 1 << 18;

/// The most files that one folder may hold.
const MAX_FILES: usize = 1000;

/// The folder in which what policies share stands.
const LIB: &str = "lib";

/// Where to look for policies.
pub(in crate::project) enum Chosen {
    /// Nothing is set: in the usual folder, if it is there.
    Usual,
    /// These folders and files are set, absolute, each as it is written.
    Set(Vec<(PathBuf, String)>),
}

/// The policies of the project at `root`, whose built-in rules are `rules`. Without a folder of them that is one look at
/// the file system.
pub(in crate::project) fn find(
    root: &Path,
    chosen: &Chosen,
    rules: &RuleTable,
    display: &DisplayPaths,
) -> Policies {
    let mut finder = Finder { root, rules, display, found: Policies::default(), policies: BTreeMap::new() };
    match chosen {
        Chosen::Usual => {
            let folder = root.join(POLICIES_FOLDER);
            finder.found.places.push(folder.clone());
            if folder.is_dir() {
                finder.folder(&folder);
            }
        }
        Chosen::Set(places) => {
            for (path, written) in places {
                finder.place(path, written);
            }
        }
    }
    finder.finish()
}

/// What belongs to one rule, while it is looked for.
#[derive(Default)]
struct Parts {
    policy: Option<PolicyText>,
    tests: Option<PolicyText>,
    page: Option<PolicyText>,
}

struct Finder<'f> {
    root: &'f Path,
    rules: &'f RuleTable,
    display: &'f DisplayPaths,
    found: Policies,
    /// By rule.
    policies: BTreeMap<String, Parts>,
}

impl Finder<'_> {
    /// Looks at a folder or file that the settings name.
    fn place(&mut self, path: &Path, written: &str) {
        self.found.places.push(path.to_owned());
        if path.is_dir() {
            self.folder(path);
        } else if path.extension().is_some_and(|ending| ending == "rego") && path.is_file() {
            self.file(path);
            let page = path.with_extension("md");
            if page.is_file() {
                self.file(&page);
            }
        } else {
            let shown = self.display.text(path);
            let error = PolicyError::of_file(path, &shown, "there are no policies here");
            let help = format!(
                "`policies` in `vsdlint.toml` says `{written}`: write the path of a folder, relative to that file"
            );
            self.found.problems.push(error.help(help));
        }
    }

    /// Looks into a folder, and into `lib` in it.
    fn folder(&mut self, folder: &Path) {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        for path in self.list(&folder) {
            self.file(&path);
        }
        let lib = folder.join(LIB);
        if lib.is_dir() {
            for path in self.list(&lib) {
                if path.extension().is_some_and(|ending| ending == "rego")
                    && let Some(text) = self.read(&path)
                {
                    self.found.helpers.push(text);
                }
            }
            self.found.places.push(lib);
        }
    }

    /// What lies in a folder, in the order of the names.
    fn list(&mut self, folder: &Path) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        let listed: io::Result<()> = fs::read_dir(folder).and_then(|entries| {
            for entry in entries.take(MAX_FILES + 1) {
                paths.push(entry?.path());
            }
            Ok(())
        });
        let reason = match listed {
            Ok(()) if paths.len() <= MAX_FILES => None,
            Ok(()) => Some(format!("more than {MAX_FILES} files are no folder of policies")),
            Err(error) => Some(format!("cannot be looked into: {error}")),
        };
        if let Some(reason) = reason {
            self.found.problems.push(PolicyError::of_file(folder, &self.display.text(folder), reason));
            return Vec::new();
        }
        paths.sort();
        paths
    }

    /// Takes a file in, if it is one of a policy.
    fn file(&mut self, path: &Path) {
        let (Some(stem), Some(ending)) = (path.file_stem(), path.extension()) else { return };
        let stem = stem.to_string_lossy();
        let is_policy = ending == "rego";
        if !is_policy && (ending != "md" || !is_name(&stem) || !path.with_extension("rego").is_file()) {
            return;
        }
        let tested = stem.strip_suffix("_test");
        let name = tested.unwrap_or(&stem);
        if let Some((reason, help)) = self.misnamed(name, &stem) {
            let error = PolicyError::of_file(path, &self.display.text(path), reason);
            self.found.problems.push(error.help(help));
            return;
        }
        let Some(text) = self.read(path) else { return };
        let parts = self.policies.entry(name.to_owned()).or_default();
        let place = match (is_policy, tested) {
            (true, None) => &mut parts.policy,
            (true, Some(_)) => &mut parts.tests,
            (false, _) => &mut parts.page,
        };
        match place {
            None => *place = Some(text),
            Some(first) if first.path == text.path => {}
            Some(first) => {
                let reason = format!("`{}` has this name already", first.shown);
                let help = "give one of the two another name: it is that of the rule".to_owned();
                let error = PolicyError::of_file(path, &self.display.text(path), reason);
                self.found.problems.push(error.help(help));
            }
        }
    }

    /// What is wrong with the name of a rule that stands in a file with this stem, and what to do.
    fn misnamed(&self, name: &str, stem: &str) -> Option<(String, String)> {
        if self.rules.named(name).is_some() {
            let reason = format!("`{name}` is a built-in rule");
            return Some((reason, "give the file another name: it is that of the rule".to_owned()));
        }
        if is_name(name) {
            return None;
        }
        let mut better = name.to_lowercase();
        better = better.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        if Keyword::ALL.iter().any(|keyword| keyword.word() == name) {
            let reason = format!("`{name}` is a word of the language, which no `@allow` can name");
            return Some((reason, format!("call the file `{name}-rule.rego`, or better")));
        }
        let reason = format!("`{stem}` cannot be the name of a rule");
        let like = if is_name(&better) { format!("`{better}.rego`") } else { "`four-eyes.rego`".to_owned() };
        Some((reason, format!("a rule has small letters, digits and hyphens: call the file {like}")))
    }

    /// The text of a file. What keeps it from being read becomes a problem.
    fn read(&mut self, path: &Path) -> Option<PolicyText> {
        let shown = self.display.text(path);
        let reason = match bounded::read(path, MAX_BYTES) {
            Ok(Bounded::Bytes(bytes)) => match String::from_utf8(bytes) {
                Ok(text) => {
                    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
                    let is_named = real.extension().is_some_and(|ending| ending == "rego" || ending == "md");
                    let may_be_shown = real.starts_with(self.root) && is_named;
                    return Some(PolicyText { path: path.to_owned(), shown, text, may_be_shown });
                }
                Err(error) => format!("it is not UTF-8 at byte {}", error.utf8_error().valid_up_to()),
            },
            Ok(Bounded::NotRegular) => "it is no regular file".to_owned(),
            Ok(Bounded::TooLarge) => format!("it is larger than {MAX_BYTES} bytes, too large for a policy"),
            Err(error) => format!("it cannot be read: {error}"),
        };
        self.found.problems.push(PolicyError::of_file(path, &shown, reason));
        None
    }

    /// The rules, with what their pages say.
    fn finish(mut self) -> Policies {
        for (name, Parts { policy, tests, page }) in self.policies {
            let Some(policy) = policy else {
                if let Some(tests) = tests {
                    let reason = "it tests a policy that is not there";
                    let error = PolicyError::of_file(&tests.path, &tests.shown, reason);
                    self.found.problems.push(error.help(format!("`{name}.rego` is to stand beside it")));
                }
                continue;
            };
            let mut metadata = bare(&name, &policy, page.as_ref());
            let read = match &page {
                Some(page) => of_page(&mut metadata, page),
                None => of_annotations(&mut metadata, &policy),
            };
            let is_broken = read.is_err();
            self.found.problems.extend(read.err());
            self.found.rules.push(Policy { metadata, text: policy, tests, page, is_broken });
        }
        self.found
    }
}

/// Whether a rule can be called so: small letters, digits and hyphens, a letter first. A word of the language it cannot be,
/// since no `@allow` could name it.
pub fn is_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && Keyword::ALL.iter().all(|keyword| keyword.word() != name)
        && name.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}
