//! The JSON Schema of `vsdlint.toml`, for editors and for whoever writes one by program.

use serde_json::{Map, Value, json};

use super::policies::POLICIES_FOLDER;
use super::thresholds::SHARE;
use super::value::{FailOn, INDENT, LINE_WIDTH, Setting};
use crate::rule::{RuleMetadata, RuleTable, SettingValue};
use crate::similarity::Language;

/// JSON Schema (draft 2020-12) of `vsdlint.toml`, with `rules` as the table of all rules. It allows what reading
/// the file allows, but for what a schema cannot say: whether a pattern is well-formed and a path exists.
pub fn config_schema(rules: &RuleTable) -> Value {
    let levels: Map<String, Value> =
        rules.iter().map(|rule| (rule.name.to_string(), rule_schema(rule, true))).collect();
    let overriding: Map<String, Value> =
        rules.iter().map(|rule| (rule.name.to_string(), rule_schema(rule, false))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vsdlint.toml",
        "description": "Settings of vsdlint. The directory of this file is the root of a project.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "extends": {
                "description": "Another file of settings, relative to this one, over which this one wins.",
                "type": "string",
                "minLength": 1
            },
            "fail-on": {
                "description": "The lowest level of a finding that fails the run.",
                "enum": FailOn::ALL.map(|(word, _)| word),
                "default": "error"
            },
            "include": {
                "description": "Files to read, as patterns in the manner of .gitignore, relative to the project's root.",
                "$ref": "#/$defs/patterns",
                "minItems": 1,
                "default": ["*.vsd"]
            },
            "exclude": {
                "description": "Files not to read, as patterns in the manner of .gitignore, relative to the project's root.",
                "$ref": "#/$defs/patterns",
                "default": []
            },
            "policies": {
                "description": "Folders of policies, the project's own rules, relative to this file.",
                "$ref": "#/$defs/patterns",
                "default": [POLICIES_FOLDER]
            },
            "language": {
                "description": "The language of the names, as a code of two letters, by which the endings of their words are told.",
                "enum": Language::ALL.map(|(code, _)| code),
                "default": "en"
            },
            "format": format_schema(),
            "rules": {
                "description": "The level of each rule, and its settings.",
                "type": "object",
                "additionalProperties": false,
                "properties": levels
            },
            "overrides": {
                "description": "Other levels and settings of rules for some files. A later entry wins over an earlier one.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["files", "rules"],
                    "properties": {
                        "files": {
                            "description": "The files, as patterns in the manner of .gitignore, relative to the project's root.",
                            "$ref": "#/$defs/patterns",
                            "minItems": 1
                        },
                        "rules": {
                            "description": "What each rule does in these files.",
                            "type": "object",
                            "additionalProperties": false,
                            "properties": overriding
                        }
                    }
                }
            }
        },
        "$defs": {
            "level": {
                "description": "error, warn and info are levels of findings; off keeps the rule from running.",
                "enum": Setting::ALL.map(|(word, _)| word)
            },
            "patterns": { "type": "array", "items": { "type": "string", "minLength": 1 } }
        }
    })
}

/// The table `[format]`.
fn format_schema() -> Value {
    json!({
        "description": "The layout of models, for vsdlint fmt.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "line-width": {
                "description": "How many columns a line should have at most.",
                "type": "integer",
                "minimum": LINE_WIDTH.start(),
                "maximum": LINE_WIDTH.end(),
                "default": 100
            },
            "indent": {
                "description": "How many columns a block is set in.",
                "type": "integer",
                "minimum": INDENT.start(),
                "maximum": INDENT.end(),
                "default": 2
            }
        }
    })
}

/// A rule's value: a level, or a table with a level and the rule's settings; for some files only those that may differ.
fn rule_schema(rule: &RuleMetadata, for_all: bool) -> Value {
    let mut properties = Map::new();
    properties.insert("level".to_owned(), json!({ "$ref": "#/$defs/level" }));
    for setting in rule.settings.iter().filter(|setting| for_all || setting.per_file) {
        let mut schema = match setting.default {
            SettingValue::Number(_) => json!({ "type": "number", "minimum": 0 }),
            SettingValue::Words(_) if setting.choices.is_empty() => {
                json!({ "type": "array", "items": { "type": "string" } })
            }
            SettingValue::Words(_) => json!({ "type": "array", "items": { "enum": setting.choices } }),
            SettingValue::Pattern(_) => json!({ "type": "string", "format": "regex" }),
        };
        schema["description"] = json!(setting.summary);
        schema["default"] = json!(setting.default);
        if setting.name == SHARE {
            schema["maximum"] = json!(100);
        }
        properties.insert(setting.name.to_string(), schema);
    }
    json!({
        "description": rule.summary,
        "default": rule.level.map_or("off", |level| level.word()),
        "anyOf": [
            { "$ref": "#/$defs/level" },
            { "type": "object", "additionalProperties": false, "properties": properties }
        ]
    })
}
