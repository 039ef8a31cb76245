//! Markdown out of what somebody else wrote: it shows what is written, and opens, fetches and runs nothing.

use std::borrow::Cow;

use crate::sanitise::{sanitise, sanitised_lines};
use crate::source::lines::LINE_ENDS;

/// The schemes of addresses that may become links.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// What is longer than this is no address of a page.
const LONGEST_ADDRESS: usize = 2000;

/// Whether an address may become a link: it leads to a page or a mailbox, and has no blanks and nothing that cannot be seen.
pub fn is_link(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| start.starts_with(scheme))
        && !address.contains(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '\\'))
        && matches!(sanitise(address), Cow::Borrowed(_))
}

/// Text on one line that Markdown must not read as its own: no emphasis, no list, no link, no image, no HTML.
pub(super) fn escaped(text: &str) -> String {
    let text = sanitise(text);
    let mut escaped = String::with_capacity(text.len());
    let digits = text.len() - text.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    for (at, letter) in text.char_indices() {
        let is_markup = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!' | '~' | '@' => true,
            // What would begin a list, a heading or a rule.
            '-' | '+' | '=' => at == 0,
            '.' | ')' if at == digits => true,
            // An address by itself would become a link.
            ':' => text[at..].starts_with("://"),
            '.' => {
                let before = text.as_bytes()[..at].last_chunk();
                before.is_some_and(|www: &[u8; 3]| www.eq_ignore_ascii_case(b"www"))
            }
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A word as code, if it can be.
pub(super) fn code(word: &str) -> String {
    if word.contains('`') { escaped(word) } else { format!("`{}`", sanitise(word)) }
}

/// A comment, which is Markdown: emphasis, lists, code and links stay, but an image, HTML and a link to anything but a page
/// or a mailbox are shown as they are written.
///
/// Readers of Markdown disagree about where a block of code begins and ends: in a list, behind blanks, with other marks
/// behind. So each block is written anew, in a form that all of them read alike.
pub(super) fn comment(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut fence: Option<Fence<'_>> = None;
    let has_table = text.lines().any(is_below_heads);
    for line in text.lines() {
        if !shown.is_empty() {
            shown.push('\n');
        }
        // Tabs stay, which lists and code are set in.
        let line = line.trim_end_matches(LINE_ENDS);
        let Some(open) = fence else {
            fence = Fence::opened_by(line);
            match fence {
                Some(open) => open.begin(&mut shown),
                None => prose(&sanitised_lines(line), has_table, &mut shown),
            }
            continue;
        };
        let row = line.trim();
        if open.is_closed_by(row) {
            shown.push_str(open.marks);
            fence = None;
        } else if is_row_of_marks(row) {
            // Somebody may take it for the end, and it is none.
            shown.push('\\');
            shown.push_str(row);
        } else {
            shown.push_str(&sanitised_lines(open.without_indent(line)));
        }
    }
    // One that is never closed would take in what follows.
    if let Some(open) = fence {
        shown.push('\n');
        shown.push_str(open.marks);
    }
    shown
}

/// The line that opens a block of code.
#[derive(Clone, Copy)]
struct Fence<'t> {
    /// How many bytes of blanks stand before the marks.
    indent: usize,
    marks: &'t str,
    /// What stands behind them: the name of a language.
    info: &'t str,
}

impl<'t> Fence<'t> {
    fn opened_by(line: &'t str) -> Option<Fence<'t>> {
        let marked = line.trim_start();
        let first = marked.chars().next().filter(|first| matches!(first, '`' | '~'))?;
        let info = marked.trim_start_matches(first);
        let marks = &marked[..marked.len() - info.len()];
        let is_fence = marks.len() >= FEWEST_MARKS && (first == '~' || !info.contains('`'));
        is_fence.then_some(Fence { indent: line.len() - marked.len(), marks, info })
    }

    /// Writes the line at the left edge and below an empty line, where it lies in no list and no paragraph.
    fn begin(self, shown: &mut String) {
        if !shown.is_empty() && !shown.ends_with("\n\n") {
            shown.push('\n');
        }
        shown.push_str(self.marks);
        shown.push_str(&sanitise(self.info.trim_end()));
    }

    /// Whether a line, without the blanks around it, closes the block: with as many of the same marks, or more.
    fn is_closed_by(self, row: &str) -> bool {
        row.starts_with(self.marks) && row.trim_start_matches(&self.marks[..1]).is_empty()
    }

    /// A line of the block without the blanks that the first line has too.
    fn without_indent(self, line: &str) -> &str {
        let blanks = line.len() - line.trim_start().len();
        line.get(blanks.min(self.indent)..).unwrap_or_else(|| line.trim_start())
    }
}

/// Fewer marks than these are no fence.
const FEWEST_MARKS: usize = 3;

/// Whether nothing but so many marks stands there that one reader or another takes it for the end of a block.
fn is_row_of_marks(row: &str) -> bool {
    row.len() >= FEWEST_MARKS && row.trim_matches(['`', '~']).is_empty()
}

/// Adds a line of a comment that is no code. Where there may be a table, cells end at a `|` wherever it stands, and code that
/// holds one is none.
fn prose(line: &str, has_table: bool, shown: &mut String) {
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        if letter == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let (mark, behind) = rest.split_at(ticks);
            let length = end_of_code(behind, mark);
            if let Some(length) = length.filter(|&length| !(has_table && behind[..length].contains('|'))) {
                shown.push_str(&rest[..ticks + length]);
                rest = &behind[length..];
            } else {
                // Without a partner on its line it would take in what follows.
                for _ in 0..ticks {
                    shown.push_str("\\`");
                }
                rest = behind;
            }
            continue;
        }
        let behind = &rest[letter.len_utf8()..];
        if letter == '~' && behind.starts_with("~~") {
            // Behind the mark of a list or quotation it would open a block of code.
            let tildes = rest.len() - rest.trim_start_matches('~').len();
            for _ in 0..tildes {
                shown.push_str("\\~");
            }
            rest = &rest[tildes..];
            continue;
        }
        let is_shown = match letter {
            '\\' => {
                // It escapes what stands behind it already.
                let next = behind.chars().next().filter(char::is_ascii_punctuation);
                shown.push('\\');
                shown.push(next.unwrap_or('\\'));
                rest = &behind[next.map_or(0, char::len_utf8)..];
                continue;
            }
            '<' => false,
            '!' => !behind.starts_with('['),
            // The latter defines where a link elsewhere leads, in a list or over two lines too.
            ']' if behind.starts_with(['[', ':']) => false,
            ']' => behind.strip_prefix('(').is_none_or(|target| address(target).is_some_and(is_link)),
            _ => true,
        };
        if !is_shown {
            shown.push('\\');
        }
        shown.push(letter);
        rest = behind;
    }
}

