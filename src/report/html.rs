//! Writes the page: one file that needs no other, runs nothing and fetches nothing.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::draw::diagram::Diagram;
use crate::draw::stream::at_least;
use crate::draw::svg;
use crate::finding::Level;
use crate::model::numbers::{Rolled, WayNumbers};
use crate::report::told::{Piece, Told, pieces};
use crate::report::{Report, StreamPart, style};
use crate::sanitise::sanitise;
use crate::tables::Table;
use crate::text::plural;

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Writes a report as HTML. Whatever comes from a model goes through the template, which escapes it.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &Report<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let title = if report.organisation.is_empty() { "Value streams" } else { &report.organisation };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (shown(title)) ": value streams" }
                style { (PreEscaped(style::CSS)) (PreEscaped(svg::CSS)) }
            }
            body {
                (head(report, title))
                main {
                    (to_do(report))
                    (overview(report))
                    (landscape(report)?)
                    @for part in &report.streams {
                        @if part.is_described { (stream(report, part)?) }
                    }
                    (chain(report)?)
                    (registers(report))
                    (all_findings(report))
                }
                (foot(report))
            }
        }
    };
    out.write_all(page.into_string().as_bytes())?;
    out.write_all(b"\n")
}

/// A text of the model, in which nothing is hidden.
fn shown(text: &str) -> String {
    sanitise(text).into_owned()
}

fn head(report: &Report<'_, '_>, title: &str) -> Markup {
    let [errors, warnings, _] = report.counts();
    let promises = report.promises();
    let described = report.streams.iter().filter(|part| part.is_described);
    let steps: usize = described.clone().map(|part| part.map.nodes.len()).sum();
    let (met, total) = (report.inputs.met + report.outputs.met, report.inputs.total + report.outputs.total);
    html! {
        header {
            @if !report.organisation.is_empty() { p.soft { "Value streams of" } }
            h1 { (shown(title)) }
            @if !report.purpose.is_empty() { p { (shown(&report.purpose)) } }
            p.soft {
                @if let Some(revision) = &report.run.revision { "revision " (shown(revision)) " · " }
                (plural(report.files, "file")) " · checked by vsdlint " (report.run.version)
            }
            ul.cards {
                li { b.(if errors > 0 { "is-error" } else { "is-kept" }) { (errors) } span { (word(errors, "error")) } }
                li { b.(if warnings > 0 { "is-warn" } else { "is-kept" }) { (warnings) } span { (word(warnings, "warning")) } }
                li { b { (described.count()) } span { "described streams, " (plural(steps, "step")) } }
                @if promises.total > 0 {
                    li { b { (promises.met) " of " (promises.total) } span { "promises kept on the quickest way" } }
                }
                li { b { (met) " of " (total) } span { "inputs and outputs meet" } }
            }
            nav aria-label="Contents" {
                ul {
                    @if !report.findings.is_empty() { li { a href="#to-do" { "Who has something to do" } } }
                    li { a href="#streams" { "Streams" } }
                    @for part in report.streams.iter().filter(|part| part.is_described) {
                        li { a href=(format!("#{}", part.anchor)) { (shown(&part.map.title)) } }
                    }
                    @if report.has_chain { li { a href="#chain" { "The chain" } } }
                    li { a href="#registers" { "Registers" } }
                }
            }
        }
    }
}

