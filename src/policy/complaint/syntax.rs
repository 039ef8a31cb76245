//! What a policy that cannot be read has in it.

use super::{Meaning, first_word, last_word};
use crate::policy::signs::{MAX_COLUMNS, NUMBER, TOO_WIDE};

/// What `message` means, at a place with the text `before` it and the `rest` from there on; `None` where it is about
/// something else. `package` is the one that the policy is to have.
pub(super) fn meaning(message: &str, before: &str, rest: &str, package: &str) -> Option<Meaning> {
    if let Some(meaning) = foreign_sign(before, rest) {
        return Some(meaning);
    }
    let here = first_word(rest);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line_begins = first_word(line.trim_start());
    Some(match message {
        _ if message.starts_with("expecting `package`") => Meaning::new(
            "the file does not begin with its package",
            format!("write `package {package}` above all else"),
        ),
        _ if line_begins == "package" && rest.starts_with('-') => {
            let whole = format!("{}{}", last_word(line), rest.lines().next().unwrap_or_default());
            let help = format!("write `package {}`", whole.trim_end().replace('-', "_"));
            Meaning::new("the name of a package has no hyphens", help)
        }
        "invalid character in string" | "unmatched \"" => Meaning::new(
            "this text does not end in its line",
            "write `\"` at its end; between backticks a text may have several lines",
        ),
        "unmatched `" => Meaning::new("this text does not end", "write a backtick at its end"),
        "invalid escape sequence" => no_sign("\\"),
        "invalid hex escape sequence" => no_sign("\\u"),
        _ if message.starts_with("serde_json cannot parse string") => no_sign("\\u"),
        "\\r must be followed by \\n" => {
            Meaning::new("a carriage return stands here alone", "end each line with a line feed")
        }
        _ if message.contains("exceeds maximum allowed line count") => {
            Meaning::new("it has more than 20,000 lines", "put a part of it into `lib`, and import that")
        }
        _ if message.starts_with(TOO_WIDE) => Meaning::new(
            format!("this line has more than {MAX_COLUMNS} columns"),
            "break it where a blank may stand, or give a part of it a name: `name := …`",
        ),
        _ if message.starts_with(NUMBER) && message.ends_with("out of range") => {
            Meaning::new("this number is too large", "write one below 10 to the 308th, `1e308`")
        }
        _ if message.starts_with(NUMBER) => Meaning::new(
            "this is no number",
            "write it as `10`, `0.5` or `1e3`: no `0` before other digits, and no letter behind it",
        ),
        "invalid character" => {
            let sign: String = rest.chars().take(1).collect();
            let help = match sign.as_str() {
                "\'" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" => {
                    "a text stands between plain quotation marks, `\"…\"`"
                }
                "!" => "write `not` before a condition, or `!=` between two values",
                "?" => "write the rule twice, once for each case",
                _ => "leave it out, or put it into a text",
            };
            Meaning::new(format!("`{sign}` means nothing here"), help)
        }
        "`if` keyword is required before rule body"
        | "`contains` keyword is required for partial set rules" => {
            let name = if line_begins.is_empty() { "findings" } else { line_begins };
            let help = if name.starts_with("findings") || line.trim_start().starts_with('}') {
                "write `findings contains finding if { … }`: this is Rego 1.0".to_owned()
            } else {
                "write `if` before the brace: this is Rego 1.0".to_owned()
            };
            Meaning::new("`if` is missing before these conditions", help)
        }
        "else cannot be used with set rules" => no_else(),
        "expected assignment or query after `else`" if here == "contains" => no_else(),
        "rule must have a body or assignment" => {
            Meaning::new("this rule says nothing", "write `if { … }` behind it, or `:=` and a value")
        }
        _ if message.starts_with("assignment operator := requires left-hand side") => {
            Meaning::new("only a name can be given a value", "write `==` to ask whether both are equal")
        }
        _ if message.starts_with("this import shadows") => Meaning::new(
            "this is imported twice",
            "leave it out: Rego 1.0 knows these words without an import",
        ),
        _ if message.starts_with("use of undefined variable `") => no_value(message, rest),
        _ if message.starts_with("unexpected keyword") || message.starts_with("expecting") => {
            misplaced(message, before, rest)?
        }
        _ => return None,
    })
}

fn no_sign(behind: &str) -> Meaning {
    let help = "write `\\\\` for the sign itself, or the text between backticks";
    Meaning::new(format!("there is no such sign behind `{behind}`"), help)
}

fn no_else() -> Meaning {
    let help = "write the rule twice: what either finds is a member of `findings`";
    Meaning::new("a rule with `contains` has no `else`", help)
}

