//! What each format makes of a small model with everything that is hard to write: labels in several files, a syntax
//! error, a suppressed finding, two projects, a byte-order mark, CRLF, and names with everything that they should not
//! have.

use serde_json::Value;

use crate::cli::support::{CLEAN, Place};
use crate::support::runner::commands;

/// Two projects, one of them in a directory and a file that only the boldest would name so.
fn hostile() -> Place {
    Place::new(&[
        ("vsdlint.toml", ""),
        ("models/engage.vsd", include_str!("../../../fixtures/hostile/engage.vsd")),
        ("models/improve.vsd", include_str!("../../../fixtures/hostile/improve.vsd")),
        ("other/vsdlint.toml", "[rules]\nself-flow = \"info\"\n"),
        ("other/50% off, a:b \"c\" #d/é\n::error::x.vsd", include_str!("../../../fixtures/hostile/plan.vsd")),
    ])
}

fn report(place: &Place, format: &str) -> String {
    String::from_utf8(place.output(&["check", "--output", format]).stdout).unwrap()
}

#[test]
fn sarif() {
    let place = hostile();
    let mut log: Value = serde_json::from_str(&report(&place, "sarif")).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    let rules = rules.as_array().unwrap();
    for result in log["runs"][0]["results"].as_array_mut().unwrap() {
        let index = result["ruleIndex"].take().as_u64().unwrap();
        assert_eq!(rules[index as usize]["id"], result["ruleId"]);
    }
    log["runs"][0]["tool"]["driver"]["semanticVersion"].take();
    assert_json_snapshot!(log);
}

#[test]
fn sarif_describes_the_rules_that_are_on() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    let check = ["check", "--output", "sarif", "-W", "stream-size", "-A", "self-flow"];
    let log: Value = serde_json::from_str(&place.stdout(&check)).unwrap();
    let described = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let list = place.stdout(&["rules", "-W", "stream-size", "-A", "self-flow", "--json"]);
    let list: Value = serde_json::from_str(&list).unwrap();
    let listed = list["rules"].as_array().unwrap_or_else(|| list.as_array().unwrap());
    let mut expected: Vec<_> = listed.iter().filter(|rule| rule["level"] != "off").collect();
    expected.sort_by_key(|rule| rule["name"].as_str());
    assert_eq!(described.len(), expected.len());
    for (rule, expected) in described.iter().zip(expected) {
        let name = expected["name"].as_str().unwrap();
        let page = std::fs::read_to_string(format!("rules/{name}.md")).unwrap();
        let markdown = rule["help"]["markdown"].as_str().unwrap();
        assert_eq!(rule["id"], name);
        assert!(markdown.starts_with(&format!("# {name}\n")), "{markdown}");
        assert!(page.trim_end().ends_with(markdown), "{name}");
        let introduction = rule["fullDescription"]["text"].as_str().unwrap();
        assert!(introduction.ends_with('.') && introduction.len() < 1024, "{introduction}");
        let level = match expected["default"].as_str() {
            Some("off") => Value::Null,
            Some("warn") => "warning".into(),
            Some("info") => "note".into(),
            other => other.into(),
        };
        assert_eq!(rule["defaultConfiguration"].get("level").cloned().unwrap_or_default(), level, "{name}");
        assert_eq!(rule["defaultConfiguration"]["enabled"], expected["default"] != "off", "{name}");
    }
}

#[test]
fn github() {
    let place = hostile();
    let log = report(&place, "github");
    assert_snapshot!(log);
    let findings: Value = serde_json::from_str(&report(&place, "json")).unwrap();
    let commands = commands(&log);
    assert_eq!(commands.len() as u64, findings["summary"]["findings"].as_u64().unwrap());
    let levels: Vec<_> = commands.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(levels, ["error", "error", "error", "error", "notice"]);
    let text = log.split_once("\nerror[").unwrap().1.replace("##\\[", "##[");
    assert!(report(&place, "full").ends_with(&text));
}

#[test]
fn gitlab() {
    assert_snapshot!(report(&hostile(), "gitlab"));
}

#[test]
fn junit() {
    let report = report(&hostile(), "junit");
    // A rule that comes or goes shall not change the snapshot.
    let suites = report.split_inclusive("</testsuite>\n");
    assert_snapshot!(suites.filter(|suite| !suite.contains("name=\"no findings\"")).collect::<String>());
}

#[test]
fn checkstyle() {
    assert_snapshot!(report(&hostile(), "checkstyle"));
}

#[test]
fn rdjson() {
    assert_snapshot!(report(&hostile(), "rdjson"));
}

#[test]
fn a_clean_run_passes_a_test_for_each_rule() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    let report = place.stdout(&["check", "--output", "junit"]);
    let passed = report.matches("<testcase name=\"no findings\" classname=\"vsdlint.").count();
    assert!(passed > 20, "{report}");
    assert_eq!(report.matches("failures=\"0\" errors=\"0\" skipped=\"0\"").count(), passed);
    assert!(!report.contains("<failure") && !report.contains("<skipped"), "{report}");
}

/// Where nothing was checked, nothing may look as if it had passed.
#[test]
fn nothing_checked_is_nothing_passed() {
    let place = Place::new(&[]);
    let report = place.stdout(&["check", "--allow-empty", "--output", "junit"]);
    let tests = report.matches("<testcase").count();
    assert!(tests > 20, "{report}");
    assert_eq!(report.matches("<skipped message=\"there was nothing to check\"/>").count(), tests);
    assert_eq!(String::from_utf8(place.output(&["check", "-o", "github"]).stdout).unwrap(), "");
}
