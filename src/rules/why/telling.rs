//! The words for why an expectation fails, and the edits that mend it.

use super::Case;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Expectation, Kind, OccurrenceRef};
use crate::model::{NodeId, ScopeId};
use crate::rules::Draft;
use crate::rules::say::listed;
use crate::source::Place;
use crate::syntax::{Marks, Symbol};

impl Case<'_> {
    pub(super) fn label_of(&self, scope: ScopeId, other: &Occurrence) -> Place {
        self.model.term_place(self.model.file_of(scope, other), other.term)
    }

    /// The ends of an occurrence as written.
    pub(super) fn said_ends(&self, scope: ScopeId, other: &Occurrence) -> String {
        let file = self.model.file_of(scope, other);
        let ends = ends_of(self.model.scope(scope), other);
        let said = |term| {
            let tree = self.model.tree(file);
            let mut place = self.model.term_place(file, term);
            if tree.terms[term as usize].is_joined() {
                place.span.end = tree.terms[term as usize + 1].span.end;
            }
            format!("`{}`", self.model.sources.slice(place).replace('"', ""))
        };
        listed(&ends.iter().map(|named| said(named.term)).collect::<Vec<_>>(), "and")
    }

    pub(super) fn who(&self, scope: ScopeId, other: &Occurrence) -> String {
        match other.node {
            Some(node) => self.model.said_node(node),
            None => self.model.said_stream(scope),
        }
    }

    pub(super) fn tell_addressed(
        &self,
        draft: Draft,
        (at, other): (OccurrenceRef, &Occurrence),
        _: Expectation,
    ) -> Draft {
        let who = self.who(at.scope, other);
        let ends = self.said_ends(at.scope, other);
        let word = if self.takes { "sends it to" } else { "expects it from" };
        let label = if ends.is_empty() {
            format!("{who} means it for its own stream")
        } else {
            format!("{who} {word} {ends}")
        };
        let draft = draft.also(self.label_of(at.scope, other), label);
        let Some(node) = self.part.node else { return draft };
        let written = self.model.written_node(node, at.scope);
        let clause = if self.takes { "targets" } else { "sources" };
        let draft = draft.help(format!("add `{written}` to the {clause} there, or change the end here"));
        self.add_end(draft, at.scope, other, &written)
    }

    /// A fix that adds an end to a statement which names some and concerns one item only.
    pub(super) fn add_end(&self, draft: Draft, scope: ScopeId, other: &Occurrence, written: &str) -> Draft {
        let file = self.model.file_of(scope, other);
        let tree = self.model.tree(file);
        let alone = tree.subjects(other.statement).len() == 1;
        let Some(last) = tree.clause(other.statement).last().filter(|_| alone && !draft.has_fix()) else {
            return draft;
        };
        let mut place = self.model.term_place(file, last);
        place.span.start = place.span.end;
        draft.suggest(format!("add `{written}` there"), vec![(place, format!(", {written}"))])
    }

    pub(super) fn tell_other_end(&self, draft: Draft, (at, other): (OccurrenceRef, &Occurrence)) -> Draft {
        let who = self.who(at.scope, other);
        let ends = self.said_ends(at.scope, other);
        let label = match (self.takes, ends.is_empty()) {
            (true, true) => format!("{who} puts it out"),
            (true, false) => format!("{who} puts it out, for {ends}"),
            (false, true) => format!("{who} takes it"),
            (false, false) => format!("{who} takes it, from {ends}"),
        };
        let draft = draft.also(self.label_of(at.scope, other), label);
        let Some(node) = other.node else { return draft };
        let joint = if self.takes { "from" } else { "to" };
        let written = self.model.written_node(node, self.scope());
        if self.left == [Expectation::Anyone] {
            let Some(own) = self.part.node else { return draft };
            let own = self.model.written_node(own, at.scope);
            let clause = if self.takes { "targets" } else { "sources" };
            let draft = draft.help(format!("add `{own}` to the {clause} there"));
            return self.add_end(draft, at.scope, other, &own);
        }
        let draft = draft.help(format!("if that is meant, write `{joint} {written}`"));
        self.replace_end(draft, &written)
    }

    /// A fix that replaces the one failing end by another.
    pub(super) fn replace_end(&self, draft: Draft, written: &str) -> Draft {
        match self.failing_end() {
            Some(place) => {
                let joint = if self.takes { "from" } else { "to" };
                draft.suggest(format!("write `{joint} {written}`"), vec![(place, written.to_owned())])
            }
            None => draft,
        }
    }

    /// The place of the end that fails, if it is one and stands in a statement with one item.
    pub(super) fn failing_end(&self) -> Option<Place> {
        let [expectation] = *self.left else { return None };
        let file = self.model.file_of(self.scope(), &self.part);
        let tree = self.model.tree(file);
        let statement = &tree.statements[self.part.statement as usize];
        if tree.subjects(self.part.statement).len() > 1 && !statement.marks.has(Marks::EITHER) {
            return None;
        }
        let ends = ends_of(self.model.scope(self.scope()), &self.part);
        let named = ends.iter().find(|named| match (named.end, expectation) {
            (End::Activity(one), Expectation::Activity(other)) => one == other,
            (End::Step(one), Expectation::Step(other)) => one == other,
            (End::Stream(one), Expectation::Stream(other)) => one == other,
            _ => false,
        })?;
        let mut place = self.model.term_place(file, named.term);
        if tree.terms[named.term as usize].is_joined() {
            place.span.end = tree.terms[named.term as usize + 1].span.end;
        }
        Some(place)
    }

    pub(super) fn tell_border(&self, draft: Draft, border: &Occurrence) -> Draft {
        let place = self.label_of(self.scope(), border);
        let file = self.model.file_of(self.scope(), border);
        let joint = if self.takes { "from" } else { "to" };
        let label =
            if self.takes { "it is a trigger of the stream" } else { "it is an outcome of the stream" };
        let draft = draft.also(place, label);
        let written = ends_of(self.model.scope(self.scope()), border)
            .first()
            .map(|named| self.model.sources.slice(self.model.term_place(file, named.term)).to_owned());
        match written {
            Some(written) => {
                let draft = draft
                    .help(format!("if that is meant, write `{joint} {written}`, or no `{joint}` at all"));
                self.replace_end(draft, &written)
            }
            None => self.drop_ends(draft.help(format!("if that is meant, leave out the `{joint}`"))),
        }
    }

    /// A fix that removes the clause, where it names one end only.
    pub(super) fn drop_ends(&self, draft: Draft) -> Draft {
        let file = self.model.file_of(self.scope(), &self.part);
        let tree = self.model.tree(file);
        let (Some(place), 1) = (self.failing_end(), self.part.end_count) else { return draft };
        let subjects = tree.subjects(self.part.statement);
        let mut cut = place;
        cut.span.start = tree.terms[subjects.end as usize - 1].span.end;
        draft.suggest("leave out the end", vec![(cut, String::new())])
    }

    pub(super) fn tell_near(&self, draft: Draft, name: Symbol, other: &Occurrence) -> Draft {
        let place = self.label_of(self.scope(), other);
        let said = self.model.names.text(self.model.sources, name).into_owned();
        let who = self.who(self.scope(), other);
        let (label, edit) = match (self.takes, other.node.is_some()) {
            (true, true) => (format!("{who} puts out this"), true),
            (true, false) => ("this is a trigger".to_owned(), true),
            (false, true) => (format!("{who} takes this"), true),
            (false, false) => ("this is an outcome".to_owned(), true),
        };
        let draft = draft.also(place, label).help(format!("did you mean `{said}`?"));
        if !edit || self.part.choices > 1 {
            return draft;
        }
        let written = self.model.sources.slice(place).to_owned();
        draft.suggest(format!("write `{written}`"), vec![(self.place(), written)])
    }

    pub(super) fn tell_nothing(&self, draft: Draft) -> Draft {
        let item = self.item();
        let quoted = item.replace('`', "\"");
        let chain = self.scope() == ScopeId::CHAIN;
        let speaker =
            self.part.node.map(|node| self.model.written_node(node, self.scope())).unwrap_or_default();
        let help = match (self.takes, self.left) {
            (true, [Expectation::Anyone]) if chain => {
                format!(
                    "let an activity put it out: `output {quoted} to {speaker}`, or say which stakeholder gives it"
                )
            }
            (true, [Expectation::Anyone]) => {
                format!(
                    "let a step put it out, make it a trigger, or name who gives it: `input {quoted} from …`"
                )
            }
            (true, _) if self.part.node.is_some() => {
                format!(
                    "write `output {quoted} to {speaker}` {}, or take the input out",
                    self.where_to_write()
                )
            }
            (true, _) => format!("write `outcome {quoted}` there, or take the end out"),
            (false, [Expectation::Anyone]) if chain => {
                format!(
                    "let an activity take it: `input {quoted} from {speaker}`, or say which stakeholder it is for"
                )
            }
            (false, [Expectation::Anyone]) => {
                format!(
                    "let a step take it, make it an outcome, or name who it is for: `output {quoted} to …`"
                )
            }
            (false, _) if self.part.node.is_some() => {
                format!(
                    "write `input {quoted} from {speaker}` {}, or take the output out",
                    self.where_to_write()
                )
            }
            (false, _) => format!("write `trigger {quoted}` there, or take the end out"),
        };
        draft.help(help)
    }

    pub(super) fn where_to_write(&self) -> String {
        match self.left {
            [Expectation::Step(_)] | [Expectation::Activity(_)]
                if self.scope() == ScopeId::CHAIN || matches!(self.left, [Expectation::Step(_)]) =>
            {
                format!("in {}", self.ends("and"))
            }
            [Expectation::Activity(_)] => format!("in a step of {}", self.ends("and")),
            _ => "there".to_owned(),
        }
    }

    /// The other side of the same mistake, which is not reported besides.
    pub(super) fn paired(&self, draft: Draft, partner: u32) -> Draft {
        let other = &self.model.matching.failures[partner as usize];
        let part = other.part(self.model);
        let scope = other.occurrence.scope;
        match other.occurrence.kind {
            Kind::Trigger | Kind::Outcome => self.tell_border(draft, &part),
            _ => {
                let who = self.who(scope, &part);
                let ends = self.said_ends(scope, &part);
                let (word, none) =
                    if self.takes { ("sends it to", "puts it out") } else { ("expects it from", "takes it") };
                let label = if ends.is_empty() {
                    format!("{who} {none}")
                } else {
                    format!(
                        "{who} {word} {ends}, where nobody {}",
                        if self.takes { "takes it" } else { "has it" }
                    )
                };
                let draft = draft.also(self.label_of(scope, &part), label);
                self.redirect(draft, scope, &part)
            }
        }
    }

    /// Says which of the two ends to change, with a fix where one edit mends both.
    pub(super) fn redirect(&self, draft: Draft, scope: ScopeId, other: &Occurrence) -> Draft {
        let (Some(own), Some(node)) = (self.part.node, other.node) else { return draft };
        let here = self.model.written_node(node, self.scope());
        let there = self.model.written_node(own, scope);
        let admits_here = self.left == [Expectation::Anyone] || self.names(node);
        if admits_here {
            // The end here is right, so the one there is wrong.
            let draft =
                draft.help(format!("write `{} {there}` there", if self.takes { "to" } else { "from" }));
            let file = self.model.file_of(scope, other);
            let tree = self.model.tree(file);
            let mut ends = tree.clause(other.statement);
            let (Some(first), Some(last)) = (ends.next(), tree.clause(other.statement).last()) else {
                return draft;
            };
            if tree.subjects(other.statement).len() > 1 {
                return draft;
            }
            let mut place = self.model.term_place(file, first);
            place.span.end = tree.terms[last as usize].span.end;
            return draft.suggest(format!("write `{there}` there"), vec![(place, there)]);
        }
        let joint = if self.takes { "from" } else { "to" };
        let draft = draft.help(format!("write `{joint} {here}` here"));
        self.replace_end(draft, &here)
    }

    pub(super) fn names(&self, node: NodeId) -> bool {
        let standing = self.model.node(node).standing;
        self.left.iter().any(|expectation| match *expectation {
            Expectation::Step(step) => step == node,
            Expectation::Activity(activity) => standing.may_be(activity),
            _ => false,
        })
    }
}
