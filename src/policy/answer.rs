//! What a policy answers, as findings.

use std::collections::{BTreeMap, HashMap};

use regorus::Value;

use crate::finding::{Applicability, Fix};
use crate::model::{Model, StatementRef};
use crate::rule::RuleMetadata;
use crate::rules::FindingBuilder;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::words::{normalize, unquote};
use crate::text::{backquoted, listed};

/// The most findings that one policy may have.
const MAX_FINDINGS: usize = 10_000;

/// The most labels and edits that one finding may have.
const MAX_PARTS: usize = 100;

/// The longest text in a finding, in bytes.
const MAX_TEXT: usize = 10_000;

/// The most of a value that a message shows, in letters.
const MAX_SHOWN: usize = 80;

/// What a finding may hold.
pub(super) const KEYS: [&str; 7] = ["msg", "at", "label", "labels", "help", "names", "fix"];

/// Why what a policy answers cannot be understood, and what to write instead.
pub(super) type Wrong = (String, Option<String>);

/// What a finding's fields are.
type Fields<'v> = BTreeMap<&'v str, &'v Value>;

/// Understands the answers of policies about one model.
pub(super) struct Answer<'m, 's> {
    model: &'m Model<'s>,
    /// The files by their paths in the document.
    files: HashMap<String, FileId>,
}

impl<'m, 's> Answer<'m, 's> {
    /// For answers about `model`.
    pub fn new(model: &'m Model<'s>) -> Answer<'m, 's> {
        let mut files = HashMap::new();
        for index in 0..model.sources().as_slice().len() {
            let file = FileId::new(index);
            files.insert(crate::export::shown_path(model, file), file);
        }
        Answer { model, files }
    }

    /// The findings of `rule` in the value of its `findings`.
    ///
    /// # Errors
    /// Where it is no set of findings.
    pub fn findings(&self, value: &Value, rule: &RuleMetadata) -> Result<Vec<FindingBuilder>, Wrong> {
        let members: Vec<&Value> = match value {
            Value::Undefined => Vec::new(),
            Value::Set(set) => set.iter().take(MAX_FINDINGS + 1).collect(),
            Value::Array(array) => array.iter().take(MAX_FINDINGS + 1).collect(),
            other => {
                let help = "write `findings contains finding if { … }`".to_owned();
                return Err((
                    format!("`findings` is {}, and not a set of findings", kind(other)),
                    Some(help),
                ));
            }
        };
        if members.len() > MAX_FINDINGS {
            return Err((format!("there are more than {MAX_FINDINGS} findings"), None));
        }
        members.into_iter().map(|member| self.finding(member, rule)).collect()
    }

    fn finding(&self, value: &Value, rule: &RuleMetadata) -> Result<FindingBuilder, Wrong> {
        let example = "`{\"msg\": \"…\", \"at\": step.place}`";
        let fields = fields(value, "a finding", &KEYS)
            .map_err(|(reason, help)| (reason, help.or(Some(format!("write {example}")))))?;
        let message = self.text(&fields, "msg", "a finding")?.ok_or_else(|| {
            (format!("a finding has no `msg`: {}", clipped(value)), Some(format!("write {example}")))
        })?;
        let Some(at) = fields.get("at") else {
            return Err((
                format!("the finding \"{}\" has no `at`", clip(&message)),
                Some(format!("write {example}")),
            ));
        };
        let place = self.place(at, &message)?;
        let mut finding = FindingBuilder::new(place, message.trim_end_matches('.'));
        if let Some(label) = self.text(&fields, "label", "a finding")? {
            finding = finding.label(label);
        }
        let mut names = self.around(place);
        for label in list(&fields, "labels")? {
            let parts = fields_of_label(label)?;
            let Some(at) = parts.get("at") else {
                return Err((format!("a label of \"{}\" has no `at`", clip(&message)), None));
            };
            let second = self.place(at, &message)?;
            names.push(words(self.model.slice(second)));
            finding = finding.secondary(second, self.text(&parts, "msg", "a label")?.unwrap_or_default());
        }
        for help in list(&fields, "help")? {
            let Ok(help) = help.as_string() else {
                return Err((format!("`help` is {}, and not a text or a list of texts", kind(help)), None));
            };
            finding = finding.help(bounded(help, "help")?);
        }
        let own = list(&fields, "names")?;
        if !own.is_empty() {
            names.clear();
            for name in own {
                let name =
                    name.as_string().map_err(|_| (format!("a name in `names` is {}", kind(name)), None))?;
                names.push(words(name));
            }
        }
        if let Some(fix) = fields.get("fix") {
            finding = finding.fix(self.fix(fix, &message, rule)?);
        }
        Ok(finding.fingerprint(names))
    }

