//! An end changed or dropped.

use vsdlint::source::Span;
use vsdlint::syntax::{Keyword, StatementId};

use super::{CHANGED, DROPPED, IMPROVE, Site};
use crate::fault::Fault;

const ACTIVITIES: [&str; 6] =
    ["plan", "engage", "design_and_transition", "obtain_build", "deliver_and_support", "improve"];

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for statement in site.flows() {
        let ends = site.ends(statement);
        let head = site.head(statement);
        for (at, &end) in ends.iter().enumerate() {
            let written = site.slice(end);
            let named = |other: &str| ends.iter().any(|&end| same(site.slice(end), other));
            for other in others(site, statement, written).into_iter().filter(|other| !named(other)) {
                faults.push(Fault::new(CHANGED, site.file, end.range(), other).spot(site.file, head));
            }
            let cut = site.member(&ends, at).unwrap_or_else(|| clause(site, statement, end));
            let of_activity =
                site.parent(statement).is_some_and(|parent| site.keyword(parent) == Keyword::Activity);
            let drop = |kind| Fault::new(kind, site.file, cut.clone(), "").spot(site.file, head);
            faults.push(drop(DROPPED));
            if of_activity && written == "improve" {
                let parent = site.parent(statement).and_then(|parent| site.name_of(parent));
                faults.push(drop(IMPROVE).spot(site.file, parent).spots(site.dependent(statement)));
            }
        }
    }
}

/// The only end of a flow, with the word before it.
fn clause(site: &Site<'_>, statement: StatementId, end: Span) -> std::ops::Range<usize> {
    let before = site.tree.subjects(statement).next_back().map_or(end, |term| site.term(term)).end;
    before as usize..end.end as usize
}

fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim_matches('"').replace('-', "_").to_lowercase();
    plain(one) == plain(other)
}

/// An activity as the model writes it: to spell it otherwise would be a second mistake.
fn spelt(site: &Site<'_>, activity: &str) -> String {
    for (file, tree) in site.project.trees.iter().enumerate() {
        let site = Site { file, tree, ..*site };
        for term in &tree.terms {
            if same(site.slice(term.span), activity) {
                return site.slice(term.span).to_owned();
            }
        }
    }
    activity.to_owned()
}

/// What may stand there instead: others of its kind, and where it names who stands outside, an activity, or the other
/// way round.
fn others(site: &Site<'_>, statement: StatementId, written: &str) -> Vec<String> {
    let activities = || ACTIVITIES.iter().map(|&activity| spelt(site, activity));
    let outside = declared(site, &[Keyword::Stakeholder, Keyword::Repository]);
    if ACTIVITIES.iter().any(|&activity| same(activity, written)) {
        return activities().chain(outside.first().map(|names| names[0].clone())).collect();
    }
    if written == "all" {
        return activities().collect();
    }
    let is = |names: &&Vec<String>| names.iter().any(|name| same(name, written));
    if let Some(at) = outside.iter().position(|names| is(&names)) {
        let next = &outside[(at + 1) % outside.len()];
        return activities().chain([next[0].clone()]).collect();
    }
    if let Some((stream, _)) = written.split_once('.') {
        let streams = declared(site, &[Keyword::Stream]);
        let steps = site.project.trees.iter().enumerate().flat_map(|(file, tree)| {
            let site = Site { file, tree, ..*site };
            let own = tree.top().filter(|&top| names(&site, top).iter().any(|name| same(name, stream)));
            own.flat_map(|top| steps(&site, top)).collect::<Vec<_>>()
        });
        let steps = steps.map(|step| format!("{stream}.{step}"));
        return steps.chain(streams.into_iter().map(|names| names[0].clone())).collect();
    }
    let own = StatementId::FIRST.to(statement.after(1)).rev().find(|&at| site.keyword(at) == Keyword::Stream);
    let own_steps = own.map(|stream| steps(site, stream)).unwrap_or_default();
    if own_steps.iter().any(|name| same(name, written)) || is_step(site, own, written) {
        let own_step = site.parent(statement).map(|step| names(site, step)).unwrap_or_default();
        return own_steps.into_iter().filter(|name| !own_step.contains(name)).collect();
    }
    declared(site, &[Keyword::Stream]).into_iter().map(|names| names[0].clone()).collect()
}

fn is_step(site: &Site<'_>, stream: Option<StatementId>, written: &str) -> bool {
    let children = stream.into_iter().flat_map(|stream| site.tree.children(stream));
    { children }
        .filter(|&at| site.keyword(at) == Keyword::Step)
        .any(|at| names(site, at).iter().any(|name| same(name, written)))
}

/// How the steps of a stream are called where they are named.
fn steps(site: &Site<'_>, stream: StatementId) -> Vec<String> {
    let steps = site.tree.children(stream).filter(|&at| site.keyword(at) == Keyword::Step);
    steps.filter_map(|step| names(site, step).into_iter().next()).collect()
}

/// The alias, if there is one, and the name of what a statement declares.
fn names(site: &Site<'_>, statement: StatementId) -> Vec<String> {
    let alias = site.tree.alias(statement).map(|alias| alias.span);
    let written = |span: Span| site.slice(span).to_owned();
    alias.into_iter().chain(site.name_of(statement)).map(written).collect()
}

fn declared(site: &Site<'_>, keywords: &[Keyword]) -> Vec<Vec<String>> {
    let files = site.project.trees.iter().enumerate();
    files
        .flat_map(|(file, tree)| {
            let site = Site { file, tree, ..*site };
            let tops = tree.top().filter(|&at| keywords.contains(&tree[at].keyword));
            tops.map(|top| names(&site, top)).collect::<Vec<_>>()
        })
        .collect()
}
