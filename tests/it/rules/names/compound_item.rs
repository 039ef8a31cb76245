//! What `compound-item` says where the examples of its page do not reach.

use crate::cli::support::Place;

reports! {
    one_of_the_two_flows_alone_and_the_pair_is_not_declared: "compound-item", "\
item \"Terms and conditions\"
stream s {
  step a { output \"Offer & price list\", \"Terms and conditions\", Terms, \"Bed and breakfast\", \"Report on price list and stock\", Stock }
  step b { input \"Price list\", Stock, Terms }
  step c { input \"Offer & Price list\", \"Sand and gravel\" output \"R and D\", \"and\", \"Stock and\" }
}
";
}

#[test]
fn the_conjunction_is_that_of_the_language() {
    for (language, conjunction) in [
        ("da", "og"),
        ("de", "und"),
        ("en", "and"),
        ("es", "y"),
        ("es", "e"),
        ("fr", "et"),
        ("it", "e"),
        ("it", "ed"),
        ("nl", "en"),
        ("no", "og"),
        ("pt", "e"),
        ("sv", "och"),
        ("tr", "&"),
    ] {
        let pair = format!("Bed {conjunction} Table");
        let model = format!(
            "stream s {{ step a {{ output \"{pair}\", Table }} step b {{ input \"{pair}\", Table }} }}\n"
        );
        let place = Place::new(&[("a.vsd", &model)]);
        let said = |language: &str| {
            place.write("vsdlint.toml", format!("language = \"{language}\"\n"));
            place.run(&["check", "-W", "compound-item", "--output", "concise"]).contains("[compound-item]")
        };
        assert!(said(language), "{language}: {pair}");
        let other = if language == "nl" { "de" } else { "nl" };
        assert_eq!(said(other), conjunction == "&", "{other}: {pair}");
    }
}