    /// The fix that a finding offers.
    fn fix(&self, value: &Value, message: &str, rule: &RuleMetadata) -> Result<Fix, Wrong> {
        let shape = "`{\"title\": \"…\", \"edits\": [{\"at\": place, \"text\": \"…\"}]}`";
        let help = |wrong: Wrong| (wrong.0, wrong.1.or(Some(format!("write {shape}"))));
        let parts = fields(value, "a `fix`", &["title", "edits"]).map_err(help)?;
        let missing = |key: &str| (format!("the fix of \"{}\" has no `{key}`", clip(message)), None);
        let title = self.text(&parts, "title", "a `fix`")?.ok_or_else(|| help(missing("title")))?;
        let mut edits: Vec<(FileSpan, String)> = Vec::new();
        for edit in list(&parts, "edits")? {
            let parts = fields(edit, "an edit", &["at", "text"]).map_err(help)?;
            let at = parts.get("at").ok_or_else(|| help(missing("at")))?;
            let text = self.text(&parts, "text", "an edit")?.ok_or_else(|| help(missing("text")))?;
            edits.push((self.place(at, message)?, text));
        }
        if edits.is_empty() {
            return Err(help(missing("edits")));
        }
        edits.sort_by_key(|(place, _)| *place);
        let overlap = edits
            .windows(2)
            .any(|pair| pair[0].0.file == pair[1].0.file && pair[0].0.span.end > pair[1].0.span.start);
        if overlap {
            return Err((format!("edits of the fix of \"{}\" overlap", clip(message)), None));
        }
        Ok(match rule.fix {
            Some(Applicability::Safe) => Fix::safe(title, edits),
            _ => Fix::suggested(title, edits),
        })
    }

    /// A text under `key`.
    fn text(&self, fields: &Fields<'_>, key: &str, what: &str) -> Result<Option<String>, Wrong> {
        let Some(value) = fields.get(key) else { return Ok(None) };
        let Ok(text) = value.as_string() else {
            return Err((format!("`{key}` of {what} is {}, and not a text", kind(value)), None));
        };
        if key == "msg" && text.trim().is_empty() {
            return Err((format!("`msg` of {what} is empty"), None));
        }
        bounded(text, key).map(Some)
    }

    /// The place of the model that a value is: one of those in the input, or a part of its text.
    fn place(&self, value: &Value, message: &str) -> Result<FileSpan, Wrong> {
        let wrong = || {
            let reason =
                format!("`at` of \"{}\" is no place of the model: {}", clip(message), clipped(value));
            (reason, Some("every thing in the input has one: write `step.place`".to_owned()))
        };
        let Ok(object) = value.as_object() else { return Err(wrong()) };
        let get = |object: &regorus::value::Object, key: &str| object.get(&Value::from(key)).cloned();
        let path = get(object, "path").and_then(|path| path.as_string().ok().cloned()).ok_or_else(wrong)?;
        let file = *self.files.get(&*path).ok_or_else(wrong)?;
        let offset = |key| {
            let position = get(object, key)?;
            let offset = get(position.as_object().ok()?, "offset")?;
            offset.as_u32().ok()
        };
        let (start, end) = offset("start").zip(offset("end")).ok_or_else(wrong)?;
        let text = &self.model.source(file).text;
        if start > end || text.get(start as usize..end as usize).is_none() {
            return Err(wrong());
        }
        Ok(FileSpan { file, span: Span::new(start, end) })
    }

    /// The words by which a baseline knows what stands at a place again: those of the names around it, and its own.
    fn around(&self, place: FileSpan) -> Vec<String> {
        let mut names = vec![words(self.model.slice(place))];
        let tree = self.model.tree(place.file);
        let mut around = tree.statement_at(place.span.start);
        while let Some(id) = around {
            if tree.subject(id).is_some() {
                names.push(words(&self.model.name_of(StatementRef { file: place.file, id })));
            }
            around = tree.parent(id);
        }
        names
    }
}

