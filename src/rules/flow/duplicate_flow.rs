//! `duplicate-flow`: the same item between the same ends, stated twice.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Fix;
use crate::model::flows::{End, NamedEnd};
use crate::model::index::ends_of;
use crate::model::{Model, NodeId, Occurrence, Scope, ScopeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_items, quoted_owner, quoted_path};
use crate::rules::support::edits::insertion::preposition;
use crate::rules::support::edits::{Edits, removal};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::{end_place, item_place, subject_places};
use crate::source::FileSpan;
use crate::syntax::{Keyword, StatementFlags, Symbol, Term};

pub(crate) const RULE: Rule = rule!("duplicate-flow", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let mut items = Vec::new();
    for id in model.scopes() {
        let scope = model.scope(id);
        for list in [&scope.inputs, &scope.outputs, &scope.triggers, &scope.outcomes] {
            let mut reading =
                Reading { model, id, scope, seen: FxHashMap::default(), findings: &mut findings };
            let mut before = None;
            for flow in list {
                // The items of a statement share its ends.
                let statement = (flow.node, flow.statement);
                if flow.end_count > 1 && before.replace(statement) != Some(statement) {
                    reading.ends_named_twice(flow);
                }
            }
            if shares_an_item(model, id, list, &mut items) {
                for flow in list {
                    reading.flow(flow);
                }
            }
        }
    }
    findings
}

/// Whether two flows of one node have an item in common, without which none is stated twice: a quick look, since
/// hardly ever two have. `items` is room to work in.
fn shares_an_item(model: &Model<'_>, id: ScopeId, list: &[Occurrence], items: &mut Vec<Symbol>) -> bool {
    // Flows stand in the order of their nodes.
    for of_node in list.chunk_by(|one, other| one.node == other.node) {
        if let [flow] = of_node
            && flow.choices == 1
        {
            continue;
        }
        items.clear();
        for flow in of_node {
            items.extend(model.items(id, flow));
        }
        items.sort_unstable();
        if items.windows(2).any(|pair| pair[0] == pair[1]) {
            return true;
        }
    }
    false
}

/// Whom a flow is with, none for anybody. A step of a stream that is not described is known by its name.
type With = Option<(End, Option<Symbol>)>;

/// What an earlier flow has stated already.
#[derive(Clone, Copy)]
struct Repeated<'m> {
    /// An end that both name; none where neither names any.
    end: Option<NamedEnd>,
    /// The first flow that states it.
    first: &'m Occurrence,
}

/// One list of flows, read in the order of the text.
struct Reading<'m, 'd> {
    model: &'m Model<'m>,
    id: ScopeId,
    scope: &'m Scope,
    /// The first flow of each node with these items and this end, or without ends.
    seen: FxHashMap<(Option<NodeId>, Vec<Symbol>, With), &'m Occurrence>,
    findings: &'d mut Vec<FindingBuilder>,
}

