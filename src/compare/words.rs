//! Changes in words: one line each, as a service manager would say it. Names stand in backticks.

use super::declarations::word;
use super::draft::{Draft, Spot};
use super::flow_words;
use super::phrases::{owner, quoted, values};
use super::shape::{Fate, Kind, OwnerKind};

/// A change in one line.
pub(super) fn words(draft: &Draft) -> String {
    match draft.kind {
        Kind::Organisation => organisation(draft),
        Kind::Stakeholder | Kind::Repository | Kind::Item | Kind::Practice | Kind::Role | Kind::Tool => {
            declaration(draft)
        }
        Kind::Activity | Kind::Stream | Kind::Described | Kind::Step => block(draft),
        Kind::Alias | Kind::Purpose | Kind::Link | Kind::Broader => saying(draft),
        Kind::Accountable | Kind::Responsible | Kind::Consulted | Kind::Informed => role(draft),
        Kind::DrawsOn | Kind::Uses | Kind::In | Kind::Runs => relation(draft),
        Kind::WorkingDay | Kind::LeadTime | Kind::ProcessTime | Kind::Accuracy => quantity(draft),
        Kind::Input | Kind::Output | Kind::Trigger | Kind::Outcome => flow_words::flow(draft),
        Kind::End => flow_words::end(draft),
        Kind::Mode => flow_words::mode(draft),
        Kind::Alternatives => flow_words::alternatives(draft),
        Kind::Certainty => flow_words::certainty(draft),
        Kind::Promise | Kind::Every => flow_words::time(draft),
        Kind::Allow => allow(draft),
    }
}

/// The same without backticks.
fn plain(draft: &Draft) -> (Option<String>, Option<String>) {
    let one = |spot: &Option<Spot>| spot.as_ref().and_then(Spot::value);
    (one(&draft.then), one(&draft.now))
}

fn names(draft: &Draft) -> (String, String) {
    let one = |spot: &Option<Spot>| spot.as_ref().map(|spot| quoted(&spot.name)).unwrap_or_default();
    (one(&draft.then), one(&draft.now))
}

fn organisation(draft: &Draft) -> String {
    let (then, now) = names(draft);
    match draft.fate {
        Fate::New => format!("the organisation is now named: {now}"),
        Fate::Gone => format!("the organisation is no longer named: it was {then}"),
        _ => format!("the organisation {then} is now called {now}"),
    }
}

fn declaration(draft: &Draft) -> String {
    let (then, now) = names(draft);
    let what = word(draft.kind);
    let is_open = matches!(draft.kind, Kind::Item | Kind::Practice | Kind::Role);
    match draft.fate {
        Fate::New if is_open => format!("{what} {now} is now declared"),
        Fate::Gone if is_open => format!("{what} {then} is no longer declared"),
        Fate::New => format!("{what} {now} is new"),
        Fate::Gone => format!("{what} {then} is gone"),
        Fate::Renamed | Fate::Moved => format!("{what} {then} is now called {now}"),
        Fate::Changed => {
            let (was, is) = plain(draft);
            format!("{now} is now a {}, no longer a {}", is.unwrap_or_default(), was.unwrap_or_default())
        }
    }
}

fn block(draft: &Draft) -> String {
    let (then, now) = names(draft);
    let more = if draft.more.is_empty() { String::new() } else { format!(": {}", draft.more.join("; ")) };
    match (draft.kind, draft.fate) {
        (Kind::Activity, Fate::New) => format!("{now} is now described{more}"),
        (Kind::Activity, _) => format!("{then} is no longer described{more}"),
        (Kind::Described, Fate::New) => "the stream was only named and is now described".to_owned(),
        (Kind::Described, _) => "the stream is only named and no longer described".to_owned(),
        (Kind::Stream, Fate::New) => format!("the stream is new{more}"),
        (Kind::Stream, Fate::Gone) => format!("the stream is gone{more}"),
        (Kind::Stream, _) => format!("the stream {then} is now called {now}"),
        (_, Fate::New) => format!("step {now} is new{more}"),
        (_, Fate::Gone) => format!("step {then} is gone{more}"),
        (_, Fate::Moved) => {
            let (from, to) = values(draft);
            format!(
                "step {now} is now in stream {}, no longer in {}",
                to.unwrap_or_default(),
                from.unwrap_or_default()
            )
        }
        _ => format!("step {then} is now called {now}"),
    }
}