/// A sign of another language, at which regorus stands or which it has just passed.
fn foreign_sign(before: &str, rest: &str) -> Option<Meaning> {
    let last = before.chars().next_back()?;
    let first = rest.chars().next()?;
    let (reason, help) = match (last, first) {
        ('&', '&') => {
            ("Rego has no `&&`", "write each condition in a line of its own: all of them have to hold")
        }
        ('|', '|') => (
            "Rego has no `||`",
            "write the rule twice, once for each condition; of one value, `value in {\"one\", \"other\"}`",
        ),
        ('/', '/') => ("this is no comment", "a comment begins with `#`"),
        ('=', '=') if before.ends_with("==") => ("Rego has no `===`", "write `==`"),
        ('+', '+') => {
            ("Rego has no `++`", "a name keeps its value: give the sum another one, `more := number + 1`")
        }
        _ => return None,
    };
    Some(Meaning { before: before.len() - before.trim_end_matches(last).len(), ..Meaning::new(reason, help) })
}

/// A name that nothing gives a value.
fn no_value(message: &str, rest: &str) -> Meaning {
    let name = message.split('`').nth(1).unwrap_or_default();
    let reason = format!("`{name}` has no value here");
    let plain = match name {
        "None" | "nil" | "NULL" | "Null" | "undefined" | "none" => Some("null"),
        "True" | "TRUE" => Some("true"),
        "False" | "FALSE" => Some("false"),
        _ => None,
    };
    if let Some(plain) = plain {
        return Meaning::new(format!("Rego has no `{name}`"), format!("write `{plain}`"));
    }
    let line = rest.lines().next().unwrap_or_default();
    if let Some(collection) = line.strip_prefix(name).and_then(|line| line.strip_prefix(" in ")) {
        return Meaning::new(reason, format!("write `some {name} in {}`", collection.trim_end()));
    }
    Meaning::new(reason, format!("give it a value, `{name} := …` or `some {name} in …`"))
}

/// Something that cannot stand where it does.
fn misplaced(message: &str, before: &str, rest: &str) -> Option<Meaning> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line_begins = first_word(line.trim_start());
    let here = first_word(rest);
    if rest.trim_start().is_empty() && message.starts_with("expecting `") {
        let sign = message.split('`').nth(1)?;
        return Some(Meaning::new(
            format!("a `{sign}` is missing: the file ends before it"),
            format!("write `{sign}` where it is to end"),
        ));
    }
    let foreign = match if line_begins.is_empty() { here } else { line_begins } {
        "for" | "foreach" => Some(("Rego has no `for`", "`some step in stream.steps` takes each of them")),
        "return" => Some((
            "Rego has no `return`",
            "what a rule gives stands before `if`, and its conditions behind it",
        )),
        "let" | "var" | "const" => {
            Some(("a name is given its value without a word before it", "write `name := …`"))
        }
        "def" | "func" | "function" => {
            Some(("a function has no word before it", "write `name(step) := …`, or `name(step) if { … }`"))
        }
        _ => None,
    };
    if let Some((reason, help)) = foreign {
        // The word itself is what is wrong, and it stands at the beginning of the line.
        return Some(Meaning { before: line.trim_start().len(), ..Meaning::new(reason, help) });
    }
    Some(match here {
        "and" => Meaning::new(
            "Rego has no `and`",
            "write each condition in a line of its own: all of them have to hold",
        ),
        "or" => Meaning::new("Rego has no `or`", "write the rule twice, once for each condition"),
        "if" => Meaning::new(
            "`if` stands here for a second time",
            "conditions need none: write them below one another",
        ),
        "some" if line.trim_end().ends_with("not") => not_some(),
        "not" if rest[3..].trim_start().starts_with("some ") => not_some(),
        "else" => Meaning::new("`else` cannot stand here", "write the rule twice, once for each case"),
        _ if rest.starts_with('}') && message.contains("identifier") => {
            Meaning::new("this `}` closes nothing", "leave it out, or look for the `{` that is missing above")
        }
        _ if message.starts_with("unexpected keyword") => Meaning::new(
            format!("`{here}` cannot stand here"),
            "it is a word of Rego: give the name another one",
        ),
        _ if message.contains("while parsing query") => {
            let what = if here.is_empty() { rest.chars().take(1).collect() } else { here.to_owned() };
            Meaning::new(
                format!("`{what}` cannot follow what stands before it"),
                "each condition stands in a line of its own, and the last is followed by `}`",
            )
        }
        _ if message.contains("while parsing") => {
            let sign = message.split('`').nth(1)?;
            Meaning::new(
                format!("`,` or `{sign}` is missing before this"),
                format!("write `,` between two members, and `{sign}` behind the last"),
            )
        }
        _ => return None,
    })
}

fn not_some() -> Meaning {
    Meaning::new(
        "`not` cannot stand before `some`",
        "ask whether there are none, `count([one | some one in list; …]) == 0`, or give the condition a name: `name if { some … }` and `not name`",
    )
}
