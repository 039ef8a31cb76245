//! Streams on the page: all of them in one table, and a section for each.

use std::io;

use maud::{Markup, html};

use crate::compare::{Measure, WayKind};
use crate::draw::words::{at_least, percent, rolled, sum};
use crate::model::Occurrence;
use crate::model::numbers::{Sum, WayNumbers};
use crate::report::html::findings::{finding, found};
use crate::report::html::{picture, shown, table};
use crate::report::{Report, StreamPart};

/// What the maps of the streams show, in words: each of them leaves that out.
fn legend() -> Markup {
    html! {
        p.soft {
            "In the maps below a solid arrow is waited for, a dashed one may come or not, a dotted one comes back as rework, "
            "and a dashed and dotted one answers what was asked. A dot is a trigger, a ring an outcome. LT is lead time, PT "
            "process time, and the share what is complete and accurate. A bar in a box stands at arrows of which only one comes, or "
            "one is enough. What is thick and coloured has a finding; its number is that below the map."
        }
    }
}

/// All streams in one table.
pub(super) fn overview(report: &Report<'_, '_>) -> Markup {
    html! {
        h2 #streams { "Streams" }
        @if report.streams.is_empty() { p { "No stream is declared." } }
        @else {
            div.wide tabindex="0" role="region" aria-label="Streams" {
                table {
                    caption { "Lead time, process time, flow efficiency and rolled %C&A on the quickest way to the outcome that stands for the stream; hand-offs between roles." }
                    thead { tr {
                        th scope="col" { "Stream" } th scope="col" { "Accountable" } th.number scope="col" { "Steps" }
                        th scope="col" { "Lead time against promise" } th.number scope="col" { "Process time" }
                        th.number scope="col" { "Flow efficiency" } th.number scope="col" { "Rolled %C&A" }
                        th.number scope="col" { "Hand-offs" } th scope="col" { "Findings" }
                    } }
                    tbody { @for part in &report.streams { (row(report, part)) } }
                }
            }
            (legend())
        }
    }
}

fn row(report: &Report<'_, '_>, part: &StreamPart) -> Markup {
    let outcome = part.main(report.model);
    let way = outcome.and_then(|outcome| outcome.quickest.as_ref());
    let index = outcome.map_or(0, |outcome| outcome.outcome);
    let was = |measure| then(report, part, index, WayKind::Quickest, measure);
    html! {
        tr {
            th scope="row" {
                @if part.is_described { a href=(format!("#{}", part.anchor)) { (shown(&part.map.title)) } }
                @else { (shown(&part.map.title)) " " span.soft { "(only named)" } }
            }
            td { (shown(&part.accountable)) }
            td.number { @if part.is_described { (part.map.count()) } }
            @if let Some(way) = way {
                td {
                    (lead_time(report, way)) (was(Measure::LeadTime))
                    @if let Some(outcome) = outcome { " " span.soft { "to " (item(report, part, report.model.scope(part.stream).outcome(outcome.outcome))) } }
                }
                td.number { (time(&way.process_time)) (was(Measure::ProcessTime)) }
                td.number { @if let Some(share) = way.flow_efficiency { (percent(share)) } @else { "–" } (was(Measure::FlowEfficiency)) }
                td.number { (rolled(way.accuracy).unwrap_or_else(unknown)) (was(Measure::Accuracy)) }
                td.number { (way.role_hand_offs.len()) (was(Measure::RoleHandOffs)) }
            } @else {
                td { "–" } td.number { "–" } td.number { "–" } td.number { "–" } td.number { "–" }
            }
            td { (found(part.counts)) }
        }
    }
}

/// What stands for a number that no step says anything of.
fn unknown() -> String {
    "–".to_owned()
}

/// A time, if any step says something of it.
fn time(time: &Sum) -> String {
    if time.is_whole || time.duration.has_any() { sum(time) } else { unknown() }
}

/// The lead time, and as a bar how much of the promise it takes.
fn lead_time(report: &Report<'_, '_>, way: &WayNumbers) -> Markup {
    let is_known = way.lead_time.is_whole || way.lead_time.duration.has_any();
    let Some(promised) = way.promised.filter(|_| is_known) else {
        return html! { (time(&way.lead_time)) };
    };
    let day = report.model.declared().working_day();
    let share = match (way.lead_time.duration.seconds(day), promised.within.seconds(day)) {
        (Some(taken), Some(within)) if within > 0 => taken.saturating_mul(100) / within,
        _ => 0,
    };
    let late = promised.is_kept == Some(false);
    html! {
        (at_least(way.lead_time.is_whole)) (way.lead_time.duration.show_beside(promised.within))
        " of " (promised.within.show())
        @if late { " " span.is-error { "missed" } }
        span.promise aria-hidden="true" {
            i.late[late] style=(format!("width:{}%", share.min(100))) {}
        }
    }
}

