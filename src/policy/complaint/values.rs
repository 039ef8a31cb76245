//! What a policy that runs complains of.

use super::{FUNCTIONS, Meaning, NO_FUNCTION, instead_of};
use crate::policy::clock::TIME_LIMIT;

/// What `message` means, at a place where `rest` follows; `None` where it is about something else.
pub(super) fn meaning(message: &str, rest: &str) -> Option<Meaning> {
    if let Some(function) = message.strip_prefix(NO_FUNCTION) {
        let help = instead_of(function).unwrap_or(FUNCTIONS);
        return Some(Meaning::new(format!("there is no function `{function}`"), help));
    }
    if message.starts_with("execution exceeded time limit") {
        let help = "`some` over two long lists tries every pair: look one of them up instead, or begin with what is rare";
        return Some(Meaning::new(format!("runs for longer than {} s", TIME_LIMIT.as_secs()), help));
    }
    if matches!(message, "divide by zero" | "modulo by zero" | "division by zero") {
        return Some(Meaning::new("this divides by zero", "ask for `divisor != 0` above it"));
    }
    if message.contains("must not produce multiple outputs") {
        return Some(Meaning::new(
            "this has several values",
            "let it hold once only, or gather them with `contains`",
        ));
    }
    if message.starts_with("incorrect number of parameters")
        || message.starts_with("mismatch in number of arg")
    {
        return Some(Meaning::new(
            "the function takes another number of values",
            "look how it is called elsewhere, or in docs/policies.md",
        ));
    }
    if let Some(other) = message.strip_prefix("rule conflicts with rule at ") {
        return Some(Meaning {
            reason: format!("this gives another value than `{other}` does"),
            help: Some("a rule with `:=` has one value; `contains` gathers several".to_owned()),
            before: 0,
        });
    }
    if message.starts_with("recursion detected") {
        return Some(Meaning::new(
            "this rule needs its own value",
            "a rule cannot build on itself; `graph.reachable` follows what leads on",
        ));
    }
    if message.starts_with("no argument specified for format verb") {
        return Some(Meaning::new(
            "`sprintf` has more `%` than values",
            "write a value in the list for each `%`, and `%%` for the sign",
        ));
    }
    if message.starts_with("`%") {
        return Some(Meaning::new(message, "write `%s` for a text, and `%v` for anything"));
    }
    if message.starts_with("extra arguments (") {
        return Some(Meaning::new(
            "`sprintf` has more values than `%`",
            "write a `%s` for each, or `%v` for what is no text",
        ));
    }
    expected(message, rest)
}

/// A value of another kind than a function needs: "`upper` expects string argument. Got `1` instead".
fn expected(message: &str, rest: &str) -> Option<Meaning> {
    let (function, wanted) = message.strip_prefix('`')?.split_once("` expects ")?;
    let (wanted, got) = wanted.split_once(" argument. Got `")?;
    let function = match function {
        "union" => "|",
        "intersection" => "&",
        "add" => "+",
        "sub" | "difference" => "-",
        "mul" => "*",
        "div" => "/",
        "mod" | "rem" => "%",
        other => other,
    };
    let wanted = match wanted {
        "string" => "a text",
        "numeric" => "a number",
        "array" => "a list",
        "set" => "a set",
        "object" => "an object",
        other => other,
    };
    let got = match got.chars().next()? {
        '[' => "a list",
        '{' => "an object or a set",
        '"' => "a text",
        'n' => "null",
        't' | 'f' => "true or false",
        _ => "a number",
    };
    let help = match (function, got) {
        (_, "null") => "what the model does not say is `null`: ask for `… != null` above it".to_owned(),
        ("|", "a list") => "`array.concat(one, other)` joins two lists".to_owned(),
        ("&", "a list") => "make a set of the list, `{one | some one in list}`".to_owned(),
        ("+", "a text") => "`sprintf(\"%s and %s\", [one, other])` joins texts".to_owned(),
        ("sprintf", _) => "the values stand in brackets: `sprintf(\"%s\", [step.name])`".to_owned(),
        ("contains", "a list") => "write `value in list`".to_owned(),
        (_, "a number") if wanted == "a text" => {
            "`sprintf(\"%v\", [number])` makes a text of a number".to_owned()
        }
        (_, "a text") if wanted == "a number" => "`to_number(text)` makes a number of a text".to_owned(),
        _ => {
            let what = rest.split(['(', ')', ',', '\n']).next().unwrap_or_default().trim();
            format!("`print({what})` in a test shows what it is")
        }
    };
    Some(Meaning::new(format!("`{function}` needs {wanted} here, and gets {got}"), help))
}
