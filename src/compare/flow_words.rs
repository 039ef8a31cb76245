//! Changes of what flows, in words.

use super::draft::{Draft, Spot};
use super::phrases::{owner, values};
use super::shape::{Fate, Kind, OwnerKind};
use crate::text::{backquoted, few_listed};

/// The items of a flow: `A`, or `A` or `B`.
fn items(spot: Option<&Spot>) -> String {
    spot.map(|spot| few_listed(&backquoted(&spot.items), "or")).unwrap_or_default()
}

/// `from a and b` or `to a and b`; empty where nobody is named.
fn ends(preposition: &str, spot: Option<&Spot>) -> String {
    match spot {
        Some(spot) if !spot.values.is_empty() => {
            format!(" {preposition} {}", few_listed(&backquoted(&spot.values), "and"))
        }
        _ => String::new(),
    }
}

/// A flow that is new or gone, or content with other items than before.
pub(super) fn flow(draft: &Draft) -> String {
    if draft.fate == Fate::Changed {
        return choices(draft);
    }
    match draft.kind {
        Kind::Input => input(draft),
        Kind::Output => output(draft),
        Kind::Trigger => {
            let verb = if draft.fate == Fate::New { "now starts" } else { "no longer starts" };
            format!("the stream {verb} with {}{}", items(draft.last()), ends("from", draft.last()))
        }
        _ => {
            let item = items(draft.last());
            match receivers(draft) {
                Some((who, verb)) => format!("{who} {verb} {item}"),
                None if draft.fate == Fate::New => format!("the stream now ends with {item}"),
                None => format!("the stream no longer ends with {item}"),
            }
        }
    }
}

/// Who gets a flow, and whether now or no longer; none where nobody is named.
fn receivers(draft: &Draft) -> Option<(String, String)> {
    let spot = draft.last()?;
    if spot.values.is_empty() {
        return None;
    }
    let who = few_listed(&backquoted(&spot.values), "and");
    let verb = match (draft.fate, spot.values.len()) {
        (Fate::New, 1) => "now gets",
        (Fate::New, _) => "now get",
        (_, 1) => "no longer gets",
        _ => "no longer get",
    };
    Some((who, verb.to_owned()))
}

fn input(draft: &Draft) -> String {
    let (owner, item, from) = (owner(draft), items(draft.last()), ends("from", draft.last()));
    let is_new = draft.fate == Fate::New;
    let mode = if is_new { draft.modes[1] } else { draft.modes[0] };
    let is_activity = draft.owner == OwnerKind::Activity;
    match (mode, is_new) {
        (None, true) if is_activity => format!("{owner} now takes {item}{from}"),
        (None, false) if is_activity => format!("{owner} no longer takes {item}{from}"),
        (None, true) => format!("{owner} now waits for {item}{from}"),
        (None, false) => format!("{owner} no longer waits for {item}{from}"),
        (Some("optional"), true) => format!("{owner} may now take {item}{from}"),
        (Some("optional"), false) => format!("{owner} can no longer take {item}{from}, which was optional"),
        (Some("rework"), true) => format!("{owner} now takes {item}{from} back as rework"),
        (Some("rework"), false) => format!("{owner} no longer takes {item}{from} back as rework"),
        (_, true) => format!("{owner} now ends with the reply {item}{from}, for which it has asked"),
        (_, false) => format!("{owner} no longer waits for the reply {item}{from}"),
    }
}

fn output(draft: &Draft) -> String {
    let (owner, item) = (owner(draft), items(draft.last()));
    let is_new = draft.fate == Fate::New;
    let is_optional = draft.modes.contains(&Some("optional"));
    let mut words = match (receivers(draft), is_new) {
        (Some((who, _)), true) if is_optional => format!("{who} may now get {item} from {owner}"),
        (Some((who, verb)), _) => format!("{who} {verb} {item} from {owner}"),
        (None, true) if is_optional => format!("{owner} may now give {item}"),
        (None, true) => format!("{owner} now gives {item}"),
        (None, false) => format!("{owner} no longer gives {item}"),
    };
    if let Some(others) = draft.more.first() {
        words += &format!(", or else {others}");
    }
    words
}

/// A flow that is content with other items.
fn choices(draft: &Draft) -> String {
    let (old, new) = (items(draft.then.as_ref()), items(draft.now.as_ref()));
    match draft.kind {
        Kind::Outcome => format!("the stream now ends with {new}, no longer with {old}"),
        _ => format!("{} now waits for {new}, no longer for {old}", owner(draft)),
    }
}

