//! Help, versions, completions and manual pages.

use insta::with_settings;
use vsdlint::compare;
use vsdlint::export::{model, stats};
use vsdlint::output::json_schema;
use vsdlint::project::config_schema;
use vsdlint::rule::RuleTable;
use vsdlint::rules::metadata;

use crate::cli::support::Place;

const COMMANDS: [&str; 17] = [
    "check",
    "fmt",
    "lsp",
    "draw",
    "report",
    "diff",
    "stats",
    "export",
    "import",
    "explain",
    "rules",
    "config",
    "policy",
    "init",
    "schema",
    "completions",
    "man",
];

#[test]
fn help_of_the_command_and_of_each_of_its_commands() {
    let place = Place::new(&[]);
    // Formats come and go; that they are listed is all that matters here.
    with_settings!({filters => vec![(r"possible values: full,[^\]]*", "possible values: [formats]")]}, {
        let own = ("help".to_owned(), place.stdout(&["--help"]));
        let of = |command| (format!("help_{command}"), place.stdout(&[command, "--help"]));
        assert_snapshots!(std::iter::once(own).chain(COMMANDS.map(of)));
    });
}

#[test]
fn no_arguments_at_all_get_help_and_fail() {
    let place = Place::new(&[]);
    let output = place.output(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("Usage: vsdlint"));
}

#[test]
fn the_version() {
    assert_eq!(Place::new(&[]).run(&["--version"]), "status: 0\n---- stdout\nvsdlint [version]\n");
}

#[test]
fn completions_know_every_command() {
    let place = Place::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.stdout(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    assert_snapshot!(place.run(&["completions", "tcsh"]));
}

#[test]
fn manual_pages_are_roff() {
    let place = Place::new(&[]);
    let page = place.stdout(&["man"]);
    assert!(page.contains(".TH VSDLINT 1"), "{page}");
    assert!(page.contains(".SH EXAMPLES\n.nf\nvsdlint init "), "{page}");
    assert!(page.contains(".SH \"EXIT STATUS\"\n0 nothing to report"), "{page}");
    assert!(!page.contains("vsdlint\\-help"), "a page that nobody has");
    for command in COMMANDS {
        assert!(page.contains(&format!("vsdlint\\-{command}(1)")), "{command}");
        let page = place.stdout(&["man", command]);
        assert!(page.contains(&format!(".TH VSDLINT-{} 1", command.to_uppercase())), "{page}");
    }
}

#[test]
fn schemas_are_those_of_the_library() {
    let place = Place::new(&[]);
    for (of, schema) in [
        ("config", config_schema(&RuleTable::new(metadata()))),
        ("json", json_schema()),
        ("stats", stats::schema()),
        ("model", model::schema()),
        ("diff", compare::schema()),
    ] {
        let shown: serde_json::Value = serde_json::from_str(&place.stdout(&["schema", of])).unwrap();
        assert_eq!(shown, schema, "{of}");
    }
}

#[test]
fn an_unknown_command_is_guessed() {
    assert_snapshot!(Place::new(&[]).run(&["chekc"]));
}

#[test]
fn what_a_terminal_would_obey_is_not_quoted() {
    let output = Place::new(&[]).output(&["check", "--\u{1b}[31mred"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.contains(&0x1b));
}
