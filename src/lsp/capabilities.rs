//! What the server can do, as it tells the client.

use serde_json::{Value, json};

use super::answers::tokens;
use super::position::Encoding;

/// The command that shows a rule's page.
pub const EXPLAIN: &str = "vsdlint.explain";

/// The answer to `initialize`.
pub fn told(encoding: Encoding) -> Value {
    json!({
        "serverInfo": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": encoding.kind(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            // A file's diagnostics hang on all others. Those of files that are not open are published.
            "diagnosticProvider": {
                "identifier": "vsdlint", "interFileDependencies": true, "workspaceDiagnostics": false,
            },
            "codeActionProvider": {
                "codeActionKinds": ["quickfix", "source.fixAll.vsdlint"], "resolveProvider": true,
            },
            "executeCommandProvider": { "commands": [EXPLAIN] },
            "definitionProvider": true,
            "implementationProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "callHierarchyProvider": true,
            "documentLinkProvider": { "resolveProvider": false },
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": ["\"", ".", "@", " ", ","], "resolveProvider": false },
            "inlayHintProvider": { "resolveProvider": false },
            "codeLensProvider": { "resolveProvider": false },
            "semanticTokensProvider": { "legend": tokens::legend(), "full": true, "range": true },
            "renameProvider": { "prepareProvider": true },
            "linkedEditingRangeProvider": true,
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "documentOnTypeFormattingProvider": { "firstTriggerCharacter": "}", "moreTriggerCharacter": ["\n"] },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
    })
}
