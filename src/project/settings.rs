//! The settings in force in one project, each with where it was set. Plain data: nothing is read here.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::flags::{FlagLevel, Flags};
use super::globs::OverrideGlobs;
use super::layer::Layer;
use super::value::{FailOn, Origin, Setting, Sourced};
use crate::finding::Level;
use crate::rule::{RuleId, RuleMetadata, RuleTable, SettingMetadata, SettingValue};
use crate::similarity::Language;

/// What is chosen for a rule, in force.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSetting {
    /// Its key in the rule's table.
    pub key: Cow<'static, str>,
    /// Its value, with where it was set.
    pub value: Sourced<SettingValue>,
}

/// A level that an entry of `[[overrides]]` gives to a rule.
#[derive(Clone, Debug)]
struct OverrideLevel {
    entry: usize,
    setting: Setting,
    path: Arc<Path>,
    line: u32,
}

/// What an entry of `[[overrides]]` chooses for a rule.
#[derive(Clone, Debug)]
struct OverrideChoice {
    entry: usize,
    /// The position of the setting in the rule's metadata.
    setting: usize,
    value: SettingValue,
    path: Arc<Path>,
    line: u32,
}

/// All that is set for one rule.
#[derive(Clone, Debug)]
struct RuleSettings {
    base: Sourced<Setting>,
    chosen: Vec<RuleSetting>,
    /// In the order of the entries.
    overrides: Vec<OverrideLevel>,
    /// Likewise.
    chosen_overrides: Vec<OverrideChoice>,
}

/// The settings in force in one project: defaults, then configuration files, then flags.
#[derive(Clone, Debug)]
pub struct Settings {
    table: RuleTable,
    rules: Vec<RuleSettings>,
    globs: OverrideGlobs,
    /// Patterns of the files to read; `None` is every `*.vsd`.
    pub include: Sourced<Option<Vec<String>>>,
    /// Patterns of the files to leave out.
    pub exclude: Sourced<Vec<String>>,
    /// The folders of policies, as they are written; `None` is `policies`, if it is there.
    pub policies: Sourced<Option<Vec<String>>>,
    /// From which level on a finding fails the run.
    pub fail_on: Sourced<FailOn>,
    /// The language of the names, by which the endings of their words are told.
    pub language: Sourced<Language>,
    /// How many columns a line of a laid-out model should have at most.
    pub line_width: Sourced<usize>,
    /// How many columns its blocks are set in.
    pub indent: Sourced<usize>,
}

impl Settings {
    /// The settings for `rules` where nothing is set.
    pub fn defaults(rules: &'static [RuleMetadata]) -> Settings {
        Settings::of_flags(rules, &Flags::default())
    }

    /// The settings where only flags set levels.
    pub fn of_flags(rules: &'static [RuleMetadata], flags: &Flags) -> Settings {
        Settings::new(&RuleTable::new(rules), &[], flags)
    }

    /// The settings for all rules of a project, where only flags set levels.
    pub fn of_table(rules: &RuleTable, flags: &Flags) -> Settings {
        Settings::new(rules, &[], flags)
    }

    /// The settings for `rules` under `layers`, of which a later one wins over an earlier, and under `flags`,
    /// which win over all.
    pub(super) fn new(rules: &RuleTable, layers: &[Layer], flags: &Flags) -> Settings {
        let mut settings = Settings {
            table: rules.clone(),
            rules: rules.iter().map(RuleSettings::default).collect(),
            globs: OverrideGlobs::new(
                layers.iter().flat_map(|layer| &layer.overrides).map(|entry| entry.files.as_slice()),
            ),
            include: Sourced::default(None),
            exclude: Sourced::default(Vec::new()),
            policies: Sourced::default(None),
            fail_on: Sourced::default(FailOn::At(Level::Error)),
            language: Sourced::default(Language::English),
            line_width: Sourced::default(100),
            indent: Sourced::default(2),
        };
        let mut entry = 0;
        for layer in layers {
            settings.apply(layer, &mut entry);
        }
        for FlagLevel { rule, letter, setting } in flags.levels() {
            let Some(id) = rules.id_of(rule) else { continue };
            let set = &mut settings.rules[id.index()];
            let origin = Origin::Flag { letter: *letter, rule: rule.clone() };
            set.base = Sourced { value: *setting, origin };
            set.overrides.clear();
        }
        settings
    }

