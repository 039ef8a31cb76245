//! The policies in `docs/policies`: their examples hold, and are checked as they stand there.

use crate::cli::support::Place;

/// Runs the command in the folder of the documentation, which is a project with policies.
fn docs(arguments: &[&str]) -> String {
    let place = Place::new(&[]);
    let output = place.command(arguments).current_dir("docs").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    format!("status: {}\n{text}", output.status.code().unwrap_or(-1))
}

#[test]
fn their_examples_hold() {
    assert_snapshot!(docs(&["policy", "test"]));
}

#[test]
fn each_has_a_page_that_can_be_read() {
    for name in [
        "segregation-of-duties",
        "four-eyes-before-production",
        "tier-promises",
        "suppliers-through-engage",
        "house-names",
        "personal-data",
    ] {
        let page = docs(&["explain", name]);
        assert!(page.starts_with(&format!("status: 0\n{name}\n")), "{page}");
        assert!(page.contains("Why it matters"), "{page}");
    }
}
