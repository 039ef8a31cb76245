//! The rules that need no search: what is missing, said twice, said to oneself, or led back.

use std::collections::BTreeSet;

use super::model::{Found, Giving, IMPROVE, Model, Node, Place, Taking, Target};
use super::pairing::{has_outcome, has_trigger};
use super::relate::{all_for, is_self};
use super::runs::is_taken_by_run;

/// One occurrence: its item, or an input's alternatives as a whole, with its ends.
struct Stated {
    node: Node,
    direction: &'static str,
    content: BTreeSet<String>,
    ends: Vec<Target>,
    place: Place,
}

fn stated(model: &Model) -> Vec<Stated> {
    let mut list = Vec::new();
    for taker in &model.takers {
        let direction = match taker.role {
            Taking::Input(_) => "input",
            Taking::Trigger => "trigger",
            Taking::Outcome => "outcome",
        };
        let all: BTreeSet<String> = taker.items.iter().cloned().collect();
        // Each alternative of a trigger is a trigger of its own.
        let contents: Vec<BTreeSet<String>> = match taker.role {
            Taking::Trigger => taker.items.iter().map(|item| BTreeSet::from([item.clone()])).collect(),
            _ => vec![all],
        };
        for content in contents {
            let (node, ends, place) = (taker.node, taker.ends.clone(), taker.place);
            list.push(Stated { node, direction, content, ends, place });
        }
    }
    for giver in model.givers.iter().filter(|giver| giver.role == Giving::Output) {
        let content = BTreeSet::from([giver.item.clone()]);
        let (node, ends, place) = (giver.node, giver.ends.clone(), giver.place);
        list.push(Stated { node, direction: "output", content, ends, place });
    }
    list
}

/// The same item between the same ends, stated twice: reported where it is stated again.
pub fn duplicate_flow(model: &Model) -> Vec<Found> {
    let list = stated(model);
    // An activity described twice is one mistake, not one for each flow of its second description.
    let second_descriptions: Vec<Place> = model
        .name_findings
        .iter()
        .filter(|((rule, _), _)| *rule == "duplicate-name")
        .map(|((_, place), _)| *place)
        .collect();
    let apart = |earlier: &Stated, later: &Stated| {
        let inside = |stated: &Stated, head: &Place| stated.place.0 == head.0 && stated.place.1 >= head.1;
        matches!(later.node, Node::Activity(_))
            && second_descriptions.iter().any(|head| inside(later, head) != inside(earlier, head))
    };
    // An end that names its own node is `self-flow`, and one that is unknown `unknown-name`, and nothing more.
    let counts = |node: Node, end: &Target| !is_self(node, end) && !matches!(end, Target::Unknown(_));
    let mut found = Vec::new();
    for (number, later) in list.iter().enumerate() {
        let again = list[..number].iter().any(|earlier| {
            earlier.node == later.node
                && !apart(earlier, later)
                && earlier.direction == later.direction
                && earlier.content == later.content
                && (earlier.ends.is_empty() && later.ends.is_empty()
                    || earlier.ends.iter().any(|end| later.ends.contains(end) && counts(later.node, end)))
        });
        let twice_in_one = later
            .ends
            .iter()
            .enumerate()
            .any(|(n, end)| later.ends[..n].contains(end) && counts(later.node, end));
        if again || twice_in_one {
            found.push(("duplicate-flow", later.place));
        }
    }
    found
}

/// An end that names its own node.
pub fn self_flow(model: &Model) -> Vec<Found> {
    let takers = model.takers.iter().map(|taker| (taker.node, &taker.ends, taker.place));
    let givers = model.givers.iter().map(|giver| (giver.node, &giver.ends, giver.place));
    takers
        .chain(givers)
        .filter(|(node, ends, _)| ends.iter().any(|end| is_self(*node, end)))
        .map(|(_, _, place)| ("self-flow", place))
        .collect()
}

/// `is` that leads back to itself: one finding for each set of items that lead to each other.
pub fn item_cycle(model: &Model) -> Vec<Found> {
    let cyclic: Vec<_> = model.is.iter().filter(|(item, broad, _)| model.is_kind_of(broad, item)).collect();
    let is_told_before = |at: usize, item: &str| {
        let mut earlier = cyclic[..at].iter();
        earlier.any(|(other, ..)| model.is_kind_of(item, other) && model.is_kind_of(other, item))
    };
    let first = cyclic.iter().enumerate().filter(|(at, (item, ..))| !is_told_before(*at, item));
    first.map(|(_, (.., place))| ("item-cycle", *place)).collect()
}

