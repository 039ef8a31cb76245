//! Names that something bears which cannot stand there: a stakeholder after `in`, a step of another stream.

use super::Known;
use crate::finding::Fix;
use crate::model::declared::Thing;
use crate::model::flows::{UnknownName, Wanted};
use crate::model::matching::Expectation;
use crate::model::{NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{listed, quoted, quoted_path, quoted_stream};
use crate::rules::support::end_path::{path_to_node, written_name};
use crate::rules::support::places::end_place;
use crate::source::FileSpan;
use crate::syntax::keyword::with_article;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Symbol, TermId};

impl Known<'_> {
    /// A name that something bears which cannot stand here.
    pub(super) fn misplaced(&self, unknown: &UnknownName) -> Option<FindingBuilder> {
        let &UnknownName { scope, place, name, wanted } = unknown;
        let model = self.model;
        let bearers = self.bearers.get(&name).map_or(&[][..], Vec::as_slice);
        let path = self.path(place);
        let said = quoted_path(model, path);
        match wanted {
            Wanted::StepEnd if !bearers.is_empty() => Some(self.far_step(unknown, bearers)),
            Wanted::ChainEnd | Wanted::BorderEnd if path != place => {
                Some(self.no_end(path, unknown, &said, "a step", self.joined(path)))
            }
            Wanted::ChainEnd | Wanted::BorderEnd if !bearers.is_empty() => {
                let step = bearers.iter().copied().find(|&step| model.node(step).scope == scope);
                let step = step.or(bearers.first().copied());
                Some(self.no_end(place, unknown, &said, "a step", step))
            }
            Wanted::StepOf(_) => None,
            _ => self.of_wrong_kind(unknown, &said, bearers),
        }
    }

    /// Something bears the name that is not of a kind that can stand here.
    fn of_wrong_kind(&self, unknown: &UnknownName, said: &str, bearers: &[NodeId]) -> Option<FindingBuilder> {
        let &UnknownName { place, name, wanted, .. } = unknown;
        let (kind, declared) = self.kind(name, bearers)?;
        let article = with_article(&kind);
        let message = match wanted {
            Wanted::Activity => format!("{said} is {article}, not an activity"),
            Wanted::StreamOfStep => {
                format!("{} is {article}, and only a stream has steps", quoted(self.model, place))
            }
            Wanted::Run => format!("{} is {article}, and a step runs a stream", quoted(self.model, place)),
            _ if kind == "stream" => return Some(self.no_end(place, unknown, said, &article, None)),
            _ => format!("{said} is {article}, and nothing can come from it or go to it"),
        };
        let label = format!("this is {article}");
        let mut finding = FindingBuilder::new(place, message).label(&label);
        if let Some(declared) = declared {
            finding = finding.secondary(declared, "declared here");
        }
        Some(match wanted {
            Wanted::StreamOfStep => {
                finding.help("write `stream.step`, or the step alone if it is in this stream")
            }
            Wanted::Run => finding.help("name the stream whose steps do this work, or leave out `runs`"),
            Wanted::Activity => self.advise(finding, unknown).label(label),
            _ if kind == "item" => finding.help("name who gives it or who gets it"),
            _ => match self.workplace(unknown) {
                Some(step) => self.advise_workplace(finding, unknown, step),
                None => finding.help(format!("name the step or activity where this {kind} is at work")),
            },
        })
    }

    /// What bears this name, and where it is declared.
    fn kind(&self, name: Symbol, bearers: &[NodeId]) -> Option<(String, Option<FileSpan>)> {
        let model = self.model;
        let thing = match model.declared().end(name) {
            Some(Thing::Activity(_)) => return Some(("activity".to_owned(), None)),
            Some(Thing::External(external)) => Some(model.declared().external(external)),
            Some(Thing::Stream(stream)) => model.scope(stream).statement,
            None => bearers.first().map(|&step| model.node(step).statement),
        };
        let statement = thing.or_else(|| self.others.get(&name).copied())?;
        let keyword: Keyword = model.statement(statement).keyword;
        Some((keyword.word().to_owned(), Some(model.name_place(statement))))
    }

    /// The step is one of other streams.
    fn far_step(&self, unknown: &UnknownName, bearers: &[NodeId]) -> FindingBuilder {
        let model = self.model;
        let place = unknown.place;
        const MAX_LISTED: usize = 3;
        let paths: Vec<String> = bearers
            .iter()
            .take(MAX_LISTED)
            .filter_map(|&step| path_to_node(model, step, unknown.scope))
            .collect();
        let step = bearers[0];
        let home = quoted_stream(model, model.node(step).scope);
        let declared = model.name_place(model.node(step).statement);
        if let ([path], [_]) = (&paths[..], bearers) {
            let message = format!("{} is a step of {home}, not of this one", quoted(model, place));
            let finding = FindingBuilder::new(place, message)
                .label("a step of another stream")
                .secondary(declared, "declared here");
            // Who meets it in this stream may have been meant.
            let is_sure = self.would_meet(unknown, Expectation::Step(step))
                && !self.would_meet(unknown, Expectation::Anyone);
            if !is_sure {
                return finding
                    .help(format!("if it is meant, write `{path}`; or name a step of this stream"));
            }
            return finding.fix(Fix::suggested(format!("write `{path}`"), vec![(place, path.clone())]));
        }
        let shown: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        let message = format!("{} is a step of other streams, not of this one", quoted(model, place));
        FindingBuilder::new(place, message)
            .label("a step of other streams")
            .secondary(declared, "one of them")
            .help(format!("name the stream too: {}", listed(&shown, "or")))
    }

    /// A stream or step as an end where it cannot be one.
    fn no_end(
        &self,
        place: FileSpan,
        unknown: &UnknownName,
        said: &str,
        kind: &str,
        step: Option<NodeId>,
    ) -> FindingBuilder {
        let model = self.model;
        let chain = unknown.scope == ScopeId::CHAIN;
        let trigger = model.statement(model.statement_at(place)).keyword == Keyword::Trigger;
        let rule = if chain {
            "an activity deals with activities, stakeholders and repositories only"
        } else if trigger {
            "a trigger comes from a stakeholder, repository, activity or stream"
        } else {
            "an outcome goes to a stakeholder, repository, activity or stream"
        };
        let mut finding = FindingBuilder::new(place, format!("{said} is {kind}, and {rule}"))
            .label(format!("this is {kind}"));
        let declared = match step {
            Some(step) => Some(model.node(step).statement),
            None => match model.declared().end(unknown.name) {
                Some(Thing::Stream(stream)) => model.scope(stream).statement,
                _ => None,
            },
        };
        if let Some(declared) = declared {
            finding = finding.secondary(model.name_place(declared), "declared here");
        }
        if let Some(written) = step.and_then(|step| self.instead_of_step(unknown, place, step)) {
            let what =
                if chain { "the activity that the step is in" } else { "the stream that the step is in" };
            let action = format!("write `{}`", unquote(&written));
            return finding.help(format!("name {what}")).fix(Fix::suggested(action, vec![(place, written)]));
        }
        finding.help(if chain || step.is_none() {
            "name the activity that does the work"
        } else if trigger {
            "name who starts the stream"
        } else {
            "name who benefits"
        })
    }

    /// What can stand at `place`, where a step cannot: its activity, or its stream. Nobody means to name the owner of
    /// the flow itself.
    fn instead_of_step(&self, unknown: &UnknownName, place: FileSpan, step: NodeId) -> Option<String> {
        let node = self.model.node(step);
        if unknown.scope == ScopeId::CHAIN {
            let activity = node.activity_of.activity()?;
            return if self.is_described_at(activity, place) {
                None
            } else {
                Some(activity.name().to_owned())
            };
        }
        if node.scope == unknown.scope {
            return None;
        }
        Some(written_name(self.model, self.model.scope(node.scope).statement?))
    }

    /// The place of the whole end: of both names, for `stream.step`.
    pub(super) fn path(&self, place: FileSpan) -> FileSpan {
        end_place(self.model, place.file, self.term_at(place))
    }

    fn term_at(&self, place: FileSpan) -> TermId {
        let terms = &self.model.tree(place.file).terms;
        TermId::new(terms.partition_point(|term| term.span.start < place.span.start))
    }

    /// The step that `stream.step` at this place names.
    fn joined(&self, path: FileSpan) -> Option<NodeId> {
        let model = self.model;
        let at = self.term_at(path).index();
        let terms = &model.tree(path.file).terms;
        let (stream, step) = (terms.get(at)?.symbol()?, terms.get(at + 1)?.symbol()?);
        let Some(Thing::Stream(stream)) = model.declared().end(stream) else { return None };
        model.scope(stream).step(step)
    }
}