    /// Lays one configuration file over what holds so far. `entry` counts the overrides of all files.
    fn apply(&mut self, layer: &Layer, entry: &mut usize) {
        let origin = |line| Origin::File { path: layer.path.clone(), line };
        for set in &layer.levels {
            if let Some(rule) = self.rules.get_mut(set.rule.index()) {
                rule.base = Sourced { value: set.value, origin: origin(set.line) };
                // A file wins over the one it extends, that one's overrides included.
                rule.overrides.clear();
            }
        }
        for set in &layer.choices {
            let Some(rule) = self.rules.get_mut(set.rule.index()) else { continue };
            let Some(chosen) = rule.chosen.get_mut(set.value.setting) else { continue };
            chosen.value = Sourced { value: set.value.value.clone(), origin: origin(set.line) };
            rule.chosen_overrides.retain(|overriding| overriding.setting != set.value.setting);
        }
        for overriding in &layer.overrides {
            for set in &overriding.levels {
                if let Some(rule) = self.rules.get_mut(set.rule.index()) {
                    let path = layer.path.clone();
                    rule.overrides.push(OverrideLevel {
                        entry: *entry,
                        setting: set.value,
                        path,
                        line: set.line,
                    });
                }
            }
            for set in &overriding.choices {
                if let Some(rule) = self.rules.get_mut(set.rule.index()) {
                    rule.chosen_overrides.push(OverrideChoice {
                        entry: *entry,
                        setting: set.value.setting,
                        value: set.value.value.clone(),
                        path: layer.path.clone(),
                        line: set.line,
                    });
                }
            }
            *entry += 1;
        }
        if let Some((globs, line)) = &layer.include {
            self.include = Sourced { value: Some(globs.clone()), origin: origin(*line) };
        }
        if let Some((globs, line)) = &layer.exclude {
            self.exclude = Sourced { value: globs.clone(), origin: origin(*line) };
        }
        if let Some((folders, line)) = &layer.policies {
            self.policies = Sourced { value: Some(folders.clone()), origin: origin(*line) };
        }
        if let Some((fail_on, line)) = layer.fail_on {
            self.fail_on = Sourced { value: fail_on, origin: origin(line) };
        }
        if let Some((language, line)) = layer.language {
            self.language = Sourced { value: language, origin: origin(line) };
        }
        if let Some((columns, line)) = layer.line_width {
            self.line_width = Sourced { value: columns, origin: origin(line) };
        }
        if let Some((columns, line)) = layer.indent {
            self.indent = Sourced { value: columns, origin: origin(line) };
        }
    }

    /// The rule called `name` in the table that the settings were made for.
    pub fn rule(&self, name: &str) -> Option<RuleId> {
        self.table.id_of(name)
    }

    /// What is known of all rules that they were made for.
    pub fn table(&self) -> &RuleTable {
        &self.table
    }

