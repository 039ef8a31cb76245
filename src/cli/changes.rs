//! What fixing or formatting would change, as a unified diff.

use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};
use vsdlint::sanitise::{SpanMap, sanitise};

use crate::cli::console::{Paint, Stream};

/// A file that would change, or did.
pub struct Change {
    /// The file, as people know it.
    pub path: PathBuf,
    pub before: String,
    pub after: String,
}

impl Change {
    /// The path with `/` between folders, harmless for a terminal.
    pub fn shown(&self) -> String {
        sanitise(&self.path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")).into_owned()
    }

    /// The path below `side` as git writes it in a diff: with quotes where a byte of it is not plain, and with a tab
    /// at its end where it has a blank, so that a reader knows where it ends.
    fn name(&self, side: &str) -> String {
        // `patch -p1` counts the parts of an absolute path from the root.
        let path = self.path.as_os_str().as_encoded_bytes();
        let path = &path[path.iter().take_while(|&&byte| byte == b'/').count()..];
        let mut name = String::new();
        for chunk in path.utf8_chunks() {
            for letter in chunk.valid().chars() {
                let mut bytes = [0; 4];
                let letter: &str = letter.encode_utf8(&mut bytes);
                match letter {
                    std::path::MAIN_SEPARATOR_STR => name.push('/'),
                    "\"" | "\\" => name.extend(["\\", letter]),
                    "\t" => name.push_str("\\t"),
                    "\n" => name.push_str("\\n"),
                    "\r" => name.push_str("\\r"),
                    _ if sanitise(letter) == letter => name.push_str(letter),
                    _ => name.push_str(&octal(letter.as_bytes())),
                }
            }
            name.push_str(&octal(chunk.invalid()));
        }
        if name.contains('\\') {
            format!("\"{side}/{name}\"")
        } else if name.contains(' ') {
            format!("{side}/{name}\t")
        } else {
            format!("{side}/{name}")
        }
    }
}

fn octal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4);
    for byte in bytes {
        text += &format!("\\{byte:03o}");
    }
    text
}

/// Writes the changes so that `git apply` and `patch -p1` take them; on a terminal nothing is written that it would
/// obey.
pub fn write(changes: &[Change], stream: Stream, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint(stream.color);
    let harmless = |text: &str| {
        let mut clean = String::new();
        if stream.is_terminal {
            SpanMap::default().append(text, 0..text.trim_end_matches('\r').len(), &mut clean);
        } else {
            clean.push_str(text);
        }
        clean
    };
    for change in changes {
        for (mark, side) in [("---", "a"), ("+++", "b")] {
            writeln!(out, "{}", paint.bold(&format!("{mark} {}", change.name(side))))?;
        }
        // For `git apply` and `patch` only a line feed ends a line.
        let before: Vec<&str> = change.before.split_inclusive('\n').collect();
        let after: Vec<&str> = change.after.split_inclusive('\n').collect();
        for part in parts(&hunks(&before, &after), before.len() as u32) {
            let header = format!("@@ -{} +{} @@", shown_range(&part.before), shown_range(&part.after));
            writeln!(out, "{}", paint.cyan(&header))?;
            for (mark, line) in part.lines(&before, &after) {
                let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
                let text = harmless(text);
                let text = match mark {
                    '-' => paint.red(&format!("-{text}")),
                    '+' => paint.green(&format!("+{text}")),
                    _ => format!(" {text}"),
                };
                write!(out, "{text}{end}")?;
                if end.is_empty() {
                    writeln!(out, "\n\\ No newline at end of file")?;
                }
            }
        }
    }
    Ok(())
}

/// So many lines of each side are compared at once.
const WINDOW: usize = 4096;

