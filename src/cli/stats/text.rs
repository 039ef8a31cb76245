//! Numbers as people read them.

use std::io::{self, Write};

use vsdlint::export::stats::{LadderStep, OutcomeStats, Part, Stats, StreamStats, Time, Total, Way};
use vsdlint::sanitise::sanitise;

use crate::cli::console::Paint;
use crate::cli::table::{self, Cell, Look, cell};

/// What is not known.
const UNKNOWN: &str = "–";

/// Writes a line for each outcome of all streams.
pub fn write_overview(stats: &Stats, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    const HEAD: [&str; 12] = [
        "STREAM",
        "OUTCOME",
        "LEAD TIME",
        "AT WORST",
        "PROMISED",
        "KEPT",
        "PROCESS TIME",
        "FLOW",
        "%C&A",
        "HAND-OFFS",
        "STEPS",
        "WAITS LONGEST",
    ];
    if stats.streams.is_empty() {
        return writeln!(out, "no stream is described here");
    }
    let mut rows = vec![HEAD.map(|head| (head.to_owned(), bold())).to_vec()];
    for stream in &stats.streams {
        let mut name = shown(&stream.stream);
        for outcome in &stream.outcomes {
            rows.push(line(std::mem::take(&mut name), outcome));
        }
        if stream.outcomes.is_empty() {
            rows.push(vec![cell(name), cell(UNKNOWN)]);
        }
    }
    table::write(&rows, 0, paint, out)?;
    let ways = stats.streams.iter().flat_map(|stream| &stream.outcomes);
    write_legend(&ways.collect::<Vec<_>>(), out)?;
    writeln!(out, "\n`vsdlint stats STREAM` shows a stream step by step.")
}

fn line(stream: String, outcome: &OutcomeStats) -> Vec<Cell> {
    let mut row = vec![cell(stream), cell(items(outcome))];
    let Some(way) = &outcome.quickest else {
        row.push((if outcome.complete { "never comes" } else { "not known" }.to_owned(), Paint::yellow));
        return row;
    };
    row.push(cell(at_least(&way.lead_time)));
    row.push(cell(match (&outcome.slowest, &outcome.slowest_when) {
        (Some(slowest), Some(_)) => at_least(&slowest.lead_time),
        (Some(_), None) => String::new(),
        (None, _) => UNKNOWN.to_owned(),
    }));
    row.push(cell(outcome.promise.as_ref().map_or("", |promise| &promise.text)));
    row.push(kept(outcome, way));
    row.push(cell(at_least(&way.process_time)));
    row.push(cell(way.flow_efficiency.map_or(UNKNOWN.to_owned(), percent)));
    row.push(cell(accuracy(way)));
    row.push(cell(way.role_hand_offs.to_string()));
    row.push(cell(way.steps.to_string()));
    row.push(cell(longest_wait(way)));
    row
}

/// Writes each outcome of the streams by itself, with the steps on the ways to it.
pub fn write_streams(stats: &Stats, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    for stream in &stats.streams {
        for (at, outcome) in stream.outcomes.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            write_outcome(stream, outcome, paint, out)?;
        }
        if stream.outcomes.is_empty() {
            writeln!(out, "{} has no outcome", shown(&stream.stream))?;
        }
        write_legend(&stream.outcomes.iter().collect::<Vec<_>>(), out)?;
    }
    Ok(())
}

fn write_outcome(
    stream: &StreamStats,
    outcome: &OutcomeStats,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = format!("{}: {}", shown(&stream.stream), items(outcome));
    writeln!(out, "{}", paint.bold(&title))?;
    let Some(quickest) = &outcome.quickest else {
        return writeln!(
            out,
            "  {}",
            if outcome.complete { "never comes" } else { "not known: there are too many ways" }
        );
    };
    let slower = outcome.slowest_when.as_ref().and(outcome.slowest.as_ref());
    let ways: Vec<&Way> = std::iter::once(quickest).chain(slower).collect();
    let mut rows = Vec::new();
    if slower.is_some() {
        rows.push(vec![cell(""), ("quickest way".to_owned(), bold()), ("slowest way".to_owned(), bold())]);
    }
    let mut add = |name: &str, value: &dyn Fn(&Way) -> Cell| {
        rows.push(std::iter::once(cell(name)).chain(ways.iter().map(|way| value(way))).collect());
    };
    add("lead time", &|way| cell(at_least(&way.lead_time)));
    add("process time", &|way| cell(at_least(&way.process_time)));
    add("waiting", &|way| cell(at_least(&way.waiting)));
    add("flow efficiency", &|way| cell(way.flow_efficiency.map_or(UNKNOWN.to_owned(), percent)));
    add("rolled %C&A", &|way| cell(accuracy(way)));
    add("hand-offs between roles", &|way| cell(way.role_hand_offs.to_string()));
    add("hand-offs between activities", &|way| cell(way.activity_hand_offs.to_string()));
    add("steps", &|way| cell(way.steps.to_string()));
    add("waits longest", &|way| cell(longest_wait(way)));
    if let Some(promise) = &outcome.promise {
        add(&format!("left of the promised {}", promise.text), &|way| left(way));
    }
    table::write(&rows, 2, paint, out)?;
    if !outcome.complete {
        writeln!(out, "  the slowest way is not known: there are too many cases")?;
    }
    writeln!(out)?;
    write_ladder(quickest, paint, out)?;
    if let (Some(slower), Some(when)) = (slower, &outcome.slowest_when) {
        writeln!(out, "\n  {}:", sanitise(when))?;
        write_ladder(slower, paint, out)?;
    }
    Ok(())
}

