//! Functions of Rego that could make something very large of something small, each held to a size, and all together to
//! what they may make while a policy runs.
//!
//! regorus looks at the time between two steps of a policy, and not within a function. So whatever one call could blow up
//! without an end is asked for its size first.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, bail};
use regorus::unstable::{BUILTINS, Span};
use regorus::{Engine, Source, Value};

/// The longest text that one call may give, in bytes.
const MAX_TEXT: usize = 1 << 24;

/// The most members that one call may give.
const MAX_MEMBERS: usize = 1_000_000;

/// How many bytes a member takes at least.
const MEMBER: usize = 32;

/// The most that all calls together may make while a policy runs, in bytes.
const MAX_MADE: usize = 1 << 28;

/// How wide `sprintf` may pad.
const MAX_WIDTH: usize = 1000;

/// What a call will at most give, by its arguments, in bytes or members; `None` where that has no end.
type Size = fn(&[Value]) -> Option<usize>;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Bytes,
    Members,
    /// Members of paths, of which each is bounded as well.
    Nodes,
}

use Unit::{Bytes, Members, Nodes};

/// Each function with how many arguments it takes, and how to tell the size of what it gives.
const BOUNDED: &[(&str, u8, Size, Unit)] = &[
    ("numbers.range", 2, range, Members),
    ("numbers.range_step", 3, range, Members),
    ("array.concat", 2, members, Members),
    ("array.slice", 3, members, Members),
    ("array.reverse", 1, members, Members),
    ("sort", 1, members, Members),
    ("walk", 1, within, Members),
    ("object.union", 2, within, Members),
    ("object.union_n", 1, within, Members),
    ("graph.reachable_paths", 2, paths, Nodes),
    ("split", 2, pieces, Members),
    ("regex.split", 2, letters, Members),
    ("json.unmarshal", 1, letters, Members),
    ("bits.lsh", 2, shifted, Bytes),
    ("concat", 2, joined, Bytes),
    ("lower", 1, written, Bytes),
    ("upper", 1, written, Bytes),
    ("substring", 3, written, Bytes),
    ("json.marshal", 1, written, Bytes),
    ("json.marshal_with_options", 2, endless, Bytes),
    ("replace", 3, replaced, Bytes),
    ("strings.replace_n", 2, replaced_by_turns, Bytes),
    ("sprintf", 2, printed, Bytes),
    ("regex.replace", 3, replaced_anywhere, Bytes),
];

/// What the functions of an engine, and of those that are made of it, have made so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Made(Arc<AtomicUsize>);

impl Made {
    /// Begins anew.
    pub fn nothing(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Whether `bytes` more are too many.
    fn is_full(&self, bytes: usize) -> bool {
        self.0.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) > MAX_MADE
    }
}

/// Holds the functions of an engine to their sizes, and tells what they have made.
pub(super) fn hold(engine: &mut Engine) -> Result<Made> {
    let source = Source::from_contents("bounds".to_owned(), String::new())?;
    let made = Made::default();
    for &(name, arguments, size, unit) in BOUNDED {
        let Some(&(function, _)) = BUILTINS.get(name) else { continue };
        let span = Span { source: source.clone(), line: 1, col: 1, start: 0, end: 0 };
        let params = params(&span, arguments);
        let made = made.clone();
        let bounded = move |values: Vec<Value>| -> Result<Value> {
            let (most, what, weight) = match unit {
                Bytes => (MAX_TEXT, "bytes".to_owned(), 1),
                Members => (MAX_MEMBERS, "members".to_owned(), MEMBER),
                Nodes => (MAX_MEMBERS, format!("members, or a path of more than {MAX_PATH}"), MEMBER),
            };
            let Some(size) = size(&values).filter(|size| *size <= most) else {
                bail!("`{name}` would give more than {most} {what}");
            };
            if made.is_full(size * weight) {
                bail!("texts and lists of more than {MAX_MADE} bytes are made");
            }
            if name == "sprintf" {
                unsuitable(&values)?;
            }
            function(&span, &params, &values, true).map_err(|error| plain(&error))
        };
        engine.add_extension(name.to_owned(), arguments, Box::new(bounded))?;
    }
    Ok(made)
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

/// How many bytes a value takes as a text, and how many values are in it; `None` where that is more than any function may
/// give. What stands in it several times counts each time, as it does where it is written.
fn weight(value: &Value) -> Option<(usize, usize)> {
    let (mut bytes, mut values) = (0_usize, 0_usize);
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        values += 1;
        bytes = bytes.checked_add(8)?;
        match value {
            Value::String(text) => bytes = bytes.checked_add(text.len())?,
            Value::Array(array) => open.extend(array.iter()),
            Value::Set(set) => open.extend(set.iter()),
            Value::Object(object) => open.extend(object.iter().flat_map(|(key, value)| [key, value])),
            _ => {}
        }
        if bytes > MAX_TEXT || open.len() > MAX_MEMBERS {
            return None;
        }
    }
    Some((bytes, values))
}

