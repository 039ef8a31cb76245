//! Where each folder of a floor is drawn, so that arrows run past boxes and not behind them.

use std::collections::BTreeMap;

/// How many boxes fit side by side.
pub const SLOTS: usize = 7;

/// How often every floor is placed anew; after so many rounds nothing moves in pictures of this size.
const ROUNDS: usize = 6;

/// Arrows between floors: the floor and number of the folder above, then of the one below.
pub type Arrow = ((usize, usize), (usize, usize));

/// The slot of each folder of each floor. `counts` says how many folders a floor has, at most [`SLOTS`].
///
/// Coordinate descent: one floor after the other takes the slots that cost least while all others stay. The start and
/// the order are fixed, so the same floors and arrows give the same picture.
pub fn place(counts: &[usize], arrows: &[Arrow]) -> Vec<Vec<usize>> {
    let mut slots: Vec<Vec<usize>> = counts.iter().map(|&count| spread(count)).collect();
    let choices: BTreeMap<usize, Vec<Vec<usize>>> =
        counts.iter().map(|&count| (count, arrangements(count))).collect();
    for _ in 0..ROUNDS {
        let before = slots.clone();
        for floor in 0..counts.len() {
            let mut best = (cost(&slots, arrows), slots[floor].clone());
            for choice in &choices[&counts[floor]] {
                slots[floor].clone_from(choice);
                let tried = cost(&slots, arrows);
                if tried < best.0 {
                    best = (tried, choice.clone());
                }
            }
            slots[floor] = best.1;
        }
        if slots == before {
            break;
        }
    }
    slots
}

fn spread(count: usize) -> Vec<usize> {
    (0..count).map(|at| (2 * at + 1) * SLOTS / (2 * count.max(1))).collect()
}

/// All ways to put so many folders into slots.
fn arrangements(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        let mut longer = Vec::new();
        for begun in &all {
            for slot in 0..SLOTS {
                if !begun.contains(&slot) {
                    longer.push([&begun[..], &[slot]].concat());
                }
            }
        }
        all = longer;
    }
    all
}

/// What a picture costs: arrows behind boxes first, then crossings, then length.
fn cost(slots: &[Vec<usize>], arrows: &[Arrow]) -> usize {
    let at = |(floor, number): (usize, usize)| slots[floor][number] as f64;
    let mut cost = 0;
    for (number, &(above, below)) in arrows.iter().enumerate() {
        let (from, to) = (at(above), at(below));
        cost += (from - to).abs() as usize;
        for (floor, boxes) in slots.iter().enumerate().take(below.0).skip(above.0 + 1) {
            let x = from + (to - from) * ease((floor - above.0) as f64 / (below.0 - above.0) as f64);
            cost += boxes.iter().filter(|&&slot| (slot as f64 - x).abs() < 0.62).count() * 40;
        }
        for &(other_above, other_below) in &arrows[number + 1..] {
            let crosses = (from - at(other_above)) * (to - at(other_below)) < 0.0;
            let side_by_side = other_above.0 < below.0 && above.0 < other_below.0;
            cost += usize::from(crosses && side_by_side) * 3;
        }
    }
    cost
}

/// How far to the side an arrow is at this part of its way: it leaves and arrives upright.
pub fn ease(part: f64) -> f64 {
    // The curve of the picture: a cubic one with its two middle points at half the height.
    let mut parameter = part;
    for _ in 0..8 {
        let height = 1.5 * parameter * (1.0 - parameter) * (1.0 - parameter)
            + 1.5 * parameter * parameter * (1.0 - parameter)
            + parameter.powi(3);
        parameter += part - height;
    }
    parameter * parameter * (3.0 - 2.0 * parameter)
}
