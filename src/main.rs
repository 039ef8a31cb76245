//! The `vsdlint` command.

fn main() {}