/// The words of a name, the same however it is spelled.
fn words(written: &str) -> String {
    let mut words = String::new();
    normalize(&unquote(written), &mut words);
    words
}

fn fields_of_label(value: &Value) -> Result<Fields<'_>, Wrong> {
    fields(value, "a label", &["at", "msg"]).map_err(|(reason, help)| {
        (reason, help.or(Some("write `{\"at\": step.place, \"msg\": \"…\"}`".to_owned())))
    })
}

/// What to write instead of a key that a finding has not, or has not so.
pub(super) fn instead_of_key(key: &str) -> String {
    let help = match key {
        "message" | "text" | "title" | "description" => "what is wrong is its `msg`",
        "place" | "location" | "position" | "span" | "where" => "where it is wrong is its `at`",
        "hint" | "advice" | "suggestion" => "what to write is its `help`",
        "level" | "severity" => {
            "its page says at which level a rule is, `level = \"error\"`, and `[rules]` in `vsdlint.toml` sets it"
        }
        "label" => {
            "`label` is a few words beside `at`; other places stand in `labels`, each with its `at` and `msg`"
        }
        _ => return format!("known here: {}", listed(&backquoted(&KEYS), "and")),
    };
    help.to_owned()
}

/// The fields of an object, of which each is one of `known`.
fn fields<'v>(value: &'v Value, what: &str, known: &[&str]) -> Result<Fields<'v>, Wrong> {
    let Ok(object) = value.as_object() else {
        return Err((format!("{what} is {}, and not an object", kind(value)), None));
    };
    let mut fields = BTreeMap::new();
    for (key, value) in object.iter() {
        let Ok(key) = key.as_string() else {
            return Err((format!("a key of {what} is {}", kind(key)), None));
        };
        if !known.contains(&&**key) {
            let names = listed(&backquoted(known), "and");
            return Err((
                format!("`{}` is no key of {what}", clip(key)),
                Some(format!("known here: {names}")),
            ));
        }
        fields.insert(&**key, value);
    }
    Ok(fields)
}

/// The members under `key`: of a list or a set, or the one value.
fn list<'v>(fields: &Fields<'v>, key: &str) -> Result<Vec<&'v Value>, Wrong> {
    let members: Vec<&Value> = match fields.get(key) {
        None => Vec::new(),
        Some(Value::Array(array)) => array.iter().take(MAX_PARTS + 1).collect(),
        Some(Value::Set(set)) => set.iter().take(MAX_PARTS + 1).collect(),
        Some(one) => vec![*one],
    };
    if members.len() > MAX_PARTS {
        return Err((format!("`{key}` has more than {MAX_PARTS} members"), None));
    }
    Ok(members)
}

fn bounded(text: &str, key: &str) -> Result<String, Wrong> {
    if text.len() > MAX_TEXT {
        return Err((format!("`{key}` is longer than {MAX_TEXT} bytes"), None));
    }
    Ok(text.to_owned())
}

/// What a value is.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Set(_) => "a set",
        Value::Object(_) => "an object",
        _ => "undefined",
    }
}

/// A value as JSON, cut where it is long. What stands in it several times could make the whole of it endless.
fn clipped(value: &Value) -> String {
    let mut text = String::new();
    write_clipped(value, &mut text);
    clip(&text)
}

fn write_clipped(value: &Value, text: &mut String) {
    let mut members = |open: char, all: &mut dyn Iterator<Item = (Option<&Value>, &Value)>, close: char| {
        text.push(open);
        for (at, (key, member)) in all.enumerate() {
            if text.len() > MAX_SHOWN {
                return;
            }
            if at > 0 {
                text.push(',');
            }
            if let Some(key) = key {
                write_clipped(key, text);
                text.push(':');
            }
            write_clipped(member, text);
        }
        text.push(close);
    };
    match value {
        Value::Array(array) => members('[', &mut array.iter().map(|member| (None, member)), ']'),
        Value::Set(set) => members('{', &mut set.iter().map(|member| (None, member)), '}'),
        Value::Object(object) => {
            members('{', &mut object.iter_sorted().map(|(key, member)| (Some(key), member)), '}');
        }
        Value::String(long) => text.push_str(&format!("{:?}", clip(long))),
        plain => text.push_str(&plain.to_string()),
    }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
