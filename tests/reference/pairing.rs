//! Section "One mistake, one finding", points 1 to 3: misnamed, misdirected, nothing to start or end with.

use std::collections::{BTreeMap, BTreeSet};

use super::gaps::{told, told_in_chain};
use super::misplaced::misplaced_steps;
use super::model::{Found, Giver, Giving, Model, Node, Taker, Taking, Target};
use super::names::{is_typo, nearly_agree};
use super::open::{failing_of_giver, failing_of_taker};
use super::relate::{Expectation, could_meet, could_take, covers, expectations, is_self};

/// The expectations that fail, of every taker and giver, before anything is left out.
pub struct Raw {
    pub takers: Vec<Vec<Expectation>>,
    pub givers: Vec<Vec<Expectation>>,
}

impl Raw {
    pub fn of(model: &Model) -> Raw {
        Raw {
            takers: model.takers.iter().map(|taker| failing_of_taker(model, taker)).collect(),
            givers: model.givers.iter().map(|giver| failing_of_giver(model, giver)).collect(),
        }
    }
}

/// The findings about flows that remain.
pub fn flow_findings(model: &Model, raw: &Raw) -> Vec<Found> {
    let mut open_givers = raw.givers.clone();
    let two = TwoNames::of(model);
    let mut misnamed = vec![false; model.takers.len()];
    let mut partners: Vec<Vec<usize>> = vec![Vec::new(); model.takers.len()];
    for (number, taker) in model.takers.iter().enumerate() {
        for (other, giver) in model.givers.iter().enumerate() {
            let (wants, offers) = (&raw.takers[number], &raw.givers[other]);
            if offers.is_empty()
                || !wants.iter().any(|end| could_meet(model, taker, end, giver))
                || !words_nearly_agree(&two, taker, giver)
            {
                continue;
            }
            let paired: Vec<&Expectation> =
                offers.iter().filter(|end| could_take(model, giver, end, taker)).collect();
            if !paired.is_empty() {
                misnamed[number] = true;
                partners[number].push(other);
                open_givers[other].retain(|end| !paired.contains(&end));
            }
        }
    }
    let known_outside = both_sides(model, &misnamed, &partners, &mut open_givers);
    let mut unmatched: Vec<bool> =
        (0..model.takers.len()).map(|n| !raw.takers[n].is_empty() && !misnamed[n]).collect();
    let misplaced = misplaced_steps(model, raw, &mut open_givers, &mut unmatched);
    let pairs = Pairs::find(model, raw, &open_givers, &unmatched);
    let renamed = renamed(model, raw, &open_givers, &unmatched, &pairs);
    let lonely_takers: Vec<usize> = (0..model.takers.len())
        .filter(|&number| {
            unmatched[number]
                && !pairs.told_takers[number]
                && !pairs.telling_takers[number]
                && !renamed.iter().any(|&(other, _)| other == number)
                && !without_start(model, &model.takers[number])
        })
        .collect();
    let lonely_givers: Vec<usize> = (0..model.givers.len())
        .filter(|&number| {
            !raw.givers[number].is_empty()
                && open_givers[number].len() == raw.givers[number].len()
                && !pairs.told_givers[number]
                && !pairs.telling_givers[number]
                && !renamed.iter().any(|&(_, other)| other == number)
                && !without_finish(model, &model.givers[number])
        })
        .collect();
    let (in_chain_takers, in_chain_givers) = told_in_chain(model, raw, &lonely_takers, &lonely_givers);
    let lonely_takers: Vec<usize> =
        lonely_takers.into_iter().filter(|taker| !in_chain_takers.contains(taker)).collect();
    let lonely_givers: Vec<usize> =
        lonely_givers.into_iter().filter(|giver| !in_chain_givers.contains(giver)).collect();
    let mut gaps = told(model, raw, &lonely_takers, &lonely_givers);
    gaps.takers.extend(in_chain_takers);
    gaps.givers.extend(in_chain_givers);
    let mut found = misplaced;
    for (number, taker) in model.takers.iter().enumerate() {
        if renamed.iter().any(|&(other, _)| other == number) {
            found.push(("misnamed-flow", taker.place));
        } else if misnamed[number] {
            if !known_outside.contains(&number) && !reported_before(model, &partners, number) {
                found.push(("misnamed-flow", taker.place));
            }
        } else if unmatched[number]
            && !pairs.told_takers[number]
            && !without_start(model, taker)
            && !gaps.takers.contains(&number)
        {
            let rule = if taker.role == Taking::Outcome { "unproduced-outcome" } else { "unmatched-input" };
            found.push((rule, taker.place));
        }
    }
    for (number, giver) in model.givers.iter().enumerate() {
        let is_renamed = renamed.iter().any(|&(_, other)| other == number);
        let is_told = is_renamed || pairs.told_givers[number] || gaps.givers.contains(&number);
        if !open_givers[number].is_empty() && !is_told && !without_finish(model, giver) {
            let rule = if giver.role == Giving::Trigger { "unused-trigger" } else { "orphaned-output" };
            found.push((rule, giver.place));
        }
    }
    found
}

