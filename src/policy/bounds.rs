//! Functions of Rego that could make something very large of something small, each held to a size.
//!
//! regorus looks at the time between two steps of a policy, and not within a function. So whatever one call could blow up
//! without an end is asked for its size first.

use anyhow::{Result, bail};
use regorus::unstable::{BUILTINS, Span};
use regorus::{Engine, Source, Value};

/// The longest text that one call may give, in bytes.
const MAX_TEXT: usize = 1 << 24;

/// The most members that one call may give.
const MAX_MEMBERS: usize = 1_000_000;

/// How wide `sprintf` may pad.
const MAX_WIDTH: usize = 1000;

/// What a call will at most give, by its arguments.
type Size = fn(&[Value]) -> Option<usize>;

/// Each function with how many arguments it takes, how to tell the size of what it gives, and the most of that.
const BOUNDED: &[(&str, u8, Size, usize)] = &[
    ("numbers.range", 2, range, MAX_MEMBERS),
    ("numbers.range_step", 3, range, MAX_MEMBERS),
    ("array.concat", 2, members, MAX_MEMBERS),
    ("concat", 2, joined, MAX_TEXT),
    ("replace", 3, replaced, MAX_TEXT),
    ("sprintf", 2, printed, MAX_TEXT),
    ("regex.replace", 3, replaced_anywhere, MAX_TEXT),
];

/// Holds the functions of an engine to their sizes.
pub(super) fn hold(engine: &mut Engine) -> Result<()> {
    let source = Source::from_contents("bounds".to_owned(), String::new())?;
    for &(name, arguments, size, most) in BOUNDED {
        let Some(&(function, _)) = BUILTINS.get(name) else { continue };
        let span = Span { source: source.clone(), line: 1, col: 1, start: 0, end: 0 };
        let params = params(&span, arguments);
        let bounded = move |values: Vec<Value>| -> Result<Value> {
            if size(&values).is_none_or(|size| size > most) {
                bail!(
                    "`{name}` would give more than {most} {}",
                    if most == MAX_TEXT { "bytes" } else { "members" }
                );
            }
            function(&span, &params, &values, true).map_err(|error| plain(&error))
        };
        engine.add_extension(name.to_owned(), arguments, Box::new(bounded))?;
    }
    Ok(())
}

/// What stands for the expressions of the arguments, which only messages look at.
fn params(span: &Span, count: u8) -> Vec<regorus::unstable::ExprRef> {
    let null = || regorus::unstable::Expr::Null { span: span.clone(), value: Value::Null, eidx: 0 };
    (0..count).map(|_| regorus::unstable::Ref::new(null())).collect()
}

/// What a function complains of, without its place, which is none: the call has one.
fn plain(error: &anyhow::Error) -> anyhow::Error {
    let text = error.to_string();
    let message = text.split_once("error: ").map_or(text.as_str(), |(_, message)| message);
    anyhow::anyhow!(message.to_owned())
}

fn length(value: &Value) -> usize {
    value.as_string().map_or(0, |text| text.len())
}

fn range(values: &[Value]) -> Option<usize> {
    let [first, last, rest @ ..] = values else { return Some(0) };
    // What is no number the function complains of itself.
    let (Ok(first), Ok(last)) = (first.as_f64(), last.as_f64()) else { return Some(0) };
    let step = rest.first().and_then(|step| step.as_f64().ok()).unwrap_or(1.0).abs().max(1.0);
    Some(((last - first).abs() / step) as usize)
}

fn members(values: &[Value]) -> Option<usize> {
    let mut sum: usize = 0;
    for value in values {
        sum = sum.checked_add(value.as_array().map_or(0, |array| array.len()))?;
    }
    Some(sum)
}

fn joined(values: &[Value]) -> Option<usize> {
    let [between, texts] = values else { return Some(0) };
    let mut sum: usize = 0;
    let mut add = |text: &Value| {
        sum = sum.saturating_add(length(text)).saturating_add(length(between));
    };
    match texts {
        Value::Array(texts) => texts.iter().for_each(&mut add),
        Value::Set(texts) => texts.iter().for_each(&mut add),
        _ => {}
    }
    Some(sum)
}

fn replaced(values: &[Value]) -> Option<usize> {
    let [text, old, new] = values else { return Some(0) };
    let (Ok(text), Ok(old)) = (text.as_string(), old.as_string()) else { return Some(0) };
    text.matches(&**old).count().checked_mul(length(new))?.checked_add(text.len())
}

fn replaced_anywhere(values: &[Value]) -> Option<usize> {
    let [text, _, new] = values else { return Some(0) };
    // A pattern can match before, between and behind all letters, and name what it found once for each letter of `new`.
    let [text, new] = [length(text), length(new)];
    (text + 1).checked_mul(new)?.checked_add(text)
}

fn printed(values: &[Value]) -> Option<usize> {
    let [format, arguments] = values else { return Some(0) };
    let Ok(format) = format.as_string() else { return Some(0) };
    let mut sum = format.len();
    // Every number in the format could be a width.
    for digits in format.split(|letter: char| !letter.is_ascii_digit()) {
        let width = if digits.is_empty() { 0 } else { digits.parse::<usize>().ok()? };
        if width > MAX_WIDTH {
            return None;
        }
        sum = sum.saturating_add(width);
    }
    for argument in arguments.as_array().map(|all| all.iter()).into_iter().flatten() {
        sum = sum.saturating_add(length(argument));
    }
    Some(sum)
}
