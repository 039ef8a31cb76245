//! The `vsdlint` command.

mod cli;
#[cfg(feature = "lsp")]
mod lsp;
mod threads;

fn main() -> std::process::ExitCode {
    cli::main()
}
