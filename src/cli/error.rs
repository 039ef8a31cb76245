//! What can go wrong on the command line itself; the library's errors are shown beside these.

use std::io;
use std::path::Path;

use miette::Diagnostic;
use thiserror::Error;
use vsdlint::finding::Finding;
use vsdlint::fix::RefusalReason;
use vsdlint::source::{LineIndex, Sources};
use vsdlint::text::backquoted;

/// What went wrong, in the order in which it did.
pub type Problems = Vec<Box<dyn Diagnostic>>;

/// Something that fails the run.
#[derive(Debug, Error, Diagnostic)]
pub enum CliError {
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {error}")]
    Stdout {
        /// What the system says.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write `{path}`: {error}")]
    File {
        /// The file, as it was named.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// One of several files that belong together cannot be written.
    #[error("cannot write `{path}`: {error}")]
    #[diagnostic(help("nothing is left of what was written before it"))]
    NothingWritten {
        /// The file, as it was named.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// Changes cannot be watched for.
    #[error("cannot watch for changes: {message}")]
    Watch {
        /// Why not.
        message: String,
    },
    /// Standard input cannot be read.
    #[error("cannot read standard input: {error}")]
    Stdin {
        /// What the system says.
        error: io::Error,
    },
    /// Standard input is to be formatted, and files as well.
    #[error("standard input is formatted alone: `-` and `--stdin-filename` leave no room for other paths")]
    StdinAlone,
    /// What was to be compared is not there.
    #[error("`{path}` is no file or folder")]
    NoPath {
        /// What was named.
        path: String,
        /// What was probably meant.
        #[help]
        help: String,
    },
    /// A path has the name of a revision.
    #[error("`{name}` is a path here and a revision as well: it is taken as the path")]
    #[diagnostic(severity(Warning), help("`{name}^0` is the revision"))]
    PathAndRevision {
        /// The name.
        name: String,
    },
    /// One of two models is empty.
    #[error("there is no model in {side}, so all of it is {what}")]
    #[diagnostic(severity(Warning))]
    EmptySide {
        /// Which one, as people know it.
        side: String,
        /// `new` or `gone`.
        what: &'static str,
        /// What to do if there was one elsewhere.
        #[help]
        help: Option<String>,
    },
    /// A directory has no model, and several lie below it.
    #[error("no model belongs to `{path}` itself: {names} have one each")]
    #[diagnostic(severity(Warning), help("name the one that you mean"))]
    ModelsBelow {
        /// The directory.
        path: String,
        /// The projects below it.
        names: String,
    },
    /// A file of then could not be read.
    #[error("`{path}` of {revision} is no text that can be read, so what it said is missing here")]
    #[diagnostic(severity(Warning))]
    UnreadThen {
        /// The file, where it would be now, as people know it.
        path: String,
        /// The revision.
        revision: String,
    },
    /// A file is named twice, by whatever names.
    #[cfg(feature = "import")]
    #[error("`{path}` is named before")]
    #[diagnostic(help("name each file once"))]
    NamedTwice {
        /// The file, as it was named the second time.
        path: String,
    },
    /// A file of then could not be read, so it had no findings.
    #[error("`{path}` of {revision} cannot be read as a model, so all that is found in it counts as new")]
    #[diagnostic(severity(Warning))]
    UnknownSince {
        /// The file, as people know it now.
        path: String,
        /// The revision.
        revision: String,
    },
    /// A project was not there then.
    #[error("there was no model in `{path}` at {revision}, so all that is found there counts as new")]
    #[diagnostic(
        severity(Warning),
        help("where a folder was moved, name one above it, in which it was then and is now")
    )]
    NothingSince {
        /// The project's root.
        path: String,
        /// The revision.
        revision: String,
    },
    /// One of two models has syntax errors.
    #[error("{side}: {errors}, and what cannot be read is not compared")]
    #[diagnostic(severity(Warning))]
    UnreadableParts {
        /// Which one, as people know it.
        side: String,
        /// How many syntax errors.
        errors: String,
    },
    /// This build knows no git.
    #[cfg(not(feature = "git"))]
    #[error("this vsdlint was built without git, so `{revision}` cannot be looked at")]
    #[diagnostic(help("`vsdlint diff OLD NEW` compares two folders"))]
    NoGit {
        /// The revision.
        revision: String,
    },
    #[cfg(feature = "policy")]
    /// Nothing that can be tried is called so.
    #[error("no policy of this project is called `{name}`")]
    UnknownPolicy {
        /// The name.
        name: String,
        /// What was probably meant.
        #[help]
        help: Option<String>,
    },
    #[cfg(feature = "policy")]
    /// There is nothing to try.
    #[error("this project has no policies")]
    #[diagnostic(help("`vsdlint policy new NAME` writes a first one"))]
    NoPolicies,
    #[cfg(feature = "policy")]
    /// A policy would lie where nobody looks.
    #[error("nothing is written, because `vsdlint check` would not run it: {reason}")]
    #[diagnostic(help("name a folder in `vsdlint.toml`, `policies = [\"policies\"]`"))]
    NoPolicyFolder {
        /// Why nobody looks.
        reason: &'static str,
    },
    #[cfg(feature = "policy")]
    /// No rule can be called so.
    #[error("`{name}` cannot be the name of a rule")]
    #[diagnostic(help(
        "write small letters, digits and hyphens, a letter first, and no word of the language alone: `four-eyes`"
    ))]
    PolicyName {
        /// The name.
        name: String,
    },
    #[cfg(feature = "policy")]
    /// No file can be called so everywhere.
    #[error("Windows takes a file `{name}.rego` for a device")]
    #[diagnostic(help("call the rule otherwise, for whoever has a copy of the project there"))]
    DeviceName {
        /// The name.
        name: String,
    },
    #[cfg(feature = "policy")]
    /// A rule is called so already.
    #[error("there is a rule `{name}` already")]
    #[diagnostic(help("`vsdlint explain {name}` shows its page"))]
    RuleExists {
        /// The name.
        name: String,
    },
    /// A baseline cannot be read.
    #[error("cannot read the baseline `{path}`: {error}")]
    Baseline {
        /// The file, as it was named.
        path: String,
        /// What the system says.
        error: io::Error,
        /// What to do.
        #[help]
        help: Option<&'static str>,
    },
    /// What a baseline is to know was not looked at as a whole.
    #[error("the baseline `{path}` is not written, since {why}")]
    #[diagnostic(help("mend that first, or leave the file out with `exclude` in `vsdlint.toml`"))]
    BaselineNotWritten {
        /// The file, as it was named.
        path: String,
        /// Why not.
        why: String,
    },
    /// A baseline knows findings that are gone.
    #[error("{} that the baseline `{path}` knows {} gone", count(gone), if gone.len() == 1 { "is" } else { "are" })]
    #[diagnostic(severity(Warning), help("`--write-baseline` drops what is gone"))]
    Stale {
        /// The file, as it was named.
        path: String,
        /// They.
        #[related]
        gone: Vec<Gone>,
    },
    /// Not all files of a project could be read, so that nothing in it is fixed.
    #[error("nothing in `{path}` is fixed, since not all of it could be read")]
    NotFixed {
        /// The project's root.
        path: String,
    },
    /// Some models of a project are committed, and not checked out.
    #[cfg(feature = "git")]
    #[error("{names} not checked out: what they say is missing here")]
    #[diagnostic(severity(Warning), help("`git sparse-checkout add FOLDER` checks them out"))]
    NotCheckedOut {
        /// Which, with a verb.
        names: String,
    },
    /// A finding could not be fixed.
    #[error("`{rule}` in {place} is not fixed: {reason}")]
    #[diagnostic(severity(Warning))]
    Refused {
        /// The rule.
        rule: String,
        /// Where it is: path and line.
        place: String,
        /// Why it could not.
        reason: RefusalReason,
    },
    /// A finding cannot be suppressed by an `@allow`.
    #[error("`{rule}` in {place} is not allowed: {reason}")]
    #[diagnostic(severity(Warning))]
    NotAllowed {
        /// The rule.
        rule: String,
        /// Where it is: path and line.
        place: String,
        /// Why it could not.
        reason: RefusalReason,
    },
    /// A file to be changed must not be written.
    #[error("`{path}` is read-only: it is left as it is")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// A file that was changed had further names, which still hold what it held.
    #[error("`{path}` was a hard link: its other names keep the text of before")]
    #[diagnostic(severity(Warning))]
    Cut {
        /// The file.
        path: String,
    },
    /// A hyphen was named, which is standard input elsewhere.
    #[error("`-` is no file")]
    #[diagnostic(help(
        "`--stdin-filename PATH` checks standard input in place of the file PATH; a file with this name is `./-`"
    ))]
    Hyphen,
    /// A folder is named for what standard input holds.
    #[error("`{path}` is a folder, and standard input stands in for one file")]
    #[diagnostic(help("name the file: `--stdin-filename streams/restore.vsd`"))]
    FolderForStdin {
        /// The folder.
        path: String,
    },
    /// No thread can be started.
    #[cfg(feature = "lsp")]
    #[error("cannot start a thread: {error}")]
    Thread {
        /// What the system says.
        error: io::Error,
    },
    /// A file to be changed lies somewhere else.
    #[error("`{path}` links to `{target}`, outside the project: it is left as it is")]
    Outside {
        /// The file.
        path: String,
        /// What it links to.
        target: String,
    },
    /// A file changed since it was read.
    #[error("`{path}` has changed meanwhile: it is left as it is now")]
    #[diagnostic(help("run it again"))]
    Changed {
        /// The file.
        path: String,
    },
    /// A report would replace a file that it reports on.
    #[error("`{path}` is a file of the project: a report is not written over it")]
    OverInput {
        /// The file, as it was named.
        path: String,
    },
    /// A file would be written that git reads.
    #[error("`{path}` is git's: nothing is written there")]
    OverGit {
        /// The file, as it was named.
        path: String,
    },
    /// A file would be written outside the repository in which it is named.
    #[error("`{path}` leads out of its repository, to `{target}`: nothing is written there")]
    #[diagnostic(help("name that file, or take the link away"))]
    OutOfRepository {
        /// The file, as it was named.
        path: String,
        /// What it leads to.
        target: String,
    },
    /// A report would replace a model of another project.
    #[error("`{path}` is a model, a policy or settings: nothing is written over it")]
    OverModel {
        /// The file, as it was named.
        path: String,
    },
    /// What is no model would have the name of one, and the next run would read it.
    #[error("`{path}` would be read as {what}: nothing else is written there")]
    #[diagnostic(help("give it another name"))]
    WouldBeRead {
        /// The file, as it was named.
        path: String,
        /// What it would be read as.
        what: &'static str,
    },
    /// A report would replace a baseline.
    #[error("`{path}` is a baseline: nothing is written over it")]
    OverBaseline {
        /// The file, as it was named.
        path: String,
    },
    /// The working directory is gone or closed to us.
    #[error("cannot find the working directory: {error}")]
    WorkingDirectory {
        /// What the system says.
        error: io::Error,
    },
    /// No rule has this name.
    #[error("`{name}` is no rule")]
    UnknownRule {
        /// The name.
        name: String,
        /// What was probably meant.
        #[help]
        help: Option<String>,
    },
    /// No stream has this name.
    #[error("`{name}` is no stream of this project")]
    UnknownStream {
        /// The name.
        name: String,
        /// What was probably meant, or which there are.
        #[help]
        help: Option<String>,
    },
    /// What is to be drawn is not named.
    #[error("name what to draw: a stream, `chain` or `landscape`")]
    #[diagnostic(help("`--all -o FOLDER` draws all of them"))]
    NothingToDraw,
    /// All pictures need a folder.
    #[error("`--all` needs a folder: `-o FOLDER`")]
    NoFolder,
    /// Several files are to go to standard output.
    #[error("`-` is standard output, and {what} has a file for each {each}")]
    ManyFiles {
        /// What is to be written.
        what: &'static str,
        /// What stands in a file.
        each: &'static str,
        /// What to do.
        #[help]
        help: &'static str,
    },
    /// A file's ending is that of something else.
    #[error("`{path}` does not say what form it is to have")]
    #[diagnostic(help("let it end with {endings}, or say `--format`"))]
    UnknownEnding {
        /// The file, as it was named.
        path: String,
        /// The endings that would do.
        endings: &'static str,
    },
    /// Bytes would be written to a terminal.
    #[error("a PNG is not written to a terminal")]
    #[diagnostic(help("`-o FILE` writes it into a file"))]
    BytesToTerminal,
    /// A picture cannot be drawn.
    #[cfg(feature = "png")]
    #[error("{error}")]
    Png {
        /// Why.
        error: vsdlint::draw::png::PngError,
    },
    /// A picture is smaller than was asked for.
    #[cfg(feature = "png")]
    #[error("`{title}` is drawn at {percent} % of its size, since a PNG of it would be too large")]
    #[diagnostic(severity(Warning), help("an SVG has no such bound"))]
    Smaller {
        /// The picture.
        title: String,
        /// How large it is, in percent.
        percent: u32,
    },
    /// Something cannot be imported.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Import(#[from] vsdlint::import::ImportError),
    /// A file cannot be read.
    #[error("cannot read `{path}`: {error}")]
    Unreadable {
        /// The file, as it was named.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A file's ending is none of a table.
    #[error("`{path}` does not say what kind of table it is to be")]
    #[diagnostic(help("let it end with `.csv`, `.tsv`, `.xlsx` or `.ods`"))]
    TemplateEnding {
        /// The file, as it was named.
        path: String,
    },
    /// Files of a model that would have to be written are there already.
    #[error("nothing is written, because {} already: {}", if paths.len() == 1 { "this exists" } else { "these exist" }, list(paths))]
    #[diagnostic(help(
        "name an empty or a new folder, `-o model`; `--diff` shows what a new import would change"
    ))]
    ModelExists {
        /// The files.
        paths: Vec<String>,
    },
    /// Files that would have to be written are there already.
    #[error("nothing is written, because {} already: {}", if paths.len() == 1 { "this exists" } else { "these exist" }, list(paths))]
    Exists {
        /// The files.
        paths: Vec<String>,
        /// What to do.
        #[help]
        help: &'static str,
    },
    /// What is to be the folder of a file is something else.
    #[error("cannot write `{path}`: `{folder}` is no folder")]
    #[diagnostic(help("move it away, or name another folder"))]
    BehindFile {
        /// The file, as it was named.
        path: String,
        /// What is in the way.
        folder: String,
    },
}

