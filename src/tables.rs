//! What owners keep in spreadsheets, as plain data: who does what, who needs what from whom, what flows.
//!
//! All of them follow from the model and from the maps of its streams, which say who gives what to whom.

mod chain;
mod items;
mod matrix;
mod raci;
mod sipoc;
mod whole;

pub use chain::inputs_and_outputs;
pub use items::items;
pub use matrix::{activities, practices};
pub use raci::raci;
pub use sipoc::sipoc;
pub use whole::whole;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// A word for it, as part of a file's name.
    pub name: &'static str,
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn new(name: &'static str, head: &[&str]) -> Table {
        Table { name, head: head.iter().map(|&head| head.to_owned()).collect(), rows: Vec::new() }
    }
}
