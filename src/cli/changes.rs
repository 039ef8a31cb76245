//! What fixing or formatting would change, as a unified diff.

use std::io::{self, Write};
use std::path::PathBuf;

use similar::{ChangeTag, TextDiff};
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
        let diff = TextDiff::from_slices(&before, &after);
        for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
            writeln!(out, "{}", paint.cyan(hunk.header().to_string().trim_end()))?;
            for line in hunk.iter_changes() {
                let (text, end) =
                    line.value().strip_suffix('\n').map_or((line.value(), ""), |text| (text, "\n"));
                let text = harmless(text);
                let text = match line.tag() {
                    ChangeTag::Delete => paint.red(&format!("-{text}")),
                    ChangeTag::Insert => paint.green(&format!("+{text}")),
                    ChangeTag::Equal => format!(" {text}"),
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
