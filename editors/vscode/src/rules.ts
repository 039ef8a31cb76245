// The pages of the rules, as `vsdlint explain` has them, in VS Code's own preview.

import { dirname } from "node:path";
import * as vscode from "vscode";
import { run } from "./program";
import type { Server } from "./server";

const SCHEME = "vsdlint-rule";

interface Rule {
  name: string;
  summary: string;
}

export class Rules implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  constructor(private readonly server: Server) {}

  /** Shows the page of a rule; asks which if none is given. A project's own are those of the document `of`. */
  async explain(rule: unknown, of?: unknown): Promise<void> {
    try {
      const folder = folderOf(typeof of === "string" ? vscode.Uri.parse(of) : undefined);
      const name = typeof rule === "string" ? rule : await this.ask(folder);
      if (name) {
        const page = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: folder });
        await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
      }
    } catch (error) {
      void vscode.window.showErrorMessage(`vsdlint: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const name = uri.path.replace(/^\/|\.md$/g, "");
    const page = await run(this.server.program, ["explain", "--json", name], uri.query || undefined);
    return (JSON.parse(page) as { body: string }).body;
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** The rules to choose from, those of the findings under the cursor first. */
  private async ask(folder: string | undefined): Promise<string | undefined> {
    const rules = JSON.parse(await run(this.server.program, ["rules", "--json"], folder)) as Rule[];
    const here = new Set(findingsHere());
    const picks = rules
      .map(({ name, summary }) => ({ label: name, detail: summary, description: here.has(name) ? "here" : "" }))
      .sort((one, other) => Number(here.has(other.label)) - Number(here.has(one.label)));
    const pick = await vscode.window.showQuickPick(picks, {
      placeHolder: "Which rule?",
      matchOnDetail: true,
    });
    return pick?.label;
  }
}

/** The folder of a document, or else of the one that is edited, in whose project rules are looked for. */
function folderOf(document = vscode.window.activeTextEditor?.document.uri): string | undefined {
  return document?.scheme === "file"
    ? dirname(document.fsPath)
    : vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath;
}

/** The rules of the findings under the cursor. */
function findingsHere(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return [];
  }
  return vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((finding) => finding.range.contains(editor.selection.active))
    .map((finding) => String(typeof finding.code === "object" ? finding.code.value : finding.code));
}
