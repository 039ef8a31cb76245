//! `rules` and `config`: what holds, and where it was set.

use crate::cli::support::{CLEAN, Place};

const TOML: &str = "\
fail-on = \"warn\"
exclude = [\"old/\"]
[rules]
unused-allow = \"error\"
[[overrides]]
files = [\"drafts/\"]
rules = { unused-allow = \"off\" }
";

fn place() -> Place {
    Place::new(&[("vsdlint.toml", TOML), ("a.vsd", CLEAN), ("drafts/b.vsd", CLEAN), ("old/c.vsd", CLEAN)])
}

/// The line about a rule, blanks squeezed: other rules decide how wide the columns are.
fn line(text: &str) -> String {
    let line = text.lines().find(|line| line.trim_start().starts_with("unused-allow")).unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_have_the_level_that_holds_for_a_path() {
    let place = place();
    let rules = |arguments: &[&str]| line(&place.stdout(&[&["rules"], arguments].concat()));
    let summary = "An exception is not needed, or names a rule that does not exist";
    assert_eq!(rules(&[]), format!("unused-allow error safe vsdlint.toml:4 {summary}"));
    assert_eq!(
        rules(&["drafts/b.vsd"]),
        format!("unused-allow off safe vsdlint.toml:7, for `drafts/` {summary}")
    );
    assert_eq!(rules(&["-I", "unused-allow"]), format!("unused-allow info safe -I unused-allow {summary}"));
    let none = Place::new(&[]).stdout(&["rules"]);
    assert_eq!(line(&none), format!("unused-allow warn safe default {summary}"));
    assert_eq!(none.lines().count(), vsdlint::rules::RULES.len() + 3);
}

#[test]
fn rules_as_json() {
    let rules: serde_json::Value = serde_json::from_str(&place().stdout(&["rules", "--json"])).unwrap();
    let rules = rules.as_array().unwrap();
    assert_eq!(rules.len(), vsdlint::rules::RULES.len());
    let rule = rules.iter().find(|rule| rule["name"] == "unused-allow").unwrap();
    assert_eq!((&rule["level"], &rule["origin"]), (&"error".into(), &"vsdlint.toml:4".into()));
}

#[test]
fn config_of_a_project() {
    let place = place();
    assert_snapshot!("config", place.run(&["config"]));
    assert_snapshot!("config_of_a_file", place.run(&["config", "drafts/b.vsd"]));
    assert_snapshot!("config_with_flags", place.run(&["config", "-W", "unused-allow"]));
}

#[test]
fn config_of_nothing_in_particular() {
    assert_snapshot!(Place::new(&[("a.vsd", CLEAN)]).run(&["config"]));
}

#[test]
fn config_as_json() {
    let config: serde_json::Value =
        serde_json::from_str(&place().stdout(&["config", "drafts", "--json"])).unwrap();
    assert_eq!(config["config"], "vsdlint.toml");
    assert_eq!(config["fail_on"]["value"], "warn");
    assert_eq!(config["include"]["origin"], "default");
    let rules = config["rules"].as_array().unwrap();
    assert_eq!(rules.len(), vsdlint::rules::RULES.len());
}

#[test]
fn a_path_that_does_not_exist() {
    assert_snapshot!(place().run(&["config", "missing.vsd"]));
}

#[test]
fn the_nearest_project_is_meant() {
    let place = place();
    place.write("drafts/vsdlint.toml", "");
    let above = place.stdout(&["config"]);
    assert!(above.contains("vsdlint.toml:1"), "{above}");
    let below = place.stdout(&["config", "drafts"]);
    assert!(below.contains("drafts/vsdlint.toml"), "{below}");
}

#[test]
fn only_the_settings_in_question_have_to_be_right() {
    let place = place();
    place.write("drafts/vsdlint.toml", "nonsense = 1\n");
    assert_eq!(place.status(&["config"]), 0);
    assert_eq!(place.status(&["rules", "a.vsd"]), 0);
    assert_snapshot!(place.run(&["rules", "drafts/b.vsd"]));
}

#[test]
fn the_language_of_the_names_decides_which_are_near() {
    let model = "stakeholder клиент\nstream Заказ {\n  trigger Заказ from клиент\n  step Проверить in engage {\n    input Заказ\n    \
        output \"Проверенная заявка\"\n    output Цифры to improve\n  }\n  step Выполнить in deliver_and_support {\n    \
        input \"Проверенные заявки\"\n    output Готово\n  }\n  outcome Готово to клиент\n}\n";
    let place = Place::new(&[("vsdlint.toml", "language = \"ru\"\n"), ("a.vsd", model)]);
    let found = |place: &Place| place.run(&["check", "--output", "concise"]);
    let russian = found(&place);
    assert_eq!(
        (russian.matches("error[").count(), russian.matches("misnamed-flow").count()),
        (1, 1),
        "{russian}"
    );
    assert!(place.stdout(&["config"]).contains("language    ru"));
    place.write("vsdlint.toml", "");
    let english = found(&place);
    assert_eq!(
        (english.matches("error[").count(), english.matches("unmatched-input").count()),
        (1, 1),
        "{english}"
    );
    place.write("vsdlint.toml", "language = \"russian\"\n");
    assert_snapshot!(place.run(&["check"]));
}
