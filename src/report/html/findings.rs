//! Findings on the page: who has something to do, and what is wrong.

use maud::{Markup, html};

use crate::finding::Level;
use crate::report::html::shown;
use crate::report::reported::{Piece, Reported, pieces};
use crate::report::{Report, Told};
use crate::text::plural;

/// Findings by who is accountable.
pub(super) fn to_do(report: &Report<'_, '_>) -> Markup {
    if report.findings.is_empty() {
        return html! { h2 #to-do { "Who has something to do" } p.is-kept { "Nobody: nothing is reported." } };
    }
    let mut reported: Vec<&Reported> =
        report.findings.iter().filter(|reported| reported.level > Level::Info).collect();
    if reported.is_empty() {
        return html! { h2 #to-do { "Who has something to do" } p { "Nobody has to; " (plural(report.findings.len(), "note")) " below." } };
    }
    reported.sort_by(|one, other| {
        let key = |reported: &Reported| (reported.owner.is_empty(), reported.owner.to_lowercase());
        key(one).cmp(&key(other))
    });
    html! {
        h2 #to-do { "Who has something to do" }
        div.wide tabindex="0" role="region" aria-label="Who has something to do" {
            table {
                thead { tr { th scope="col" { "Accountable" } th scope="col" { "In" } th scope="col" { "What is wrong" } th scope="col" { "What to do" } } }
                tbody {
                    @for reported in reported {
                        tr {
                            th scope="row" { @if reported.owner.is_empty() { span.soft { "nobody is named" } } @else { (shown(&reported.owner)) } }
                            td { (subject(report, reported)) }
                            td { (tag(reported.level)) " " (new_tag(report, reported)) (words(&reported.message)) }
                            td { @if let Some(help) = reported.help.first() { (words(help)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a finding is in, linked where it has a section.
fn subject(report: &Report<'_, '_>, reported: &Reported) -> Markup {
    match reported.stream.and_then(|stream| report.streams.get(stream)).filter(|part| part.is_described) {
        Some(part) => html! { a href=(format!("#{}", part.anchor)) { (shown(&reported.subject)) } },
        None => html! { (shown(&reported.subject)) },
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

/// Marks a finding that was not there at the earlier revision.
fn new_tag(report: &Report<'_, '_>, reported: &Reported) -> Markup {
    html! { @if report.is_new(reported) { span.tag.is-warn { "new" } " " } }
}

/// What was wrong at the earlier revision and is not now.
pub(super) fn gone(report: &Report<'_, '_>) -> Markup {
    let Some(since) = &report.run.since else { return html! {} };
    html! {
        h2 #since { "Since " (shown(&since.name)) }
        p {
            (plural(since.new_count(), "new finding")) ", " (plural(since.gone.len(), "finding")) " gone. Beside each number that was "
            "another one stands what it was then."
        }
        @if !since.gone.is_empty() {
            ul {
                @for finding in &since.gone {
                    li { span.tag.is-kept { "gone" } " " (words(&finding.message)) " " span.soft { (finding.rule) " · " (shown(&finding.place.path)) ", line " (finding.place.start.line) } }
                }
            }
        }
    }
}

/// A message: names in bold, lines to write as code.
pub(in crate::report) fn words(text: &str) -> Markup {
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

/// How many findings, in words.
pub(super) fn found([errors, warnings, notes]: [usize; 3]) -> Markup {
    html! {
        @if errors > 0 { span.is-error { (plural(errors, "error")) } " " }
        @if warnings > 0 { span.is-warn { (plural(warnings, "warning")) } " " }
        @if notes > 0 { span.is-info { (plural(notes, "note")) } }
        @if errors + warnings + notes == 0 { span.is-kept { "none" } }
    }
}

/// A finding below a picture. `stream` is that of the picture, if it is of one.
pub(super) fn finding(report: &Report<'_, '_>, told: Told, stream: Option<usize>) -> Markup {
    let reported = &report.findings[told.finding];
    let is_elsewhere = stream.is_some() && reported.stream != stream;
    html! {
        div.told.(reported.level.word()) {
            p {
                @if let Some(number) = told.number { b.mark.(reported.level.word()) { (number) } " " }
                (tag(reported.level)) " " (new_tag(report, reported))
                @if is_elsewhere { "in " (subject(report, reported)) ": " }
                (words(&reported.message))
            }
            @for help in &reported.help { p { (words(help)) } }
            p.soft { (reported.rule) " · " (shown(&reported.place)) }
        }
    }
}

/// All findings, by level.
pub(super) fn all_findings(report: &Report<'_, '_>) -> Markup {
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
                        @for reported in &report.findings {
                            tr { td { (tag(reported.level)) } td { (reported.rule) } td { (shown(&reported.place)) } td { (new_tag(report, reported)) (words(&reported.message)) } }
                        }
                    }
                }
            }
        }
    }
}
