//! Why an expectation fails: what is nearly there, told so that the reader sees what to write.

mod telling;

use crate::model::flows::Occurrence;
use crate::model::index::ends_of;
use crate::model::matching::{Expectation, Failure, Kind, OccurrenceRef, Way};
use crate::model::near::{Nearness, Wording};
use crate::model::{Model, ScopeId};
use crate::rules::Draft;
use crate::rules::say::listed;
use crate::source::Place;
use crate::syntax::Symbol;
use rustc_hash::FxHashMap;

/// A name that could have been meant, with its item and where it flows.
type Other<'m> = (Wording, Symbol, &'m Occurrence);

/// The names on the other side of each scope, prepared for comparison once.
#[derive(Default)]
pub(super) struct OtherNames<'m> {
    nearness: Nearness,
    scopes: FxHashMap<(ScopeId, bool), Vec<Other<'m>>>,
}

impl<'m> OtherNames<'m> {
    /// The names that whoever looks as `case` does could have meant; none in a scope with too many to compare.
    fn of(&mut self, case: &Case<'m>) -> &[Other<'m>] {
        const MOST: usize = 300;
        let OtherNames { nearness, scopes } = self;
        scopes.entry((case.scope(), case.takes)).or_insert_with(|| {
            let model: &'m Model<'m> = case.model;
            let scope = model.scope(case.scope());
            let border = if case.takes { &scope.triggers } else { &scope.outcomes };
            let others: Vec<&Occurrence> =
                case.others(case.scope()).map(|(_, other)| other).chain(border).take(MOST + 1).collect();
            let mut names = Vec::new();
            for &other in others.iter().filter(|_| others.len() <= MOST) {
                for item in model.items(case.scope(), other) {
                    names.push((nearness.wording(&model.names.text(model.sources, item)), item, other));
                }
            }
            names
        })
    }
}

/// One side of a failure, with what its messages need.
pub(super) struct Case<'m> {
    model: &'m Model<'m>,
    failure: &'m Failure,
    part: Occurrence,
    /// The expectations to tell of.
    left: &'m [Expectation],
    takes: bool,
}

