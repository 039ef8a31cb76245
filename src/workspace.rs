//! A project's texts, checked, and checked again when some of them change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::finding::Finding;
use crate::met::Met;
use crate::model::Model;
use crate::project::{PolicyError, Settings};
use crate::rules::{self, Checked, OwnRules};
use crate::source::{FileId, Source, Sources};
use crate::syntax::{self, Tree};

/// The texts of one project with their trees, so that only what changes has to be read again.
#[derive(Debug)]
pub struct Workspace<'p> {
    settings: &'p Settings,
    own: Option<&'p dyn OwnRules>,
    sources: Sources,
    /// The path of each text, relative to the project's root.
    relative: Vec<PathBuf>,
    trees: Vec<Tree>,
}

/// Texts with their trees, whatever they are judged by.
#[derive(Debug)]
pub struct ParsedSources {
    sources: Sources,
    relative: Vec<PathBuf>,
    trees: Vec<Tree>,
}

impl ParsedSources {
    /// Has these texts judged by `settings`.
    pub fn judged_by(self, settings: &Settings) -> Workspace<'_> {
        let ParsedSources { sources, relative, trees } = self;
        Workspace { settings, own: None, sources, relative, trees }
    }
}

/// What a check gives.
#[derive(Clone, Debug, Default)]
pub struct CheckResult {
    /// The findings, in the order of files, places and rules; suppressed ones are among them, marked.
    pub findings: Vec<Finding>,
    /// Why rules of one's own could not run.
    pub failures: Vec<PolicyError>,
    /// How many ends of inputs meet.
    pub inputs: Met,
    /// How many ends of outputs meet.
    pub outputs: Met,
}

impl CheckResult {
    fn new(
        model: &Model<'_>,
        settings: &Settings,
        relative: &[PathBuf],
        own: Option<&dyn OwnRules>,
    ) -> CheckResult {
        let Checked { findings, failures } = rules::check_with_own(model, settings, relative, own);
        CheckResult { findings, failures, inputs: model.inputs_met(), outputs: model.outputs_met() }
    }
}

impl<'p> Workspace<'p> {
    /// Reads `sources`, which are judged by `settings`. `relative` holds the path of each, relative to the project's
    /// root.
    pub fn new(settings: &'p Settings, sources: Vec<Source>, relative: Vec<PathBuf>) -> Workspace<'p> {
        Workspace::with_trees(settings, sources, relative, HashMap::new())
    }

    /// The same, taking those texts that `known` has read before from there; it goes by relative path and text.
    pub fn with_known(
        settings: &'p Settings,
        sources: Vec<Source>,
        relative: Vec<PathBuf>,
        known: ParsedSources,
    ) -> Workspace<'p> {
        let read = known.sources.as_slice().iter().zip(known.trees);
        let mut read: HashMap<&Path, (&Source, Tree)> =
            known.relative.iter().map(PathBuf::as_path).zip(read).collect();
        let same = relative.iter().zip(&sources).enumerate().filter_map(|(index, (path, source))| {
            let known = read.get(path.as_path()).is_some_and(|(known, _)| known.text == source.text);
            if known { Some((index, read.remove(path.as_path())?.1)) } else { None }
        });
        let same = same.collect();
        Workspace::with_trees(settings, sources, relative, same)
    }

    /// The same, with copies of what `other` has read: to copy a tree takes less than to read its text again. It goes by
    /// relative path and text, too.
    pub fn beside(
        settings: &'p Settings,
        sources: Vec<Source>,
        relative: Vec<PathBuf>,
        other: &Workspace<'_>,
    ) -> Workspace<'p> {
        let read = other.sources.as_slice().iter().zip(&other.trees);
        let read: HashMap<&Path, (&Source, &Tree)> =
            other.relative.iter().map(PathBuf::as_path).zip(read).collect();
        let mut known = HashMap::new();
        for (index, (path, source)) in relative.iter().zip(&sources).enumerate() {
            if let Some((then, tree)) = read.get(path.as_path())
                && then.text == source.text
            {
                known.insert(index, Tree::clone(tree));
            }
        }
        Workspace::with_trees(settings, sources, relative, known)
    }

    fn with_trees(
        settings: &'p Settings,
        sources: Vec<Source>,
        relative: Vec<PathBuf>,
        mut known: HashMap<usize, Tree>,
    ) -> Workspace<'p> {
        let wanted: Vec<(&Source, Option<Tree>)> =
            sources.iter().enumerate().map(|(index, source)| (source, known.remove(&index))).collect();
        let trees = wanted
            .into_par_iter()
            .map(|(source, tree)| tree.unwrap_or_else(|| syntax::parse(&source.text)))
            .collect();
        Workspace { settings, own: None, sources: Sources::new(sources), relative, trees }
    }

    /// The same, checked by these rules of one's own as well.
    #[must_use]
    pub fn with_own_rules(self, own: Option<&'p dyn OwnRules>) -> Workspace<'p> {
        Workspace { own, ..self }
    }

    /// Runs all rules.
    pub fn check(&mut self) -> CheckResult {
        let own = self.own;
        self.with_model(|model, settings, relative| CheckResult::new(model, settings, relative, own))
    }

    /// Lends the model of the texts as they are, with what they are judged by: the settings, and the path of each text
    /// relative to the project's root.
    pub fn with_model<R>(&mut self, read: impl FnOnce(&Model<'_>, &Settings, &[PathBuf]) -> R) -> R {
        let model =
            Model::of_trees(&self.sources, std::mem::take(&mut self.trees), self.settings.language.value);
        let seen = read(&model, self.settings, &self.relative);
        self.trees = model.into_trees();
        seen
    }

    /// Runs all rules for the last time, which spares a little.
    pub fn into_result(self) -> (Sources, CheckResult) {
        let model = Model::of_trees(&self.sources, self.trees, self.settings.language.value);
        let checked = CheckResult::new(&model, self.settings, &self.relative, self.own);
        drop(model);
        (self.sources, checked)
    }

    /// Gives a file another text.
    pub fn replace(&mut self, file: FileId, text: String) {
        if let Some(tree) = self.trees.get_mut(file.index()) {
            *tree = syntax::parse(&text);
            self.sources.replace(file, text);
        }
    }

    /// The texts.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The trees of the texts, in their order.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// The texts and trees, for when they are judged otherwise.
    pub fn into_parsed(self) -> ParsedSources {
        ParsedSources { sources: self.sources, relative: self.relative, trees: self.trees }
    }

    /// The texts alone.
    pub fn into_sources(self) -> Sources {
        self.sources
    }
}
