//! The text of one `vsdlint.toml` to what it sets. Strict: whatever means nothing is a mistake.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use std::path::Path;
use std::sync::Arc;

use regex::Regex;
use toml::de::DeTable;

use super::error::{ConfigMistake, MistakeKind};
use super::globs;
use super::layer::{Choice, Entry, Extends, Layer, Set};
use super::suggest::{choice_help, did_you_mean, list, nearest, rule_help};
use super::thresholds;
use super::toml_read::{Reader, Value};
use super::value::{FailOn, INDENT, LINE_WIDTH, Setting};
use crate::rule::{RuleId, RuleTable, SettingMetadata, SettingValue};
use crate::sanitise::shortened;
use crate::similarity::Language;
use crate::source::conflict;
use crate::text::{backquoted, listed};

const TOP: [&str; 9] =
    ["extends", "fail-on", "include", "exclude", "language", "policies", "format", "rules", "overrides"];
const FORMAT: [&str; 2] = ["line-width", "indent"];
const ENTRY: [&str; 2] = ["files", "rules"];

/// Reads `text`, which came from the file that messages call `path`. Gives what could be understood, and all
/// mistakes in the order of the text.
pub(super) fn parse(text: &str, path: Arc<Path>, rules: &RuleTable) -> (Layer, Vec<ConfigMistake>) {
    let mut parser = Parser { reader: Reader::new(text), layer: Layer::new(path), rules };
    if let Some(mark) = conflict(text.as_bytes()) {
        let message = "conflict markers of a merge".to_owned();
        let help = "decide between the sides and remove the markers".to_owned();
        parser.reader.mistake(MistakeKind::NoToml, mark, message, Some(help));
        return (parser.layer, parser.reader.mistakes);
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let message = format!("this is no TOML: {}", error.message());
        parser.reader.mistake(MistakeKind::NoToml, error.span().unwrap_or(0..0), message, None);
    }
    // What is left of a broken text would only give mistakes that nobody made.
    if errors.is_empty() {
        parser.top(document.get_ref());
    }
    let mut mistakes = parser.reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.span.offset());
    (parser.layer, mistakes)
}

struct Parser<'r> {
    reader: Reader,
    layer: Layer,
    rules: &'r RuleTable,
}