/// Both sides of a trigger or outcome whose name nobody knows are one mistake. Gives the takers that are not reported for
/// that; triggers that are not reported as unused have nothing open any more.
///
/// A trigger is reported where it is misnamed, if its steps would use it under the name under which it comes. An outcome is
/// reported where no step produces it, if one would under the name that the other stream expects.
fn both_sides(
    model: &Model,
    misnamed: &[bool],
    partners: &[Vec<usize>],
    open_givers: &mut [Vec<Expectation>],
) -> Vec<usize> {
    let mut told = Vec::new();
    let mut triggers = Vec::new();
    for (number, taker) in model.takers.iter().enumerate() {
        let [partner] = partners[number][..] else { continue };
        if !misnamed[number] || taker.items.len() != 1 {
            continue;
        }
        let giver = &model.givers[partner];
        let unused = model.givers.iter().position(|other| {
            other.role == Giving::Trigger
                && taker.role == Taking::Trigger
                && (other.node, other.statement) == (taker.node, taker.statement)
                && other.item == taker.items[0]
                && !failing_of_giver(model, other).is_empty()
        });
        let unproduced = model.takers.iter().find(|other| {
            other.role == Taking::Outcome
                && giver.role == Giving::Outcome
                && (other.node, other.statement) == (giver.node, giver.statement)
                && other.items == [giver.item.clone()]
                && !failing_of_taker(model, other).is_empty()
        });
        if let Some(unused) = unused {
            let renamed = Giver { item: giver.item.clone(), ..model.givers[unused].clone() };
            if failing_of_giver(model, &renamed).is_empty() {
                triggers.push(unused);
            }
        } else if let Some(unproduced) = unproduced {
            let renamed = Taker { items: taker.items.clone(), ..unproduced.clone() };
            if failing_of_taker(model, &renamed).is_empty() {
                told.push(number);
            }
        }
    }
    for (number, taker) in model.takers.iter().enumerate() {
        let is_input = matches!(taker.role, Taking::Input(_));
        if is_input
            && misnamed[number]
            && partners[number].len() == 1
            && triggers.contains(&partners[number][0])
        {
            told.push(number);
        }
    }
    for trigger in triggers {
        open_givers[trigger].clear();
    }
    told
}

/// Whether another input with the same items, and with the same one output near them, is reported instead: the first.
fn reported_before(model: &Model, partners: &[Vec<usize>], number: usize) -> bool {
    let taker = &model.takers[number];
    let is_near = |giver: &Giver| {
        let givers = [&giver.item, &giver.written];
        let names = taker.items.iter().chain(&taker.written);
        names.clone().any(|one| givers.iter().any(|other| is_typo(one, other)))
    };
    let items = |taker: &Taker| taker.items.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    partners[number].len() == 1
        && is_near(&model.givers[partners[number][0]])
        && model.takers.iter().enumerate().any(|(other, second)| {
            partners[other] == partners[number]
                && items(second) == items(taker)
                && (second.place, other) < (taker.place, number)
        })
}

