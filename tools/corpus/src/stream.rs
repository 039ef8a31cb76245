//! The text of one value stream.
//!
//! All that is drawn by lot is drawn from the stream's own number, so streams can be made in any order.

use fastrand::Rng;

use crate::Mistake;
use crate::step::{Fields, Step, duration};
use crate::trades::{BUILDS, CHECKS, SPARE, SUBJECTS, TRADES, Trade};

/// How many of the nine steps the streams have, in turn: eight on average.
const LENGTHS: [usize; 4] = [8, 8, 7, 9];

/// What another stream has to know of one.
struct Head {
    trade: &'static Trade,
    subject: &'static str,
    alias: String,
}

impl Head {
    fn new(index: usize) -> Head {
        let trade = &TRADES[index % TRADES.len()];
        let subject = SUBJECTS[index / TRADES.len() % SUBJECTS.len()];
        let alias = format!("{}_{}_{index}", trade.alias, subject.replace(' ', "_"));
        Head { trade, subject, alias }
    }

    fn item(&self, template: &str) -> String {
        format!("\"{}\"", filled(template, self.subject))
    }

    /// What the stream ends with.
    fn outcome(&self) -> String {
        self.item(self.trade.steps[8].output)
    }

    /// What the stream tells the next one.
    fn notice(&self) -> String {
        self.item("{} status notice")
    }
}

/// The template with the subject in its gap, and a capital at the beginning.
pub fn filled(template: &str, subject: &str) -> String {
    let text = template.replace("{}", subject);
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The text of the stream `index` of `all`, with or without a mistake.
pub fn text(index: usize, all: usize, mistake: Option<Mistake>) -> String {
    let mut rng = Rng::with_seed(index as u64);
    let head = Head::new(index);
    let steps = steps(&head, index, all, mistake, &mut rng);
    let minutes: u32 = steps.iter().map(|step| step.minutes.0).sum();

    let mut text = String::with_capacity(2 * crate::BYTES_PER_STREAM);
    opening(&head, index, &mut rng, &mut text);
    for step in &steps {
        step.write(&mut text);
    }
    let within = match mistake {
        Some(Mistake::HastyPromise) => "1min".to_owned(),
        _ if rng.bool() => format!("{}d", minutes.div_ceil(24 * 60) + 1),
        _ => duration(minutes.div_ceil(60) * 60 + 240),
    };
    let (outcome, to) = (head.outcome(), head.trade.stakeholder);
    text.push_str(&format!("\n  outcome {outcome} to {to} within {within}\n}}\n"));
    text
}

/// What stands above the steps.
fn opening(head: &Head, index: usize, rng: &mut Rng, text: &mut String) {
    let Head { trade, subject, alias } = head;
    if index > 0 {
        text.push('\n');
    }
    match rng.u8(0..8) {
        0 => text.push_str("// Agreed with the branch in the spring review.\n"),
        1 => text.push_str("/* The branch has no stock of its own. */\n"),
        2 | 3 => text.push_str(&format!("/// One of the streams around the {subject}.\n")),
        _ => {}
    }
    let title = filled(trade.title, subject);
    text.push_str(&format!("stream \"{title} at branch {index}\" as {alias} {{\n"));
    text.push_str(&format!("  purpose \"{}\"\n  accountable \"{}\"\n\n", trade.purpose, trade.owner));
    text.push_str(&format!("  trigger {} from {}\n", head.item(trade.trigger), trade.stakeholder));
    if continues(index) {
        let before = Head::new(index - 1);
        text.push_str(&format!("  trigger {} from {}\n", before.outcome(), before.alias));
    }
}

/// Whether the stream also begins where the one before it ends.
fn continues(index: usize) -> bool {
    index % 8 == 5
}

/// Whether a step of the stream tells a step of the next one.
fn tells(index: usize, all: usize) -> bool {
    index % 4 == 2 && index + 1 < all
}

/// The steps, each with what it takes from the ones before it.
fn steps(
    head: &Head,
    index: usize,
    all: usize,
    mistake: Option<Mistake>,
    rng: &mut Rng,
) -> Vec<Step<'static>> {
    let trade = head.trade;
    let left_out = &SPARE[..trade.steps.len() - LENGTHS[index % LENGTHS.len()]];
    let returns = rng.bool();
    let looks_up = rng.bool();
    let broad = rng.u8(0..4) == 0 && !continues(index);
    let rejected = head.item("{} rejection");
    let fields = Fields::draw(mistake, rng);

    let mut steps: Vec<Step<'static>> = Vec::with_capacity(trade.steps.len());
    for (number, work) in trade.steps.iter().enumerate() {
        if left_out.contains(&number) {
            continue;
        }
        let lead = rng.u32(1..12) * 15;
        let mut step = Step {
            work,
            name: if work.name == work.alias {
                work.name.to_owned()
            } else {
                filled(work.name, head.subject)
            },
            fields,
            minutes: (lead, (lead / 3).max(1)),
            accurate: rng.u32(85..100),
            inputs: Vec::new(),
            outputs: vec![head.item(work.output)],
            mistake: mistake.filter(|_| number == BUILDS),
        };
        match steps.last() {
            Some(before) => {
                let item = head.item(before.work.output);
                let misnamed = step.mistake == Some(Mistake::MisnamedInput);
                let item = if misnamed { misspelt(&item) } else { item };
                let from = before.work.alias;
                step.inputs.push(("", if rng.bool() { format!("{item} from {from}") } else { item }));
            }
            None if broad => step.inputs.push(("", format!("\"{}\"", trade.broader))),
            None => {
                let mut item = head.item(trade.trigger);
                if continues(index) {
                    item = format!("{item} or {}", Head::new(index - 1).outcome());
                }
                step.inputs.push(("", item));
            }
        }
        match number {
            7 if looks_up => {
                let (repository, item) = trade.lookup;
                step.inputs.push(("optional ", format!("\"{item}\" from {repository}")));
            }
            1 if tells(index, all) => {
                let next = Head::new(index + 1);
                let to = format!("{}.{}", next.alias, next.trade.steps[2].alias);
                step.outputs.push(format!("{} to {to}", head.notice()));
            }
            2 if index > 0 && tells(index - 1, all) => {
                let before = Head::new(index - 1);
                let from = format!("{}.{}", before.alias, before.trade.steps[1].alias);
                step.inputs.push(("optional ", format!("{} from {from}", before.notice())));
            }
            BUILDS if returns => {
                step.inputs.push(("rework ", format!("{rejected} from {}", trade.steps[CHECKS].alias)));
            }
            CHECKS if returns => step.outputs = vec![format!("{} or {rejected}", step.outputs[0])],
            8 => {
                let improve = if mistake == Some(Mistake::MisspeltEnd) {
                    misspelt("improve")
                } else {
                    "improve".to_owned()
                };
                step.outputs.push(format!("{} to {improve}", head.item(trade.lesson)));
            }
            _ => {}
        }
        match step.mistake {
            Some(Mistake::DroppedOutput) => step.outputs.clear(),
            Some(Mistake::SpareOutput) => step.outputs.push("\"Minutes of a meeting\"".to_owned()),
            Some(Mistake::RepeatedOutput) => step.outputs.extend_from_within(..1),
            _ => {}
        }
        steps.push(step);
    }
    steps
}

/// The name with two letters swapped near its end.
fn misspelt(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = letters.len().saturating_sub(4);
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}