fn endless(_: &[Value]) -> Option<usize> {
    None
}

/// The bytes of all arguments.
fn written(values: &[Value]) -> Option<usize> {
    let mut sum: usize = 0;
    for value in values {
        sum = sum.checked_add(weight(value)?.0)?;
    }
    Some(sum)
}

/// The values in all arguments.
fn within(values: &[Value]) -> Option<usize> {
    let mut sum: usize = 0;
    for value in values {
        sum = sum.checked_add(weight(value)?.1)?;
    }
    Some(sum)
}

/// The most nodes of one path: regorus follows it by recursion.
const MAX_PATH: usize = 10_000;

/// The nodes in all paths, each path with itself.
fn paths(values: &[Value]) -> Option<usize> {
    let [graph, starts] = values else { return Some(0) };
    let Ok(graph) = graph.as_object() else { return Some(0) };
    let mut sum: usize = 0;
    // What follows at each node of the path.
    let mut open: Vec<Vec<&Value>> = vec![neighbours(starts)];
    let mut path: Vec<&Value> = Vec::new();
    let mut on_path: BTreeSet<&Value> = BTreeSet::new();
    while let Some(last) = open.last_mut() {
        let Some(node) = last.pop() else {
            open.pop();
            if let Some(node) = path.pop() {
                on_path.remove(node);
            }
            continue;
        };
        let next = graph.get(node).map(neighbours).unwrap_or_default();
        if next.is_empty() || on_path.contains(node) {
            // A path ends here, with this node or before it.
            sum += path.len() + 2;
            if sum > MAX_MEMBERS {
                return None;
            }
            continue;
        }
        if path.len() == MAX_PATH {
            return None;
        }
        path.push(node);
        on_path.insert(node);
        open.push(next);
    }
    Some(sum)
}

/// What is in a list or set.
fn neighbours(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(array) => array.iter().collect(),
        Value::Set(set) => set.iter().collect(),
        _ => Vec::new(),
    }
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
        let count = match value {
            Value::Array(array) => array.len(),
            Value::Set(set) => set.len(),
            _ => 0,
        };
        sum = sum.checked_add(count)?;
    }
    Some(sum)
}

fn letters(values: &[Value]) -> Option<usize> {
    Some(values.iter().map(length).max().unwrap_or(0))
}

fn pieces(values: &[Value]) -> Option<usize> {
    let [text, between] = values else { return Some(0) };
    let (Ok(text), Ok(between)) = (text.as_string(), between.as_string()) else { return Some(0) };
    Some(text.matches(&**between).count() + 1)
}

fn shifted(values: &[Value]) -> Option<usize> {
    let [_, by] = values else { return Some(0) };
    Some((by.as_f64().unwrap_or(0.0) / 8.0) as usize)
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

fn replaced_by_turns(values: &[Value]) -> Option<usize> {
    let [patterns, text] = values else { return Some(0) };
    let (Ok(patterns), Ok(text)) = (patterns.as_object(), text.as_string()) else { return Some(0) };
    let mut text = text.to_string();
    for (old, new) in patterns.iter_sorted() {
        let (Ok(old), Ok(new)) = (old.as_string(), new.as_string()) else { return Some(0) };
        let size = text.matches(&**old).count().checked_mul(new.len())?.checked_add(text.len())?;
        if size > MAX_TEXT {
            return None;
        }
        text = text.replace(&**old, new);
    }
    Some(text.len())
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
        sum = sum.saturating_add(weight(argument)?.0);
    }
    Some(sum)
}

/// Complains of a value of `sprintf` of which nothing would be shown: one that is no number, for a `%d`.
fn unsuitable(values: &[Value]) -> Result<()> {
    let [format, arguments] = values else { return Ok(()) };
    let (Ok(format), Ok(arguments)) = (format.as_string(), arguments.as_array()) else { return Ok(()) };
    let mut arguments = arguments.iter();
    for part in format.replace("%%", "").split('%').skip(1) {
        let verb =
            part.trim_start_matches(|letter: char| letter.is_ascii_digit() || "+-# .".contains(letter));
        let Some(argument) = arguments.next() else { return Ok(()) };
        if verb.starts_with(['d', 'b', 'o', 'x', 'X', 'e', 'f', 'g']) && argument.as_number().is_err() {
            bail!("`%{}` of `sprintf` needs a number, and gets another value", &verb[..1]);
        }
    }
    Ok(())
}