fn write_ladder(way: &Way, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = vec![
        ["STEP", "LEAD TIME", "PROCESS TIME", "WAITS", "%C&A"].map(|head| (head.to_owned(), bold())).to_vec(),
    ];
    for step in &way.ladder {
        rows.push(ladder_line(step));
    }
    table::write(&rows, 2, paint, out)
}

fn ladder_line(step: &LadderStep) -> Vec<Cell> {
    let name = format!("{}{}", "  ".repeat(step.depth.min(20) as usize), shown(&step.step));
    let time = |time: &Option<Time>| cell(time.as_ref().map_or(UNKNOWN, |time| &time.text));
    let share = cell(step.accuracy.map_or(UNKNOWN.to_owned(), percent));
    let said = |words: &str| (words.to_owned(), Paint::faint as Look);
    match step.part {
        Part::Works => {
            vec![cell(name), time(&step.lead_time), time(&step.process_time), time(&step.waiting), share]
        }
        Part::Answered => vec![cell(name), said("is answered"), cell(""), cell(""), share],
        Part::Asks => vec![cell(name), said("asks")],
        Part::Runs => vec![cell(name), said("as long as its stream")],
    }
}

/// Says what the signs mean that stand before some numbers, if any do.
fn write_legend(outcomes: &[&OutcomeStats], out: &mut dyn Write) -> io::Result<()> {
    let mut ways = Vec::new();
    for outcome in outcomes {
        ways.extend(outcome.quickest.iter().chain(&outcome.slowest));
    }
    let is_signed = |total: &Total| at_least(total).starts_with('≥');
    let mut has_least = false;
    for way in &ways {
        has_least |= [&way.lead_time, &way.process_time, &way.waiting].into_iter().any(is_signed);
    }
    let has_most = ways.iter().any(|way| !way.accuracy_is_whole && way.accuracy.is_some());
    if has_least || has_most {
        writeln!(out)?;
    }
    if has_least {
        writeln!(out, "≥ at least so much: a step on the way does not say how long it takes.")?;
    }
    if has_most {
        writeln!(out, "≤ at most so much: a step on the way does not say how much of its work is right.")?;
    }
    Ok(())
}

/// Whether a promise is kept, on the quickest way and on the slowest.
fn kept(outcome: &OutcomeStats, quickest: &Way) -> Cell {
    let slowest = outcome.slowest.as_ref();
    let (word, look): (&str, Look) = match (quickest.promise_kept, slowest.and_then(|way| way.promise_kept)) {
        _ if outcome.promise.is_none() => ("", table::plain),
        (Some(false), _) => ("no", Paint::red),
        (Some(true), Some(false)) => ("not always", Paint::yellow),
        (Some(true), Some(true)) => ("yes", Paint::green),
        _ => ("perhaps", Paint::yellow),
    };
    (word.to_owned(), look)
}

fn left(way: &Way) -> Cell {
    let text = way.promise_left.as_ref().map_or(UNKNOWN, |left| &left.text).to_owned();
    match way.promise_kept {
        Some(false) => (text, Paint::red),
        None if !way.lead_time.is_whole => (format!("≤ {text}"), Paint::yellow),
        Some(true) => (text, Paint::green),
        None => (format!("{text}, as the working days fall"), Paint::yellow),
    }
}

fn longest_wait(way: &Way) -> String {
    match &way.longest_wait {
        Some(wait) => format!("{} ({})", shown(&wait.step), wait.waiting.text),
        None => UNKNOWN.to_owned(),
    }
}

fn at_least(total: &Total) -> String {
    match total.is_whole {
        true => total.time.text.clone(),
        false if total.time.text == "0s" => UNKNOWN.to_owned(),
        false => format!("≥ {}", total.time.text),
    }
}

fn accuracy(way: &Way) -> String {
    match way.accuracy {
        None => UNKNOWN.to_owned(),
        Some(share) if way.accuracy_is_whole => percent(share),
        Some(share) => format!("≤ {}", percent(share)),
    }
}

/// A share in per cent, with one decimal below ten, rounded down: no wait is no wait at all.
fn percent(share: f64) -> String {
    let hundredths = share * 100.0 + 1e-9;
    if hundredths < 10.0 {
        format!("{} %", (hundredths * 10.0).floor() / 10.0)
    } else {
        format!("{} %", hundredths.floor())
    }
}

fn items(outcome: &OutcomeStats) -> String {
    shown(&outcome.items.join(" or "))
}

fn shown(name: &str) -> String {
    sanitise(name).into_owned()
}

fn bold() -> Look {
    Paint::bold
}