/// Measured on the names as written and as declared: an alias and its name are equal in every place.
fn words_nearly_agree(two: &TwoNames, taker: &Taker, giver: &Giver) -> bool {
    let givers = [&giver.item, &giver.written];
    taker.items.iter().zip(&taker.written).any(|(item, written)| {
        !two.are_two(item, &giver.item)
            && [item, written].iter().any(|one| givers.iter().any(|other| nearly_agree(one, other)))
    })
}

/// Items that are known to be two.
pub struct TwoNames {
    lists: Vec<BTreeSet<String>>,
    met: BTreeSet<String>,
}

impl TwoNames {
    pub fn of(model: &Model) -> TwoNames {
        let mut lists: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut met = BTreeSet::new();
        for taker in &model.takers {
            lists.entry(taker.statement).or_default().extend(taker.items.iter().cloned());
        }
        for giver in &model.givers {
            lists.entry(giver.statement).or_default().insert(giver.item.clone());
            let gives = matches!(giver.role, Giving::Output | Giving::Trigger);
            let takes = |taker: &&Taker| {
                matches!(taker.role, Taking::Input(_) | Taking::Outcome)
                    && taker.items.contains(&giver.item)
                    && model.stream(taker.node) == model.stream(giver.node)
                    && taker.node != giver.node
            };
            if gives && model.takers.iter().any(|taker| takes(&taker)) {
                met.insert(giver.item.clone());
            }
        }
        TwoNames { lists: lists.into_values().collect(), met }
    }

    pub fn are_two(&self, one: &String, other: &String) -> bool {
        one != other
            && (self.met.contains(one) && self.met.contains(other)
                || self.lists.iter().any(|list| list.contains(one) && list.contains(other)))
    }
}

/// Flows that look past each other, and triggers and outcomes that do not meet the flows of their own streams.
struct Pairs {
    told_takers: Vec<bool>,
    told_givers: Vec<bool>,
    /// Those that are reported, and the other side with them.
    telling_takers: Vec<bool>,
    telling_givers: Vec<bool>,
}