impl CliError {
    /// For a file whose ending says nothing, with those that would, as a list of words.
    pub fn unknown_ending(path: &Path, endings: &'static str) -> CliError {
        CliError::UnknownEnding { path: path.display().to_string(), endings }
    }

    /// For a finding in `sources` that could not be fixed.
    pub fn refused(finding: &Finding, reason: RefusalReason, sources: &Sources) -> CliError {
        let place = finding.primary.place;
        let source = sources.get(place.file);
        let line = LineIndex::new(&source.text).line_index(place.span.start) + 1;
        let (rule, place) = (finding.rule.to_string(), format!("`{}:{line}`", source.path.display()));
        match reason {
            RefusalReason::NoStatement => CliError::NotAllowed { rule, place, reason },
            _ => CliError::Refused { rule, place, reason },
        }
    }
}

/// A finding that a baseline knows and that is gone.
#[derive(Debug, Error, Diagnostic)]
#[error("`{rule}` in `{path}` is gone: {message}")]
#[diagnostic(severity(Warning))]
pub struct Gone {
    /// The rule.
    pub rule: String,
    /// The file, relative to the baseline.
    pub path: String,
    /// What it said.
    pub message: String,
}

fn count(gone: &[Gone]) -> String {
    if gone.len() == 1 { "a finding".to_owned() } else { format!("{} findings", gone.len()) }
}

fn list(paths: &[String]) -> String {
    backquoted(paths).join(", ")
}
