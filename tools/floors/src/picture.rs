//! The floors as a picture and as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::placing::{Arrow, SLOTS, place};
use crate::{Imports, Plan};

const WIDTH: f64 = 920.0;
const NAMES: f64 = 150.0;
const FLOOR: f64 = 86.0;
const BOX: f64 = 42.0;
const EDGE: f64 = 12.0;

/// The floors from the top, each folder with those that it imports.
pub fn as_text(imports: &Imports, plan: &Plan) -> String {
    let mut below: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in imports.between_folders().into_keys() {
        below.entry(from).or_default().insert(to);
    }
    let mut text = String::new();
    for floor in &plan.floor {
        let _ = writeln!(text, "{}", floor.name);
        for folder in &floor.folders {
            let named: Vec<&str> = below.get(folder).into_iter().flatten().map(String::as_str).collect();
            let _ = writeln!(text, "  {folder:<12} {}", named.join(", "));
        }
    }
    text
}

/// Where a folder is drawn: its middle, its upper and its lower edge.
struct Spot {
    left: f64,
    width: f64,
    top: f64,
}

/// The floors as an SVG, light or dark as the reader's screen is. An arrow is drawn only where no longer way of arrows
/// leads to the same folder, so that what is seen can be followed.
pub fn as_svg(imports: &Imports, plan: &Plan) -> String {
    let arrows = shortest(imports, plan);
    let spots = spots(plan, &arrows);
    let height = EDGE * 2.0 + FLOOR * plan.floor.len() as f64 - 14.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"t\">\n\
         <title id=\"t\">The folders of src as floors; arrows lead from a folder to one that it imports</title>\n\
         <style>\n\
         text {{ font: 14px system-ui, sans-serif; fill: #1f2933 }}\n\
         .floor {{ fill: #f3f5f8 }} .name {{ fill: #52606d; font-size: 13px }}\n\
         .folder {{ fill: #ffffff; stroke: #52606d; stroke-width: 1.2 }}\n\
         .arrow {{ fill: none; stroke: #3b6ea8; stroke-width: 1.3; opacity: 0.75 }} marker path {{ fill: #3b6ea8 }}\n\
         @media (prefers-color-scheme: dark) {{\n\
         text {{ fill: #e4e7eb }} .floor {{ fill: #222a33 }} .name {{ fill: #9aa5b1 }}\n\
         .folder {{ fill: #323f4b; stroke: #9aa5b1 }} .arrow {{ stroke: #8fbbea }} marker path {{ fill: #8fbbea }}\n\
         }}\n\
         </style>\n\
         <defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n"
    );
    for (number, floor) in plan.floor.iter().enumerate() {
        let top = EDGE + FLOOR * number as f64;
        let _ = writeln!(
            svg,
            "<rect class=\"floor\" x=\"{EDGE}\" y=\"{top}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
            WIDTH - 2.0 * EDGE,
            FLOOR - 14.0
        );
        for (line, words) in wrapped(&floor.name).into_iter().enumerate() {
            let y = top + 26.0 + 17.0 * line as f64;
            let _ = writeln!(svg, "<text class=\"name\" x=\"{}\" y=\"{y}\">{words}</text>", EDGE + 12.0);
        }
    }
    for (from, to) in arrows {
        let (Some(above), Some(below)) = (spots.get(from.as_str()), spots.get(to.as_str())) else { continue };
        let (x1, y1) = (above.left + above.width / 2.0, above.top + BOX);
        let (x2, y2) = (below.left + below.width / 2.0, below.top - 1.0);
        let bend = (y2 - y1) * 0.5;
        let _ = writeln!(
            svg,
            "<path class=\"arrow\" marker-end=\"url(#a)\" d=\"M{x1:.0} {y1:.0} C{x1:.0} {:.0} {x2:.0} {:.0} {x2:.0} {y2:.0}\"/>",
            y1 + bend,
            y2 - bend
        );
    }
    for (folder, Spot { left, width, top }) in &spots {
        let _ = writeln!(
            svg,
            "<rect class=\"folder\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{width:.0}\" height=\"{BOX}\" rx=\"5\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{folder}</text>",
            left + width / 2.0,
            top + BOX / 2.0 + 5.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Where each folder stands.
fn spots<'p>(plan: &'p Plan, arrows: &[(String, String)]) -> BTreeMap<&'p str, Spot> {
    let mut numbers: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (floor, it) in plan.floor.iter().enumerate() {
        for (number, folder) in it.folders.iter().enumerate() {
            numbers.insert(folder, (floor, number));
        }
    }
    let mut numbered: Vec<Arrow> = Vec::new();
    for (from, to) in arrows {
        let (Some(&above), Some(&below)) = (numbers.get(from.as_str()), numbers.get(to.as_str())) else {
            continue;
        };
        if above.0 < below.0 {
            numbered.push((above, below));
        }
    }
    let counts: Vec<usize> = plan.floor.iter().map(|floor| floor.folders.len()).collect();
    let slots = place(&counts, &numbered);
    let room = (WIDTH - NAMES - EDGE) / SLOTS as f64;
    let mut spots = BTreeMap::new();
    for (folder, (floor, number)) in numbers {
        let width = (folder.len() as f64 * 8.0 + 22.0).min(room - 8.0);
        let left = NAMES + room * slots[floor][number] as f64 + (room - width) / 2.0;
        let top = EDGE + FLOOR * floor as f64 + (FLOOR - 14.0 - BOX) / 2.0;
        spots.insert(folder, Spot { left, width, top });
    }
    spots
}

/// A name in lines of at most some sixteen letters.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 16 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The arrows between folders without those for which a longer way stands.
fn shortest(imports: &Imports, plan: &Plan) -> Vec<(String, String)> {
    let mut arrows: BTreeSet<(String, String)> = imports.between_folders().into_keys().collect();
    arrows.retain(|(_, to)| plan.floor_of(to).is_none_or(|floor| !plan.floor[floor].everybody));
    let leads = |from: &str, to: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(folder) = open.pop() {
            for (_, next) in arrows.iter().filter(|(one, _)| one == folder) {
                if folder == from && next == to {
                    continue;
                }
                if next == to {
                    return true;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    };
    arrows.iter().filter(|(from, to)| !leads(from, to)).cloned().collect()
}