/// A described activity sends nothing to improve, or gets nothing from it. Either side may state the link,
/// `all` states it too, flows without ends do not; an unknown end could be anybody.
pub fn missing_improve_link(model: &Model) -> Vec<Found> {
    let names = |node: usize, ends: &[Target], other: usize| {
        let all = all_for(model, Node::Activity(node)).contains(&other);
        ends.iter().any(|end| match end {
            // Whoever names itself may have meant the other.
            end if is_self(Node::Activity(node), end) => true,
            Target::Activity(named) => *named == other,
            Target::All => all,
            Target::Unknown(_) => true,
            _ => false,
        })
    };
    let gives = |from: usize, to: usize| {
        let outputs = model.givers.iter().filter(|giver| giver.node == Node::Activity(from));
        let inputs = model.takers.iter().filter(|taker| taker.node == Node::Activity(to));
        outputs.map(|giver| &giver.ends).any(|ends| names(from, ends, to))
            || inputs.map(|taker| &taker.ends).any(|ends| names(to, ends, from))
    };
    (0..6)
        .filter(|activity| *activity != IMPROVE && !(gives(*activity, IMPROVE) && gives(IMPROVE, *activity)))
        .filter_map(|activity| model.described[activity])
        .map(|place| ("missing-improve-link", place))
        .collect()
}

/// A described stream that nothing starts, or that yields nothing to anybody.
pub fn missing_ends(model: &Model) -> Vec<(Found, usize)> {
    let mut found = Vec::new();
    for (number, stream) in model.streams.iter().enumerate().filter(|(_, stream)| stream.described) {
        if !has_trigger(model, number) {
            found.push((("missing-trigger", stream.place), number));
        }
        if !has_outcome(model, number) {
            found.push((("missing-outcome", stream.place), number));
        }
    }
    found
}

/// A statement of outcomes that go to nobody.
pub fn outcome_without_beneficiary(model: &Model) -> Vec<Found> {
    let mut statements = BTreeSet::new();
    let nobody = model.takers.iter().filter(|taker| {
        let Node::Stream(stream) = taker.node else { return false };
        taker.role == Taking::Outcome && taker.ends.is_empty() && !is_taken_by_run(model, stream, taker)
    });
    let first = nobody.filter(|taker| statements.insert(taker.statement));
    first.map(|taker| ("outcome-without-beneficiary", taker.place)).collect()
}

/// A step in no value chain activity. One in an unknown activity has its finding already.
pub fn unmapped_step(model: &Model) -> Vec<Found> {
    let unmapped = model.steps.iter().filter(|step| step.activities.is_empty());
    unmapped.map(|step| ("unmapped-step", step.place)).collect()
}

/// A step with no inputs, or with no outputs.
pub fn empty_step(model: &Model) -> Vec<(Found, usize)> {
    let empty = |step: usize| {
        !model.takers.iter().any(|taker| taker.node == Node::Step(step))
            || !model.givers.iter().any(|giver| giver.node == Node::Step(step))
    };
    let steps = model.steps.iter().enumerate().filter(|(number, _)| empty(*number));
    steps.map(|(_, step)| (("empty-step", step.place), step.stream)).collect()
}

/// A stream with no step in improve, and no output or outcome whose ends cover improve or a step in improve.
pub fn unimproved_stream(model: &Model) -> Vec<(Found, usize)> {
    let improved = |stream: usize| {
        let step_there =
            model.steps.iter().any(|step| step.stream == stream && step.activities.contains(&IMPROVE));
        let sent_there = model.givers.iter().any(|giver| {
            giver.role != Giving::Trigger
                && model.stream(giver.node) == Some(stream)
                && giver.ends.iter().any(|end| match end {
                    Target::All => all_for(model, giver.node).contains(&IMPROVE),
                    Target::Activity(activity) => *activity == IMPROVE,
                    Target::Step(step) => model.steps[*step].activities.contains(&IMPROVE),
                    Target::Unknown(_) | Target::Undescribed(..) => true,
                    _ => false,
                })
        });
        step_there || sent_there
    };
    let streams = model.streams.iter().enumerate();
    streams
        .filter(|(number, stream)| stream.described && !improved(*number))
        .map(|(number, stream)| (("unimproved-stream", stream.place), number))
        .collect()
}
