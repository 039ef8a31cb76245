//! What the client can do, as it said when it began.

use serde_json::Value;

use super::position::Encoding;

/// The command of a client that shows the open places of a step. It says in `initializationOptions` that it has it.
pub const SHOW_OPEN: &str = "vsdlint.showOpen";

/// What of the client's abilities makes a difference here.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// How it counts characters.
    pub encoding: Encoding,
    /// It asks for the diagnostics of its open documents, and asks again when told so. One that cannot be told would show
    /// old ones after an edit in another file, so it is told the diagnostics themselves.
    pub pulls: bool,
    /// It asks for inlay hints again when told so.
    pub refreshes_hints: bool,
    /// The same of code lenses.
    pub refreshes_lenses: bool,
    /// It shows where else a diagnostic points.
    pub related: bool,
    /// It watches files for the server.
    pub watches: bool,
    /// It watches files outside its folders.
    pub watches_elsewhere: bool,
    /// It takes edits of documents with their versions.
    pub versioned_edits: bool,
    /// It fills in snippets that a completion brings.
    pub snippets: bool,
    /// It takes an action first and asks for its edit later.
    pub resolves_edits: bool,
    /// It understands outlines with levels.
    pub nested_symbols: bool,
    /// It shows a document when told so.
    pub shows_documents: bool,
    /// It takes links to definitions, not places alone.
    pub links: bool,
    /// It shows Markdown beside a name. One that says nothing of it does.
    pub markdown: bool,
    /// It has a command of its own that shows the open places of a step.
    pub shows_open: bool,
}

impl Client {
    /// Reads the parameters of `initialize`. What is not there, or of another shape, is not supported.
    pub fn read(params: &Value) -> Client {
        let capability = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let is_on = |path: &str| capability(path).and_then(Value::as_bool).unwrap_or(false);
        let formats = capability("textDocument/hover/contentFormat").and_then(Value::as_array);
        let mut formats = formats.into_iter().flatten().filter_map(Value::as_str);
        let commands = params.pointer("/initializationOptions/commands").and_then(Value::as_array);
        let encodings = capability("general/positionEncodings").and_then(Value::as_array);
        let lazily =
            capability("textDocument/codeAction/resolveSupport/properties").and_then(Value::as_array);
        Client {
            encoding: Encoding::choose(encodings.into_iter().flatten().filter_map(Value::as_str)),
            pulls: capability("textDocument/diagnostic").is_some_and(Value::is_object)
                && is_on("workspace/diagnostics/refreshSupport"),
            refreshes_hints: is_on("workspace/inlayHint/refreshSupport"),
            refreshes_lenses: is_on("workspace/codeLens/refreshSupport"),
            related: is_on("textDocument/publishDiagnostics/relatedInformation")
                || is_on("textDocument/diagnostic/relatedInformation"),
            watches: is_on("workspace/didChangeWatchedFiles/dynamicRegistration"),
            watches_elsewhere: is_on("workspace/didChangeWatchedFiles/relativePatternSupport"),
            versioned_edits: is_on("workspace/workspaceEdit/documentChanges"),
            snippets: is_on("textDocument/completion/completionItem/snippetSupport"),
            resolves_edits: lazily.into_iter().flatten().any(|property| property == "edit"),
            nested_symbols: is_on("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            shows_documents: is_on("window/showDocument/support"),
            links: is_on("textDocument/definition/linkSupport"),
            markdown: formats.find(|format| matches!(*format, "markdown" | "plaintext")) != Some("plaintext"),
            shows_open: commands.into_iter().flatten().any(|command| command == SHOW_OPEN),
        }
    }
}
