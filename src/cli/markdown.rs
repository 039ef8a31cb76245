//! Markdown for a terminal: as much of it as the rules' pages use.
//!
//! Headings, paragraphs, lists of one level, fenced code, inline code and bold. Anything else stays as written.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::console::Paint;

/// Writes `text` in lines of at most `width` columns where words allow it.
pub fn write(text: &str, width: usize, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { width, paint, paragraph: String::new(), lead: "", out, is_begun: false };
    let mut fence = None;
    for line in text.lines() {
        if let Some(mark) = line.strip_prefix("```") {
            if fence.take().is_none() {
                page.flush()?;
                page.gap()?;
                fence = Some(mark);
            }
        } else if let Some(mark) = fence {
            page.code(line, mark)?;
        } else if let Some(heading) = line.strip_prefix('#') {
            page.flush()?;
            page.gap()?;
            writeln!(page.out, "{}", paint.bold(heading.trim_start_matches('#').trim()))?;
            page.is_begun = false;
        } else if line.trim().is_empty() {
            page.flush()?;
        } else if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            let follows = page.lead == BULLET && !page.paragraph.is_empty();
            page.flush()?;
            page.lead = BULLET;
            page.paragraph.push_str(item);
            page.is_begun &= !follows;
        } else {
            page.say(line.trim());
        }
    }
    page.flush()
}

const BULLET: &str = "  • ";

struct Page<'a> {
    width: usize,
    paint: Paint,
    /// The words of the paragraph or list item so far.
    paragraph: String,
    /// What stands before its first line.
    lead: &'static str,
    out: &'a mut dyn Write,
    /// Whether a blank line has to come before the next block.
    is_begun: bool,
}

impl Page<'_> {
    fn say(&mut self, words: &str) {
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(words);
    }

    /// A blank line between blocks.
    fn gap(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) { writeln!(self.out) } else { Ok(()) }
    }

    /// Writes what was gathered.
    fn flush(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.paragraph);
        let lead = std::mem::take(&mut self.lead);
        if text.is_empty() {
            return Ok(());
        }
        self.gap()?;
        let room = self.width.saturating_sub(lead.width()).max(20);
        let lines = wrap(&text, room);
        let mut inline = Inline { paint: self.paint, is_code: false, is_bold: false };
        for (index, line) in lines.iter().enumerate() {
            let before = if index == 0 { lead } else { &"        "[..lead.width()] };
            writeln!(self.out, "{before}{}", inline.render(line))?;
        }
        Ok(())
    }

    /// A line of an example; the words after the fence say whether a rule speaks there.
    fn code(&mut self, line: &str, mark: &str) -> io::Result<()> {
        let bar = match mark.split_whitespace().last() {
            Some("finding") => self.paint.red("│"),
            Some("clean") => self.paint.green("│"),
            _ => self.paint.faint("│"),
        };
        let line = format!("  {bar} {line}");
        writeln!(self.out, "{}", line.trim_end())
    }
}

/// The words of `text` in lines of at most `width` columns. StatementFlags count as columns, which a colour then saves.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Inline marks, which may reach over the end of a line.
struct Inline {
    paint: Paint,
    is_code: bool,
    is_bold: bool,
}

impl Inline {
    /// The line with its marks turned into styles; without colours, code keeps its marks.
    fn render(&mut self, line: &str) -> String {
        let mut rendered = String::new();
        for (index, part) in line.split('`').enumerate() {
            if index > 0 {
                self.is_code = !self.is_code;
                if !self.paint.0 {
                    rendered.push('`');
                }
            }
            if self.is_code {
                rendered.push_str(&self.style(part, Paint::cyan));
                continue;
            }
            for (index, part) in part.split("**").enumerate() {
                self.is_bold ^= index > 0;
                let look: fn(Paint, &str) -> String =
                    if self.is_bold { Paint::bold } else { |_, text| text.to_owned() };
                rendered.push_str(&self.style(part, look));
            }
        }
        rendered
    }

    fn style(&self, part: &str, look: fn(Paint, &str) -> String) -> String {
        if part.is_empty() { String::new() } else { look(self.paint, part) }
    }
}
