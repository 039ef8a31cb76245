//! What the server can do, as it tells the client.

use serde_json::{Value, json};

use crate::lsp::convert::client::Client;
use crate::lsp::handlers::semantic_tokens;

/// The command that shows a rule's page.
pub const EXPLAIN: &str = "vsdlint.explain";

/// The answer to `initialize`.
pub fn told(client: &Client) -> Value {
    let mut told = json!({
        "serverInfo": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": client.encoding.kind(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
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
            "semanticTokensProvider": { "legend": semantic_tokens::legend(), "full": true, "range": true },
            "renameProvider": { "prepareProvider": true },
            "linkedEditingRangeProvider": true,
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "documentOnTypeFormattingProvider": { "firstTriggerCharacter": "}", "moreTriggerCharacter": ["\n"] },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
    });
    if client.pulls {
        // A file's diagnostics hang on all others. Those of files that are not open are published.
        told["capabilities"]["diagnosticProvider"] = json!({
            "identifier": "vsdlint", "interFileDependencies": true, "workspaceDiagnostics": false,
        });
    }
    told
}