    /// What holds for one file; `path` is relative to the project's root. Patterns are matched here, once, so
    /// ask this when several rules are of interest.
    pub fn for_file(&self, path: &Path) -> FileSettings<'_> {
        FileSettings { settings: self, matched: self.globs.matching(path) }
    }

    /// The level of a rule, `None` for off, and where it was set. `rule` is its position in the table of rules,
    /// `path` is relative to the project's root. A rule out of the table is off.
    pub fn level(&self, rule: RuleId, path: &Path) -> (Option<Level>, Origin) {
        match self.rules.get(rule.index()) {
            Some(found) if found.overrides.is_empty() => {
                (found.base.value.level(), found.base.origin.clone())
            }
            _ => self.for_file(path).level(rule),
        }
    }

    /// Whether a rule can give findings in some file of the project: it is on, or an override turns it on.
    pub fn can_run(&self, rule: RuleId) -> bool {
        self.rules.get(rule.index()).is_some_and(|rule| {
            rule.base.value != Setting::Off || rule.overrides.iter().any(|set| set.setting != Setting::Off)
        })
    }

    /// What is chosen for a rule under `key`. `None` where the rule has no such setting.
    pub fn chosen(&self, rule: RuleId, key: &str) -> Option<&SettingValue> {
        self.all_chosen(rule).iter().find(|chosen| chosen.key == key).map(|chosen| &chosen.value.value)
    }

    /// The same in one file; `path` is relative to the project's root.
    pub fn chosen_in(&self, rule: RuleId, key: &str, path: &Path) -> Option<Cow<'_, SettingValue>> {
        let set = self.rules.get(rule.index())?;
        let at = set.chosen.iter().position(|chosen| chosen.key == key)?;
        if set.chosen_overrides.iter().all(|overriding| overriding.setting != at) {
            return Some(Cow::Borrowed(&set.chosen[at].value.value));
        }
        self.for_file(path).chosen(rule).into_iter().nth(at).map(|chosen| Cow::Owned(chosen.value.value))
    }

    /// All that is chosen for a rule, in the order of its metadata.
    pub fn all_chosen(&self, rule: RuleId) -> &[RuleSetting] {
        self.rules.get(rule.index()).map_or(&[], |rule| &rule.chosen)
    }
}

impl RuleSettings {
    fn default(rule: &RuleMetadata) -> RuleSettings {
        let chosen = |info: &SettingMetadata| RuleSetting {
            key: info.name.clone(),
            value: Sourced::default(info.default.clone()),
        };
        RuleSettings {
            base: Sourced::default(rule.level.map_or(Setting::Off, Setting::Level)),
            chosen: rule.settings.iter().map(chosen).collect(),
            overrides: Vec::new(),
            chosen_overrides: Vec::new(),
        }
    }
}

/// What holds for one file of a project.
#[derive(Clone, Debug)]
pub struct FileSettings<'a> {
    settings: &'a Settings,
    /// Entries of `[[overrides]]` that match, in their order, each with the index of its first pattern that does.
    matched: Vec<(usize, usize)>,
}

impl FileSettings<'_> {
    /// All that is chosen for a rule in this file, in the order of its metadata.
    pub fn chosen(&self, rule: RuleId) -> Vec<RuleSetting> {
        let Some(rule) = self.settings.rules.get(rule.index()) else { return Vec::new() };
        let mut chosen = rule.chosen.clone();
        for &(entry, glob) in &self.matched {
            let first = rule.chosen_overrides.partition_point(|set| set.entry < entry);
            for set in &rule.chosen_overrides[first..] {
                if set.entry != entry {
                    break;
                }
                let glob = self.settings.globs.text(glob);
                let origin = Origin::Override { path: set.path.clone(), line: set.line, glob };
                if let Some(chosen) = chosen.get_mut(set.setting) {
                    chosen.value = Sourced { value: set.value.clone(), origin };
                }
            }
        }
        chosen
    }

    /// The level of a rule in this file, `None` for off, and where it was set. `rule` is its position in the
    /// table of rules; a rule out of the table is off.
    pub fn level(&self, rule: RuleId) -> (Option<Level>, Origin) {
        let Some(rule) = self.settings.rules.get(rule.index()) else { return (None, Origin::Default) };
        for &(entry, glob) in self.matched.iter().rev() {
            let behind = rule.overrides.partition_point(|set| set.entry <= entry);
            let last = behind.checked_sub(1).map(|at| &rule.overrides[at]);
            if let Some(set) = last.filter(|set| set.entry == entry) {
                let glob = self.settings.globs.text(glob);
                let origin = Origin::Override { path: set.path.clone(), line: set.line, glob };
                return (set.setting.level(), origin);
            }
        }
        (rule.base.value.level(), rule.base.origin.clone())
    }
}
