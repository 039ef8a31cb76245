//! What stands under a finding's source lines: help, a fix that the help does not mention, labels left out.

use unicode_width::UnicodeWidthStr;

use crate::finding::Finding;
use crate::output::plain::{MAX_PLACES, advice, omission};

/// The narrowest that a note is wrapped to, in terminal columns.
const MIN_WIDTH: usize = 30;

/// The finding's notes, wrapped to `width` columns where there is one.
pub(super) fn notes(finding: &Finding, width: Option<usize>) -> Vec<String> {
    let advice = advice(finding).map(|(lead, text)| wrap(lead, &text, width));
    omission(finding, MAX_PLACES).into_iter().chain(advice).collect()
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