/// Whether a line may be the one below the heads of a table's columns.
fn is_below_heads(line: &str) -> bool {
    line.contains('-')
        && line.contains(['|', ':'])
        && line.trim_matches(['-', '|', ':', '>', ' ', '\t']).is_empty()
}

/// The address with which the target of a link begins; none where it is too long for one.
fn address(target: &str) -> Option<&str> {
    for (count, (at, letter)) in target.char_indices().enumerate() {
        if matches!(letter, ')' | ' ') {
            return Some(&target[..at]);
        }
        if count == LONGEST_ADDRESS {
            return None;
        }
    }
    Some(target)
}

/// Where code ends in `text` that begins behind `mark`: behind the next row of as many ticks.
pub(super) fn end_of_code(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('`')?;
        let ticks = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += ticks;
        if ticks == mark.len() {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_as_they_are_written() {
        for (name, shown) in [
            ("Follow-up of v1.2 (draft)", "Follow-up of v1.2 (draft)"),
            ("a ![x](https://evil.example/t.png) b", r"a \!\[x\](https\://evil.example/t.png) b"),
            ("1. a", r"1\. a"),
            ("- a", r"\- a"),
            ("www.evil.example", r"www\.evil.example"),
            ("<b>x</b> & y@z", r"\<b\>x\</b\> \& y\@z"),
            ("a\nb\u{202e}", "a␊b<U+202E>".replace('<', r"\<").replace('>', r"\>").as_str()),
        ] {
            assert_eq!(escaped(name), shown, "{name}");
        }
    }

    #[test]
    fn a_comment_keeps_its_form_and_opens_nothing() {
        for (text, shown) in [
            ("*Soon*, or `a < b` and ``x ` y``\n- one", "*Soon*, or `a < b` and ``x ` y``\n- one"),
            ("![x](https://evil.example/t.png)", r"\![x](https://evil.example/t.png)"),
            ("<img src=x> and `open", r"\<img src=x> and \`open"),
            ("[run](command:x) [page](https://a.example)", r"[run\](command:x) [page](https://a.example)"),
            ("[a]: javascript:x", r"[a\]: javascript:x"),
            ("- [a]: command:x\n\n[a]", "- [a\\]: command:x\n\n[a]"),
            ("[a\nb]: command:x", "[a\nb\\]: command:x"),
            ("```x```\n![x](y)\n```", "```x```\n\\![x\\](y)\n\n```\n```"),
            ("```\n``` x\n![x](y)\n````\n![x](y)", "```\n``` x\n![x](y)\n```\n\\![x\\](y)"),
            ("`a | <b>`", "`a | <b>`"),
            ("| a |\n|-|\n| `a | `b` <b> ` |", "| a |\n|-|\n| \\`a | `b` \\<b> \\` |"),
            ("> a | b\n> :-- | --:\n> `a|<b>`", "> a | b\n> :-- | --:\n> \\`a|\\<b>\\`"),
            (r"\![x] \<b \a", r"\!\[x] \<b \\a".replace(r"\[", "[").as_str()),
            ("```\n<b>\n", "```\n<b>\n```"),
        ] {
            assert_eq!(comment(text), shown, "{text}");
        }
    }

    /// What is not in a block for one reader must be shown as it is written.
    #[test]
    fn everybody_reads_the_same_blocks_of_code() {
        for (text, shown) in [
            ("~~~\n  ~~~\n<b>", "~~~\n~~~\n\\<b>"),
            ("   ~~~\n   x\n~~~\n<b>", "~~~\nx\n~~~\n\\<b>"),
            ("~~~ \nx\n ~~~\t\n<b>", "~~~\nx\n~~~\n\\<b>"),
            ("\t```\n\t\t<b>\r\u{8}\r\n\t```\n<b>", "```\n\t<b>␍␈\n```\n\\<b>"),
            ("- a\n  ```\n  ![x](y)\n", "- a\n\n```\n![x](y)\n```"),
            ("- ~~~\n<b>\n> ```\n<b>", "- \\~\\~\\~\n\\<b>\n> \\`\\`\\`\n\\<b>"),
            ("~~struck~~", "~~struck~~"),
            ("````\n```\n```~~~\n<b>\n````\n<b>", "````\n\\```\n\\```~~~\n<b>\n````\n\\<b>"),
            ("```\n```\u{a0}\n<b>", "```\n```\n\\<b>"),
        ] {
            assert_eq!(comment(text), shown, "{text}");
        }
    }

    #[test]
    fn only_pages_and_mailboxes_are_links() {
        for address in ["https://a.example/x?y=1", "HTTP://a.example", "mailto:a@b.example"] {
            assert!(is_link(address), "{address}");
        }
        for address in [
            "command:x",
            "javascript:x",
            "file:///etc/passwd",
            "https://a b",
            "https://a>b",
            "//a",
            "https://a\u{202e}b",
        ] {
            assert!(!is_link(address), "{address}");
        }
    }
}
