//! The first texts of a new policy: one that says something, with a page whose examples hold.

use super::names;

/// The texts of a new policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPolicy {
    /// What is to stand in `NAME.rego`.
    pub policy: String,
    /// What is to stand in `NAME.md`.
    pub page: String,
    /// What is to stand in `NAME_test.rego`.
    pub tests: String,
}

/// The texts of a policy for the rule `name`, which is small letters, digits and hyphens.
pub fn new_policy(name: &str) -> NewPolicy {
    let policy = include_str!("template/policy.rego");
    let page = include_str!("template/page.md");
    let tests = include_str!("template/policy_test.rego");
    let title = name.replace('-', " ");
    let mut letters = title.chars();
    let title = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    NewPolicy {
        policy: policy.replace("vsdlint.NAME", &names::package(name)),
        tests: tests.replace("vsdlint.NAME", &names::package(name)),
        page: page.replace("NAME", name).replace("TITLE", &title.unwrap_or_default()),
    }
}
