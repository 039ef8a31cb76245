//! Names that could be written, those that make sense first.

use rustc_hash::FxHashSet;

use super::context::Wanted;
use super::ends::{ends, steps_of};
use super::item::{CompletionItem, Kind, MOST_FLOWS};
use super::items::{broader, items};
use super::viewpoint::Viewpoint;
use crate::model::Model;
use crate::model::activity::Activity;
use crate::model::flows::Wanted as Unknown;
use crate::model::practices::PRACTICES;
use crate::rule::RuleTable;
use crate::source::FileSpan;
use crate::syntax::Keyword::{self, Accountable, Consulted, Informed, Responsible};
use crate::syntax::words::unquote;

/// More undeclared names than these are not offered.
const MOST_UNDECLARED: usize = 100;

/// Adds all rules.
pub(super) fn rules(rules: &RuleTable, all: &mut Vec<CompletionItem>) {
    for page in rules.iter() {
        all.push(CompletionItem::new(&page.name, &page.name, Kind::Rule, page.summary.to_string(), 0));
    }
}

/// Adds the names that `viewpoint` wants.
pub(super) fn names(
    model: &Model<'_>,
    viewpoint: &Viewpoint,
    wanted: &Wanted,
    all: &mut Vec<CompletionItem>,
) {
    match wanted {
        Wanted::Item(keyword) => items(model, viewpoint, *keyword, all),
        Wanted::End(keyword, items) => ends(model, viewpoint, *keyword, items, all),
        Wanted::StepOf(stream) => steps_of(model, stream, all),
        Wanted::Activity => activities(model, all),
        Wanted::Stream => streams(model, viewpoint, all),
        Wanted::Broader => broader(model, viewpoint, all),
        Wanted::Practice => practices(model, all),
        Wanted::Role => {
            declared_others(model, Keyword::Role, Kind::Role, all);
            if model.declared().roles().is_none() {
                used_roles(model, viewpoint, all);
            }
        }
        Wanted::New(keyword) => undeclared(model, *keyword, all),
    }
}

/// The streams that a step may run: all but its own.
fn streams(model: &Model<'_>, viewpoint: &Viewpoint, all: &mut Vec<CompletionItem>) {
    for stream in model.streams() {
        let Some(statement) = model.scope(stream).statement else { continue };
        if stream != viewpoint.scope {
            all.push(CompletionItem::declared(model, statement, Kind::Stream, 0));
        }
    }
}

fn activities(model: &Model<'_>, all: &mut Vec<CompletionItem>) {
    for activity in Activity::ALL {
        let is_described = !model.descriptions_of(activity).is_empty();
        let detail = if is_described { "described" } else { "" };
        let name = activity.name();
        all.push(CompletionItem::new(name, name, Kind::Activity, detail.to_owned(), 0));
    }
}

/// The practices that the project declares, and ITIL's.
fn practices(model: &Model<'_>, all: &mut Vec<CompletionItem>) {
    declared_others(model, Keyword::Practice, Kind::Practice, all);
    for name in PRACTICES {
        let mut letters = name.chars();
        let Some(first) = letters.next() else { continue };
        let label = format!("{}{}", first.to_ascii_uppercase(), letters.as_str());
        all.push(CompletionItem::name(&label, Kind::Practice, "ITIL practice".to_owned(), 1));
    }
}

/// The practices or roles that the project declares.
fn declared_others(model: &Model<'_>, keyword: Keyword, kind: Kind, all: &mut Vec<CompletionItem>) {
    for &statement in model.declared().others() {
        if model.tree(statement.file)[statement.id].keyword == keyword {
            all.push(CompletionItem::declared(model, statement, kind, 0));
        }
    }
}

/// Roles that are used somewhere.
fn used_roles(model: &Model<'_>, viewpoint: &Viewpoint, all: &mut Vec<CompletionItem>) {
    let mut seen = FxHashSet::default();
    for (file, source) in model.sources().iter() {
        let tree = model.tree(file);
        for (id, statement) in tree.iter() {
            if !matches!(statement.keyword, Accountable | Responsible | Consulted | Informed) {
                continue;
            }
            for at in tree.subjects(id) {
                let Some(name) = tree[at].symbol() else { continue };
                if viewpoint.is_typing(FileSpan { file, span: tree[at].span }) {
                    continue;
                }
                if seen.len() < MOST_FLOWS && seen.insert(name) {
                    let label = unquote(source.slice(tree[at].span));
                    all.push(CompletionItem::name(&label, Kind::Role, "used elsewhere".to_owned(), 1));
                }
            }
        }
    }
}

/// Names that are spoken of and nowhere declared, and that a statement of `keyword` could declare.
fn undeclared(model: &Model<'_>, keyword: Keyword, all: &mut Vec<CompletionItem>) {
    let mut count = 0;
    for unknown in model.unknown_names() {
        if count == MOST_UNDECLARED {
            break;
        }
        let fits = match keyword {
            Keyword::Stakeholder | Keyword::Repository | Keyword::Stream => {
                matches!(unknown.wanted, Unknown::ChainEnd | Unknown::StepEnd | Unknown::BorderEnd)
            }
            Keyword::Step => matches!(unknown.wanted, Unknown::StepEnd | Unknown::StepOf(_)),
            _ => false,
        };
        if fits {
            let name = model.text_of(unknown.name);
            let detail = "spoken of, not declared".to_owned();
            all.push(CompletionItem::name(&name, Kind::Undeclared, detail, 0));
            count += 1;
        }
    }
}
