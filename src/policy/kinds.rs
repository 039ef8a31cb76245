//! What values of the input are, by the schema of the model: which members they have, and what they can be.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::export::model;
use crate::text::{backquoted, listed};

/// What is known of a value: a part of a schema. It could be anything where that is `None`.
pub(super) type Known<'s> = Option<&'s Value>;

/// The schema of the model.
static MODEL: LazyLock<Value> = LazyLock::new(model::schema);

/// Schemas of what stands in a policy.
static PLAIN: LazyLock<Value> = LazyLock::new(|| {
    let mut plain = serde_json::Map::new();
    for kind in ["text", "number", "boolean", "null", "array", "set", "object"] {
        let word = if kind == "text" { "string" } else { kind };
        plain.insert(kind.to_owned(), json!({ "type": word }));
    }
    plain.insert("texts".to_owned(), json!({ "type": "array", "items": { "type": "string" } }));
    Value::Object(plain)
});

/// The input.
pub(super) fn input() -> Known<'static> {
    Some(&MODEL)
}

/// What is a `text`, `number`, `boolean`, `null`, `array`, `set` or `object`, and no more is known; `texts` are an array.
pub(super) fn plain(kind: &str) -> Known<'static> {
    PLAIN.get(kind)
}

/// The schema of the settings of a rule, by their values.
pub(super) fn of_settings(settings: &serde_json::Map<String, Value>) -> Value {
    let mut properties = serde_json::Map::new();
    for (key, value) in settings {
        let schema = match value {
            Value::Number(_) => "number",
            Value::Array(_) => "texts",
            _ => "text",
        };
        properties.insert(key.clone(), PLAIN[schema].clone());
    }
    json!({ "type": "object", "properties": properties })
}

/// The same without references, and without the `null` of what may be missing.
fn resolved(mut schema: &Value) -> &Value {
    loop {
        let target = schema["$ref"].as_str().and_then(|path| MODEL.pointer(path.strip_prefix('#')?));
        let others = || {
            let choices = schema["anyOf"].as_array()?;
            let mut said = choices.iter().filter(|choice| choice["type"] != "null");
            said.next().filter(|_| said.next().is_none())
        };
        match target.or_else(others) {
            Some(inner) => schema = inner,
            None => return schema,
        }
    }
}

/// What a member of an array is.
pub(super) fn item(known: Known<'_>) -> Known<'_> {
    resolved(known?).get("items")
}

/// Why a value has no member of some name.
pub(super) struct NoMember {
    /// What the value is: `a step`.
    pub whole: String,
    /// The members that it has; none if it is no object.
    pub members: Vec<String>,
}

/// What the member `name` of an object is.
///
/// # Errors
/// Where it has none, or is no object.
pub(super) fn member<'s>(known: Known<'s>, name: &str) -> Result<Known<'s>, NoMember> {
    let Some(schema) = known else { return Ok(None) };
    let inner = resolved(schema);
    let Some(properties) = inner["properties"].as_object() else {
        // Of a value that stands in the policy itself not more is known than that.
        if words(known).iter().all(|word| matches!(word, Word::Object | Word::Null)) {
            return Ok(None);
        }
        return Err(NoMember { whole: described(schema), members: Vec::new() });
    };
    if let Some(found) = properties.get(name) {
        return Ok(Some(found));
    }
    let mut members: Vec<String> = properties.keys().cloned().collect();
    members.sort();
    Err(NoMember { whole: described(schema), members })
}

/// What a value is in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Set,
    Object,
}

impl Word {
    fn of(word: &str) -> Option<Word> {
        Some(match word {
            "null" => Word::Null,
            "boolean" => Word::Boolean,
            "number" | "integer" => Word::Number,
            "string" => Word::Text,
            "array" => Word::Array,
            "set" => Word::Set,
            "object" => Word::Object,
            _ => return None,
        })
    }

    /// With its article.
    pub fn article(self) -> &'static str {
        match self {
            Word::Null => "`null`",
            Word::Boolean => "true or false",
            Word::Number => "a number",
            Word::Text => "a text",
            Word::Array => "a list",
            Word::Set => "a set",
            Word::Object => "an object",
        }
    }
}