/// What differs between two texts, by their lines. To compare takes time with the square of the lines where many are alike, so
/// long texts are compared in windows, each of which begins where the one before has last seen lines that stay.
fn hunks(before: &[&str], after: &[&str]) -> Vec<Hunk> {
    let mut all = Vec::new();
    let (mut from, mut to) = (0, 0);
    while from < before.len() || to < after.len() {
        let old = &before[from..before.len().min(from + WINDOW)];
        let new = &after[to..after.len().min(to + WINDOW)];
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(old.iter().copied());
        input.update_after(new.iter().copied());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        let mut found: Vec<Hunk> = diff.hunks().collect();
        let is_last = from + old.len() == before.len() && to + new.len() == after.len();
        let (mut old_end, mut new_end) = (old.len(), new.len());
        if let Some(last) = found.last()
            && last.before.end as usize == old.len()
            && last.after.start > 0
            && last.before.start > 0
            && !is_last
        {
            // Where it ends is not seen yet.
            (old_end, new_end) = (last.before.start as usize, last.after.start as usize);
            found.pop();
        }
        for hunk in found {
            let moved = |range: Range<u32>, by: usize| range.start + by as u32..range.end + by as u32;
            all.push(Hunk { before: moved(hunk.before, from), after: moved(hunk.after, to) });
        }
        (from, to) = (from + old_end, to + new_end);
    }
    all
}

/// So many lines that stay are shown above and below what changes.
const CONTEXT: u32 = 3;

/// Changes that stand near each other, with the lines around them.
struct Part<'h> {
    before: Range<u32>,
    after: Range<u32>,
    hunks: &'h [Hunk],
}

/// The changes in a text of so many lines, those together between which no more lines stay than are shown around both.
fn parts(hunks: &[Hunk], lines: u32) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for hunks in hunks.chunk_by(|one, next| next.before.start - one.before.end <= 2 * CONTEXT) {
        let [first, ..] = hunks else { continue };
        let last = &hunks[hunks.len() - 1];
        let above = CONTEXT.min(first.before.start);
        let below = CONTEXT.min(lines - last.before.end);
        parts.push(Part {
            before: first.before.start - above..last.before.end + below,
            after: first.after.start - above..last.after.end + below,
            hunks,
        });
    }
    parts
}

impl Part<'_> {
    /// Its lines, each with `-` where it goes, `+` where it comes, and else a blank.
    fn lines<'t>(&self, before: &[&'t str], after: &[&'t str]) -> Vec<(char, &'t str)> {
        let mut lines = Vec::new();
        let mut add = |mark: char, all: &[&'t str], range: Range<u32>| {
            lines.extend(all[range.start as usize..range.end as usize].iter().map(|&line| (mark, line)));
        };
        let mut at = self.before.start;
        for hunk in self.hunks {
            add(' ', before, at..hunk.before.start);
            add('-', before, hunk.before.clone());
            add('+', after, hunk.after.clone());
            at = hunk.before.end;
        }
        add(' ', before, at..self.before.end);
        lines
    }
}

/// Lines as a unified diff counts them: the first one, from 1, and how many; of none the one before.
fn shown_range(range: &Range<u32>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => (range.start + 1).to_string(),
        count => format!("{},{count}", range.start + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text before with all that `hunks` change.
    fn patched<'t>(before: &[&'t str], after: &[&'t str]) -> Vec<&'t str> {
        let mut lines = Vec::new();
        let mut at = 0;
        for hunk in hunks(before, after) {
            lines.extend(&before[at..hunk.before.start as usize]);
            assert_eq!(lines.len(), hunk.after.start as usize, "what stays is as long on both sides");
            lines.extend(&after[hunk.after.start as usize..hunk.after.end as usize]);
            at = hunk.before.end as usize;
        }
        lines.extend(&before[at..]);
        lines
    }

    #[test]
    fn long_texts_are_compared_in_windows_that_fit_together() {
        let same = ["a\n", "b\n", "}\n"].repeat(WINDOW);
        let indented = ["a\n", "  b\n", "}\n"].repeat(WINDOW);
        let other = ["c\n"].repeat(2 * WINDOW);
        let added = [other.clone(), same.clone()].concat();
        let numbers: Vec<String> = (0..3 * WINDOW).map(|number| format!("{number}\n")).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let fewer: Vec<&str> =
            numbers.iter().enumerate().filter(|(at, _)| at % 7 > 0).map(|(_, &line)| line).collect();
        for (before, after) in [
            (&same, &indented),
            (&same, &other),
            (&same, &added),
            (&added, &same),
            (&numbers, &fewer),
            (&fewer, &numbers),
            (&numbers, &Vec::new()),
        ] {
            assert_eq!(patched(before, after), *after);
        }
        let found = hunks(&numbers, &fewer);
        assert_eq!(found.iter().map(|hunk| hunk.before.len()).sum::<usize>(), numbers.len() - fewer.len());
    }
}
