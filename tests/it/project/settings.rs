//! Levels, what else is chosen for rules, and where they come from.

use crate::project::support::{INPUT, RULES, SIZE, STEP, Tree, flags, level};
use std::path::Path;
use vsdlint::finding::Level;
use vsdlint::project::{DiscoverOptions, FailOn, Flags, Project, Setting};
use vsdlint::rule::{RuleId, SettingValue};

#[test]
fn defaults_hold_where_nothing_is_set() {
    let project = Tree::new(&[("a.vsd", "")]).project();
    assert_eq!(level(&project, INPUT, "a.vsd"), "error (default)");
    assert_eq!(level(&project, STEP, "a.vsd"), "warn (default)");
    assert_eq!(level(&project, SIZE, "a.vsd"), "off (default)");
    assert_eq!(level(&project, RuleId::new(99), "a.vsd"), "off (default)");
    assert_eq!(project.settings.chosen(SIZE, "max"), Some(&SettingValue::Number(15.0)));
    assert_eq!(project.settings.chosen(SIZE, "top"), None);
    assert_eq!(project.settings.fail_on.value, FailOn::At(Level::Error));
    assert!(!project.settings.can_run(SIZE) && project.settings.can_run(STEP));
    assert_eq!(project.settings.rule("stream-size"), Some(SIZE));
}

#[test]
fn a_file_sets_levels_and_what_else_is_chosen() {
    let toml = "fail-on = 'never'\n[rules]\nempty-step = 'off'\n\n[rules.stream-size]\nlevel = 'info'\nmax = 0x14\nmin = 2.5\nname = '^[A-Z]'\nsay = ['responsible', 'purpose']\n";
    let project = Tree::new(&[("a.vsd", ""), ("vsdlint.toml", toml)]).project();
    assert_eq!(level(&project, INPUT, "a.vsd"), "error (default)");
    assert_eq!(level(&project, STEP, "a.vsd"), "off (vsdlint.toml:3)");
    assert_eq!(level(&project, SIZE, "a.vsd"), "info (vsdlint.toml:6)");
    let chosen: Vec<_> = { project.settings.all_chosen(SIZE).iter() }
        .map(|set| format!("{} = {} ({})", set.key, set.value.value, set.value.origin))
        .collect();
    assert_eq!(
        chosen,
        [
            "min = 2.5 (vsdlint.toml:8)",
            "max = 20 (vsdlint.toml:7)",
            "name = ^[A-Z] (vsdlint.toml:9)",
            "say = responsible, purpose (vsdlint.toml:10)"
        ]
    );
    assert_eq!(project.settings.fail_on.value, FailOn::Never);
    assert_eq!(project.settings.fail_on.origin.to_string(), "vsdlint.toml:1");
}

const OVERRIDES: &str = "\
[rules]
empty-step = 'info'

[[overrides]]
files = ['legacy/', '*.old.vsd']
rules = { empty-step = 'off', unmatched-input = 'warn' }

[[overrides]]
files = ['/legacy/new/*.vsd']
rules = { empty-step = { level = 'error' } }
";

#[test]
fn overrides_hold_for_the_files_that_they_name() {
    let project = Tree::new(&[("a.vsd", ""), ("vsdlint.toml", OVERRIDES)]).project();
    assert_eq!(level(&project, STEP, "a.vsd"), "info (vsdlint.toml:2)");
    assert_eq!(level(&project, STEP, "x/legacy/b.vsd"), "off (vsdlint.toml:6, for `legacy/`)");
    assert_eq!(level(&project, STEP, "x/b.old.vsd"), "off (vsdlint.toml:6, for `*.old.vsd`)");
    assert_eq!(level(&project, STEP, "legacy"), "info (vsdlint.toml:2)");
    assert_eq!(level(&project, STEP, "legacy/new/c.vsd"), "error (vsdlint.toml:10, for `/legacy/new/*.vsd`)");
    assert_eq!(level(&project, INPUT, "legacy/new/c.vsd"), "warn (vsdlint.toml:6, for `legacy/`)");
    assert_eq!(level(&project, STEP, "x/legacy/new/c.vsd"), "off (vsdlint.toml:6, for `legacy/`)");
    assert_eq!(level(&project, STEP, "legacy/new/deep/c.vsd"), "off (vsdlint.toml:6, for `legacy/`)");
    let file = project.settings.for_file(Path::new("legacy/new/c.vsd"));
    assert_eq!(file.level(STEP).0, Some(Level::Error));
}

