//! Writes the page: one file that needs no other, runs nothing and fetches nothing.

mod findings;
mod streams;

pub(in crate::report) use findings::words;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::draw::diagram::Diagram;
use crate::draw::svg;
use crate::report::{Report, style};
use crate::sanitise::sanitise;
use crate::tables::Table;
use crate::text::plural;
use findings::{all_findings, finding, gone, to_do};
use streams::{overview, stream};

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Writes a report as HTML. Whatever comes from a model goes through the template, which escapes it.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &Report<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let title = if report.organisation.is_empty() { "Value streams" } else { &report.organisation };
    let body = html! {
        (head(report, title))
        main {
            (to_do(report))
            (gone(report))
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
    };
    write_page(&format!("{title}: value streams"), "", &body, out)
}

/// Writes a page that needs no other, runs nothing and fetches nothing. `css` is what it needs besides what all pages need.
pub(super) fn write_page(title: &str, css: &str, body: &Markup, out: &mut dyn Write) -> io::Result<()> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (shown(title)) }
                style { (PreEscaped(style::CSS)) (PreEscaped(svg::CSS)) (PreEscaped(css)) }
            }
            body { (body) }
        }
    };
    out.write_all(page.into_string().as_bytes())?;
    out.write_all(b"\n")
}

/// A text of the model, in which nothing is hidden.
pub(super) fn shown(text: &str) -> String {
    sanitise(text).into_owned()
}

fn head(report: &Report<'_, '_>, title: &str) -> Markup {
    let [errors, warnings, _] = report.counts();
    let promises = report.promises();
    let described = report.streams.iter().filter(|part| part.is_described);
    let steps: usize = described.clone().map(|part| part.map.count()).sum();
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
pub(super) fn word(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

fn landscape(report: &Report<'_, '_>) -> io::Result<Markup> {
    if report.streams.len() < 2 {
        return Ok(html! {});
    }
    Ok(html! {
        section.page {
            h2 #landscape { "Landscape" }
            p.soft {
                "All streams, what they hand to each other, and who stands outside."
                @if !report.findings.is_empty() { " The number at a stream counts its findings." }
            }
            (picture(&report.landscape, "Map of all streams. For each stream, a table below says from whom and to whom.")?)
        }
    })
}

/// A picture, which the keyboard can scroll. `label` says to whoever cannot see it where the page says the same in words.
pub(super) fn picture(diagram: &Diagram, label: &str) -> io::Result<Markup> {
    let mut bytes = Vec::new();
    let width = svg::write(diagram, svg::Options { bare: true, ..svg::Options::default() }, &mut bytes)?;
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    Ok(html! {
        figure tabindex="0" role="group" style=(format!("--width:{width}px")) aria-label=(shown(label)) { (PreEscaped(text.trim_end())) }
    })
}

fn table(table: &Table, label: &str) -> Markup {
    if table.rows.is_empty() {
        return html! { p.soft { "Nothing is described." } };
    }
    // A column in which nothing stands says nothing.
    let mut is_used = vec![false; table.head.len()];
    for row in &table.rows {
        for (is_used, cell) in is_used.iter_mut().zip(row) {
            *is_used |= !cell.is_empty();
        }
    }
    // Rows and cells end where the next ones begin: without their end tags a page of many streams is a twentieth smaller.
    html! {
        div.wide tabindex="0" role="region" aria-label=(shown(label)) {
            table {
                thead { tr; @for (head, _) in used(&table.head, &is_used) { th scope="col"; (shown(head)) } }
                tbody {
                    @for row in &table.rows {
                        tr;
                        @for (cell, is_first) in used(row, &is_used) {
                            @if is_first { th scope="row"; } @else { td; }
                            (shown(cell))
                        }
                    }
                }
            }
        }
    }
}

/// The cells of the columns that are used, each with whether it is the first.
fn used<'a, T: AsRef<str>>(row: &'a [T], is_used: &[bool]) -> impl Iterator<Item = (&'a str, bool)> {
    let cells = row.iter().zip(is_used).filter(|(_, is_used)| **is_used).map(|(cell, _)| cell.as_ref());
    cells.enumerate().map(|(at, cell)| (cell, at == 0))
}

fn chain(report: &Report<'_, '_>) -> io::Result<Markup> {
    if !report.has_chain {
        return Ok(html! {});
    }
    Ok(html! {
        section.page {
            h2 #chain { "The chain" }
            p.soft { "The six activities, and how many items flow from each to each." }
            (picture(&report.chain, "Map of the value chain. The first of the registers says the same.")?)
            @for &told in &report.chain_findings { (finding(report, told, None)) }
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
