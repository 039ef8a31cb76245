//! Random processes: what the token game finds stuck, and what the imported model reports.
//!
//! In a process with one decision at most, both agree. With several decisions the importer's model says less on purpose: vsdlint tries
//! each decision by itself, and leaves the others open. So there only one direction holds: what is reported does get stuck.
//! `VSDLINT_CASES` and `VSDLINT_SEED` choose how many processes, and which.

use super::net::{Kind, Net};
use super::reported::{Reported, reported};
use super::token_game::Verdict;

/// What is not reported where every run comes to its end.
const NEVER: [&str; 4] = ["syntax-error", "unknown-name", "orphaned-output", "late-input"];

/// Random numbers that are the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % bound
    }
}

/// A process that grows from its start: an open end becomes a task, splits, or meets another one, or leads back.
fn random(seed: u64) -> Net {
    let mut dice = Dice::new(seed);
    let mut net = Net::default();
    let (start, task) = (net.add(Kind::Start), net.add(Kind::Task));
    net.join(start, task);
    let mut open = vec![task];
    let mut returns: Vec<usize> = Vec::new();
    let size = 3 + dice.below(9);
    for _ in 0..size {
        let end = open.swap_remove(dice.below(open.len()));
        let gateway = if dice.below(2) == 0 { Kind::Exclusive } else { Kind::Parallel };
        match dice.below(8) {
            0 | 1 => open.push(follow(&mut net, end, Kind::Task)),
            2 | 3 => {
                let node = follow(&mut net, end, gateway);
                open.push(node);
                match returns.pop() {
                    Some(back) if dice.below(2) == 0 => net.join(node, back),
                    _ => open.push(node),
                }
            }
            4 => {
                let kind = if dice.below(4) == 0 { Kind::Parallel } else { Kind::Exclusive };
                let node = follow(&mut net, end, kind);
                returns.push(node);
                open.push(follow(&mut net, node, Kind::Task));
            }
            _ if !open.is_empty() => {
                let other = open.swap_remove(dice.below(open.len()));
                let node = follow(&mut net, end, gateway);
                net.join(other, node);
                // A task of its own behind it: a gateway that joins and splits at once is two things.
                open.push(follow(&mut net, node, Kind::Task));
            }
            _ => open.push(end),
        }
    }
    for end in open {
        let task = follow(&mut net, end, Kind::Task);
        follow(&mut net, task, Kind::End);
    }
    net
}

/// Adds a node behind another one.
fn follow(net: &mut Net, node: usize, kind: Kind) -> usize {
    let next = net.add(kind);
    net.join(node, next);
    next
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn the_token_game_agrees() {
    let (cases, first) = (number("VSDLINT_CASES", 400), number("VSDLINT_SEED", 0));
    let mut counts = std::collections::BTreeMap::new();
    let mut faults = Vec::new();
    for seed in first..first + cases {
        let net = random(seed);
        let verdict = net.play(false);
        if verdict == Verdict::Unknown {
            *counts.entry(("unknown", false)).or_insert(0) += 1;
            continue;
        }
        let Reported { stops, others } = reported(net.xml().as_bytes()).unwrap();
        let has_one = net.choices() <= 1;
        let is_odd = others.iter().any(|rule| NEVER.contains(&rule.as_str()));
        let outcome = match (verdict, is_odd || !stops.is_empty()) {
            (Verdict::Stuck | Verdict::StuckBeside, true) => "both",
            (Verdict::Stuck, false) => "game alone",
            // Nothing that is decided brings the gateway anything: by the language, nothing is blocked.
            (Verdict::StuckBeside, false) => "neither, by the language",
            (_, false) => "neither",
            (_, true) => "report alone",
        };
        *counts.entry((outcome, has_one)).or_insert(0) += 1;
        if outcome == "report alone" || outcome == "game alone" && has_one {
            faults.push(format!("seed {seed}: {outcome} {stops:?} {others:?}\n{}", net.xml()));
        }
    }
    println!("(outcome, at most one decision): {counts:?}");
    assert!(faults.is_empty(), "{} of {cases}\n{}", faults.len(), faults[..faults.len().min(3)].join("\n"));
}
