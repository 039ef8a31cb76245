//! Writes the report as Markdown with Mermaid, for wikis and merge requests.

use std::io::{self, Write};

use crate::compare::{Measure, WayKind};
use crate::draw::mermaid;
use crate::draw::words::sum;
use crate::finding::Level;
use crate::report::{Piece, Report, StreamPart, pieces};
use crate::sanitise::sanitise;
use crate::tables::Table;
use crate::text::plural;

/// Writes a report as Markdown. Every sign of the model that means something there is escaped.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &Report<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let title = if report.organisation.is_empty() { "Value streams" } else { &report.organisation };
    let [errors, warnings, _] = report.counts();
    writeln!(out, "# {}\n", text(title))?;
    let described = report.streams.iter().filter(|part| part.is_described).count();
    writeln!(
        out,
        "{}, {}, {}, checked by vsdlint {}.\n",
        plural(errors, "error"),
        plural(warnings, "warning"),
        plural(described, "described stream"),
        report.run.version
    )?;
    to_do(report, out)?;
    gone(report, out)?;
    overview(report, out)?;
    for part in report.streams.iter().filter(|part| part.is_described) {
        writeln!(out, "## {}\n", text(&part.map.title))?;
        if !part.purpose.is_empty() {
            writeln!(out, "{}\n", text(&part.purpose))?;
        }
        drawn(&part.map, out)?;
        for told in &part.findings {
            let reported = &report.findings[told.finding];
            writeln!(
                out,
                "- **{}{}** {} ({}, {})",
                if report.is_new(reported) { "new " } else { "" },
                reported.level.word(),
                words(&reported.message),
                reported.rule,
                text(&reported.place)
            )?;
        }
        writeln!(out, "\n### Who does what\n")?;
        table(&part.raci, out)?;
        writeln!(out, "### From whom, to whom\n")?;
        table(&part.sipoc, out)?;
    }
    if report.has_chain {
        writeln!(out, "## The chain\n")?;
        drawn(&report.chain, out)?;
    }
    for (caption, rows) in &report.tables {
        if !rows.rows.is_empty() {
            writeln!(out, "## {caption}\n")?;
            table(rows, out)?;
        }
    }
    Ok(())
}

fn to_do(report: &Report<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Who has something to do\n")?;
    let mut rows = Vec::new();
    for reported in report.findings.iter().filter(|reported| reported.level > Level::Info) {
        let owner = if reported.owner.is_empty() { "nobody is named" } else { &reported.owner };
        let help = reported.help.first().map(|help| words(help)).unwrap_or_default();
        let new = if report.is_new(reported) { "new " } else { "" };
        let wrong = format!("{new}{}: {}", reported.level.word(), words(&reported.message));
        rows.push([text(owner), text(&reported.subject), wrong, help]);
    }
    if rows.is_empty() {
        return writeln!(out, "Nobody: nothing is reported.\n");
    }
    writeln!(out, "| Accountable | In | What is wrong | What to do |\n|---|---|---|---|")?;
    for row in rows {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    writeln!(out)
}

/// What was wrong at the earlier revision and is not now.
fn gone(report: &Report<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(since) = &report.run.since else { return Ok(()) };
    writeln!(out, "## Since {}\n", text(&since.name))?;
    let new = plural(since.new_count(), "new finding");
    writeln!(out, "{new}, {} gone.\n", plural(since.gone.len(), "finding"))?;
    for finding in &since.gone {
        writeln!(out, "- **gone** {} ({})", words(&finding.message), finding.rule)?;
    }
    if since.gone.is_empty() { Ok(()) } else { writeln!(out) }
}

fn overview(report: &Report<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Streams\n")?;
    let head =
        ["Stream", "Accountable", "Steps", "Lead time", "Promise", "Findings"].map(str::to_owned).to_vec();
    let rows = report.streams.iter().map(|part| row(report, part)).collect();
    table(&Table { name: "streams", head, rows }, out)
}

fn row(report: &Report<'_, '_>, part: &StreamPart) -> Vec<String> {
    let outcome = part.main(report.model);
    let way = outcome.and_then(|outcome| outcome.quickest.as_ref());
    let known = way.filter(|way| way.lead_time.is_whole || way.lead_time.duration.has_any());
    let index = outcome.map_or(0, |outcome| outcome.outcome);
    let since = report.run.since.as_ref();
    let then = since.and_then(|since| since.number(part.stream, index, WayKind::Quickest, Measure::LeadTime));
    let then = then.map(|then| format!(" (then {then})")).unwrap_or_default();
    let lead_time = known.map(|way| format!("{}{then}", sum(&way.lead_time)));
    let promise = way.and_then(|way| way.promised).map(|promised| {
        let word = match promised.is_kept {
            Some(true) => " ✓",
            Some(false) => " ✗",
            None => "",
        };
        format!("{}{word}", promised.within.show())
    });
    vec![
        part.map.title.clone(),
        part.accountable.clone(),
        part.map.count().to_string(),
        lead_time.unwrap_or_default(),
        promise.unwrap_or_default(),
        part.counts.iter().sum::<usize>().to_string(),
    ]
}

pub(super) fn drawn(diagram: &crate::draw::diagram::Diagram, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "```mermaid")?;
    mermaid::write(diagram, out)?;
    writeln!(out, "```\n")
}

fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    if table.rows.is_empty() {
        return writeln!(out, "Nothing is described.\n");
    }
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| text(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    writeln!(out, "{}", line(&table.head))?;
    writeln!(out, "|{}", "---|".repeat(table.head.len()))?;
    for row in &table.rows {
        writeln!(out, "{}", line(row))?;
    }
    writeln!(out)
}

/// A message: what it quotes is set in bold.
pub(super) fn words(message: &str) -> String {
    let mut words = String::new();
    for piece in pieces(message) {
        match piece {
            Piece::Words(plain) => words += &text(plain),
            Piece::Quoted("") => {}
            Piece::Quoted(name) => words += &format!("**{}**", text(name)),
        }
    }
    words
}

/// A text in which nothing means anything to Markdown or HTML.
pub(super) fn text(text: &str) -> String {
    let text = sanitise(text);
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character {
            // Whoever is named like that would be told, and the issue of that number linked: that is looked for once backslashes are
            // gone, in each piece of text by itself.
            '@' => escaped += "<span>@</span>",
            '#' if text[at + 1..].starts_with(|next: char| next.is_ascii_digit()) => {
                escaped += "<span>#</span>";
            }
            // So would an address become a link.
            '.' if text.as_bytes()[..at]
                .last_chunk()
                .is_some_and(|www: &[u8; 3]| www.eq_ignore_ascii_case(b"www")) =>
            {
                escaped += "<span>.</span>";
            }
            ':' => escaped += "&#58;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}
