//! What is said of the parts of a picture, and how numbers are written.

use crate::draw::diagram::{Diagram, Flow, Node, NodeKind, Origin, Target};
use crate::model::numbers::{Rolled, Sum};

/// The item of a flow; both names where it is given under one and taken under another.
pub fn item(diagram: &Diagram, flow: &Flow) -> String {
    match (flow.from, flow.to) {
        (Origin::Output(from), Target::Input(to)) if diagram.input(to).is_named => {
            let (given, taken) = (&diagram.output(from).label, &diagram.input(to).label);
            if given == taken { given.clone() } else { format!("{given} / {taken}") }
        }
        (Origin::Output(port), _) => diagram.output(port).label.clone(),
        (_, Target::Input(port)) => diagram.input(port).label.clone(),
        _ => String::new(),
    }
}

/// The name of the box, or of whoever stands outside, that a flow comes from; none for a trigger and for nobody.
pub fn giver(diagram: &Diagram, from: Origin) -> Option<&str> {
    match from {
        Origin::Output(port) => name(&diagram.nodes[port.node]),
        Origin::External(external) => Some(&diagram.externals[external].name),
        Origin::Start | Origin::Nobody => None,
    }
}

/// The name of the box, or of whoever stands outside, that a flow goes to; none for an outcome and for nobody.
pub fn taker(diagram: &Diagram, to: Target) -> Option<&str> {
    match to {
        Target::Input(port) => name(&diagram.nodes[port.node]),
        Target::External(external) => Some(&diagram.externals[external].name),
        Target::Finish | Target::Nobody => None,
    }
}

fn name(node: &Node) -> Option<&str> {
    if node.kind == NodeKind::Nobody { None } else { Some(&node.name) }
}

/// A time, which is `≥ 3h` where some step does not say how long it takes.
pub fn sum(sum: &Sum) -> String {
    format!("{}{}", at_least(sum.is_whole), sum.duration.show())
}

/// What stands before a number of which not all is known.
pub fn at_least(is_whole: bool) -> &'static str {
    if is_whole { "" } else { "≥ " }
}

/// A share as a whole number of percent.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A rolled share, which is `≤ 80 %` where some step states none; nothing where no step states one.
pub fn rolled(accuracy: Rolled) -> Option<String> {
    let least = if accuracy.is_whole { "" } else { "≤ " };
    Some(format!("{least}{}", percent(accuracy.share?)))
}
