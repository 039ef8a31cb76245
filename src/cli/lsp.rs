//! `vsdlint lsp`: the language server.

use clap::Args;

use super::console::{Console, Status};
use super::error::CliError;

const HELP: &str = "\
Editors start this command; nobody has to type it. How to set each of them up: \
https://github.com/vsdlint/vsdlint/blob/main/docs/editors.md

Exit status: 0 the editor ended it, 1 the editor left without a word, 2 something went wrong.";

/// Serve an editor: the language server protocol over standard input and output
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Arguments {
    /// Accepted, since some editors name what is the only way
    #[arg(long, hide = true)]
    stdio: bool,

    /// Accepted and not needed: the server ends when its client does
    #[arg(long = "clientProcessId", value_name = "ID", hide = true)]
    client_process_id: Option<u32>,
}

/// Serves until the client ends; a client that leaves without a word ends it with status 1.
pub fn run(_: &Arguments, console: &mut Console) {
    match crate::lsp::serve() {
        Ok(true) => {}
        Ok(false) => console.raise(Status::Findings),
        Err(error) => console.problem(&CliError::Thread { error }),
    }
}