impl Pairs {
    fn find(model: &Model, raw: &Raw, open_givers: &[Vec<Expectation>], unmatched: &[bool]) -> Pairs {
        let takers: Vec<usize> = (0..model.takers.len()).collect();
        let givers: Vec<usize> = (0..model.givers.len()).collect();
        // The ends at which each fails; none where it is no side of a pair.
        let taking: Vec<Option<Vec<Target>>> = takers
            .iter()
            .map(|&n| {
                let Taker { role, node, ends, .. } = &model.takers[n];
                let fails = failing_ends(model, *node, ends, &raw.takers[n]);
                let itself = matches!(role, Taking::Input(_)) && raw.takers[n].is_empty() && fails.len() == 1;
                let is_side = *role != Taking::Outcome && (unmatched[n] || itself) && fails.len() <= 1;
                is_side.then_some(fails)
            })
            .collect();
        let giving: Vec<Option<Vec<Target>>> = givers
            .iter()
            .map(|&n| {
                let Giver { role, node, ends, .. } = &model.givers[n];
                let fails = failing_ends(model, *node, ends, &open_givers[n]);
                let itself = *role == Giving::Output && open_givers[n].is_empty() && fails.len() == 1;
                let is_side =
                    *role != Giving::Trigger && (!open_givers[n].is_empty() || itself) && fails.len() <= 1;
                is_side.then_some(fails)
            })
            .collect();
        let can_pair = |t: usize, g: usize| {
            let (taker, giver) = (&model.takers[t], &model.givers[g]);
            let same = model.stream(taker.node) == model.stream(giver.node);
            let border = matches!(taker.node, Node::Stream(_)) || matches!(giver.node, Node::Stream(_));
            model.agree(giver, taker)
                && (taker.node != giver.node || comes_back(taker, &taking[t], giver, &giving[g]))
                && model.stream(taker.node).is_some() == model.stream(giver.node).is_some()
                && !(same && border)
        };
        let giver_leads = |g: usize, t: usize| {
            giving[g].as_ref().is_some_and(|fails| {
                let ends = &model.givers[g].ends;
                can_pair(t, g)
                    && taking[t].is_some()
                    && leads(model, model.givers[g].node, ends, fails, model.takers[t].node)
            })
        };
        let taker_leads = |t: usize, g: usize| {
            taking[t].as_ref().is_some_and(|fails| {
                let ends = &model.takers[t].ends;
                can_pair(t, g)
                    && giving[g].is_some()
                    && (model.givers[g].ends.len() <= 1
                        || giving[g]
                            .as_ref()
                            .is_some_and(|fails| fails.iter().any(|end| is_self(model.givers[g].node, end))))
                    && leads(model, model.takers[t].node, ends, fails, model.givers[g].node)
            })
        };
        let wrong_taker = |t: usize| givers.iter().any(|&g| giver_leads(g, t));
        let right_giver = |g: usize| takers.iter().any(|&t| giver_leads(g, t));
        let told_takers: Vec<bool> = takers
            .iter()
            .map(|&t| !wrong_taker(t) && givers.iter().any(|&g| taker_leads(t, g) && !right_giver(g)))
            .collect();
        let told_givers = givers
            .iter()
            .map(|&g| {
                let giver = &model.givers[g];
                let own = |t: usize| {
                    let taker = &model.takers[t];
                    model.stream(taker.node) == model.stream(giver.node) && model.agree(giver, taker)
                };
                let mut unmet = takers.iter().filter(|&&t| unmatched[t]);
                match giver.role {
                    // An unused trigger and an unmatched input of a step of the same stream.
                    Giving::Trigger => unmet.any(|&t| {
                        matches!(model.takers[t].role, Taking::Input(_)) && own(t) && !told_takers[t]
                    }),
                    // An unproduced outcome and an orphaned output of a step of the same stream.
                    Giving::Output | Giving::Outcome => {
                        let wrong =
                            !right_giver(g) && takers.iter().any(|&t| taker_leads(t, g) && !wrong_taker(t));
                        right_giver(g)
                            || giver.role == Giving::Output
                                && !wrong
                                && unmet.any(|&t| model.takers[t].role == Taking::Outcome && own(t))
                    }
                }
            })
            .collect();
        let with_trigger = with_trigger(model, open_givers, unmatched, &told_takers);
        let telling_takers = takers.iter().map(|&t| wrong_taker(t) || with_trigger[t]).collect();
        let telling_givers = givers
            .iter()
            .map(|&g| !right_giver(g) && takers.iter().any(|&t| taker_leads(t, g) && !wrong_taker(t)))
            .collect();
        Pairs { told_takers, told_givers, telling_takers, telling_givers }
    }
}

/// A step's own input and output, given with the ends at which each fails: one names the step, and the other nobody.
fn comes_back(
    taker: &Taker,
    taking: &Option<Vec<Target>>,
    giver: &Giver,
    giving: &Option<Vec<Target>>,
) -> bool {
    let names_itself = |node: Node, fails: &Option<Vec<Target>>| {
        fails.as_ref().is_some_and(|fails| fails.len() == 1 && is_self(node, &fails[0]))
    };
    matches!(taker.node, Node::Step(_))
        && (names_itself(taker.node, taking) && giver.ends.is_empty()
            || names_itself(giver.node, giving) && taker.ends.is_empty())
}

/// For each taker, whether it is an input with which an unused trigger is reported: of its stream the first that looks for
/// its item.
fn with_trigger(
    model: &Model,
    open_givers: &[Vec<Expectation>],
    unmatched: &[bool],
    told_takers: &[bool],
) -> Vec<bool> {
    let stream = |t: usize| model.stream(model.takers[t].node);
    let items = |t: usize| &model.takers[t].items;
    let looks =
        |t: usize| unmatched[t] && !told_takers[t] && matches!(model.takers[t].role, Taking::Input(_));
    let is_first = |t: usize| {
        (0..t).all(|other| {
            !looks(other)
                || stream(other) != stream(t)
                || !items(t).iter().all(|item| items(other).contains(item))
        })
    };
    let gives = |g: usize, t: usize| {
        model.givers[g].role == Giving::Trigger
            && !open_givers[g].is_empty()
            && model.stream(model.givers[g].node) == stream(t)
            && model.agree(&model.givers[g], &model.takers[t])
    };
    (0..model.takers.len())
        .map(|t| looks(t) && is_first(t) && (0..model.givers.len()).any(|g| gives(g, t)))
        .collect()
}

