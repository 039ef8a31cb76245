//! What fixing or formatting would change, as a unified diff.

use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput, Token};
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
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(change.before.split_inclusive('\n'));
        input.update_after(change.after.split_inclusive('\n'));
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        for part in parts(&diff.hunks().collect::<Vec<_>>(), input.before.len() as u32) {
            let header = format!("@@ -{} +{} @@", shown_range(&part.before), shown_range(&part.after));
            writeln!(out, "{}", paint.cyan(&header))?;
            for (mark, token) in part.lines(&input) {
                let line = input.interner[token];
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
    fn lines(&self, input: &InternedInput<&str>) -> Vec<(char, Token)> {
        let mut lines = Vec::new();
        let mut add = |mark: char, tokens: &[Token], range: Range<u32>| {
            lines.extend(tokens[range.start as usize..range.end as usize].iter().map(|&token| (mark, token)));
        };
        let mut at = self.before.start;
        for hunk in self.hunks {
            add(' ', &input.before, at..hunk.before.start);
            add('-', &input.before, hunk.before.clone());
            add('+', &input.after, hunk.after.clone());
            at = hunk.before.end;
        }
        add(' ', &input.before, at..self.before.end);
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
