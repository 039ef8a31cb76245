//! An input, output, trigger or outcome dropped.

use vsdlint::source::Span;
use vsdlint::syntax::{Keyword, StatementId};

use super::{FORGETS, IMPROVE, INPUT, OUTCOME, OUTPUT, Site, TRIGGER};
use crate::fault::Fault;

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for statement in site.flows() {
        let kind = match site.keyword(statement) {
            Keyword::Input => INPUT,
            Keyword::Output => OUTPUT,
            Keyword::Trigger => TRIGGER,
            _ => OUTCOME,
        };
        let parent = site.parent(statement).and_then(|parent| site.name_of(parent));
        let items: Vec<Span> = site.tree.subjects(statement).map(|term| site.term(term)).collect();
        for at in 0..items.len() {
            let cut = site.member(&items, at).unwrap_or_else(|| whole(site, statement));
            let fault = |kind| {
                let fault = Fault::new(kind, site.file, cut.clone(), "").spot(site.file, parent);
                fault.spots(site.dependent(statement))
            };
            let forgets = kind == OUTPUT && is_made_elsewhere(site, statement, items[at]);
            faults.push(fault(if forgets { FORGETS } else { kind }));
        }
        // A statement of an activity's description that links it with improve, by its end alone.
        let of_activity =
            site.parent(statement).is_some_and(|parent| site.keyword(parent) == Keyword::Activity);
        let links = site.ends(statement).iter().any(|&end| site.slice(end) == "improve");
        if of_activity && links {
            let fault = Fault::new(IMPROVE, site.file, whole(site, statement), "").spot(site.file, parent);
            faults.push(fault.spots(site.dependent(statement)));
        }
    }
}

fn whole(site: &Site<'_>, statement: StatementId) -> std::ops::Range<usize> {
    site.lines(site.tree[statement].span)
}

/// Whether another step of the same stream produces the item too: then it is made in several branches.
fn is_made_elsewhere(site: &Site<'_>, statement: StatementId, item: Span) -> bool {
    let Some(step) = site.parent(statement).filter(|&at| site.keyword(at) == Keyword::Step) else {
        return false;
    };
    let Some(stream) = site.parent(step) else { return false };
    for other in site.tree.children(stream).filter(|&at| at != step && site.keyword(at) == Keyword::Step) {
        for flow in site.tree.children(other).filter(|&at| site.keyword(at) == Keyword::Output) {
            if site.tree.subjects(flow).any(|term| site.slice(site.term(term)) == site.slice(item)) {
                return true;
            }
        }
    }
    false
}
