//! `unwritten-record`: an item is read from a repository to which others are written, and whoever makes it sends it elsewhere.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::{ExternalId, Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name, quoted_owner};
use crate::rules::support::edits::FlowEdit;
use crate::rules::support::end_path::written_name;
use crate::rules::support::name_words::{statement_words, symbol_words};
use crate::rules::support::places::item_place;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule = rule!("unwritten-record", check);

/// A read of one repository, first of those of the same items.
struct Read<'m> {
    scope: ScopeId,
    flow: &'m Occurrence,
    repository: ExternalId,
    /// Where the items are read, this place first.
    again: Vec<FileSpan>,
}

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    if model.has_open_blocks() {
        return Vec::new();
    }
    let written = written(model);
    if written.is_empty() {
        return Vec::new();
    }
    let mut reads: BTreeMap<(ExternalId, Vec<Symbol>), Read<'_>> = BTreeMap::new();
    for scope in model.scopes() {
        let flows = model.scope(scope);
        for flow in flows.inputs.iter().chain(&flows.triggers) {
            // From outside, a trigger is content with any of its alternatives.
            let whole = if flow.node.is_none() { model.whole_trigger(scope, flow) } else { *flow };
            if whole.term != flow.term {
                continue;
            }
            for named in ends_of(flows, flow) {
                let End::External(repository) = named.end else { continue };
                let Some(known) = written.get(&repository) else { continue };
                let mut items: Vec<Symbol> = model.items(scope, &whole).collect();
                if items.iter().any(|item| known.contains(item)) {
                    continue;
                }
                items.sort_unstable();
                items.dedup();
                let place = item_place(model, scope, flow);
                let read = reads.entry((repository, items));
                let again = &mut read.or_insert(Read { scope, flow, repository, again: Vec::new() }).again;
                again.push(place);
            }
        }
    }
    if reads.is_empty() {
        return Vec::new();
    }
    // A name that is the other's with a slip is reported as such.
    let mut odd = FxHashSet::default();
    for found in model.look_alikes() {
        if found.kind == Keyword::Item {
            odd.extend([found.odd.0, found.right.0]);
        }
    }
    reads.retain(|(_, items), _| !items.iter().any(|item| odd.contains(item) || model.is_mentioned(*item)));
    let makers = makers(model, &reads.keys().flat_map(|(_, items)| items).copied().collect());
    let mut findings = Vec::new();
    for ((_, items), read) in &reads {
        let known: Vec<Maker> = items.iter().filter_map(|item| makers.get(item).copied()).collect();
        if let Some(first) = known.first()
            && !known.iter().any(|maker| maker.is_open)
        {
            findings.push(finding(model, read, items, first.at));
        }
    }
    findings
}

/// What is written to each repository, all broader items included.
fn written(model: &Model<'_>) -> FxHashMap<ExternalId, FxHashSet<Symbol>> {
    let mut written: FxHashMap<ExternalId, FxHashSet<Symbol>> = FxHashMap::default();
    for scope in model.scopes() {
        let flows = model.scope(scope);
        for flow in flows.outputs.iter().chain(&flows.outcomes) {
            for named in ends_of(flows, flow) {
                let End::External(external) = named.end else { continue };
                if !is_repository(model, external) {
                    continue;
                }
                let known = written.entry(external).or_default();
                for item in model.items(scope, flow) {
                    known.extend(model.declared().broader(&item));
                }
            }
        }
    }
    written
}

/// The first flow that makes an item.
#[derive(Clone, Copy)]
struct Maker {
    at: OccurrenceRef,
    /// Whether this one or another may go anywhere: it names no end, or one that nothing declares.
    is_open: bool,
}

/// Who makes each of the `asked` items, if anybody does.
fn makers(model: &Model<'_>, asked: &FxHashSet<Symbol>) -> FxHashMap<Symbol, Maker> {
    let mut makers = FxHashMap::default();
    if asked.is_empty() {
        return makers;
    }
    for scope in model.scopes() {
        let flows = model.scope(scope);
        for (kind, list) in [(Kind::Output, &flows.outputs), (Kind::Outcome, &flows.outcomes)] {
            for (index, flow) in (0..).zip(list) {
                let ends = ends_of(flows, flow);
                let is_open = ends.is_empty() || ends.iter().any(|named| named.end == End::Unknown);
                let maker = Maker { at: OccurrenceRef { scope, kind, index }, is_open };
                for item in model.items(scope, flow) {
                    for broad in model.declared().broader(&item) {
                        if asked.contains(broad) {
                            makers.entry(*broad).or_insert(maker).is_open |= is_open;
                        }
                    }
                }
            }
        }
    }
    makers
}

fn is_repository(model: &Model<'_>, external: ExternalId) -> bool {
    model.statement(model.declared().external(external)).keyword == Keyword::Repository
}

fn finding(model: &Model<'_>, read: &Read<'_>, items: &[Symbol], at: OccurrenceRef) -> FindingBuilder {
    const MAX_LISTED: usize = 3;
    let (home, maker) = (at.scope, model.occurrence(at));
    let Read { scope, flow, repository, again } = read;
    let statement = model.declared().external(*repository);
    let item = quoted_items(model, *scope, flow);
    let name = quoted_name(model, statement);
    let place = item_place(model, *scope, flow);
    let message =
        format!("{} reads {item} from {name}, but nobody writes it there", quoted_owner(model, *scope, flow));
    let mut finding = FindingBuilder::new(place, message).label("never written").secondary(
        item_place(model, home, maker),
        format!("{} sends it elsewhere", quoted_owner(model, home, maker)),
    );
    for &place in again[1..].iter().take(MAX_LISTED - 1) {
        finding = finding.secondary(place, "read here as well");
    }
    let written = written_name(model, statement);
    // Whom a flow reaches that fails already is not known yet.
    let line = if model.failure_of(at, Direction::Out).is_some() {
        format!("write it to `{written}` where it is made")
    } else {
        FlowEdit::new(model, home, maker).act_of_add(&[written])
    };
    finding
        .help(format!("{line}, or take it from whoever makes it"))
        .fingerprint([statement_words(model, statement)])
        .fingerprint(items.iter().map(|&item| symbol_words(model, item)))
}
