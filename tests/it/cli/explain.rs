//! `explain`: a rule's page.

use crate::cli::support::Place;

#[test]
fn a_page_begins_with_what_matters() {
    let page = Place::new(&[]).stdout(&["explain", "unused-allow"]);
    let head: Vec<&str> = page.lines().take(16).collect();
    assert_snapshot!(head.join("\n"));
}

#[test]
fn colours_replace_marks() {
    let page = Place::new(&[]).stdout(&["explain", "unused-allow", "--color", "always"]);
    assert!(page.contains("\u{1b}[36m@allow\u{1b}[0m"), "{page}");
    assert!(!page.contains('`'), "{page}");
}

#[test]
fn every_rule_has_a_page() {
    let place = Place::new(&[]);
    for page in vsdlint::rules::metadata() {
        let text = place.stdout(&["explain", &page.name]);
        assert!(text.starts_with(&*page.name), "{}", page.name);
        let json: serde_json::Value =
            serde_json::from_str(&place.stdout(&["explain", &page.name, "--json"])).unwrap();
        assert_eq!(json["name"], *page.name);
        assert_eq!(json["summary"], *page.summary);
        assert_eq!(json["body"], page.documentation.trim_start());
    }
}

#[test]
fn an_unknown_rule_is_guessed() {
    let place = Place::new(&[]);
    assert_snapshot!(place.run(&["explain", "Unused_allow"]));
    assert_eq!(place.status(&["explain", "nonsense"]), 2);
}
