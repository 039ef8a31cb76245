//! How rules and their packages are called.

/// The package of the rule `name`: `vsdlint.four_eyes` of `four-eyes`.
pub(super) fn package(name: &str) -> String {
    format!("vsdlint.{}", name.replace('-', "_"))
}
