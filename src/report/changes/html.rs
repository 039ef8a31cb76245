//! The page about what changed: one file that needs no other, runs nothing and fetches nothing.

use std::io::{self, Write};

use maud::{Markup, html};

use super::map::{Maps, Renamed, sign_labels};
use super::{place, places};
use crate::compare::{
    Change, Comparison, Fate, FindingChanges, FindingsByStream, Matching, Measure, NumberChange,
    StreamChanges, WayKind, groups,
};
use crate::draw::svg;
use crate::model::Model;
use crate::report::html::{picture, shown, word, words, write_page};

/// What the page needs besides what all pages need.
const CSS: &str = "
.fate{display:inline-block;min-width:20px;font-weight:700;text-align:center;border-radius:10px;line-height:20px;color:var(--paper);background:var(--warn)}.fate.gone{background:var(--error)}.fate.new{background:var(--kept)}
ul.changes{list-style:none;margin:4px 0;padding:0}ul.changes li{margin:6px 0;padding-left:30px;text-indent:-30px}ul.changes .fate{text-indent:0;margin-right:6px}
.breaks{color:var(--error);font-weight:700}.place{font-size:13px}
";

/// Writes the page. Whatever comes from a model goes through the template, which escapes it.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    comparison: &Comparison,
    models: [&Model<'_>; 2],
    matching: &Matching,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renamed = Renamed::of(comparison);
    let maps = Maps { models, matching, renamed: &renamed };
    let mut findings = FindingsByStream::of(comparison);
    let mut sections = Vec::with_capacity(comparison.streams.len());
    for (at, part) in comparison.streams.iter().enumerate() {
        sections.push(stream(part, at, maps, &findings.take(part))?);
    }
    let title = format!("{} → {}", comparison.then, comparison.now);
    let body = html! {
        (head(comparison, &title))
        main {
            (breaking(comparison))
            @if !comparison.streams.is_empty() { (legend()) }
            @for section in &sections { (section) }
            (general(comparison))
            (other_findings(&findings.rest()))
        }
        footer { p.soft { "Compared by vsdlint " (comparison.tool.version) "." } }
    };
    write_page(&format!("{title}: what changes"), &format!("{}{CSS}", svg::CHANGES), &body, out)
}

fn head(comparison: &Comparison, title: &str) -> Markup {
    let counts = comparison.counts;
    html! {
        header {
            p.soft { "What changes for whom" }
            h1 { (shown(title)) }
            @if comparison.is_empty() { p { "Nothing changed." } }
            @if comparison.unrelated { p { "Nothing of the one is found again in the other: these may be models of two different things." } }
            ul.cards {
                li { b.(if counts.breaking > 0 { "is-error" } else { "is-kept" }) { (counts.breaking) } span { "broken for others" } }
                li { b { (counts.changes) } span { (word(counts.changes, "change")) } }
                li { b { (counts.numbers) } span { "changed " (word(counts.numbers, "number")) } }
                li { b.(if counts.new_findings > 0 { "is-warn" } else { "is-kept" }) { (counts.new_findings) } span { "new " (word(counts.new_findings, "finding")) } }
                li { b { (counts.gone_findings) } span { (word(counts.gone_findings, "finding")) " gone" } }
            }
            @if !comparison.streams.is_empty() {
                nav aria-label="Contents" {
                    ul {
                        @for (at, part) in comparison.streams.iter().enumerate() {
                            li { a href=(format!("#stream-{at}")) { (shown(name(part))) } }
                        }
                        @if !comparison.general.is_empty() { li { a href="#general" { "Outside of all streams" } } }
                    }
                }
            }
        }
    }
}

/// The stream as it is called now, or was.
fn name(part: &StreamChanges) -> &str {
    part.now.as_ref().or(part.then.as_ref()).map_or("", String::as_str)
}

/// All that breaks something for others, each with its stream.
fn breaking(comparison: &Comparison) -> Markup {
    if comparison.counts.breaking == 0 {
        return html! {};
    }
    html! {
        h2 #breaking { "What breaks for others" }
        ul.changes {
            @for change in comparison.general.iter().filter(|change| change.breaking.is_some()) { (line(change, None)) }
            @for (at, part) in comparison.streams.iter().enumerate() {
                @for change in part.changes.iter().filter(|change| change.breaking.is_some()) { (line(change, Some((at, part)))) }
                @for number in part.numbers.iter().filter(|number| number.breaking.is_some()) {
                    li {
                        span.fate aria-hidden="true" { "~" }
                        (words(&format!("{} way to `{}`: {}", way(number), number.outcome, number.words)))
                        " " a href=(format!("#stream-{at}")) { (shown(name(part))) }
                    }
                }
            }
        }
    }
}

fn fate(fate: Fate) -> (&'static str, &'static str) {
    match fate {
        Fate::Gone => ("gone", "−"),
        Fate::New => ("new", "+"),
        Fate::Renamed | Fate::Moved | Fate::Changed => ("changed", "~"),
    }
}

