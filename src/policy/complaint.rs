//! What regorus complains of, with its place in the policy.

use crate::project::{PolicyError, PolicyText};

/// How regorus says that a function is unknown.
const NO_FUNCTION: &str = "could not find function ";

/// The error of which `complaint` is what regorus says, about one of these texts; without a place, about the first.
pub(super) fn error(complaint: &str, texts: &[&PolicyText], name: &str) -> PolicyError {
    let (place, message) = parts(complaint);
    let found = place.and_then(|(path, line, column)| {
        let text = texts.iter().find(|text| text.shown == path)?;
        Some((*text, offset(&text.text, line, column)))
    });
    let (reason, help) = in_words(message);
    let error = match (found, texts.first()) {
        (Some((text, at)), _) => {
            // Of a call it names the bracket; the function stands before it.
            let function = message.strip_prefix(NO_FUNCTION).filter(|name| text.text[..at].ends_with(name));
            let (start, length) = match function {
                Some(name) => (at - name.len(), name.len()),
                None => (at, word_length(&text.text[at..])),
            };
            PolicyError::in_text(text, start, start + length, reason)
        }
        (None, Some(text)) => PolicyError::of_file(&text.path, &text.shown, reason),
        (None, None) => PolicyError::of_file("", name, reason),
    };
    match help {
        Some(help) => error.help(help),
        None => error,
    }
}

/// The place that a complaint names, its file, line and column, and what it says.
fn parts(complaint: &str) -> (Option<(&str, usize, usize)>, &str) {
    let message = complaint.split_once("error: ").map_or(complaint, |(_, message)| message);
    let line = complaint.lines().find_map(|line| line.strip_prefix("--> "));
    let place = line.and_then(|line| {
        let (rest, column) = line.rsplit_once(':')?;
        let (path, line) = rest.rsplit_once(':')?;
        Some((path, line.parse().ok()?, column.parse().ok()?))
    });
    // Behind the first line it draws where else something is.
    (place, message.lines().next().unwrap_or_default().trim())
}

/// What a complaint says, in the words of whoever writes a policy, and what to do.
fn in_words(message: &str) -> (String, Option<String>) {
    if let Some(function) = message.strip_prefix(NO_FUNCTION) {
        let help = match function {
            "http.send" | "opa.runtime" | "net.lookup_ip_addr" => {
                "a policy sees its input alone: it reads no file and sends nothing"
            }
            _ if function.starts_with("time.") => {
                "a policy gives the same answer every day: it knows no clock"
            }
            _ => "docs/policies.md lists the functions that there are",
        };
        return (format!("there is no function `{function}`"), Some(help.to_owned()));
    }
    if let Some(variable) = message.strip_prefix("use of undefined variable `") {
        let variable = variable.split('`').next().unwrap_or_default();
        let help = format!("give it a value, `{variable} := …` or `some {variable} in …`");
        return (format!("`{variable}` has no value here"), Some(help));
    }
    if message.starts_with("execution exceeded time limit") {
        let seconds = super::clock::TIME_LIMIT.as_secs();
        let help = "`some` over two long lists tries every pair: look one of them up instead, or begin with what is rare";
        return (format!("runs for longer than {seconds} s"), Some(help.to_owned()));
    }
    if message.starts_with("`if` keyword is required")
        || message.starts_with("`contains` keyword is required")
    {
        let help = "this is Rego 1.0: `findings contains finding if { … }`";
        return (message.to_owned(), Some(help.to_owned()));
    }
    if message == "divide by zero" || message == "modulo by zero" {
        return ("this divides by zero".to_owned(), Some("ask for `divisor != 0` above it".to_owned()));
    }
    if let Some(other) = message.strip_prefix("rule conflicts with rule at ") {
        return (format!("this gives another value than `{other}` does"), None);
    }
    if message.starts_with("recursion detected") {
        return ("this rule needs its own value".to_owned(), None);
    }
    (message.trim_end_matches(['.', ':']).to_owned(), None)
}

/// The byte at a line and column, from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for (index, content) in text.split_inclusive('\n').enumerate() {
        if index + 1 == line {
            let inside = content.char_indices().nth(column.saturating_sub(1));
            return start + inside.map_or(content.trim_end().len(), |(at, _)| at);
        }
        start += content.len();
    }
    text.len()
}

/// How many bytes the word at the beginning of `rest` has; 1 for anything else, 0 at the end.
fn word_length(rest: &str) -> usize {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    let length = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
    if length > 0 { length } else { rest.chars().next().map_or(0, char::len_utf8) }
}

#[cfg(test)]
mod tests {
    use super::{offset, parts};

    #[test]
    fn a_complaint_is_taken_apart() {
        let text = "\n--> a:b/c.rego:3:28\n  |\n3 | x\n  | ^\nerror: recursion detected when evaluating rule:\n--> d:1:1";
        assert_eq!(parts(text), (Some(("a:b/c.rego", 3, 28)), "recursion detected when evaluating rule:"));
        assert_eq!(parts("not a valid rule path"), (None, "not a valid rule path"));
        assert_eq!(parts(""), (None, ""));
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(offset("a\näöx\n", 2, 3), 6);
        assert_eq!(offset("a\näö\n", 2, 9), 6);
        assert_eq!(offset("a", 7, 1), 1);
        assert_eq!(offset("", 1, 1), 0);
    }
}
