//! What regorus complains of, with its place in the policy, and in the words of whoever writes one.

mod syntax;
mod values;

use super::signs;
use crate::project::{PolicyError, PolicyText};

/// How regorus says that a function is unknown.
const NO_FUNCTION: &str = "could not find function ";

/// Where to look for functions.
pub(super) const FUNCTIONS: &str = "docs/policies.md lists the functions that there are";

/// What a complaint means: what is wrong, and what to do.
struct Meaning {
    reason: String,
    help: Option<String>,
    /// How many bytes before its place the mistake begins.
    before: usize,
}

impl Meaning {
    fn new(reason: impl Into<String>, help: impl Into<String>) -> Meaning {
        Meaning { reason: reason.into(), help: Some(help.into()), before: 0 }
    }
}

/// The error of which `complaint` is what regorus says, about one of these texts; without a place, about the first.
/// `package` is the one that the first is to have.
pub(super) fn error(complaint: &str, texts: &[&PolicyText], package: &str) -> PolicyError {
    let (place, mut message) = parts(complaint);
    let mut found = place.and_then(|(path, line, column)| {
        let text = texts.iter().find(|text| text.shown == path)?;
        Some((*text, offset(&text.text, line, column)))
    });
    if let Some((text, at)) = &mut found
        && signs::may_mean(message)
        && let Some((sign, said)) = signs::unreadable(&text.text)
    {
        (*at, message) = (sign, said);
    }
    let (before, rest) = found.map_or(("", ""), |(text, at)| text.text.split_at(at));
    let meaning = syntax::meaning(message, before, rest, package)
        .or_else(|| values::meaning(message, rest))
        .unwrap_or_else(|| Meaning {
            reason: message.trim_end_matches(['.', ':']).to_owned(),
            help: None,
            before: 0,
        });
    let error = match (found, texts.first()) {
        (Some((text, at)), _) => {
            // Of a call it names the bracket; the function stands before it.
            let function = if rest.starts_with('(') { last_word(before).len() } else { 0 };
            let start = at - function.max(meaning.before).min(at);
            let length = word_length(&text.text[start..]).max(at - start);
            PolicyError::in_text(text, start, start + length, meaning.reason)
        }
        (None, Some(text)) => PolicyError::of_file(&text.path, &text.shown, meaning.reason),
        (None, None) => PolicyError::of_file("", package, meaning.reason),
    };
    match meaning.help {
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

/// What to write instead of a function that there is not, where one knows why somebody looks for it.
pub(super) fn instead_of(function: &str) -> Option<&'static str> {
    let last = function.rsplit('.').next().unwrap_or_default();
    Some(match function {
        "http.send" | "opa.runtime" | "net.lookup_ip_addr" | "rego.parse_module" => {
            "a policy sees its input alone: it reads no file and sends nothing"
        }
        _ if function.starts_with("time.") => "a policy gives the same answer every day: it knows no clock",
        _ if function.starts_with("rand.") || function.starts_with("uuid.") => {
            "a policy gives the same answer every time: it knows no chance"
        }
        _ => match last {
            "len" | "length" | "size" => "`count(…)` says how many there are",
            "str" | "string" | "to_string" | "tostring" | "format" | "printf" => {
                "`sprintf(\"%v\", [value])` makes a text of a value"
            }
            "int" | "number" | "parseint" | "float" => "`to_number(…)` makes a number of a text",
            "any" => "write `some one in list` and what holds for it",
            "all" => "write `every one in list { … }`",
            "filter" | "map" => "write `[one.name | some one in list; one.purpose != null]`",
            "join" => "`concat(\", \", list)` joins texts",
            "match" | "matches" | "re_match" => "`regex.match(pattern, text)` tries a regular expression",
            "includes" | "has" | "in" | "member" => {
                "write `value in list`; of a text, `contains(text, part)`"
            }
            "startsWith" | "starts_with" | "hasPrefix" => "write `startswith(text, beginning)`",
            "endsWith" | "ends_with" | "hasSuffix" => "write `endswith(text, end)`",
            "toLowerCase" | "to_lower" | "lowercase" => "write `lower(text)`",
            "toUpperCase" | "to_upper" | "uppercase" => "write `upper(text)`",
            _ => return None,
        },
    })
}

/// The byte at a line and column, from 1. regorus counts bytes; a tab counts for four, and a character between backticks
/// for one.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for (index, content) in text.split_inclusive('\n').enumerate() {
        if index + 1 < line {
            start += content.len();
            continue;
        }
        let (mut counted, mut is_raw) = (1, false);
        for (at, letter) in content.char_indices() {
            if counted >= column || matches!(letter, '\r' | '\n') {
                return start + at;
            }
            is_raw ^= letter == '`';
            counted += match letter {
                '\t' => 4,
                _ if is_raw => 1,
                letter => letter.len_utf8(),
            };
        }
        return start + content.len();
    }
    text.len()
}

/// The word at the end of `text`, with its dots.
fn last_word(text: &str) -> &str {
    let start = text
        .rfind(|letter| !is_word(letter))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    &text[start..]
}

/// The word at the beginning of `rest`, with its dots.
fn first_word(rest: &str) -> &str {
    &rest[..rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())]
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '.'
}

/// How many bytes the word at the beginning of `rest` has; 1 for anything else, 0 at the end.
fn word_length(rest: &str) -> usize {
    let length = first_word(rest).len();
    let is_line_end = rest.starts_with(['\r', '\n']);
    if length > 0 || is_line_end { length } else { rest.chars().next().map_or(0, char::len_utf8) }
}

#[cfg(test)]
mod tests {
    use super::{last_word, offset, parts};

    #[test]
    fn a_complaint_is_taken_apart() {
        let text = "\n--> a:b/c.rego:3:28\n  |\n3 | x\n  | ^\nerror: recursion detected when evaluating rule:\n--> d:1:1";
        assert_eq!(parts(text), (Some(("a:b/c.rego", 3, 28)), "recursion detected when evaluating rule:"));
        assert_eq!(parts("not a valid rule path"), (None, "not a valid rule path"));
        assert_eq!(parts(""), (None, ""));
    }

    #[test]
    fn columns_count_as_regorus_counts_them() {
        assert_eq!(offset("a\n\tsome x\n", 2, 5), 3);
        assert_eq!(offset("a\n\t\"ö\" x\n", 2, 10), 8);
        assert_eq!(offset("\t`ö` x", 1, 9), 6);
        assert_eq!(offset("a\nab\r\n", 2, 9), 4);
        assert_eq!(offset("a", 7, 1), 1);
        assert_eq!(offset("", 1, 1), 0);
    }

    #[test]
    fn a_function_stands_before_its_bracket() {
        assert_eq!(last_word("x := lib.steps.all"), "lib.steps.all");
        assert_eq!(last_word("ö"), "ö");
        assert_eq!(last_word("a "), "");
    }
}
