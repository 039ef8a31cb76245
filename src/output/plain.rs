//! What a finding says as plain text: harmless lines for formats that have no place of their own for labels or help.

use std::borrow::Cow;

use super::entries::Entry;
use crate::finding::Finding;
use crate::sanitise::{sanitise, shown};
use crate::text::plural;

/// How many places of a finding are given in text, the primary one among them; a note counts the others.
pub(super) const MAX_PLACES: usize = 24;

/// What the finding says, and how to fix it, in one line: "message (help: …)".
pub(super) fn brief(finding: &Finding) -> String {
    let mut text = shown(&finding.message).into_owned();
    for (lead, advice) in advice(finding) {
        text.push_str(&format!(" ({lead}{advice})"));
    }
    text
}

/// Everything that the finding says, a line each: the message, the places with what is said of each, how to fix it.
pub(super) fn whole(entry: Entry<'_>) -> String {
    let mut text = shown(&entry.finding.message).into_owned();
    for label in entry.finding.labels().take(MAX_PLACES) {
        let path = entry.texts.path(label.place.file);
        let at = entry.region(label.place).start;
        text.push_str(&format!("\n{}:{}:{}", sanitise(&path), at.line, at.column));
        if !label.text.is_empty() {
            text.push_str(": ");
            text.push_str(&shown(&label.text));
        }
    }
    for line in omission(entry.finding, MAX_PLACES).into_iter().chain(advice_lines(entry.finding)) {
        text.push('\n');
        text.push_str(&line);
    }
    text
}

/// How to fix the finding, a line each: "help: …".
pub(super) fn advice_lines(finding: &Finding) -> impl Iterator<Item = String> {
    advice(finding).map(|(lead, text)| format!("{lead}{text}"))
}

/// How to fix the finding: its help, and its fix if the help does not mention it; each with the word before it.
pub(super) fn advice(finding: &Finding) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
    let help = finding.help.iter().map(|help| ("help: ", shown(help)));
    let title = finding
        .fix
        .as_ref()
        .map(|fix| fix.title.as_str())
        .filter(|title| !title.is_empty() && !finding.help.iter().any(|help| help.contains(title)));
    help.chain(title.map(|title| ("fix: ", shown(title))))
}

/// That only `given` of the finding's places are given, if there are more.
pub(super) fn omission(finding: &Finding, given: usize) -> Option<String> {
    let left_out = (finding.secondary.len() + 1).saturating_sub(given);
    if left_out == 0 {
        return None;
    }
    Some(format!("and {}, which other formats list", plural(left_out, "more place")))
}