impl<'m> Reading<'m, '_> {
    fn flow(&mut self, flow: &'m Occurrence) {
        let mut items: Vec<Symbol> = self.model.items(self.id, flow).collect();
        items.sort_unstable();
        items.dedup();
        let mut repeated: Vec<Repeated<'m>> = Vec::new();
        let mut named: FxHashSet<With> = FxHashSet::default();
        for (end, with) in self.ends(flow) {
            if !named.insert(with) {
                continue;
            }
            let first = *self.seen.entry((flow.node, items.clone(), with)).or_insert(flow);
            if !std::ptr::eq(first, flow) {
                repeated.push(Repeated { end, first });
            }
        }
        if !repeated.is_empty() {
            let finding = self.finding(flow, &repeated);
            self.findings.push(finding);
        }
    }

    /// The ends of a flow that differ from others, or that it has none.
    fn ends(&self, flow: &Occurrence) -> Vec<(Option<NamedEnd>, With)> {
        let all = ends_of(self.scope, flow);
        if all.is_empty() {
            return vec![(None, None)];
        }
        let terms = &self.model.tree(self.model.file_of(self.id, flow)).terms;
        let mut ends = Vec::with_capacity(all.len());
        for &named in all {
            let step = match named.end {
                // Reported by `unknown-name` and `self-flow`.
                End::Unknown | End::Itself => continue,
                End::Undescribed(_) => terms.get(named.term.index() + 1).and_then(Term::symbol),
                _ => None,
            };
            ends.push((Some(named), Some((named.end, step))));
        }
        ends
    }

    fn statement(&self, flow: &Occurrence) -> StatementRef {
        StatementRef { file: self.model.file_of(self.id, flow), id: flow.statement }
    }

    fn keyword(&self, flow: &Occurrence) -> Keyword {
        self.model.statement(self.statement(flow)).keyword
    }

    fn has(&self, flow: &Occurrence, flag: StatementFlags) -> bool {
        self.model.statement(self.statement(flow)).flags.has(flag)
    }

    fn place_of(&self, flow: &Occurrence, end: NamedEnd) -> FileSpan {
        end_place(self.model, self.model.file_of(self.id, flow), end.term)
    }

    /// What the flow does, with these words for its items and ends: "step `a` sends `x` to `b`".
    fn sentence(&self, flow: &Occurrence, items: &str, ends: &[String]) -> String {
        let keyword = self.keyword(flow);
        let owner = quoted_owner(self.model, self.id, flow);
        let verb = match keyword {
            Keyword::Input if ends.is_empty() => "uses",
            Keyword::Input => "gets",
            Keyword::Output if ends.is_empty() => "produces",
            Keyword::Output => "sends",
            Keyword::Trigger => "starts with",
            _ => "promises",
        };
        if ends.is_empty() {
            return format!("{owner} {verb} {items}");
        }
        format!("{owner} {verb} {items} {} {}", preposition(keyword), few_listed(ends, "and"))
    }

    /// The words of the fingerprint.
    fn fingerprint(&self, flow: &Occurrence) -> Vec<String> {
        let mut words = flow_words(self.model, self.id, flow);
        words.push(self.keyword(flow).word().to_owned());
        words
    }

    // ── The same flow in two places ─────────────────────────────────────────────────────────────

    fn finding(&self, flow: &Occurrence, repeated: &[Repeated<'m>]) -> FindingBuilder {
        let model = self.model;
        let mut ends = Vec::new();
        for end in repeated.iter().filter_map(|again| again.end) {
            ends.push(quoted_path(model, self.place_of(flow, end)));
        }
        let sentence = self.sentence(flow, &quoted_items(model, self.id, flow), &ends);
        let mut finding = FindingBuilder::new(item_place(model, self.id, flow), format!("{sentence} twice"))
            .label("stated again");
        for again in repeated {
            finding = finding.secondary(item_place(model, self.id, again.first), "stated first");
        }
        let finding = finding.fingerprint(self.fingerprint(flow));
        if repeated.iter().any(|again| self.waits_otherwise(flow, again.first)) {
            let differ = match self.model.statement(self.statement(flow)).keyword {
                Keyword::Output => "whether it always comes",
                _ => "whether the step waits for it",
            };
            return finding.help(format!("the two differ in {differ}: keep the one that is true"));
        }
        if repeated.iter().any(|again| self.promises_more(flow, again.first)) {
            return finding.help("the two promise different times: keep the one that is true");
        }
        match self.fix(flow, repeated) {
            Some((title, edits)) => finding.fix(Fix::safe(title, edits)),
            None => finding.help("keep one of the two, or correct the one that means something else"),
        }
    }

    /// Whether the step waits for one of two inputs otherwise than for the other, or only one of two outputs always comes.
    fn waits_otherwise(&self, later: &Occurrence, earlier: &Occurrence) -> bool {
        let differ = |flag| self.has(later, flag) != self.has(earlier, flag);
        differ(StatementFlags::OPTIONAL) || differ(StatementFlags::REWORK) || differ(StatementFlags::REPLY)
    }

    /// Whether the statement of a flow is read without a guess: what is guessed may have been meant otherwise.
    fn is_sure(&self, flow: &Occurrence) -> bool {
        self.model.is_sure(self.statement(flow))
    }

    /// Whether the later of two outcomes promises a time, or the later of two triggers comes again, as the earlier does
    /// not.
    fn promises_more(&self, later: &Occurrence, earlier: &Occurrence) -> bool {
        let time = self.promised_time(later);
        time.is_some() && time != self.promised_time(earlier)
    }

    fn promised_time(&self, flow: &Occurrence) -> Option<&'m str> {
        let StatementRef { file, id: index } = self.statement(flow);
        let tree = self.model.tree(file);
        let term = tree.within(index).or_else(|| tree.every(index))?;
        Some(self.model.slice(FileSpan { file, span: term.span }))
    }

    fn fix(&self, flow: &Occurrence, repeated: &[Repeated<'m>]) -> Option<(&'static str, Edits)> {
        if !self.is_sure(flow) || !repeated.iter().all(|again| self.is_sure(again.first)) {
            return None;
        }
        let model = self.model;
        let statement = self.statement(flow);
        let items = model.tree(statement.file).subjects(statement.id);
        let is_alone = items.count_u32() == flow.choices;
        let is_inside = repeated.iter().all(|again| again.first.statement == flow.statement);
        if !is_inside && self.has_choice(flow, repeated) {
            // Alternatives are such only together.
            if !is_alone {
                let is_same = self.is_same_choice(flow, repeated);
                return if is_same { self.without_statement(flow) } else { None };
            }
            // Inputs and outcomes are compared with all their alternatives.
            if matches!(self.keyword(flow), Keyword::Output | Keyword::Trigger) {
                return None;
            }
        }
        if repeated.len() == number_of_ends(flow) {
            if is_alone {
                return self.without_statement(flow);
            }
            return Some(("remove this item", removal::item(model, statement, flow.term)?));
        }
        if !is_alone {
            return None;
        }
        let mut gone = FxHashSet::default();
        for end in repeated.iter().filter_map(|again| again.end) {
            gone.insert(self.place_of(flow, end).span);
        }
        // To be with nobody but itself is another thing to say: `self-flow` comes first.
        let mut left = ends_of(self.scope, flow).iter();
        if left.all(|&end| end.end == End::Itself || gone.contains(&self.place_of(flow, end).span)) {
            return None;
        }
        let ends = removal::ends(model, statement);
        let edits = removal::members(model, statement.file, &ends, |at| gone.contains(&ends[at]))?;
        Some(("remove the names that stand there already", edits))
    }

    fn without_statement(&self, flow: &Occurrence) -> Option<(&'static str, Edits)> {
        Some(("remove this statement", removal::statement(self.model, self.statement(flow))?))
    }

    fn has_choice(&self, flow: &Occurrence, repeated: &[Repeated<'m>]) -> bool {
        self.has(flow, StatementFlags::EITHER)
            || repeated.iter().any(|again| self.has(again.first, StatementFlags::EITHER))
    }

    /// Whether one earlier statement has the same alternatives and covers all ends of this one.
    fn is_same_choice(&self, flow: &Occurrence, repeated: &[Repeated<'m>]) -> bool {
        let Some(&Repeated { first, .. }) = repeated.first() else { return false };
        repeated.iter().all(|again| again.first.statement == first.statement)
            && repeated.len() == number_of_ends(flow)
            && self.has(flow, StatementFlags::EITHER)
            && self.has(first, StatementFlags::EITHER)
            && self.all_items(flow) == self.all_items(first)
    }

    /// All items of a flow's statement, sorted.
    fn all_items(&self, flow: &Occurrence) -> Vec<Symbol> {
        let StatementRef { file, id: index } = self.statement(flow);
        let tree = self.model.tree(file);
        let mut items = Vec::new();
        for at in tree.subjects(index) {
            if let Some(name) = tree[at].symbol() {
                items.push(self.model.declared().item(name));
            }
        }
        items.sort_unstable();
        items
    }

    // ── The same end twice in one statement ─────────────────────────────────────────────────────

    fn ends_named_twice(&mut self, flow: &Occurrence) {
        let mut named: FxHashMap<With, FileSpan> = FxHashMap::default();
        for (end, with) in self.ends(flow) {
            let Some(end) = end else { continue };
            let place = self.place_of(flow, end);
            let first = *named.entry(with).or_insert(place);
            if first != place {
                let finding = self.draft_of_end(flow, place, first);
                self.findings.push(finding);
            }
        }
    }

    fn draft_of_end(&self, flow: &Occurrence, place: FileSpan, first: FileSpan) -> FindingBuilder {
        let model = self.model;
        let statement = self.statement(flow);
        let items = subject_places(model, statement.file, statement.id);
        let items: Vec<String> = items.map(|item| quoted(model, item)).collect();
        let items = few_listed(&items, if self.has(flow, StatementFlags::EITHER) { "or" } else { "and" });
        let sentence = self.sentence(flow, &items, &[quoted_path(model, place)]);
        let finding = FindingBuilder::new(place, format!("{sentence} twice"))
            .label("named again")
            .secondary(first, "named first")
            .fingerprint(self.fingerprint(flow));
        let ends = removal::ends(model, statement);
        match removal::members(model, statement.file, &ends, |at| ends[at] == place.span) {
            Some(edits) if self.is_sure(flow) => finding.fix(Fix::safe("remove this name", edits)),
            _ => finding,
        }
    }
}

/// How many ends a flow names, 1 for none: so many times it can be stated before.
fn number_of_ends(flow: &Occurrence) -> usize {
    (flow.end_count as usize).max(1)
}