/// Inputs and outputs, by their numbers, that are one flow under two names: each is the only flow left between their two
/// steps, of one item, and names the other step and nobody else.
fn renamed(
    model: &Model,
    raw: &Raw,
    open_givers: &[Vec<Expectation>],
    unmatched: &[bool],
    pairs: &Pairs,
) -> Vec<(usize, usize)> {
    let mut takers = Vec::new();
    for (number, taker) in model.takers.iter().enumerate() {
        let Node::Step(own) = taker.node else { continue };
        let is_left = unmatched[number] && !pairs.told_takers[number] && !pairs.telling_takers[number];
        for end in &raw.takers[number] {
            if let Some(Target::Step(other)) = end
                && is_left
            {
                takers.push((number, *other, own));
            }
        }
    }
    let mut givers = Vec::new();
    for (number, giver) in model.givers.iter().enumerate() {
        let Node::Step(own) = giver.node else { continue };
        let is_left = !pairs.told_givers[number] && !pairs.telling_givers[number];
        for end in &open_givers[number] {
            if let Some(Target::Step(other)) = end
                && is_left
            {
                givers.push((number, own, *other));
            }
        }
    }
    let mut found = Vec::new();
    for &(taker, giving, taking) in &takers {
        let is_alone = takers.iter().filter(|&&(_, from, to)| (from, to) == (giving, taking)).count() == 1;
        let mut others = givers.iter().filter(|&&(_, from, to)| (from, to) == (giving, taking));
        let (Some(&(giver, ..)), None) = (others.next(), others.next()) else { continue };
        if is_alone
            && model.takers[taker].items.len() == 1
            && model.takers[taker].ends == [Target::Step(giving)]
            && model.givers[giver].ends == [Target::Step(taking)]
        {
            found.push((taker, giver));
        }
    }
    found
}

/// The different ends at which a flow fails: where an expectation of it does, and where it names itself.
pub fn failing_ends(model: &Model, node: Node, ends: &[Target], failing: &[Expectation]) -> Vec<Target> {
    let mut fails: Vec<Target> = Vec::new();
    for end in ends {
        let expected = expectations(model, node, std::slice::from_ref(end));
        let is_failing = is_self(node, end) || expected.iter().any(|one| failing.contains(one));
        if is_failing && !fails.contains(end) {
            fails.push(end.clone());
        }
    }
    fails
}

/// Whether the end at which a flow fails covers where the other stands, or it names no end and the other stands in the
/// same stream or in the chain. An activity and `all` lead to nothing in another stream; a stream to all in it.
fn leads(model: &Model, node: Node, ends: &[Target], fails: &[Target], other: Node) -> bool {
    let same = model.stream(node) == model.stream(other);
    match fails {
        [] => ends.is_empty() && same,
        [end] if is_self(node, end) => false,
        [Target::Stream(stream)] => model.stream(other) == Some(*stream),
        [end @ (Target::Activity(_) | Target::All)] => same && covers(model, node, end, other),
        [end] => covers(model, node, end, other),
        _ => false,
    }
}

/// In a stream without any trigger, unmatched inputs with no `from` are not reported beside `missing-trigger`.
fn without_start(model: &Model, taker: &Taker) -> bool {
    let Node::Step(step) = taker.node else { return false };
    taker.ends.is_empty() && !has_trigger(model, model.steps[step].stream)
}

/// Without any outcome, orphaned outputs with no `to` are not reported beside `missing-outcome`.
fn without_finish(model: &Model, giver: &Giver) -> bool {
    let Node::Step(step) = giver.node else { return false };
    giver.ends.is_empty() && !has_outcome(model, model.steps[step].stream)
}

pub fn has_trigger(model: &Model, stream: usize) -> bool {
    model.takers.iter().any(|taker| taker.role == Taking::Trigger && taker.node == Node::Stream(stream))
}

pub fn has_outcome(model: &Model, stream: usize) -> bool {
    model.takers.iter().any(|taker| taker.role == Taking::Outcome && taker.node == Node::Stream(stream))
}
