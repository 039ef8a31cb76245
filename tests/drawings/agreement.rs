//! Random processes: what the token game finds stuck, and what the imported model reports.
//!
//! In a process with one decision at most, both agree. With several decisions the importer's model says less on purpose: vsdlint tries
//! each decision by itself, and leaves the others open. So there only one direction holds: what is reported does get stuck.
//! `VSDLINT_CASES` and `VSDLINT_SEED` choose how many processes, and which.

use std::borrow::Cow;

use vsdlint::import::{Input, Options, import};
use vsdlint::model::Model;
use vsdlint::project::{Flags, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

use super::token_game::{Kind, Net, Verdict};

/// What says that a run of the process stops. A step that waits for itself has an unmatched input.
const STOPS: [&str; 4] = ["circular-wait", "blocked-branch", "exclusive-inputs", "unmatched-input"];

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
    let mut net = Net { kinds: vec![Kind::Start, Kind::Task], flows: vec![(0, 1)] };
    let mut open = vec![1];
    let mut returns: Vec<usize> = Vec::new();
    let size = 3 + dice.below(9);
    for _ in 0..size {
        let end = open.swap_remove(dice.below(open.len()));
        let gateway = if dice.below(2) == 0 { Kind::Exclusive } else { Kind::Parallel };
        let node = net.kinds.len();
        match dice.below(8) {
            0 | 1 => {
                net.kinds.push(Kind::Task);
                net.flows.push((end, node));
                open.push(node);
            }
            2 | 3 => {
                net.kinds.push(gateway);
                net.flows.push((end, node));
                open.push(node);
                match returns.pop() {
                    Some(back) if dice.below(2) == 0 => net.flows.push((node, back)),
                    _ => open.push(node),
                }
            }
            4 => {
                net.kinds.push(if dice.below(4) == 0 { Kind::Parallel } else { Kind::Exclusive });
                net.flows.push((end, node));
                net.kinds.push(Kind::Task);
                net.flows.push((node, node + 1));
                returns.push(node);
                open.push(node + 1);
            }
            _ if !open.is_empty() => {
                let other = open.swap_remove(dice.below(open.len()));
                net.kinds.push(gateway);
                net.flows.extend([(end, node), (other, node)]);
                // A task of its own behind it: a gateway that joins and splits at once is two things.
                net.kinds.push(Kind::Task);
                net.flows.push((node, node + 1));
                open.push(node + 1);
            }
            _ => open.push(end),
        }
    }
    for end in open {
        let node = net.kinds.len();
        net.kinds.extend([Kind::Task, Kind::End]);
        net.flows.extend([(end, node), (node, node + 1)]);
    }
    net
}

/// The rules of a kind that report something in the imported process.
fn reported(xml: &str) -> Vec<Cow<'static, str>> {
    let input = Input { name: "random.bpmn", bytes: xml.as_bytes() };
    let imported = import(&[input], &Options::default()).unwrap();
    let files = imported.files.into_iter().map(|file| Source { path: file.path.into(), text: file.text });
    let sources = Sources::new(files.collect());
    let model = Model::new(&sources);
    let flags = Flags::new([], metadata()).unwrap();
    let mut rules: Vec<Cow<'static, str>> = check(&model, &Settings::of_flags(metadata(), &flags), &[])
        .into_iter()
        .map(|finding| finding.rule)
        .collect();
    rules.retain(|rule| STOPS.contains(&&**rule) || NEVER.contains(&&**rule));
    rules
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
        let verdict = if net.kinds.len() <= 60 { net.play() } else { Verdict::Unknown };
        if verdict == Verdict::Unknown {
            *counts.entry(("unknown", false)).or_insert(0) += 1;
            continue;
        }
        let rules = reported(&net.xml());
        let has_one = net.choices() <= 1;
        let outcome = match (verdict, !rules.is_empty()) {
            (Verdict::Stuck | Verdict::StuckBeside, true) => "both",
            (Verdict::Stuck, false) => "game alone",
            // Nothing that is decided brings the gateway anything: by the language, nothing is blocked.
            (Verdict::StuckBeside, false) => "neither, by the language",
            (_, false) => "neither",
            (_, true) => "report alone",
        };
        *counts.entry((outcome, has_one)).or_insert(0) += 1;
        if outcome == "report alone" || outcome == "game alone" && has_one {
            faults.push(format!("seed {seed}: {outcome} {rules:?}\n{}", net.xml()));
        }
    }
    println!("(outcome, at most one decision): {counts:?}");
    assert!(faults.is_empty(), "{} of {cases}\n{}", faults.len(), faults[..faults.len().min(3)].join("\n"));
}
