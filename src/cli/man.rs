//! `vsdlint man`: the manual page, made from the same words as the help.

use std::io::{self, Write};

use clap::Args;
use clap::builder::{PossibleValuesParser, Resettable, TypedValueParser};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::console::Console;

const EXAMPLES: &str = "\
Examples:
  vsdlint man | man -l -              read it
  vsdlint man check > vsdlint-check.1";

/// Print the manual page, of vsdlint or of one of its commands, as roff
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The command that the page is about
    #[arg(value_name = "COMMAND", value_parser = commands())]
    command: Option<String>,
}

/// The commands that have a page: all of them.
const NAMES: &[&str] = &[
    "check",
    "fmt",
    "draw",
    "report",
    "diff",
    "stats",
    "import",
    "export",
    "explain",
    "rules",
    "config",
    #[cfg(feature = "policy")]
    "policy",
    "init",
    #[cfg(feature = "lsp")]
    "lsp",
    "schema",
    "completions",
    "man",
];

fn commands() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(NAMES)
}

/// Prints the manual page of the command that is named, or of vsdlint.
pub fn run(arguments: &Arguments, console: &mut Console) {
    // `vsdlint help` has no page of its own: it shows those of the others.
    let without_help = |command: clap::Command| command.disable_help_subcommand(true);
    let mut whole = without_help(super::command()).mut_subcommands(without_help);
    whole.build();
    let part = arguments.command.as_ref().and_then(|name| whole.find_subcommand(name));
    let (command, name) = match (part, &arguments.command) {
        (Some(part), Some(name)) => (part.clone(), format!("vsdlint-{name}")),
        _ => (whole, "vsdlint".to_owned()),
    };
    console.print(|out| page(command.display_name(name), out));
}

/// Writes the page of a command. The text that help ends with becomes sections of their own: clap would set it
/// as one running text, and examples have to keep their lines.
fn page(command: clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let ending = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let title = command.get_display_name().unwrap_or_default().to_uppercase();
    let page = Man::new(command.after_help(Resettable::Reset))
        .title(title)
        // An empty date would be no argument at all, and what follows would take its place.
        .date(" ")
        .source(concat!("vsdlint ", env!("CARGO_PKG_VERSION")))
        .manual("vsdlint Manual");
    page.render(out)?;
    if ending.is_empty() {
        return Ok(());
    }
    let mut roff = Roff::new();
    for paragraph in ending.split("\n\n") {
        if let Some(lines) = paragraph.strip_prefix("Examples:\n") {
            roff.control("SH", ["EXAMPLES"]).control("nf", []);
            for line in lines.lines() {
                roff.text([roman(line.trim_start())]);
            }
            roff.control("fi", []);
        } else if let Some(text) = paragraph.strip_prefix("Exit status: ") {
            roff.control("SH", ["EXIT STATUS"]).text([roman(text)]);
        } else {
            roff.control("SH", ["NOTES"]).text([roman(paragraph)]);
        }
    }
    roff.to_writer(out)
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::cli::command;

    #[test]
    fn every_command_has_a_page() {
        let command = command();
        let mut names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        names.retain(|&name| name != "help");
        let (mut known, mut there) = (NAMES.to_vec(), names);
        known.sort_unstable();
        there.sort_unstable();
        assert_eq!(known, there);
    }
}
