//! Plays the drawings of a folder, and holds what stops against what the imported model is told:
//! `VSDLINT_DRAWINGS=FOLDER`, which is never part of this project. `VSDLINT_CLASS` shows the drawings of a class.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::drawn::{Unplayed, read};
use super::net::{Kind, Net};
use super::reported::reported;
use super::token_game::Verdict;

/// What the game and the report say of one drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It cannot be played.
    Unplayed(Unplayed),
    /// It has too many states, or tokens heap up.
    TooMuch,
    NotImported,
    /// Nothing stops.
    Neither,
    /// Something stops, and is reported.
    Both,
    /// What stops waits beside a decision: by the language nothing is blocked.
    Beside,
    /// It stops only where something does not come that may come or not.
    Optional,
    /// Only several decisions together stop it.
    SeveralDecisions,
    /// Nobody stands behind the gateway that waits: what follows begins by another way, or the process ends.
    NobodyBehind,
    /// The stream is not judged yet: what is reported of it comes first.
    Unfinished,
    /// The game alone says that it stops, for no reason above.
    GameAlone,
    /// What waits is ended with everything else.
    Terminated,
    /// Without data, messages and labels nothing is reported either.
    Besides,
    /// No token ever comes to some activity.
    Unreached,
    /// The report alone says that it stops, for no reason above.
    ReportAlone,
}

/// Plays the only process of a drawing and imports it. Says as well what is reported.
pub fn compare(bytes: &[u8], net: &Net) -> (Class, Vec<String>) {
    let verdict = net.play(false);
    let Some(reported) = reported(bytes) else { return (Class::NotImported, Vec::new()) };
    let class = match (verdict, !reported.stops.is_empty()) {
        (Verdict::Unknown, _) => Class::TooMuch,
        (Verdict::Stuck | Verdict::StuckBeside, true) => Class::Both,
        (Verdict::Sound, false) => Class::Neither,
        (Verdict::StuckBeside, false) => Class::Beside,
        (Verdict::Stuck, false) => why_unreported(net, &reported.others),
        (Verdict::Sound, true) => why_reported(net),
    };
    (class, reported.stops)
}

/// Where one of these stands in a stream, no branch is judged there.
const FIRST: [&str; 6] = [
    "unmatched-input",
    "orphaned-output",
    "missing-trigger",
    "missing-outcome",
    "unused-trigger",
    "unproduced-outcome",
];

fn why_unreported(net: &Net, others: &[String]) -> Class {
    let is_reported = |net: &Net| reported(net.xml().as_bytes()).is_some_and(|told| !told.stops.is_empty());
    match net.play(true) {
        Verdict::Sound => Class::Optional,
        Verdict::StuckBeside => Class::Beside,
        _ if others.iter().any(|rule| FIRST.contains(&rule.as_str())) => Class::Unfinished,
        _ if !net.waits_for_one_decision() => Class::SeveralDecisions,
        _ if is_reported(&net.with_tasks_behind_joins()) => Class::NobodyBehind,
        _ => Class::GameAlone,
    }
}

fn why_reported(net: &Net) -> Class {
    let mut endless = net.clone();
    for node in &mut endless.nodes {
        if node.kind == Kind::Terminate {
            node.kind = Kind::End;
        }
    }
    if endless.play(false) != Verdict::Sound {
        return Class::Terminated;
    }
    if reported(net.xml().as_bytes()).is_some_and(|reported| reported.stops.is_empty()) {
        return Class::Besides;
    }
    if !net.reaches_all() {
        return Class::Unreached;
    }
    Class::ReportAlone
}

/// What was found of a process: whether it is the only one of its drawing, the class, and what is reported.
type Compared = (bool, Class, Vec<String>);

/// Compares all processes of a drawing: a single one as it is drawn, one of several written anew, without messages and data.
fn compare_all(bytes: &[u8]) -> Vec<Compared> {
    let nets = match read(bytes) {
        Ok(nets) => nets,
        Err(why) => return vec![(false, Class::Unplayed(why), Vec::new())],
    };
    let is_single = nets.len() == 1;
    let mut compared = Vec::new();
    for net in &nets {
        let (class, stops) = if is_single { compare(bytes, net) } else { compare(net.xml().as_bytes(), net) };
        compared.push((is_single, class, stops));
    }
    compared
}

#[test]
fn all_drawings_of_a_folder() {
    let Ok(folder) = std::env::var("VSDLINT_DRAWINGS") else { return };
    let mut paths = Vec::new();
    super::collection::walk(Path::new(&folder), &mut paths);
    paths.sort();
    let compared: Vec<(PathBuf, Vec<Compared>)> = paths
        .into_par_iter()
        .map(|path| {
            let compared = compare_all(&std::fs::read(&path).unwrap());
            (path, compared)
        })
        .collect();
    let wanted = std::env::var("VSDLINT_CLASS").unwrap_or_default();
    let mut counts = BTreeMap::new();
    for (path, of) in &compared {
        for (is_single, class, stops) in of {
            *counts.entry((*is_single, *class)).or_insert(0) += 1;
            if format!("{class:?}") == wanted {
                println!("{} {is_single} {stops:?}", path.display());
            }
        }
    }
    println!("(the only process of its drawing, class): {counts:#?}");
    let open = |class| compared.iter().flat_map(|(_, of)| of).filter(|(_, own, _)| *own == class).count();
    assert_eq!(
        (open(Class::GameAlone), open(Class::ReportAlone)),
        (0, 0),
        "differences that nothing explains"
    );
}