impl<'m> Case<'m> {
    pub(super) fn new(model: &'m Model<'m>, at: usize) -> Case<'m> {
        let failure = &model.matching.failures[at];
        let left = match &model.diagnosis.left[at] {
            left if left.is_empty() => &failure.expectations[..],
            left => &left[..],
        };
        Case { model, failure, part: failure.part(model), left, takes: failure.way == Way::Takes }
    }

    fn scope(&self) -> ScopeId {
        self.failure.occurrence.scope
    }

    /// Where the item stands.
    pub(super) fn place(&self) -> Place {
        let file = self.model.file_of(self.scope(), &self.part);
        self.model.term_place(file, self.part.term)
    }

    /// The item, in backticks.
    pub(super) fn item(&self) -> String {
        self.model.said_items(self.scope(), &self.part)
    }

    /// Who speaks: a node, or the stream.
    pub(super) fn speaker(&self) -> String {
        match self.part.node {
            Some(node) => self.model.said_node(node),
            None => self.model.said_stream(self.scope()),
        }
    }

    /// Whom the failing expectations are of, one after the other; empty for anybody.
    pub(super) fn ends(&self, word: &str) -> String {
        let named = self.left.iter().filter(|&&expectation| expectation != Expectation::Anyone);
        listed(&named.map(|&expectation| self.model.said_expectation(expectation)).collect::<Vec<_>>(), word)
    }

    /// The words that tell it from all others.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = self.model.words_of_flow(self.scope(), &self.part);
        let mut ends: Vec<String> =
            self.left.iter().map(|&end| self.model.words_of_expectation(end)).collect();
        ends.sort();
        words.extend(ends);
        words
    }

    /// Adds to `draft` why it fails and what to write.
    pub(super) fn explain(&self, draft: Draft, partner: Option<u32>, names: &mut OtherNames<'m>) -> Draft {
        if let Some(partner) = partner {
            return self.paired(draft, partner);
        }
        let mut found = false;
        let mut draft = draft;
        for &expectation in self.left.iter().take(3) {
            if let Some(other) = self.addressed_elsewhere(expectation) {
                draft = self.tell_addressed(draft, other, expectation);
                found = true;
            }
        }
        if found {
            return draft;
        }
        if let Some(other) = self.same_item_of_another() {
            return self.tell_other_end(draft, other);
        }
        if let Some(trigger) = self.border_with_item() {
            return self.tell_border(draft, trigger);
        }
        if let Some((name, other)) = self.near_name(names) {
            return self.tell_near(draft, name, other);
        }
        self.tell_nothing(draft)
    }

    /// The same for a trigger or outcome, which its own stream should use or produce.
    pub(super) fn explain_border(&self, draft: Draft, names: &mut OtherNames<'m>) -> Draft {
        let own = self.others(self.scope()).find(|(_, other)| self.agrees(self.scope(), other));
        let joint = if self.takes { "to" } else { "from" };
        if let Some((at, other)) = own {
            let who = self.who(at.scope, other);
            let ends = self.said_ends(at.scope, other);
            let word = if self.takes { "sends it" } else { "expects it" };
            let draft = draft.also(self.label_of(at.scope, other), format!("{who} {word} {joint} {ends}"));
            let here = self.said_ends(self.scope(), &self.part);
            let wanted = if here.is_empty() {
                format!("leave out the `{joint}` there")
            } else {
                format!("name {here} there too, or leave out the `{joint}`")
            };
            let draft = draft.help(wanted);
            return self.share_end(draft, at.scope, other);
        }
        if let Some((name, other)) = self.near_name(names) {
            return self.tell_near(draft, name, other);
        }
        let quoted = self.item().replace('`', "\"");
        let (step, word) = if self.takes { ("output", "puts it out") } else { ("input", "takes it") };
        draft.help(format!("write `{step} {quoted}` in the step that {word}"))
    }

    /// A fix that gives the flow of a step the end that the trigger or outcome names, in place of its one end.
    fn share_end(&self, draft: Draft, scope: ScopeId, other: &Occurrence) -> Draft {
        let file = self.model.file_of(scope, other);
        let tree = self.model.tree(file);
        let (1, 1) = (tree.subjects(other.statement).len(), other.end_count) else { return draft };
        let terms = tree.clause(other.statement);
        let mut place = self.model.term_place(file, terms.start);
        place.span.end = tree.terms[terms.end as usize - 1].span.end;
        let border = ends_of(self.model.scope(self.scope()), &self.part);
        match border {
            [] => {
                place.span.start = tree.terms[tree.subjects(other.statement).end as usize - 1].span.end;
                draft.suggest("leave out the end there", vec![(place, String::new())])
            }
            [named, ..] => {
                let own = self.model.file_of(self.scope(), &self.part);
                let written = self.model.sources.slice(self.model.term_place(own, named.term)).to_owned();
                draft.suggest(format!("write `{written}` there"), vec![(place, written)])
            }
        }
    }

    // ── What is there ───────────────────────────────────────────────────────────────────────────

    /// The occurrences of nodes on the other side in a scope.
    fn others(&self, scope: ScopeId) -> impl Iterator<Item = (OccurrenceRef, &'m Occurrence)> + use<'m> {
        let model: &'m Model<'m> = self.model;
        let (kind, list) = match self.takes {
            true => (Kind::Output, &model.scope(scope).outputs),
            false => (Kind::Input, &model.scope(scope).inputs),
        };
        // A scope so large that its flows cannot be looked through for each finding is looked at in part.
        const MOST: usize = 2_000;
        let occurrence = move |index| OccurrenceRef { scope, kind, index: index as u32 };
        list.iter().take(MOST).enumerate().map(move |(index, other)| (occurrence(index), other))
    }

    fn agrees(&self, other_scope: ScopeId, other: &Occurrence) -> bool {
        let model = self.model;
        model.items(self.scope(), &self.part).any(|own| {
            model.items(other_scope, other).any(|item| {
                let (gives, takes) = if self.takes { (item, own) } else { (own, item) };
                model.declared.agree(gives, takes)
            })
        })
    }

    /// The same item at the very end that is named, but meant for others.
    fn addressed_elsewhere(&self, expectation: Expectation) -> Option<(OccurrenceRef, &'m Occurrence)> {
        let scope = match expectation {
            Expectation::Step(step) => self.model.node(step).scope,
            Expectation::Stream(stream) => stream,
            Expectation::Activity(_) => self.scope(),
            Expectation::Anyone => return None,
        };
        self.others(scope).find(|(_, other)| {
            let stands_there = other.node.is_some_and(|node| match expectation {
                Expectation::Step(step) => node == step,
                Expectation::Activity(activity) => self.model.node(node).standing.may_be(activity),
                _ => true,
            });
            stands_there && other.node != self.part.node && self.agrees(scope, other)
        })
    }

    /// The same item at another node of this scope.
    fn same_item_of_another(&self) -> Option<(OccurrenceRef, &'m Occurrence)> {
        let scope = self.scope();
        let fits = |(_, other): &(OccurrenceRef, &Occurrence)| {
            other.node != self.part.node && self.agrees(scope, other)
        };
        // One that is not addressed to anybody else is the better guess.
        let all: Vec<_> = self.others(scope).filter(fits).take(20).collect();
        let free = |(_, other): &&(OccurrenceRef, &Occurrence)| other.end_count == 0;
        all.iter().find(free).or(all.first()).copied()
    }

    /// A trigger with the item an input asks somebody else for; an outcome with the item an output sends elsewhere.
    fn border_with_item(&self) -> Option<&'m Occurrence> {
        self.part.node?;
        let model: &'m Model<'m> = self.model;
        let scope = model.scope(self.scope());
        let list = if self.takes { &scope.triggers } else { &scope.outcomes };
        list.iter().find(|border| self.agrees(self.scope(), border))
    }

    /// The nearest name on the other side of this scope, with its occurrence.
    fn near_name(&self, names: &mut OtherNames<'m>) -> Option<(Symbol, &'m Occurrence)> {
        let model: &'m Model<'m> = self.model;
        let own = model.items(self.scope(), &self.part).next()?;
        let wording = names.nearness.wording(&model.names.text(model.sources, own));
        let mut best: Option<(f64, Symbol, &Occurrence)> = None;
        for (candidate, item, other) in names.of(self) {
            if *item == own || other.node.is_some() && other.node == self.part.node {
                continue;
            }
            let likeness = wording.likeness(candidate);
            let is_better = best.is_none_or(|(most, ..)| likeness > most);
            if is_better && (candidate.is_near(&wording) || likeness >= 0.85) {
                best = Some((likeness, *item, other));
            }
        }
        best.map(|(_, item, other)| (item, other))
    }
}