pub(super) fn stream(report: &Report<'_, '_>, part: &StreamPart) -> io::Result<Markup> {
    Ok(html! {
        section.stream {
            h2 id=(part.anchor) { (shown(&part.map.title)) }
            p.soft {
                (shown(&part.purpose))
                @if !part.purpose.is_empty() && !part.accountable.is_empty() { ". " }
                @if !part.accountable.is_empty() { "Accountable: " (shown(&part.accountable)) "." }
            }
            (picture(&part.map, &format!("Map of {}. The tables below it say the same.", part.map.title))?)
            @for &told in &part.findings { (finding(report, told, Some(part.stream.index() - 1))) }
            (numbers(report, part))
            h3 { "Who does what (RACI)" }
            (table(&part.raci, &format!("Who does what: {}", part.map.title)))
            h3 { "From whom, to whom (SIPOC)" }
            (table(&part.sipoc, &format!("From whom, to whom: {}", part.map.title)))
        }
    })
}

/// The numbers of each outcome, on the quickest and on the slowest way.
fn numbers(report: &Report<'_, '_>, part: &StreamPart) -> Markup {
    let Some(numbers) = part.numbers(report.model) else { return html! {} };
    let scope = report.model.scope(part.stream);
    html! {
        h3 { "Numbers" }
        div.wide tabindex="0" role="region" aria-label=(format!("Numbers: {}", shown(&part.map.title))) {
            table {
                thead { tr {
                    th scope="col" { "Outcome" } th scope="col" { "Way" } th scope="col" { "Promise" }
                    th.number scope="col" { "Lead time" } th.number scope="col" { "Process time" } th.number scope="col" { "Waiting" }
                    th.number scope="col" { "Flow efficiency" } th.number scope="col" { "Rolled %C&A" }
                    th.number scope="col" { "Hand-offs (roles)" } th.number scope="col" { "Hand-offs (activities)" } th.number scope="col" { "Steps" }
                    th scope="col" { "Waits longest" }
                } }
                tbody {
                    @for outcome in &numbers.outcomes {
                        @let item = item(report, part, scope.outcome(outcome.outcome));
                        @match &outcome.quickest {
                            Some(way) => {
                                (way_row(report, part, outcome.outcome, &item, WayKind::Quickest, way))
                                @if let Some(slower) = &outcome.slower { (way_row(report, part, outcome.outcome, &item, WayKind::Slowest, &slower.numbers)) }
                            },
                            None => tr { th scope="row" { (item) } td colspan="11" { "never comes, or is not known" } },
                        }
                    }
                }
            }
        }
    }
}

fn item(report: &Report<'_, '_>, part: &StreamPart, outcome: &Occurrence) -> String {
    let file = report.model.file_of(part.stream, outcome);
    shown(&report.model.name_at(report.model.term_place(file, outcome.term)))
}

/// What a number was at the earlier revision, if it was another one.
fn then(report: &Report<'_, '_>, part: &StreamPart, outcome: u32, way: WayKind, measure: Measure) -> Markup {
    let since = report.run.since.as_ref();
    let then = since.and_then(|since| since.number(part.stream, outcome, way, measure));
    html! { @if let Some(then) = then { " " span.soft { "(then " (then) ")" } } }
}

fn way_row(
    report: &Report<'_, '_>,
    part: &StreamPart,
    outcome: u32,
    item: &str,
    kind: WayKind,
    way: &WayNumbers,
) -> Markup {
    let word = if kind == WayKind::Quickest { "quickest" } else { "slowest" };
    let was = |measure| then(report, part, outcome, kind, measure);
    let longest = way.longest_waiting().map(|step| report.model.name_of_step(step));
    html! {
        tr {
            th scope="row" { (item) }
            td { (word) }
            td {
                @if let Some(promised) = way.promised {
                    (promised.within.show()) " "
                    @match promised.is_kept {
                        Some(true) => span.is-kept { "kept, " (promised.left.show()) " left" },
                        Some(false) => span.is-error { "missed" },
                        None if !way.lead_time.is_whole => span.soft { "not known: not every step states its lead time" },
                        None => span.soft { "depends on when the working days fall" },
                    }
                } @else { "–" }
                (was(Measure::PromiseKept))
            }
            td.number { (time(&way.lead_time)) (was(Measure::LeadTime)) }
            td.number { (time(&way.process_time)) (was(Measure::ProcessTime)) }
            td.number { @if way.is_waiting_whole || way.lead_time.duration.has_any() { (at_least(way.is_waiting_whole)) (way.waiting.show()) } @else { "–" } (was(Measure::Waiting)) }
            td.number { @if let Some(share) = way.flow_efficiency { (percent(share)) } @else { "–" } (was(Measure::FlowEfficiency)) }
            td.number { (rolled(way.accuracy).unwrap_or_else(unknown)) (was(Measure::Accuracy)) }
            td.number { (way.role_hand_offs.len()) (was(Measure::RoleHandOffs)) }
            td.number { (way.activity_hand_offs.len()) (was(Measure::ActivityHandOffs)) }
            td.number { (way.steps) (was(Measure::Steps)) }
            td { (longest.map(|name| shown(&name)).unwrap_or_default()) }
        }
    }
}