/// A change; with its stream where that does not stand above it.
fn line(change: &Change, stream: Option<(usize, &StreamChanges)>) -> Markup {
    let (class, sign) = fate(change.fate);
    html! {
        li {
            span.fate.(class) aria-hidden="true" { (sign) }
            @if change.breaking.is_some() && stream.is_none() { span.breaks { "breaking: " } }
            (words(&change.words))
            @if let Some((at, part)) = stream { " " a href=(format!("#stream-{at}")) { (shown(name(part))) } }
            @else { " " span.soft.place { (shown(&places(change))) } }
        }
    }
}

fn legend() -> Markup {
    html! {
        p.soft {
            "The maps show then and now over each other: what is gone is red, dashed and marked −, what is new is green and marked "
            "+, of what is amber and marked ~ something changed. A solid arrow is waited for, a dashed one may come or not, a dotted "
            "one comes back as rework, and a dashed and dotted one answers what was asked."
        }
    }
}

fn stream(
    part: &StreamChanges,
    at: usize,
    maps: Maps<'_, '_>,
    told: &FindingChanges<'_>,
) -> io::Result<Markup> {
    let [then, now] = part.streams;
    let mut map = maps.of(then, now, part);
    sign_labels(&mut map);
    let is_drawn = !map.nodes.is_empty();
    let fate = match (&part.then, &part.now) {
        (None, _) => Some("new"),
        (_, None) => Some("gone"),
        _ => None,
    };
    let shows = match fate {
        Some(fate) => format!("Map of {}, which is {fate}.", name(part)),
        None => format!("Maps of {} then and now over each other.", name(part)),
    };
    Ok(html! {
        section.stream {
            h2 id=(format!("stream-{at}")) {
                (shown(name(part)))
                @if let Some(fate) = fate { " " span.tag { (fate) } }
            }
            @if let (Some(then), Some(_)) = (&part.then, &part.now) && then != name(part) {
                p.soft { "Called " (shown(then)) " then." }
            }
            @if is_drawn { (picture(&map, &format!("{shows} The lists below say the same."))?) }
            (changes(&part.changes))
            (numbers(part))
            (findings(told))
        }
    })
}

/// Changes by who is concerned.
fn changes(changes: &[Change]) -> Markup {
    html! {
        @let groups = groups(changes);
        @for group in &groups {
            @if let Some(heading) = group.heading() { h3 { (words(&capital(&heading))) } }
            @else if groups.len() > 1 { h3 { "For nobody in particular" } }
            ul.changes { @for &change in &group.changes { (line(change, None)) } }
        }
    }
}

/// *For …* as a heading.
fn capital(heading: &str) -> String {
    let mut letters = heading.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

fn way(number: &NumberChange) -> &'static str {
    match number.way {
        WayKind::Quickest => "quickest",
        WayKind::Slowest => "slowest",
    }
}

fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Comes => "Whether it comes",
        Measure::LeadTime => "Lead time",
        Measure::ProcessTime => "Process time",
        Measure::Waiting => "Waiting",
        Measure::FlowEfficiency => "Flow efficiency",
        Measure::Accuracy => "Rolled %C&A",
        Measure::RoleHandOffs => "Hand-offs (roles)",
        Measure::ActivityHandOffs => "Hand-offs (activities)",
        Measure::PromiseKept => "Promise",
        Measure::Steps => "Steps",
    }
}

fn numbers(part: &StreamChanges) -> Markup {
    if part.numbers.is_empty() {
        return html! {};
    }
    html! {
        h3 { "Numbers" }
        div.wide tabindex="0" role="region" aria-label=(format!("Numbers: {}", shown(name(part)))) {
            table {
                thead { tr {
                    th scope="col" { "Outcome" } th scope="col" { "Way" } th scope="col" { "Number" }
                    th.number scope="col" { "Then" } th.number scope="col" { "Now" } th scope="col" { "For others" }
                } }
                tbody {
                    @for number in &part.numbers {
                        tr {
                            th scope="row" { (shown(&number.outcome)) }
                            td { (way(number)) }
                            td { (measure(number.measure)) }
                            td.number { (number.then.as_deref().unwrap_or("–")) }
                            td.number { (number.now.as_deref().unwrap_or("–")) }
                            td { @if number.breaking.is_some() { span.breaks { "breaking" } } }
                        }
                    }
                }
            }
        }
    }
}

fn findings(told: &FindingChanges<'_>) -> Markup {
    if told.is_empty() {
        return html! {};
    }
    html! {
        h3 { "Findings" }
        ul.changes {
            @for (sign, class, findings) in [("+", "gone", &told.new), ("−", "new", &told.gone)] {
                @for finding in findings {
                    li {
                        span.fate.(class) aria-hidden="true" { (sign) }
                        @if sign == "+" { "new: " } @else { "gone: " }
                        (words(&finding.message)) " "
                        span.soft.place { (finding.rule) ", " (shown(&place(&finding.place))) }
                    }
                }
            }
        }
    }
}

fn general(comparison: &Comparison) -> Markup {
    if comparison.general.is_empty() {
        return html! {};
    }
    html! {
        section.page {
            h2 #general { "Outside of all streams" }
            (changes(&comparison.general))
        }
    }
}

/// The findings that stand in no stream of which a section speaks.
fn other_findings(told: &FindingChanges<'_>) -> Markup {
    if told.is_empty() {
        return html! {};
    }
    html! { section.page { h2 { "Findings elsewhere" } (findings(told)) } }
}
