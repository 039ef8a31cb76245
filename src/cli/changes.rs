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
        // `patch -p1` counts the parts of an absolute path from the root.
        let path = change.shown();
        let path = path.trim_start_matches('/');
        writeln!(out, "{}", paint.bold(&format!("--- a/{path}")))?;
        writeln!(out, "{}", paint.bold(&format!("+++ b/{path}")))?;
        let diff = TextDiff::from_lines(&change.before, &change.after);
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