/// What a value can be; nothing where it could be anything.
pub(super) fn words(known: Known<'_>) -> Vec<Word> {
    let Some(schema) = known else { return Vec::new() };
    if let Some(target) = schema["$ref"].as_str().and_then(|path| MODEL.pointer(path.strip_prefix('#')?)) {
        return words(Some(target));
    }
    let mut found = Vec::new();
    for choice in ["anyOf", "oneOf"].iter().filter_map(|key| schema[*key].as_array()).flatten() {
        found.extend(words(Some(choice)));
    }
    match &schema["type"] {
        Value::String(word) => found.extend(Word::of(word)),
        Value::Array(all) => found.extend(all.iter().filter_map(|word| Word::of(word.as_str()?))),
        _ => {}
    }
    found
}

/// The only texts that a value can be; nothing where it can be any.
pub(super) fn choices(known: Known<'_>) -> Vec<&str> {
    let Some(schema) = known.map(resolved) else { return Vec::new() };
    let of_enum = schema["enum"].as_array().map(|all| all.iter().collect::<Vec<_>>());
    let of_const = || schema["oneOf"].as_array().map(|all| all.iter().map(|one| &one["const"]).collect());
    of_enum.or_else(of_const).unwrap_or_default().into_iter().filter_map(Value::as_str).collect()
}

/// What a value is, with an article: `a step`, `a list`.
pub(super) fn described(schema: &Value) -> String {
    let reference = |schema: &Value| {
        let name = schema["$ref"].as_str()?.rsplit('/').next()?;
        Some(name.to_owned())
    };
    let inner = schema["anyOf"].as_array().and_then(|choices| choices.iter().find_map(reference));
    let Some(name) = reference(schema).or(inner) else {
        if schema.get("$defs").is_some() {
            return "the input".to_owned();
        }
        let mut words = words(Some(schema));
        if words != [Word::Null] {
            words.retain(|word| *word != Word::Null);
        }
        let articles: Vec<&str> = words.iter().map(|word| word.article()).collect();
        return listed(&articles, "or");
    };
    if name == "Named" {
        return "a name with its place".to_owned();
    }
    let mut spaced = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.extend(letter.to_lowercase());
    }
    let article = if spaced.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {spaced}")
}

/// The members of an object, for a help.
pub(super) fn members(known: Known<'_>) -> Option<String> {
    let properties = resolved(known?)["properties"].as_object()?;
    let names: Vec<&str> = properties.keys().map(String::as_str).collect();
    Some(listed(&backquoted(&names), "and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn along<'s>(names: &[&str]) -> Known<'s> {
        let mut known = input();
        for name in names {
            known = match *name {
                "[]" => item(known),
                name => member(known, name).ok().flatten(),
            };
        }
        known
    }

    #[test]
    fn the_schema_says_what_values_are() {
        let step = along(&["streams", "[]", "steps", "[]"]);
        assert_eq!(step.map(described).as_deref(), Some("a step"));
        assert_eq!(words(step), [Word::Object]);
        assert_eq!(words(member(step, "purpose").ok().flatten()), [Word::Text, Word::Null]);
        assert!(member(step, "purpos").is_err_and(|none| none.members.contains(&"purpose".to_owned())));
        let time = member(step, "lead_time").ok().flatten();
        assert_eq!(time.map(described).as_deref(), Some("a time"));
        assert_eq!(words(member(time, "minutes").ok().flatten()), [Word::Number]);
        assert_eq!(words(member(step, "practices").ok().flatten()), [Word::Array]);
        let end = along(&["streams", "[]", "outcomes", "[]", "ends", "[]", "kind"]);
        assert!(choices(end).contains(&"stakeholder"));
        assert!(choices(member(step, "activity").ok().flatten()).contains(&"engage"));
        assert_eq!(along(&["items", "[]", "is", "[]"]).map(described).as_deref(), Some("a text"));
    }

    #[test]
    fn of_anything_else_nothing_is_known() {
        assert!(member(None, "a").is_ok_and(|known| known.is_none()));
        assert!(member(plain("object"), "a").is_ok_and(|known| known.is_none()));
        assert!(member(plain("text"), "a").is_err());
        assert_eq!(words(None), []);
        assert!(item(plain("array")).is_none());
    }
}
