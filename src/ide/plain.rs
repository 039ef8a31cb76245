//! What is known of a name for whoever shows no Markdown.

use crate::ide::markdown::end_of_code;

/// The Markdown of a hover as plain text: without what stands there for Markdown alone. Lists, code and what an author
/// emphasised read well as they are.
pub fn text(markdown: &str) -> String {
    let mut shown = String::with_capacity(markdown.len());
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") || line.starts_with("~~~") {
            is_code = !is_code;
        } else if is_code {
            shown.push_str(line);
            shown.push('\n');
        } else {
            push_line(line, &mut shown);
            shown.push('\n');
        }
    }
    shown.truncate(shown.trim_end().len());
    shown
}

/// Adds a line that is no code.
fn push_line(line: &str, shown: &mut String) {
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let behind = &rest[letter.len_utf8()..];
        if letter == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let (mark, code) = rest.split_at(ticks);
            let length = ticks + end_of_code(code, mark).unwrap_or_default();
            shown.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(behind) = rest.strip_prefix("**") {
            rest = behind;
        } else if letter == '<'
            && let Some((address, behind)) = behind.split_once('>')
        {
            shown.push_str(address);
            rest = behind;
        } else {
            let escaped = behind.chars().next().filter(|next| letter == '\\' && next.is_ascii_punctuation());
            shown.push(escaped.unwrap_or(letter));
            rest = &behind[escaped.map_or(0, char::len_utf8)..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_there_for_markdown_alone() {
        for (markdown, shown) in [
            (r"**stakeholder** User\_name of \[x\] (`us_er`)", "stakeholder User_name of [x] (`us_er`)"),
            (r"<https://a.example> \<b> `\<`", r"https://a.example <b> `\<`"),
            ("- *a*\n\n```vsd\n**\\_\n```\n", "- *a*\n\n**\\_"),
            (r"a \` b ` c\", r"a ` b ` c\"),
        ] {
            assert_eq!(text(markdown), shown);
        }
    }
}
