//! `vsdlint completions`: scripts with which a shell completes the command line.

use clap::Args;
use clap_complete::Shell;

use super::console::Console;

const EXAMPLES: &str = "\
Examples:
  vsdlint completions bash > ~/.local/share/bash-completion/completions/vsdlint
  vsdlint completions fish > ~/.config/fish/completions/vsdlint.fish
  vsdlint completions zsh > ~/.zfunc/_vsdlint    (a directory in $fpath)";

/// Print the script with which a shell completes this command
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script that completes the command line in a shell.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "vsdlint", &mut script);
    console.print(|out| out.write_all(&script));
}
