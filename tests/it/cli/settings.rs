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

const ORGANISATION: &str = "\
stakeholder client
repository Registry
item Deed is \"legal document\" {
  purpose \"Proves who owns what\"
}

stream \"VS-104 Transfer a deed\" as transfer {
  trigger \"sale agreed\" from client

  step \"Draw up the deed\" in engage {
    input  \"sale agreed\" from client
    output Deed
  }
  step register in deliver_and_support {
    responsible Notary
    lead_time 3wd
    input  Deed
    output \"Deed (registered)\" to client, Registry, improve
  }
  step archive runs keep in deliver_and_support {
    input \"Deed (registered)\" from Registry
  }

  outcome \"Deed (registered)\" to client
}

stream keep {
  trigger \"Deed (registered)\" from Registry
}
";

/// What the two rules say that only know what the settings ask for.
fn asked(toml: &str) -> String {
    let place = Place::new(&[("vsdlint.toml", toml), ("deeds.vsd", ORGANISATION)]);
    let said = place.run(&["check", "--output", "concise"]);
    let ours = said.lines().filter(|line| line.contains("required-field") || line.contains("name-pattern"));
    ours.map(|line| format!("{line}\n")).collect()
}

#[test]
fn fields_are_asked_for_by_kind() {
    assert_snapshot!(asked(
        "[rules.required-field]\nlevel = 'warn'\nstep = ['responsible', 'lead_time', 'purpose', 'uses']\nstream = ['accountable']\nitem = ['purpose', 'link']\nstakeholder = ['link']\nrepository = ['purpose']\n"
    ));
}

#[test]
fn names_are_to_match_patterns_by_kind() {
    assert_snapshot!(asked(
        "[rules.name-pattern]\nlevel = 'warn'\nstep = '^\\p{Lu}'\nstream = '^VS-\\d{3} '\nitem = '^\\p{Lu}'\nstakeholder = '^.{3,5}$'\nrepository = ''\n"
    ));
}

#[test]
fn what_is_asked_differs_from_file_to_file() {
    let toml = "[rules]\nrequired-field = 'error'\n[[overrides]]\nfiles = ['deeds.vsd']\nrules = { required-field = 'off' }\n";
    assert_eq!(asked(toml), "");
}

#[test]
fn a_pattern_that_is_none_and_a_field_that_is_none() {
    let toml = "[rules.name-pattern]\nstep = '(a'\nitem = 3\n[rules.required-field]\nstep = ['owner', 4]\nrole = 'purpose'\n";
    let place = Place::new(&[("vsdlint.toml", toml), ("deeds.vsd", ORGANISATION)]);
    assert_snapshot!(place.run(&["check"]));
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

#[test]
fn what_some_files_must_have() {
    let stream = |name: &str, step: &str| {
        format!(
            "stream \"{name}\" {{\n  purpose \"Serve\"\n  accountable Owner\n  trigger \"{name}: order\"\n\n  step \"{step}\" in engage {{\n    responsible Clerk\n    input  \"{name}: order\"\n    output \"{name}: answer\"\n    output \"Lesson of {name}\" to improve\n  }}\n\n  outcome \"{name}: answer\" to user\n}}\n"
        )
    };
    let toml = "\
[rules]
stream-size = { level = \"info\", min = 1 }

[rules.required-field]
level = \"warn\"

[rules.name-pattern]
level = \"warn\"
step = \"^Answer\"

[[overrides]]
files = [\"tier-1/\"]

[overrides.rules]
required-field = { level = \"error\", step = [\"responsible\", \"lead_time\"] }
name-pattern = { step = \"^Reply\" }
stream-size = { min = 2 }
low-accuracy = { share = 90 }
";
    let place = Place::new(&[
        ("vsdlint.toml", toml),
        ("names.vsd", "stakeholder user\nrole Owner\nrole Clerk\n"),
        ("tier-1/a.vsd", &stream("First", "Answer first")),
        ("tier-2/b.vsd", &stream("Second", "Answer second")),
    ]);
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
    let config = |path: &str| {
        let text = place.stdout(&["config", path]);
        text.lines().filter(|line| line.contains("required-field.step")).collect::<String>()
    };
    assert!(config("tier-1/a.vsd").contains("for `tier-1/`"), "{}", config("tier-1/a.vsd"));
    assert_eq!(config("tier-2/b.vsd"), "");
    place.write("vsdlint.toml", "[[overrides]]\nfiles = [\"a\"]\nrules = { stream-size = { min = 99 }, vague-verb = { verbs = [] } }\n");
    assert_snapshot!("what_cannot_differ", place.run(&["check"]));
}
