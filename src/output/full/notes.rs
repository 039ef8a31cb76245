//! What stands under a finding's source lines: help, a fix that the help does not mention, labels left out.

use unicode_width::UnicodeWidthStr;

use crate::finding::Finding;
use crate::output::counts::plural;
use crate::output::sanitise::shown;

/// The narrowest that a note is wrapped to, in terminal columns.
const MIN_WIDTH: usize = 30;

/// The finding's notes, wrapped to `width` columns where there is one.
pub(super) fn notes(finding: &Finding, max_labels: usize, width: Option<usize>) -> Vec<String> {
    let mut notes = Vec::new();
    let left_out = (finding.secondary.len() + 1).saturating_sub(max_labels);
    if left_out > 0 {
        notes.push(format!("and {}, which other formats list", plural(left_out, "more place")));
    }
    notes.extend(finding.help.iter().map(|help| wrap("help: ", &shown(help), width)));
    if let Some(fix) = &finding.fix
        && !fix.title.is_empty()
        && !finding.help.iter().any(|help| help.contains(&fix.title))
    {
        notes.push(wrap("fix: ", &shown(&fix.title), width));
    }
    notes
}

/// `lead` and `text` in lines of at most `width` columns, the text aligned under itself; words stay whole.
fn wrap(lead: &str, text: &str, width: Option<usize>) -> String {
    let mut wrapped = lead.to_owned();
    let Some(width) = width.map(|width| width.max(MIN_WIDTH)) else { return wrapped + text };
    let mut column = lead.width();
    for (index, word) in text.split(' ').enumerate() {
        let wide = word.width();
        if index > 0 && column + 1 + wide > width {
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', lead.width()));
            column = lead.width();
        } else if index > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += wide;
    }
    wrapped
}
