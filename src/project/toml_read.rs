//! Strict reading of TOML values: what is not as expected becomes a mistake with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigMistake, MistakeKind};
use crate::source::LineIndex;

/// A TOML value with its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// Collects the mistakes of one file, and knows its lines.
pub(super) struct Reader {
    pub mistakes: Vec<ConfigMistake>,
    lines: LineIndex,
}

impl Reader {
    /// For a file with this text.
    pub fn new(text: &str) -> Reader {
        Reader { mistakes: Vec::new(), lines: LineIndex::new(text) }
    }

    /// 1-based line of byte `offset`.
    pub fn line(&self, offset: usize) -> u32 {
        self.lines.line_index(offset as u32) as u32 + 1
    }

    /// Notes a mistake at `span`.
    pub fn mistake(&mut self, kind: MistakeKind, span: Range<usize>, message: String, help: Option<String>) {
        self.mistakes.push(ConfigMistake { kind, message, span: span.into(), help });
    }

    /// Notes that `value` is not of the type that `what` has to be.
    pub fn wrong(&mut self, what: &str, wanted: &str, value: &Value) {
        let message = format!("{what} must be {wanted}, not {}", kind_of(value.get_ref()));
        self.mistake(MistakeKind::WrongValue, value.span(), message, None);
    }

    /// The table that `value` is; `what` names it in messages.
    pub fn table<'v, 'i>(&mut self, what: &str, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(what, "a table", value);
        }
        table
    }

    /// The string that `value` is.
    pub fn string<'v>(&mut self, what: &str, value: &'v Value) -> Option<&'v str> {
        let string = value.get_ref().as_str();
        if string.is_none() {
            self.wrong(what, "a string", value);
        }
        string
    }

    /// The items of the array that `value` is; `wanted` says what it should hold.
    pub fn array<'v, 'i>(&mut self, what: &str, wanted: &str, value: &'v Value<'i>) -> &'v [Value<'i>] {
        match value.get_ref().as_array() {
            Some(array) => array,
            None => {
                self.wrong(what, wanted, value);
                &[]
            }
        }
    }

    /// The finite number that `value` is, an integer or a float.
    pub fn number(&mut self, what: &str, value: &Value) -> Option<f64> {
        let number = match value.get_ref() {
            DeValue::Integer(whole) => {
                i64::from_str_radix(whole.as_str(), whole.radix()).ok().map(|whole| whole as f64)
            }
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => {
                self.wrong(what, "a number", value);
                return None;
            }
        };
        let finite = number.filter(|number: &f64| number.is_finite());
        if finite.is_none() {
            let message = format!("{what} must be a finite number");
            self.mistake(MistakeKind::WrongValue, value.span(), message, None);
        }
        finite
    }
}

fn kind_of(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
