//! What is said of the parts of a picture.

use crate::draw::diagram::{Diagram, Flow, Origin, Target};

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