/// An end that a flow names only then or only now.
pub(super) fn end(draft: &Draft) -> String {
    let (owner, item) = (owner(draft), items(draft.last()));
    let (then, now) = values(draft);
    let who = now.or(then).unwrap_or_default();
    let is_new = draft.fate == Fate::New;
    let is_alone = draft.more.get(1).is_some();
    match (draft.more.first().map(String::as_str).unwrap_or_default(), is_new) {
        ("input", true) if is_alone => {
            format!("{owner} now takes {item} from {who} alone, no longer from anybody")
        }
        ("input", false) if is_alone => {
            format!("{owner} now takes {item} from anybody, no longer from {who} alone")
        }
        ("input", true) => format!("{owner} now also takes {item} from {who}"),
        ("input", false) => format!("{owner} no longer takes {item} from {who}"),
        ("output", true) if is_alone => {
            format!("{item} from {owner} now goes to {who} alone, no longer to anybody")
        }
        ("output", false) if is_alone => {
            format!("{item} from {owner} now goes to anybody, no longer to {who} alone")
        }
        ("output", true) => format!("{who} now gets {item} from {owner}"),
        ("output", false) => format!("{who} no longer gets {item} from {owner}"),
        ("trigger", true) => format!("{item}, with which the stream starts, now comes from {who}"),
        ("trigger", false) => format!("{item}, with which the stream starts, no longer comes from {who}"),
        (_, true) => format!("{who} now gets {item}"),
        (_, false) => format!("{who} no longer gets {item}"),
    }
}

/// How a flow is taken or given.
pub(super) fn mode(draft: &Draft) -> String {
    let (owner, item) = (owner(draft), items(draft.last()));
    let is_output = draft.more.first().is_some_and(|kind| kind == "output");
    let was = match draft.modes[0] {
        None if is_output => "it always did",
        None => "it waited for it",
        Some("optional") => "it was optional",
        Some("rework") => "it was rework",
        _ => "it was a reply",
    };
    match draft.modes[1] {
        None if is_output => format!("{owner} now always gives {item}: {was}"),
        Some(_) if is_output => format!("{owner} no longer always gives {item}: {was}"),
        None => format!("{owner} now waits for {item}: {was}"),
        Some("optional") => format!("{owner} may now take {item}, or not: {was}"),
        Some("rework") => format!("{owner} now takes {item} back as rework: {was}"),
        _ => format!("{owner} now takes {item} as a reply that it has asked for: {was}"),
    }
}

/// The alternatives of which one comes.
pub(super) fn alternatives(draft: &Draft) -> String {
    let item = items(draft.last());
    let is_output = draft.more.first().is_some_and(|kind| kind == "output");
    let verb = if is_output {
        format!("{} now gives", owner(draft))
    } else {
        "the stream now starts with".to_owned()
    };
    let others = |spot: &Option<Spot>| spot.as_ref().map(|spot| backquoted(&spot.values)).unwrap_or_default();
    let (then, now) = (others(&draft.then), others(&draft.now));
    if then.is_empty() {
        return format!("{verb} either {item} or {}: {item} came in every case", few_listed(&now, "or"));
    }
    if now.is_empty() {
        return format!("{verb} {item} in every case, no longer either that or {}", few_listed(&then, "or"));
    }
    let all = |mut others: Vec<String>| {
        others.insert(0, item.clone());
        few_listed(&others, "or")
    };
    format!("{verb} either {}, no longer {}", all(now), all(then))
}

/// Whether something comes in every case: of an outcome to whom it goes, of an output besides from which step.
pub(super) fn certainty(draft: &Draft) -> String {
    let item = items(draft.last());
    let is_sure = draft.now.as_ref().and_then(Spot::value).is_some_and(|case| case == "in every case");
    let from = if draft.owner == OwnerKind::Step { format!(" from {}", owner(draft)) } else { String::new() };
    let who = few_listed(&backquoted(&draft.more), "and");
    let verb = if draft.more.len() == 1 { "gets" } else { "get" };
    match (draft.more.is_empty(), is_sure) {
        (true, true) => format!("the stream now ends with {item} in every case"),
        (true, false) => format!("the stream no longer ends with {item} in every case"),
        (false, true) => format!("{who} now {verb} {item}{from} in every case"),
        (false, false) => format!("{who} no longer {verb} {item}{from} in every case"),
    }
}

/// The time that an outcome promises, or after which a trigger comes again.
pub(super) fn time(draft: &Draft) -> String {
    let item = items(draft.last());
    let value = |spot: &Option<Spot>| spot.as_ref().and_then(Spot::value);
    let (then, now) = (value(&draft.then), value(&draft.now));
    match (draft.kind, then, now) {
        (Kind::Promise, None, Some(now)) => format!("{item} is now promised within {now}"),
        (Kind::Promise, Some(then), None) => format!("{item} is no longer promised within {then}"),
        (Kind::Promise, then, now) => format!(
            "the promise of {item} goes from {} to {}",
            then.unwrap_or_default(),
            now.unwrap_or_default()
        ),
        (_, None, Some(now)) => format!("{item} now comes by itself every {now}"),
        (_, Some(then), None) => format!("{item} no longer comes by itself every {then}"),
        (_, then, now) => format!(
            "{item} now comes every {}, no longer every {}",
            now.unwrap_or_default(),
            then.unwrap_or_default()
        ),
    }
}
