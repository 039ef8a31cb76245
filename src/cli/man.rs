//! `vsdlint man`: the manual page, made from the same words as the help.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap_mangen::Man;

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

fn commands() -> impl TypedValueParser<Value = String> {
    const NAMES: [&str; 8] = ["check", "explain", "rules", "config", "init", "schema", "completions", "man"];
    PossibleValuesParser::new(NAMES)
}

/// Does it.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let mut whole = super::command();
    whole.build();
    let part = arguments.command.as_ref().and_then(|name| whole.find_subcommand(name));
    let command = match (part, &arguments.command) {
        (Some(part), Some(name)) => part.clone().display_name(format!("vsdlint-{name}")),
        _ => whole,
    };
    console.print(|out| Man::new(command).render(out));
}
