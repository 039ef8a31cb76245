//! `vsdlint lsp`: the language server.

use clap::Args;

use super::console::{Console, Status};
use super::error::CliError;

/// Serve an editor: the language server protocol over standard input and output
#[derive(Debug, Args)]
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
