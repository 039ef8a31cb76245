//! Why an expectation fails: what is nearly there, told so that the reader sees what to write.

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Expectation, Failure, Kind, OccurrenceRef, Way};
use crate::model::near::{Nearness, Wording};
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::Draft;
use crate::rules::say::listed;
use crate::source::Place;
use crate::syntax::{Marks, Symbol};
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

    // ── Telling it ──────────────────────────────────────────────────────────────────────────────

    fn label_of(&self, scope: ScopeId, other: &Occurrence) -> Place {
        self.model.term_place(self.model.file_of(scope, other), other.term)
    }

    /// The ends of an occurrence as written.
    fn said_ends(&self, scope: ScopeId, other: &Occurrence) -> String {
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

    fn who(&self, scope: ScopeId, other: &Occurrence) -> String {
        match other.node {
            Some(node) => self.model.said_node(node),
            None => self.model.said_stream(scope),
        }
    }

    fn tell_addressed(
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
    fn add_end(&self, draft: Draft, scope: ScopeId, other: &Occurrence, written: &str) -> Draft {
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

    fn tell_other_end(&self, draft: Draft, (at, other): (OccurrenceRef, &Occurrence)) -> Draft {
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
    fn replace_end(&self, draft: Draft, written: &str) -> Draft {
        match self.failing_end() {
            Some(place) => {
                let joint = if self.takes { "from" } else { "to" };
                draft.suggest(format!("write `{joint} {written}`"), vec![(place, written.to_owned())])
            }
            None => draft,
        }
    }

    /// The place of the end that fails, if it is one and stands in a statement with one item.
    fn failing_end(&self) -> Option<Place> {
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

    fn tell_border(&self, draft: Draft, border: &Occurrence) -> Draft {
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
    fn drop_ends(&self, draft: Draft) -> Draft {
        let file = self.model.file_of(self.scope(), &self.part);
        let tree = self.model.tree(file);
        let (Some(place), 1) = (self.failing_end(), self.part.end_count) else { return draft };
        let subjects = tree.subjects(self.part.statement);
        let mut cut = place;
        cut.span.start = tree.terms[subjects.end as usize - 1].span.end;
        draft.suggest("leave out the end", vec![(cut, String::new())])
    }

    fn tell_near(&self, draft: Draft, name: Symbol, other: &Occurrence) -> Draft {
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

    fn tell_nothing(&self, draft: Draft) -> Draft {
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

    fn where_to_write(&self) -> String {
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
    fn paired(&self, draft: Draft, partner: u32) -> Draft {
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
    fn redirect(&self, draft: Draft, scope: ScopeId, other: &Occurrence) -> Draft {
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

    fn names(&self, node: NodeId) -> bool {
        let standing = self.model.node(node).standing;
        self.left.iter().any(|expectation| match *expectation {
            Expectation::Step(step) => step == node,
            Expectation::Activity(activity) => standing.may_be(activity),
            _ => false,
        })
    }
}