fn saying(draft: &Draft) -> String {
    let owner = owner(draft);
    let (then, now) = values(draft);
    match (draft.kind, then, now) {
        (Kind::Alias, None, Some(now)) => format!("{owner} is now {now} for short"),
        (Kind::Alias, Some(then), None) => format!("{owner} is no longer {then} for short"),
        (Kind::Alias, Some(then), Some(now)) => format!("{owner} is now {now} for short, no longer {then}"),
        (Kind::Purpose, None, Some(now)) => format!("{owner} now states its purpose: {now}"),
        (Kind::Purpose, Some(then), None) => format!("{owner} no longer states its purpose: it was {then}"),
        (Kind::Purpose, Some(then), Some(now)) => {
            format!("{owner} states its purpose otherwise: {now}, no longer {then}")
        }
        (Kind::Broader, None, Some(now)) => format!("{owner} now also counts as {now}"),
        (Kind::Broader, Some(then), _) => format!("{owner} no longer counts as {then}"),
        (_, None, Some(now)) => format!("{owner} now links to {now}"),
        (_, Some(then), None) => format!("{owner} no longer links to {then}"),
        (_, then, now) => {
            format!(
                "{owner} now links to {}, no longer to {}",
                now.unwrap_or_default(),
                then.unwrap_or_default()
            )
        }
    }
}

fn role(draft: &Draft) -> String {
    let owner = owner(draft);
    let what = match draft.kind {
        Kind::Accountable => "accountable for",
        Kind::Responsible => "responsible for",
        Kind::Consulted => "consulted on",
        _ => "informed of",
    };
    match values(draft) {
        (Some(then), Some(now)) => format!("{now} is now {what} {owner}, no longer {then}"),
        (None, Some(now)) => format!("{now} is now {what} {owner}"),
        (then, _) => format!("{} is no longer {what} {owner}", then.unwrap_or_default()),
    }
}

fn relation(draft: &Draft) -> String {
    let owner = owner(draft);
    let what = match draft.kind {
        Kind::DrawsOn => ["draws on", "draw on"],
        Kind::Uses => ["uses", "use"],
        Kind::In => ["is in", "be in"],
        _ => ["runs", "run"],
    };
    let verb = what[0];
    match values(draft) {
        (Some(then), Some(now)) if draft.kind == Kind::In => {
            format!("{owner} is now in {now}, no longer in {then}")
        }
        (None, Some(now)) if draft.kind == Kind::In => format!("{owner} is now in {now}"),
        (then, None) if draft.kind == Kind::In => {
            format!("{owner} is no longer in {}", then.unwrap_or_default())
        }
        (Some(then), Some(now)) => format!("{owner} now {verb} {now}, no longer {then}"),
        (None, Some(now)) => format!("{owner} now {verb} {now}"),
        (then, _) => format!("{owner} no longer {verb} {}", then.unwrap_or_default()),
    }
}

fn quantity(draft: &Draft) -> String {
    let owner = owner(draft);
    let what = match draft.kind {
        Kind::WorkingDay => "a working day".to_owned(),
        Kind::LeadTime => format!("the lead time of {owner}"),
        Kind::ProcessTime => format!("the process time of {owner}"),
        _ => format!("the share of {owner} that is complete and accurate"),
    };
    match plain(draft) {
        (Some(then), Some(now)) => format!("{what} goes from {then} to {now}"),
        (None, Some(now)) if draft.kind == Kind::WorkingDay => format!("{what} now has {now}, no longer 8h"),
        (Some(then), None) if draft.kind == Kind::WorkingDay => {
            format!("{what} has 8h again, no longer {then}")
        }
        (None, Some(now)) => format!("{what} is now stated: {now}"),
        (then, _) => format!("{what} is no longer stated: it was {}", then.unwrap_or_default()),
    }
}

fn allow(draft: &Draft) -> String {
    let at = match draft.owner {
        OwnerKind::Model => String::new(),
        OwnerKind::Stream => " in the stream".to_owned(),
        _ => format!(" at {}", owner(draft)),
    };
    let reason = draft.more.join(" ");
    match values(draft) {
        (_, Some(now)) => format!("{now} is now allowed{at}: {reason}"),
        (then, _) => format!("{} is no longer allowed{at}: it was, {reason}", then.unwrap_or_default()),
    }
}
