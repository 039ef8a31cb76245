//! A step dropped, or made to wait for one that waits for it.

use vsdlint::source::Span;
use vsdlint::syntax::{Keyword, StatementFlags, StatementId};

use super::{STEP, Site, WAIT};
use crate::fault::{Edit, Fault};

/// What the two steps wait for; nothing else is called so.
const ITEM: &str = "Go ahead of the other";

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for step in site.statements().filter(|&at| site.keyword(at) == Keyword::Step) {
        let span = site.tree[step].span;
        let stream = site.parent(step).and_then(|stream| site.name_of(stream));
        let depend = site.tree.children(step).flat_map(|flow| site.dependent(flow));
        let fault = Fault::new(STEP, site.file, site.lines(span), "").spot(site.file, stream);
        faults.push(fault.spots(depend.chain(named(site, step))));
        for flow in site.tree.children(step).filter(|&at| site.flags(at).has(StatementFlags::REWORK)) {
            faults.push(mandatory(site, step, flow));
        }
    }
    for &((file, one), (_, two)) in site.links.steps.iter().filter(|((file, _), _)| *file == site.file) {
        let (Some(first), Some(second)) = (site.name_of(one), site.name_of(two)) else { continue };
        // Both steps have to have names that the other can use.
        let written = |step: StatementId, name: Span| {
            let alias = site.tree.alias(step).map(|alias| alias.span);
            site.slice(alias.unwrap_or(name)).to_owned()
        };
        let add = |step: StatementId, text: String| {
            let at = site.tree[step].span.end as usize - 1;
            Edit { file, span: at..at, text }
        };
        let mut edits = vec![
            add(one, format!("input \"{ITEM}\" from {}\n  ", written(two, second))),
            add(two, format!("output \"{ITEM}\" to {}\n  ", written(one, first))),
        ];
        edits.sort_by_key(|edit| edit.span.start);
        let spots = edits.iter().map(|edit| (file, edit.span.clone())).collect();
        let fault = Fault { edits, spots, ..Fault::new(WAIT, file, 0..0, "") };
        faults.push(fault.spot(file, first).spot(file, second));
    }
}

/// Where other statements name this step.
fn named(site: &Site<'_>, step: StatementId) -> Vec<(usize, std::ops::Range<usize>)> {
    let own = [site.name_of(step), site.tree.alias(step).map(|alias| alias.span)];
    let own: Vec<&str> = own.into_iter().flatten().map(|span| site.slice(span)).collect();
    let mut spots = Vec::new();
    for (file, tree) in site.project.trees.iter().enumerate() {
        let other = Site { file, tree, ..*site };
        for flow in other.flows() {
            let names = tree.clause(flow).any(|term| own.contains(&other.slice(other.term(term))));
            if names {
                spots.push((file, other.head(flow).range()));
            }
        }
    }
    spots
}

/// An input that comes back from a later step made one without which the step cannot start.
fn mandatory(site: &Site<'_>, step: StatementId, flow: StatementId) -> Fault {
    let span = site.tree[flow].span;
    let word = site.slice(span).find("input").unwrap_or_default();
    let start = span.start as usize;
    let fault = Fault::new(WAIT, site.file, start..start + word, "");
    let giving = site.links.of.get(&(site.file, flow)).into_iter().flatten();
    let givers = giving.filter_map(|&(file, at)| {
        let other = Site { file, tree: &site.project.trees[file], ..*site };
        Some((file, other.name_of(other.parent(at)?)?.range()))
    });
    fault.spot(site.file, site.head(flow)).spot(site.file, site.name_of(step)).spots(givers)
}
