//! In which row of its lane each box stands.

use crate::draw::diagram::{Diagram, Origin, Target};

/// The rows of a picture, counted through all lanes from the top.
#[derive(Debug)]
pub(super) struct Rows {
    /// The row of each box.
    pub row: Vec<usize>,
    /// The first row of each lane, and behind them the number of rows.
    pub starts: Vec<usize>,
    /// In which columns of each row a box stands, ascending.
    taken: Vec<Vec<usize>>,
}

impl Rows {
    /// Gives each box the row of the box that feeds it where both are in one lane and it is free, so that a chain of steps
    /// is a straight line.
    pub fn new(diagram: &Diagram, columns: &[usize]) -> Rows {
        let lanes = diagram.lanes.len();
        let width = columns.iter().max().map_or(0, |&last| last + 1);
        let mut cells: Vec<Vec<usize>> = vec![Vec::new(); lanes * width];
        for (index, node) in diagram.nodes.iter().enumerate() {
            cells[columns[index] * lanes + node.lane].push(index);
        }
        let mut heights = vec![1; lanes];
        for (cell, nodes) in cells.iter().enumerate() {
            heights[cell % lanes] = heights[cell % lanes].max(nodes.len());
        }
        let mut starts = vec![0];
        for height in heights {
            starts.push(starts[starts.len() - 1] + height);
        }
        let feeders = feeders(diagram, columns);
        let mut row = vec![0; diagram.nodes.len()];
        for (cell, nodes) in cells.iter_mut().enumerate() {
            let (first, end) = (starts[cell % lanes], starts[cell % lanes + 1]);
            let wanted = |node: usize, row: &[usize]| {
                let rows = feeders[node].iter().map(|&feeder| row[feeder]);
                let nearest = rows.clone().find(|&row| (first..end).contains(&row));
                nearest.unwrap_or_else(|| rows.min().unwrap_or(first).clamp(first, end - 1))
            };
            nodes.sort_by_key(|&node| wanted(node, &row));
            let count = nodes.len();
            let mut free = first;
            for (at, &node) in nodes.iter().enumerate() {
                let last = end - (count - at);
                row[node] = wanted(node, &row).clamp(free, last);
                free = row[node] + 1;
            }
        }
        let mut taken = vec![Vec::new(); starts[lanes]];
        for (node, &row) in row.iter().enumerate() {
            taken[row].push(columns[node]);
        }
        for columns in &mut taken {
            columns.sort_unstable();
        }
        Rows { row, starts, taken }
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.taken.len()
    }

    /// Whether no box stands in a row from one column up to another, which is left out.
    pub fn is_free(&self, row: usize, from: usize, to: usize) -> bool {
        let taken = &self.taken[row];
        let at = taken.partition_point(|&column| column < from);
        taken.get(at).is_none_or(|&column| column >= to)
    }
}

/// The boxes that feed each box from a column before it, the nearest first.
fn feeders(diagram: &Diagram, columns: &[usize]) -> Vec<Vec<usize>> {
    let mut feeders: Vec<Vec<usize>> = vec![Vec::new(); diagram.nodes.len()];
    for flow in &diagram.flows {
        let (Origin::Output(from), Target::Input(to)) = (flow.from, flow.to) else { continue };
        if columns[from.node] < columns[to.node] {
            feeders[to.node].push(from.node);
        }
    }
    for list in &mut feeders {
        list.sort_by_key(|&node| std::cmp::Reverse(columns[node]));
    }
    feeders
}