/// `error` or `errors`.
fn word(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// Findings by who is accountable.
fn to_do(report: &Report<'_, '_>) -> Markup {
    if report.findings.is_empty() {
        return html! { h2 #to-do { "Who has something to do" } p.is-kept { "Nobody: nothing is reported." } };
    }
    let mut told: Vec<&Told> = report.findings.iter().filter(|told| told.level > Level::Info).collect();
    if told.is_empty() {
        return html! { h2 #to-do { "Who has something to do" } p { "Nobody has to; " (plural(report.findings.len(), "note")) " below." } };
    }
    told.sort_by(|one, other| {
        let key = |told: &Told| (told.owner.is_empty(), told.owner.to_lowercase());
        key(one).cmp(&key(other))
    });
    html! {
        h2 #to-do { "Who has something to do" }
        div.wide tabindex="0" role="region" aria-label="Who has something to do" {
            table {
                thead { tr { th scope="col" { "Accountable" } th scope="col" { "In" } th scope="col" { "What is wrong" } th scope="col" { "What to do" } } }
                tbody {
                    @for told in told {
                        tr {
                            th scope="row" { @if told.owner.is_empty() { span.soft { "nobody is named" } } @else { (shown(&told.owner)) } }
                            td { (subject(report, told)) }
                            td { (tag(told.level)) " " (words(&told.message)) }
                            td { @if let Some(help) = told.help.first() { (words(help)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a finding is in, linked where it has a section.
fn subject(report: &Report<'_, '_>, told: &Told) -> Markup {
    match told.stream.and_then(|stream| report.streams.get(stream)).filter(|part| part.is_described) {
        Some(part) => html! { a href=(format!("#{}", part.anchor)) { (shown(&told.subject)) } },
        None => html! { (shown(&told.subject)) },
    }
}

fn tag(level: Level) -> Markup {
    let (class, word) = match level {
        Level::Error => ("is-error", "error"),
        Level::Warn => ("is-warn", "warning"),
        Level::Info => ("is-info", "note"),
    };
    html! { span.tag.(class) { (word) } }
}

/// A message: names in bold, lines to write as code.
fn words(text: &str) -> Markup {
    html! {
        @for piece in pieces(text) {
            @match piece {
                Piece::Words(words) => (shown(words)),
                Piece::Quoted(name) if is_code(name) => code { (shown(name)) },
                Piece::Quoted(name) => b { (shown(name)) },
            }
        }
    }
}

/// Whether what is quoted is a line to write and no name.
fn is_code(quoted: &str) -> bool {
    quoted.contains('"') || quoted.contains('_') || quoted.starts_with('@')
}

/// What the maps of the streams show, in words: each of them leaves that out.
fn legend() -> Markup {
    html! {
        p.soft {
            "In the maps below a solid arrow is waited for, a dashed one may come or not, a dotted one comes back as rework, "
            "and a dashed and dotted one answers what was asked. A dot is a trigger, a ring an outcome. LT is lead time, PT "
            "process time, and the share what is complete and accurate. What is thick and coloured has a finding."
        }
    }
}

/// All streams in one table.
fn overview(report: &Report<'_, '_>) -> Markup {
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
    html! {
        tr {
            th scope="row" {
                @if part.is_described { a href=(format!("#{}", part.anchor)) { (shown(&part.map.title)) } }
                @else { (shown(&part.map.title)) " " span.soft { "(only named)" } }
            }
            td { (shown(&part.accountable)) }
            td.number { @if part.is_described { (part.map.nodes.len()) } }
            @if let Some(way) = way {
                td {
                    (lead_time(report, way))
                    @if let Some(outcome) = outcome { " " span.soft { "to " (item(report, part, report.model.scope(part.stream).outcome(outcome.outcome))) } }
                }
                td.number { (sum(&way.process_time)) }
                td.number { @if let Some(share) = way.flow_efficiency { (percent(share)) } @else { "–" } }
                td.number { (rolled(way.accuracy)) }
                td.number { (way.role_hand_offs.len()) }
            } @else {
                td { "–" } td.number { "–" } td.number { "–" } td.number { "–" } td.number { "–" }
            }
            td { (found(part.counts)) }
        }
    }
}

/// `–` where no step says anything.
fn sum(sum: &crate::model::numbers::Sum) -> String {
    if !sum.is_whole && !sum.duration.has_any() {
        return "–".to_owned();
    }
    format!("{}{}", at_least(sum.is_whole), sum.duration.show())
}

/// The lead time, and as a bar how much of the promise it takes.
fn lead_time(report: &Report<'_, '_>, way: &WayNumbers) -> Markup {
    if !way.lead_time.is_whole && !way.lead_time.duration.has_any() {
        return html! { "–" };
    }
    let Some(promised) = way.promised else {
        return html! { (at_least(way.lead_time.is_whole)) (way.lead_time.duration.show()) };
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

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn rolled(accuracy: Rolled) -> String {
    match accuracy.share {
        Some(share) => format!("{}{}", if accuracy.is_whole { "" } else { "≤ " }, percent(share)),
        None => "–".to_owned(),
    }
}

/// How many findings, in words.
fn found([errors, warnings, notes]: [usize; 3]) -> Markup {
    html! {
        @if errors > 0 { span.is-error { (plural(errors, "error")) } " " }
        @if warnings > 0 { span.is-warn { (plural(warnings, "warning")) } " " }
        @if notes > 0 { span.is-info { (plural(notes, "note")) } }
        @if errors + warnings + notes == 0 { span.is-kept { "none" } }
    }
}

fn landscape(report: &Report<'_, '_>) -> io::Result<Markup> {
    if report.streams.len() < 2 {
        return Ok(html! {});
    }
    Ok(html! {
        section.page {
            h2 #landscape { "Landscape" }
            p.soft { "All streams, what they hand to each other, and who stands outside." }
            (picture(&report.landscape)?)
        }
    })
}

/// A picture, which the keyboard can scroll.
fn picture(diagram: &Diagram) -> io::Result<Markup> {
    let mut bytes = Vec::new();
    let width = svg::write(diagram, svg::Options { bare: true, ..svg::Options::default() }, &mut bytes)?;
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    Ok(html! {
        figure tabindex="0" role="group" style=(format!("--width:{width}px")) aria-label=(format!("Picture: {}", shown(&diagram.title))) { (PreEscaped(text)) }
    })
}

fn stream(report: &Report<'_, '_>, part: &StreamPart) -> io::Result<Markup> {
    let own: Vec<&Told> = report
        .findings
        .iter()
        .filter(|told| told.stream.is_some_and(|at| report.streams[at].stream == part.stream))
        .collect();
    Ok(html! {
        section.stream {
            h2 id=(part.anchor) { (shown(&part.map.title)) }
            p.soft {
                (shown(&part.purpose))
                @if !part.purpose.is_empty() && !part.accountable.is_empty() { ". " }
                @if !part.accountable.is_empty() { "Accountable: " (shown(&part.accountable)) "." }
            }
            (picture(&part.map)?)
            @for told in own { (finding(told)) }
            (numbers(report, part))
            h3 { "Who does what (RACI)" }
            (table(&part.raci, &format!("Who does what: {}", part.map.title)))
            h3 { "From whom, to whom (SIPOC)" }
            (table(&part.sipoc, &format!("From whom, to whom: {}", part.map.title)))
        }
    })
}

fn finding(told: &Told) -> Markup {
    html! {
        div.told.(told.level.word()) {
            p { (tag(told.level)) " " (words(&told.message)) }
            @for help in &told.help { p { (words(help)) } }
            p.soft { (told.rule) " · " (shown(&told.place)) }
        }
    }
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
                                (way_row(report, &item, "quickest", way))
                                @if let Some(slower) = &outcome.slower { (way_row(report, &item, "slowest", &slower.numbers)) }
                            },
                            None => tr { th scope="row" { (item) } td colspan="11" { "never comes, or is not known" } },
                        }
                    }
                }
            }
        }
    }
}

fn item(report: &Report<'_, '_>, part: &StreamPart, outcome: &crate::model::Occurrence) -> String {
    let file = report.model.file_of(part.stream, outcome);
    let place = report.model.term_place(file, outcome.term);
    shown(&crate::syntax::words::unquote(report.model.slice(place)))
}

fn way_row(report: &Report<'_, '_>, item: &str, word: &str, way: &WayNumbers) -> Markup {
    let longest = way
        .longest_waiting()
        .map(|step| crate::draw::names::name_of(report.model, report.model.node(step).statement));
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
                        None => span.soft { "depends on when the working days fall" },
                    }
                } @else { "–" }
            }
            td.number { (sum(&way.lead_time)) }
            td.number { (sum(&way.process_time)) }
            td.number { @if way.is_waiting_whole || way.lead_time.duration.has_any() { (at_least(way.is_waiting_whole)) (way.waiting.show()) } @else { "–" } }
            td.number { @if let Some(share) = way.flow_efficiency { (percent(share)) } @else { "–" } }
            td.number { (rolled(way.accuracy)) }
            td.number { (way.role_hand_offs.len()) }
            td.number { (way.activity_hand_offs.len()) }
            td.number { (way.steps) }
            td { (longest.map(|name| shown(&name)).unwrap_or_default()) }
        }
    }
}

fn table(table: &Table, label: &str) -> Markup {
    if table.rows.is_empty() {
        return html! { p.soft { "Nothing is described." } };
    }
    html! {
        div.wide tabindex="0" role="region" aria-label=(shown(label)) {
            table {
                thead { tr { @for head in &table.head { th scope="col" { (shown(head)) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for cell in row { td { (shown(cell)) } }
                        }
                    }
                }
            }
        }
    }
}

fn chain(report: &Report<'_, '_>) -> io::Result<Markup> {
    if !report.has_chain {
        return Ok(html! {});
    }
    Ok(html! {
        section.page {
            h2 #chain { "The chain" }
            p.soft { "The six activities, and how many items flow from each to each." }
            (picture(&report.chain)?)
            @for told in report.findings.iter().filter(|told| told.stream.is_none()) { (finding(told)) }
        }
    })
}

fn registers(report: &Report<'_, '_>) -> Markup {
    html! {
        section.page {
            h2 #registers { "Registers" }
            @for (caption, rows) in &report.tables {
                @if !rows.rows.is_empty() {
                    h3 { (caption) }
                    (table(rows, caption))
                }
            }
        }
    }
}

/// All findings, by level.
fn all_findings(report: &Report<'_, '_>) -> Markup {
    if report.findings.is_empty() {
        return html! {};
    }
    html! {
        section.page {
            h2 #findings { "All findings" }
            div.wide tabindex="0" role="region" aria-label="All findings" {
                table {
                    thead { tr { th scope="col" { "Level" } th scope="col" { "Rule" } th scope="col" { "Where" } th scope="col" { "What is wrong" } } }
                    tbody {
                        @for told in &report.findings {
                            tr { td { (tag(told.level)) } td { (told.rule) } td { (shown(&told.place)) } td { (words(&told.message)) } }
                        }
                    }
                }
            }
        }
    }
}

fn foot(report: &Report<'_, '_>) -> Markup {
    html! {
        footer {
            h2 { "What this page was made of" }
            p {
                (plural(report.files, "file"))
                @if let Some(settings) = &report.run.settings { ", settings of " (shown(settings)) }
                @if let Some(revision) = &report.run.revision { ", revision " (shown(revision)) }
                ". Numbers as defined by vsdlint " (report.run.version) "."
            }
            @if !report.run.levels.is_empty() {
                p {
                    "Rules with a level of their own: "
                    @for (index, (rule, level)) in report.run.levels.iter().enumerate() {
                        @if index > 0 { ", " } (rule) " " (level)
                    }
                    "."
                }
            }
        }
    }
}