#[test]
fn overrides_choose_for_the_files_that_they_name() {
    let toml = "\
[rules.stream-size]
min = 2
say = ['responsible']

[[overrides]]
files = ['legacy/']
rules = { stream-size = { min = 1, say = [] } }

[[overrides]]
files = ['/legacy/new/*.vsd']

[overrides.rules.stream-size]
min = 4
";
    let project = Tree::new(&[("a.vsd", ""), ("vsdlint.toml", toml)]).project();
    let chosen = |path: &str| {
        let all = project.settings.for_file(Path::new(path)).chosen(SIZE);
        let all = all.iter().map(|set| format!("{} = {} ({})", set.key, set.value.value, set.value.origin));
        all.collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(["a.vsd", "legacy/b.vsd", "legacy/new/c.vsd"].map(chosen).join("\n\n"));
    let least =
        |path: &str| project.settings.chosen_in(SIZE, "min", Path::new(path)).map(|set| set.to_string());
    assert_eq!(least("legacy/new/c.vsd").as_deref(), Some("4"));
    assert_eq!(least("a.vsd").as_deref(), Some("2"));
    assert_eq!(project.settings.chosen(SIZE, "min"), Some(&SettingValue::Number(2.0)));
    assert_eq!(level(&project, SIZE, "legacy/b.vsd"), "off (default)", "a choice turns nothing on");
}

#[test]
fn a_file_wins_over_what_the_one_that_it_extends_chooses_for_some() {
    let tree = Tree::new(&[
        ("vsdlint.toml", "extends = 'base.toml'\n[rules]\nstream-size = { min = 5 }\n"),
        ("base.toml", "[[overrides]]\nfiles = ['a.vsd']\nrules = { stream-size = { min = 1, say = [] } }\n"),
        ("a.vsd", ""),
    ]);
    let project = tree.project();
    let chosen = project.settings.for_file(Path::new("a.vsd")).chosen(SIZE);
    let chosen: Vec<String> = chosen.iter().map(|set| format!("{} = {}", set.key, set.value.value)).collect();
    assert_eq!(chosen, ["min = 5", "max = 15", "name = ^.", "say = nothing"]);
}

fn with_flags(list: &[(&str, &str)]) -> Project {
    let tree = Tree::new(&[("a.vsd", ""), ("vsdlint.toml", OVERRIDES)]);
    let options = DiscoverOptions { flags: flags(list), ..tree.options() };
    tree.discover_with(&["."], &options).projects.remove(0)
}

#[test]
fn flags_win_over_files_and_the_last_flag_over_the_others() {
    let project = with_flags(&[
        ("-A", "empty-step"),
        ("-W", "empty-step"),
        ("-I", "stream-size"),
        ("-D", "stream-size"),
    ]);
    assert_eq!(level(&project, STEP, "legacy/new/c.vsd"), "warn (-W empty-step)");
    assert_eq!(level(&project, SIZE, "a.vsd"), "error (-D stream-size)");
    assert_eq!(level(&project, INPUT, "legacy/b.vsd"), "warn (vsdlint.toml:6, for `legacy/`)");
}

#[test]
fn flags_that_name_no_rule_are_all_said() {
    let list =
        [(Setting::Off, "emty-step"), (Setting::Level(Level::Warn), "zzz"), (Setting::Off, "empty-step")];
    let errors = Flags::new(list, RULES).unwrap_err();
    let text: Vec<String> =
        errors.iter().map(|error| format!("{error}; {}", error.help.as_deref().unwrap())).collect();
    assert_eq!(
        text,
        [
            "-A emty-step: `emty-step` is no rule; did you mean `empty-step`?",
            "-W zzz: `zzz` is no rule; `vsdlint rules` lists all rules"
        ]
    );
}

#[test]
fn the_extending_file_wins() {
    let tree = Tree::new(&[
        (
            "in/vsdlint.toml",
            "extends = '../shared/base.toml'\n[rules]\nempty-step = 'info'\nstream-size = { max = 9 }\n",
        ),
        (
            "shared/base.toml",
            "extends = 'root.toml'\nfail-on = 'warn'\nexclude = ['x/']\n[rules]\nstream-size = { level = 'warn', min = 1 }\n\
             [[overrides]]\nfiles = ['a.vsd']\nrules = { empty-step = 'off', unmatched-input = 'off' }\n",
        ),
        (
            "shared/root.toml",
            "fail-on = 'never'\n[rules]\nstream-size = { level = 'error', min = 7, max = 8 }\n",
        ),
        ("in/a.vsd", ""),
        ("in/x/b.vsd", ""),
    ]);
    let found = tree.discover(&["in"]);
    assert_eq!(tree.list(&found), "in: +a.vsd\n");
    let project = &found.projects[0];
    assert_eq!(level(project, STEP, "a.vsd"), "info (in/vsdlint.toml:3)");
    assert_eq!(level(project, INPUT, "a.vsd"), "off (in/../shared/base.toml:8, for `a.vsd`)");
    assert_eq!(level(project, SIZE, "a.vsd"), "warn (in/../shared/base.toml:5)");
    assert_eq!(project.settings.chosen(SIZE, "min"), Some(&SettingValue::Number(1.0)));
    assert_eq!(project.settings.chosen(SIZE, "max"), Some(&SettingValue::Number(9.0)));
    assert_eq!(project.settings.fail_on.value, FailOn::At(Level::Warn));
}

#[test]
fn fail_on_says_from_which_level_on() {
    assert!(FailOn::At(Level::Warn).fails(Level::Error) && FailOn::At(Level::Warn).fails(Level::Warn));
    assert!(!FailOn::At(Level::Warn).fails(Level::Info) && !FailOn::Never.fails(Level::Error));
}
