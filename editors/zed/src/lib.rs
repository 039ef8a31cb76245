//! Tells Zed how to start the language server.

use zed_extension_api::{self as zed, Command, Extension, LanguageServerId, Result, Worktree};

struct Vsdlint;

impl Extension for Vsdlint {
    fn new() -> Self {
        Vsdlint
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("vsdlint").ok_or("vsdlint is not on your PATH: `pip install vsdlint`")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Vsdlint);
