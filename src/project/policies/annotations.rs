//! What a policy says of itself in a comment `# METADATA`, as Open Policy Agent reads it: the title, the description, and
//! below `custom` the level, the kind of fix and examples. That is a small part of YAML: one line for each, but for a
//! description and for examples, which are blocks behind `|`.

use super::example::PolicyExample;

/// What is said, each with the byte of the text where its value begins.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Annotations<'t> {
    /// `title`.
    pub title: Option<&'t str>,
    /// `description`, its lines joined.
    pub description: Option<String>,
    /// `level` below `custom`.
    pub level: Option<(&'t str, usize)>,
    /// `fix` below `custom`.
    pub fix: Option<(&'t str, usize)>,
}

/// Reads the first `# METADATA` of a policy.
pub(super) fn read(text: &str) -> Annotations<'_> {
    let mut found = Annotations::default();
    let mut lines = Lines { text, at: 0 };
    if !lines.by_ref().any(|(_, line)| line.trim_end() == "# METADATA") {
        return found;
    }
    let mut is_custom = false;
    let mut is_described = false;
    let mut description: Vec<&str> = Vec::new();
    for (at, line) in lines {
        let Some(line) = line.strip_prefix('#') else { break };
        let content = line.trim();
        let is_inner = line.len() - line.trim_start().len() > 1;
        if is_described && (is_inner || content.is_empty()) {
            description.push(content);
            continue;
        }
        let Some((key, value)) = content.split_once(':') else { continue };
        let value = unquoted(value.trim());
        if is_inner {
            let start = at + 1 + line.find(value).unwrap_or(0);
            match key {
                "level" if is_custom => found.level = Some((value, start)),
                "fix" if is_custom => found.fix = Some((value, start)),
                _ => {}
            }
            continue;
        }
        is_custom = key == "custom";
        is_described = key == "description";
        if key == "title" {
            found.title = Some(value);
        }
        if is_described && !matches!(value, "" | "|" | ">" | "|-" | ">-") {
            description.push(value);
        }
    }
    if !description.is_empty() {
        found.description = Some(description.join("\n").trim().to_owned());
    }
    found
}

/// The examples in the first `# METADATA` of a policy: those below `examples` in `custom`, each a block behind
/// `- finding: |` or `- clean: |`.
pub(super) fn examples(text: &str) -> Vec<PolicyExample> {
    let mut found: Vec<PolicyExample> = Vec::new();
    let mut lines = Lines { text, at: 0 };
    if !lines.by_ref().any(|(_, line)| line.trim_end() == "# METADATA") {
        return found;
    }
    let (mut is_custom, mut list) = (false, None);
    // How deep the block stands in which the text of an example is, and how deep that text.
    let mut block: Option<(usize, Option<usize>)> = None;
    for (at, line) in lines {
        let Some(line) = line.strip_prefix('#') else { break };
        let content = line.trim();
        let depth = line.len() - line.trim_start().len();
        if let (Some((outer, inner)), Some(example)) = (&mut block, found.last_mut())
            && (content.is_empty() || depth > *outer)
        {
            let inner = *inner.get_or_insert(depth);
            example.text.push_str(line.get(inner..).unwrap_or_default().trim_end());
            example.text.push('\n');
            continue;
        }
        block = None;
        let kind = match content {
            "- finding: |" => Some(true),
            "- clean: |" => Some(false),
            _ => None,
        };
        match kind {
            Some(is_finding) if list.is_some_and(|list| depth >= list) => {
                let line = text[..at].matches('\n').count() + 1;
                found.push(PolicyExample { is_finding, text: String::new(), line, offset: at });
                block = Some((depth, None));
            }
            _ => {
                list = if is_custom && content == "examples:" { Some(depth) } else { None };
                is_custom = content == "custom:" || (is_custom && depth > 1);
            }
        }
    }
    found
}

/// A value without the quotation marks around it.
fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}

/// The lines of a text, each with the byte where it begins.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let rest = self.text.get(self.at..)?;
        if rest.is_empty() {
            return None;
        }
        let line = rest.split_inclusive('\n').next()?;
        let start = self.at;
        self.at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    }
}

#[cfg(test)]
mod tests {
    use super::{examples, read};

    #[test]
    fn examples_are_blocks_below_custom() {
        let text = "# METADATA\n# title: a\n# custom:\n#   level: warn\n#   examples:\n#     - finding: |\n#         stream A {\n#           purpose \"b\"\n#\n#         }\n#     - clean: |\n#         item B\n#   fix: none\n# related_resources:\n#   - clean: |\n#       no\npackage a\n";
        let found = examples(text);
        let said: Vec<(bool, &str, usize)> =
            found.iter().map(|example| (example.is_finding, &*example.text, example.line)).collect();
        assert_eq!(said, [(true, "stream A {\n  purpose \"b\"\n\n}\n", 6), (false, "item B\n", 11)]);
        assert!(examples("# METADATA\n# examples:\n#   - clean: |\n#     a\n").is_empty());
        assert_eq!(read(text).level.map(|(level, _)| level), Some("warn"));
    }

    #[test]
    fn what_is_said_is_found_with_its_place() {
        let text = "# A line.\n\n# METADATA\n# title: 'Nobody approves alone'\n# description: |\n#   Two lines\n#\n#   of it.\n# scope: package\n# custom:\n#   level: error\n#   fix: \"none\"\npackage a\n# custom:\n#   level: off\n";
        let found = read(text);
        assert_eq!(found.title, Some("Nobody approves alone"));
        assert_eq!(found.description.as_deref(), Some("Two lines\n\nof it."));
        assert_eq!(found.level, text.find("error").map(|at| ("error", at)));
        assert_eq!(found.fix, text.find("none").map(|at| ("none", at)));
    }

    #[test]
    fn odd_comments_say_nothing() {
        for text in [
            "",
            "# METADATA",
            "#METADATA\n# title: a",
            "# METADATA\n#\n#:\n# custom\n# ä: ö\n#\u{a0}level: warn",
        ] {
            let found = read(text);
            assert_eq!((found.title, found.level), (None, None), "{text}");
        }
    }
}
