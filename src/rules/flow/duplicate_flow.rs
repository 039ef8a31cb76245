//! `duplicate-flow`: the same item between the same ends, stated twice.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Fix;
use crate::model::flows::{End, NamedEnd};
use crate::model::index::ends_of;
use crate::model::{Model, NodeId, Occurrence, Scope, ScopeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{listed, quoted, quoted_items, quoted_owner, quoted_path};
use crate::rules::support::edits::{Edits, removal};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::{end_place, item_place, subject_places};
use crate::source::FileSpan;
use crate::syntax::{Keyword, StatementFlags, Symbol};

pub(crate) const RULE: Rule =
    Rule { name: "duplicate-flow", page: include_str!("../../../rules/duplicate-flow.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let mut items = Vec::new();
    for id in std::iter::once(ScopeId::CHAIN).chain(model.streams()) {
        let scope = model.scope(id);
        for list in [&scope.inputs, &scope.outputs, &scope.triggers, &scope.outcomes] {
            let mut reading =
                Reading { model, id, scope, seen: FxHashMap::default(), findings: &mut findings };
            let mut before = None;
            for occurrence in list.iter().filter(|occurrence| occurrence.end_count > 1) {
                let statement = Some((occurrence.node, occurrence.statement));
                if std::mem::replace(&mut before, statement) != statement {
                    reading.ends_named_twice(occurrence);
                }
            }
            if shares_an_item(model, id, list, &mut items) {
                list.iter().for_each(|occurrence| reading.flow(occurrence));
            }
        }
    }
    findings
}

/// Whether two flows of one node have an item in common, without which none is stated twice: a quick look, since
/// hardly ever two have. `items` is room to work in.
fn shares_an_item(model: &Model<'_>, id: ScopeId, list: &[Occurrence], items: &mut Vec<Symbol>) -> bool {
    // Flows stand in the order of their nodes.
    list.chunk_by(|one, other| one.node == other.node).any(|of_node| {
        if let [flow] = of_node
            && flow.choices == 1
        {
            return false;
        }
        items.clear();
        items.extend(of_node.iter().flat_map(|flow| model.items(id, flow)));
        items.sort_unstable();
        items.windows(2).any(|pair| pair[0] == pair[1])
    })
}

/// Whom a flow is with; a step of a stream that is not described is told by its name.
type With = Option<(End, Option<Symbol>)>;

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
        // Every end that an earlier flow names too, with the first such flow.
        let mut repeated: Vec<(Option<NamedEnd>, &Occurrence)> = Vec::new();
        let mut named: FxHashSet<With> = FxHashSet::default();
        for (end, with) in self.ends(flow) {
            if !named.insert(with) {
                continue;
            }
            let first = *self.seen.entry((flow.node, items.clone(), with)).or_insert(flow);
            if !std::ptr::eq(first, flow) {
                repeated.push((end, first));
            }
        }
        if let Some(&(_, first)) = repeated.first() {
            let finding = self.finding(flow, &repeated, first);
            self.findings.push(finding);
        }
    }

    /// The ends of a flow that can be told from others, or that it has none.
    fn ends(&self, flow: &Occurrence) -> Vec<(Option<NamedEnd>, With)> {
        let terms = &self.model.tree(self.model.file_of(self.id, flow)).terms;
        let ends = ends_of(self.scope, flow);
        if ends.is_empty() {
            return vec![(None, None)];
        }
        let with = |named: &NamedEnd| match named.end {
            // Reported by `unknown-name` and `self-flow`.
            End::Unknown | End::Itself => None,
            End::Undescribed(_) => {
                let step = terms.get(named.term as usize + 1).and_then(|term| term.symbol());
                Some((Some(*named), Some((named.end, step))))
            }
            end => Some((Some(*named), Some((end, None)))),
        };
        ends.iter().filter_map(with).collect()
    }

    fn statement(&self, flow: &Occurrence) -> StatementRef {
        StatementRef { file: self.model.file_of(self.id, flow), index: flow.statement }
    }

    fn keyword(&self, flow: &Occurrence) -> Keyword {
        let statement = self.statement(flow);
        self.model.tree(statement.file).statements[statement.index as usize].keyword
    }

    fn flags(&self, flow: &Occurrence) -> StatementFlags {
        let statement = self.statement(flow);
        self.model.tree(statement.file).statements[statement.index as usize].flags
    }

    fn path(&self, flow: &Occurrence, end: NamedEnd) -> FileSpan {
        end_place(self.model, self.model.file_of(self.id, flow), end.term)
    }

    /// What the flow does, with these words for its items and ends: "step `a` sends `x` to `b`".
    fn said(&self, flow: &Occurrence, items: &str, ends: &[String]) -> String {
        let keyword = self.keyword(flow);
        let viewpoint = quoted_owner(self.model, self.id, flow);
        let does = match keyword {
            Keyword::Input => "takes",
            Keyword::Output if ends.is_empty() => "puts out",
            Keyword::Output => "sends",
            Keyword::Trigger => "is triggered by",
            _ => "yields",
        };
        let joint = if matches!(keyword, Keyword::Input | Keyword::Trigger) { "from" } else { "to" };
        let with = if ends.is_empty() { String::new() } else { format!(" {joint} {}", listed(ends, "and")) };
        format!("{viewpoint} {does} {items}{with}")
    }

    // ── The same flow in two places ─────────────────────────────────────────────────────────────

    fn finding(
        &self,
        flow: &Occurrence,
        repeated: &[(Option<NamedEnd>, &Occurrence)],
        first: &Occurrence,
    ) -> FindingBuilder {
        let model = self.model;
        let place = |flow: &Occurrence| item_place(model, self.id, flow);
        let ends: Vec<String> = repeated
            .iter()
            .filter_map(|&(end, _)| end)
            .map(|end| quoted_path(model, self.path(flow, end)))
            .collect();
        let message = format!("{} twice", self.said(flow, &quoted_items(model, self.id, flow), &ends));
        let mut finding = FindingBuilder::new(place(flow), message)
            .label("stated again")
            .secondary(place(first), "stated first");
        for &(_, earlier) in &repeated[1..] {
            finding = finding.secondary(place(earlier), "stated first");
        }
        let finding = finding
            .fingerprint(flow_words(model, self.id, flow))
            .fingerprint([self.keyword(flow).word().to_owned()]);
        let waits = |flow| {
            !self.flags(flow).has(StatementFlags::OPTIONAL) && !self.flags(flow).has(StatementFlags::REWORK)
        };
        if repeated.iter().any(|&(_, earlier)| !waits(earlier) && self.regard(earlier) != self.regard(flow)) {
            return finding
                .help("the two differ in whether the step waits for it: keep the one that is true");
        }
        if repeated.iter().any(|&(_, earlier)| self.says_more(flow, earlier)) {
            return finding.help("the two promise different times: keep the one that is true");
        }
        match self.fix(flow, repeated) {
            Some((title, edits)) => finding.fix(Fix::safe(title, edits)),
            None => finding.help("keep one of the two, or name the item or the end that was meant"),
        }
    }

    /// How the step regards an input: whether it waits for it.
    fn regard(&self, flow: &Occurrence) -> (bool, bool) {
        (self.flags(flow).has(StatementFlags::OPTIONAL), self.flags(flow).has(StatementFlags::REWORK))
    }

    /// Whether the later of two outcomes promises a time that the earlier does not.
    fn says_more(&self, later: &Occurrence, earlier: &Occurrence) -> bool {
        let within = |flow| {
            let StatementRef { file, index } = self.statement(flow);
            let term = self.model.tree(file).within(index)?;
            Some(self.model.sources.slice(FileSpan { file, span: term.span }))
        };
        within(later).is_some() && within(later) != within(earlier)
    }

    fn fix(
        &self,
        flow: &Occurrence,
        repeated: &[(Option<NamedEnd>, &Occurrence)],
    ) -> Option<(&'static str, Edits)> {
        let model = self.model;
        let statement = self.statement(flow);
        let tree = model.tree(statement.file);
        let items = tree.subjects(statement.index);
        let is_alone = items.len() as u32 == flow.choices;
        let inside = repeated.iter().all(|&(_, earlier)| earlier.statement == flow.statement);
        let either = |flow| self.flags(flow).has(StatementFlags::EITHER);
        let has_choice = either(flow) || repeated.iter().any(|&(_, earlier)| either(earlier));
        if has_choice && !is_alone && !inside {
            // Alternatives are such only together.
            return self
                .same_choice(flow, repeated)
                .then(|| Some(("remove this statement", removal::statement(model, statement)?)))?;
        }
        // Inputs and outcomes are compared with all their alternatives.
        if has_choice && matches!(self.keyword(flow), Keyword::Output | Keyword::Trigger) && !inside {
            return None;
        }
        if repeated.len() == self.all_ends(flow) {
            if is_alone {
                return Some(("remove this statement", removal::statement(model, statement)?));
            }
            let spans: Vec<_> = items.clone().map(|at| tree.terms[at as usize].span).collect();
            let goes = |at: usize| items.start + at as u32 == flow.term;
            let edits = removal::members(model, statement.file, &spans, goes)?;
            return Some(("remove this item", edits));
        }
        if !is_alone {
            return None;
        }
        let ends = removal::ends(model, statement);
        let gone: Vec<_> = repeated.iter().filter_map(|&(end, _)| Some(self.path(flow, end?).span)).collect();
        let edits = removal::members(model, statement.file, &ends, |at| gone.contains(&ends[at]))?;
        Some(("remove the ends stated before", edits))
    }

    /// How many ends the flow names, 1 for none.
    fn all_ends(&self, flow: &Occurrence) -> usize {
        (flow.end_count as usize).max(1)
    }

    /// Whether one earlier statement has the same alternatives and covers all ends of this one.
    fn same_choice(&self, flow: &Occurrence, repeated: &[(Option<NamedEnd>, &Occurrence)]) -> bool {
        let items = |flow| {
            let StatementRef { file, index } = self.statement(flow);
            let tree = self.model.tree(file);
            let names = tree.subjects(index).filter_map(|at| tree.terms[at as usize].symbol());
            let mut items: Vec<Symbol> = names.map(|name| self.model.declared.item(name)).collect();
            items.sort_unstable();
            items
        };
        let either = |flow| self.flags(flow).has(StatementFlags::EITHER);
        let Some(&(_, first)) = repeated.first() else { return false };
        let one = repeated.iter().all(|&(_, earlier)| earlier.statement == first.statement);
        let all = repeated.len() == self.all_ends(flow);
        one && all && either(flow) && either(first) && items(flow) == items(first)
    }

    // ── The same end twice in one statement ─────────────────────────────────────────────────────

    fn ends_named_twice(&mut self, flow: &Occurrence) {
        let model = self.model;
        let statement = self.statement(flow);
        let mut named: FxHashMap<With, FileSpan> = FxHashMap::default();
        for (end, with) in self.ends(flow) {
            let Some(end) = end else { continue };
            let place = self.path(flow, end);
            let first = *named.entry(with).or_insert(place);
            if first == place {
                continue;
            }
            let items: Vec<String> = subject_places(model, statement.file, statement.index)
                .map(|item| quoted(model, item))
                .collect();
            let either = self.flags(flow).has(StatementFlags::EITHER);
            let items = listed(&items, if either { "or" } else { "and" });
            let said = [quoted_path(model, place)];
            let ends = removal::ends(model, statement);
            let mut finding = FindingBuilder::new(place, format!("{} twice", self.said(flow, &items, &said)))
                .label("named again")
                .secondary(first, "named first")
                .fingerprint(flow_words(model, self.id, flow))
                .fingerprint([self.keyword(flow).word().to_owned()]);
            if let Some(edits) = removal::members(model, statement.file, &ends, |at| ends[at] == place.span) {
                finding = finding.fix(Fix::safe("remove this end", edits));
            }
            self.findings.push(finding);
        }
    }
}
