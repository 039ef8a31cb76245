// Starts `vsdlint lsp` when the first model is opened; everything else is the language server's.

import * as vscode from "vscode";
import { Comparison } from "./comparison";
import { Drawings } from "./drawings";
import { Imports } from "./imports";
import { Maps, VIEW } from "./maps";
import { SHOW_OPEN, showOpen } from "./open-places";
import { Rules } from "./rules";
import { Server } from "./server";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const drawings = new Drawings();
  server = new Server(drawings);
  const rules = new Rules(server);
  const maps = new Maps(server, context.extensionUri);
  const comparison = new Comparison(server);
  const imports = new Imports(server);
  const running = server;

  const opened = async (document: vscode.TextDocument) => {
    if (document.languageId !== "vsd") {
      return;
    }
    if (await drawings.holds(document.uri)) {
      // So nobody colours it, and the server never hears of it.
      await vscode.languages.setTextDocumentLanguage(document, "plaintext");
    } else if (["file", "untitled"].includes(document.uri.scheme)) {
      await running.start();
    }
  };

  context.subscriptions.push(
    drawings,
    server,
    rules,
    maps,
    imports,
    vscode.commands.registerCommand("vsdlint.restart", () => running.restart()),
    vscode.commands.registerCommand("vsdlint.showOutput", () => running.output.show()),
    vscode.commands.registerCommand("vsdlint.explainRule", (rule?: unknown, of?: unknown) => rules.explain(rule, of)),
    vscode.commands.registerCommand(SHOW_OPEN, showOpen),
    vscode.commands.registerCommand("vsdlint.showStreamMap", () => maps.show("stream")),
    vscode.commands.registerCommand("vsdlint.showLandscape", () => maps.show("landscape")),
    vscode.commands.registerCommand("vsdlint.showChain", () => maps.show("chain")),
    vscode.commands.registerCommand("vsdlint.import", (one?: unknown, all?: unknown) => imports.import(one, all)),
    vscode.commands.registerCommand("vsdlint.compareWith", (revision?: unknown) => comparison.show(revision)),
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: (panel, state) => maps.restore(panel, state),
    }),
    vscode.workspace.onDidOpenTextDocument((document) => void opened(document)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("vsdlint.path")) {
        void running.restart();
      }
    }),
  );
  for (const document of vscode.workspace.textDocuments) {
    void opened(document);
  }
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
