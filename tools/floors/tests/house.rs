//! The code is as `floors.toml` and `docs/ARCHITECTURE.md` say.

#![allow(clippy::unwrap_used)] // The helpers of tests may panic as tests do.

use std::path::{Path, PathBuf};

use vsdlint_floors::{Plan, as_svg, check, habits, read};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn plan() -> Plan {
    Plan::read(&root().join("tools/floors/floors.toml")).unwrap()
}

#[test]
fn no_import_leads_up_or_round_in_a_circle() {
    let breaches = check(&read(&root().join("src")).unwrap(), &plan());
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_picture_shows_the_imports_as_they_are() {
    let drawn = std::fs::read_to_string(root().join("docs/pictures/floors.svg")).unwrap();
    let now = as_svg(&read(&root().join("src")).unwrap(), &plan());
    assert!(drawn == now, "draw it anew: cargo run -p vsdlint-floors -- --write");
}

#[test]
fn rules_and_model_keep_to_plain_control_flow() {
    for folder in ["src/rules", "src/model"] {
        for (is_kept, line) in habits(&root().join(folder)).unwrap() {
            assert!(is_kept, "{line}");
        }
    }
}