impl Parser<'_> {
    fn top(&mut self, table: &DeTable) {
        for (key, value) in table {
            let line = self.reader.line(key.span().start);
            match key.get_ref().as_ref() {
                "extends" => {
                    let path = self.reader.string("`extends`", value).map(str::to_owned);
                    self.layer.extends = path.map(|path| Extends { path, span: value.span() });
                }
                "fail-on" => {
                    self.layer.fail_on = self.word("fail-on", value, &FailOn::ALL).map(|set| (set, line));
                }
                "include" => self.layer.include = self.globs("include", value, true).map(|set| (set, line)),
                "exclude" => self.layer.exclude = self.globs("exclude", value, true).map(|set| (set, line)),
                "language" => self.layer.language = self.language(value).map(|set| (set, line)),
                "policies" => {
                    let paths = self.reader.array("`policies`", "an array of folders", value);
                    let paths = paths.iter().filter_map(|path| self.reader.string("a folder", path));
                    self.layer.policies = Some((paths.map(str::to_owned).collect(), line));
                }
                "format" => self.format(value),
                "rules" => self.rules(value),
                "overrides" => self.overrides(value),
                unknown => self.unknown_key(unknown, key.span(), None, &TOP),
            }
        }
    }

    /// The code of a language.
    fn language(&mut self, value: &Value) -> Option<Language> {
        let code = self.reader.string("`language`", value)?;
        let found = Language::ALL.iter().find(|(known, _)| *known == code).map(|&(_, language)| language);
        if found.is_none() {
            let codes = Language::ALL.map(|(code, _)| code);
            let message = format!("`{code}` is no language that vsdlint knows");
            let help = format!("write one of {}", listed(&backquoted(&codes), "or"));
            self.reader.mistake(MistakeKind::UnknownWord, value.span(), message, Some(help));
        }
        found
    }

    fn format(&mut self, value: &Value) {
        let Some(table) = self.reader.table("`format`", value) else { return };
        for (key, value) in table {
            let line = self.reader.line(key.span().start);
            match key.get_ref().as_ref() {
                "line-width" => {
                    self.layer.line_width =
                        self.columns("line-width", LINE_WIDTH, value).map(|set| (set, line));
                }
                "indent" => self.layer.indent = self.columns("indent", INDENT, value).map(|set| (set, line)),
                unknown => self.unknown_key(unknown, key.span(), Some("`[format]`"), &FORMAT),
            }
        }
    }

    /// A whole number of columns within `range`.
    fn columns(&mut self, what: &str, range: RangeInclusive<usize>, value: &Value) -> Option<usize> {
        let number = self.reader.number(&format!("`{what}`"), value)?;
        let columns = range.clone().find(|&columns| columns as f64 == number);
        if columns.is_none() {
            let message =
                format!("`{what}` must be a whole number from {} to {}", range.start(), range.end());
            self.reader.mistake(MistakeKind::WrongValue, value.span(), message, None);
        }
        columns
    }

    fn rules(&mut self, value: &Value) {
        let Some(table) = self.reader.table("`rules`", value) else { return };
        for (key, value) in table {
            let Some(rule) = self.rule(key.get_ref(), key.span()) else { continue };
            self.rule_value(rule, key.span(), value);
        }
    }

    /// `rule = "level"`, or a table with `level` and the rule's settings.
    fn rule_value(&mut self, rule: RuleId, key: Range<usize>, value: &Value) {
        let info = &self.rules[rule];
        let Some(table) = value.get_ref().as_table() else {
            let line = self.reader.line(key.start);
            if value.get_ref().as_str().is_none() {
                self.reader.wrong(&format!("`{}`", info.name), "a level, or a table with `level`", value);
                return;
            }
            let set = self.word(&info.name, value, &Setting::ALL);
            self.layer.levels.extend(set.map(|value| Set { rule, value, line }));
            return;
        };
        for (key, value) in table {
            let line = self.reader.line(key.span().start);
            let name = key.get_ref().as_ref();
            if name == "level" {
                let set = self.word("level", value, &Setting::ALL);
                self.layer.levels.extend(set.map(|value| Set { rule, value, line }));
            } else if let Some(index) = info.settings.iter().position(|setting| setting.name == name) {
                let span = value.span();
                let Some(value) = self.setting_value(&info.settings[index], value) else { continue };
                self.layer.choices.push(Set { rule, value: Choice { setting: index, value, span }, line });
            } else {
                let known: Vec<&str> =
                    info.settings.iter().map(|setting| &*setting.name).chain(["level"]).collect();
                let message = format!("`{name}` is no setting of `{}`", info.name);
                let help = nearest(name, known.iter().copied()).map(did_you_mean);
                let help = help.or_else(|| Some(format!("known here: {}", list(&known))));
                self.reader.mistake(MistakeKind::UnknownSetting, key.span(), message, help);
            }
        }
    }

    /// What is chosen for `setting` of a rule.
    fn setting_value(&mut self, setting: &SettingMetadata, value: &Value) -> Option<SettingValue> {
        let what = format!("`{}`", setting.name);
        let (chosen, wrong) = match setting.default {
            SettingValue::Number(_) => {
                let number = self.reader.number(&what, value)?;
                (SettingValue::Number(number), thresholds::senseless(&setting.name, number))
            }
            SettingValue::Words(_) => {
                let choices: Vec<(&str, &'static str)> =
                    setting.choices.iter().map(|&word| (word, word)).collect();
                let mut words: Vec<Cow<'static, str>> = Vec::new();
                for item in self.reader.array(&what, "an array of words", value) {
                    if choices.is_empty() {
                        words.extend(self.reader.string("a word", item).map(|word| word.to_owned().into()));
                    } else {
                        words.extend(self.word(&setting.name, item, &choices).map(Cow::Borrowed));
                    }
                }
                (SettingValue::Words(words.into()), None)
            }
            SettingValue::Pattern(_) => {
                let pattern = self.reader.string(&what, value)?;
                let wrong = Regex::new(pattern).err().map(|error| no_pattern(pattern, &error));
                (SettingValue::Pattern(pattern.to_owned().into()), wrong)
            }
        };
        let Some(message) = wrong else { return Some(chosen) };
        self.reader.mistake(MistakeKind::WrongValue, value.span(), message, None);
        None
    }

    fn overrides(&mut self, value: &Value) {
        for item in self.reader.array("`overrides`", "an array of tables, `[[overrides]]`", value) {
            let Some(table) = self.reader.table("an entry of `overrides`", item) else { continue };
            let mut entry = Entry::default();
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "files" => entry.files = self.globs("files", value, false).unwrap_or_default(),
                    "rules" => self.override_rules(value, &mut entry),
                    unknown => self.unknown_key(unknown, key.span(), Some("`[[overrides]]`"), &ENTRY),
                }
            }
            for key in ENTRY.into_iter().filter(|key| !table.contains_key(*key)) {
                let message = format!("this entry of `[[overrides]]` has no `{key}`");
                self.reader.mistake(MistakeKind::MissingKey, item.span(), message, None);
            }
            self.layer.overrides.push(entry);
        }
    }

    /// What an entry of `[[overrides]]` sets: levels, and what else may differ from file to file.
    fn override_rules(&mut self, value: &Value, entry: &mut Entry) {
        let Some(table) = self.reader.table("`rules`", value) else { return };
        for (key, value) in table {
            let line = self.reader.line(key.span().start);
            let Some(rule) = self.rule(key.get_ref(), key.span()) else { continue };
            let Some(table) = value.get_ref().as_table() else {
                let set = self.word(&self.rules[rule].name, value, &Setting::ALL);
                entry.levels.extend(set.map(|value| Set { rule, value, line }));
                continue;
            };
            let info = &self.rules[rule];
            for (key, value) in table {
                let line = self.reader.line(key.span().start);
                let setting = info.settings.iter().position(|setting| setting.name == *key.get_ref());
                if key.get_ref() == "level" {
                    let set = self.word("level", value, &Setting::ALL);
                    entry.levels.extend(set.map(|value| Set { rule, value, line }));
                } else if let Some(setting) = setting.filter(|&index| info.settings[index].per_file) {
                    let span = value.span();
                    let Some(value) = self.setting_value(&info.settings[setting], value) else { continue };
                    entry.choices.push(Set { rule, value: Choice { setting, value, span }, line });
                } else {
                    let message = format!("`{}` cannot differ from file to file", key.get_ref());
                    let help = format!(
                        "it holds for the whole model: set it under `[rules.{}]`",
                        self.rules[rule].name
                    );
                    self.reader.mistake(MistakeKind::UnknownSetting, key.span(), message, Some(help));
                }
            }
        }
    }

    /// The rule called `name`.
    fn rule(&mut self, name: &str, span: Range<usize>) -> Option<RuleId> {
        let found = self.rules.id_of(name);
        if found.is_none() {
            let message = format!("`{name}` is no rule");
            self.reader.mistake(MistakeKind::UnknownRule, span, message, rule_help(name, self.rules.iter()));
        }
        found
    }

    /// What the word in `value` stands for.
    fn word<T: Copy>(&mut self, what: &str, value: &Value, known: &[(&str, T)]) -> Option<T> {
        let word = self.reader.string(&format!("`{what}`"), value)?;
        let found = known.iter().find(|(name, _)| *name == word).map(|&(_, meaning)| meaning);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
            let message = format!("`{word}` is none of {}", list(&names));
            self.reader.mistake(MistakeKind::UnknownWord, value.span(), message, choice_help(word, &names));
        }
        found
    }

    /// The patterns in `value`. `exclude` alone may be empty.
    fn globs(&mut self, what: &str, value: &Value, negation: bool) -> Option<Vec<String>> {
        let name = format!("`{what}`");
        let items = self.reader.array(&name, "an array of path patterns", value);
        if value.get_ref().as_array().is_some_and(|array| array.is_empty()) && what != "exclude" {
            let message = format!("{name} is empty, so no file could match");
            self.reader.mistake(MistakeKind::WrongValue, value.span(), message, None);
        }
        let mut globs = Vec::with_capacity(items.len());
        for item in items {
            let Some(glob) = self.reader.string("a path pattern", item) else { continue };
            match globs::check(glob, negation) {
                Ok(()) => globs.push(glob.to_owned()),
                Err(bad) => {
                    let message = format!("`{}` is no path pattern: {}", shortened(glob), bad.message);
                    self.reader.mistake(MistakeKind::BadGlob, item.span(), message, bad.help);
                }
            }
        }
        value.get_ref().as_array().is_some().then_some(globs)
    }

    fn unknown_key(&mut self, key: &str, span: Range<usize>, place: Option<&str>, known: &[&str]) {
        let help = if self.rules.iter().any(|rule| rule.name == key) {
            Some("rules are set under `[rules]`".to_owned())
        } else {
            nearest(key, known.iter().copied())
                .map(did_you_mean)
                .or_else(|| Some(format!("known here: {}", list(known))))
        };
        let message = match place {
            Some(place) => format!("`{key}` is no key of {place}"),
            None => format!("`{key}` is no setting"),
        };
        self.reader.mistake(MistakeKind::UnknownKey, span, message, help);
    }
}

/// What is wrong with a regular expression, in one line.
fn no_pattern(pattern: &str, error: &regex::Error) -> String {
    // The crate draws the place over several lines; the last one says what is wrong.
    let said = error.to_string();
    let reason = said.lines().last().unwrap_or_default().trim();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    format!("`{pattern}` is no regular expression: {reason}")
}
