//! BPMN 2.0 becomes a draft: each process a stream, each activity a step, gateways what the steps around them hand on and need.
//!
//! ```text
//! encoding, tree   bytes    -> elements     XML, in bounds
//! read             elements -> graph        what is drawn; what contradicts itself is told
//! order            graph    -> order        along the flow
//! dissolve         graph    -> slots        gateways become alternatives and needs
//! compose          slots    -> draft        names, steps, flows
//! census           what became of each element
//! ```

mod census;
mod compose;
mod dissolve;
mod encoding;
mod error;
mod graph;
mod order;
mod read;
mod slots;
mod timer;
mod tree;

pub use census::{Census, Fate};
pub use error::BpmnError;

use self::census::Teller;
use self::tree::{MOST_BYTES, Tree};
use super::draft::Draft;

/// Reads a file of BPMN 2.0 into a draft, and says what became of each of its elements. `file` is how remarks name it.
///
/// # Errors
/// Where it is no XML, no BPMN 2.0, larger than what is read, or has no process with anything in it.
pub fn read(file: &str, bytes: &[u8], draft: &mut Draft) -> Result<Census, BpmnError> {
    if bytes.len() > MOST_BYTES {
        return Err(BpmnError::TooLarge { most: MOST_BYTES >> 20 });
    }
    let text = encoding::decode(bytes)?;
    let tree = Tree::read(&text)?;
    drop(text);
    let census = Census::new(&tree);
    let mut teller = Teller { tree: &tree, file, draft, census };
    let graph = read::read(&mut teller);
    if graph.scopes.is_empty() {
        return Err(BpmnError::NoProcess);
    }
    let order = order::Order::of(&graph);
    let dissolved = dissolve::dissolve(&graph, &order, &mut teller);
    compose::compose(&graph, &order, &dissolved, &mut teller);
    let Teller { mut census, draft, .. } = teller;
    census.finish(&tree, file, draft);
    Ok(census)
}
