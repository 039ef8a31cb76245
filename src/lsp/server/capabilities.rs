//! What the server can do, as it tells the client.

use serde_json::{Value, json};

use crate::lsp::convert::client::Client;
use crate::lsp::handlers::code_actions::EXPLAIN;
use crate::lsp::handlers::semantic_tokens;

/// The answer to `initialize`.
pub fn of_server(client: &Client) -> Value {
    let mut answer = json!({
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
        // A file's diagnostics depend on all others. Those of files that are not open are published.
        answer["capabilities"]["diagnosticProvider"] = json!({
            "identifier": "vsdlint", "interFileDependencies": true, "workspaceDiagnostics": false,
        });
    }
    answer
}
