// What the changes since a revision change, and for whom: the page that `vsdlint diff` writes, beside the text.

import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { run } from "./program";

/** The editor calls a page with changes so. */
export const VIEW = "vsdlint.changes";

const OTHER = "Another revision…";
const DARK = /@media\s*\(prefers-color-scheme:\s*dark\)/g;

/** What is used of the extension for git that VS Code has. */
interface Git {
  getRepository(uri: vscode.Uri): { getRefs(query: object): Promise<{ name?: string; commit?: string }[]> } | null;
}

export class Comparison {
  constructor(private readonly server: { program: string }) {}

  /** Asks for a revision and shows what changed since; `revision` is given where somebody else has asked. */
  async show(revision?: unknown): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "vsd" || document.uri.scheme !== "file") {
      void vscode.window.showInformationMessage("vsdlint: open a file of the model that is to be compared.");
      return;
    }
    const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? dirname(document.uri.fsPath);
    try {
      const then = typeof revision === "string" ? revision : await ask(document.uri);
      if (!then) {
        return;
      }
      // A name that begins with a hyphen would be a flag; what exists as a path would be a path.
      const html = await run(this.server.program, ["diff", "--format", "html", "--", `${then}^0`, folder], folder);
      const title = `Changes since ${then}: ${basename(folder)}`;
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const panel = vscode.window.createWebviewPanel(VIEW, title, place, { enableScripts: false });
      panel.webview.html = themed(html, isDark(vscode.window.activeColorTheme.kind));
    } catch (error) {
      void vscode.window.showErrorMessage(`vsdlint: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** A page in the light of the editor, whatever the system prefers. */
export function themed(html: string, dark: boolean): string {
  return html.replace(DARK, dark ? "@media all" : "@media not all");
}

function isDark(kind: vscode.ColorThemeKind): boolean {
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
}

/** A revision: the last commit, a branch or tag, or whatever is typed. */
async function ask(uri: vscode.Uri): Promise<string | undefined> {
  const picks = [{ label: "HEAD", description: "the last commit" }];
  for (const { name, commit } of await refs(uri)) {
    if (name) {
      picks.push({ label: name, description: commit?.slice(0, 8) ?? "" });
    }
  }
  picks.push({ label: OTHER, description: "" });
  const pick = await vscode.window.showQuickPick(picks, { placeHolder: "Compare with which revision?" });
  if (pick?.label !== OTHER) {
    return pick?.label;
  }
  const prompt = "A branch, a tag, a commit, or HEAD~3";
  return (await vscode.window.showInputBox({ prompt }))?.trim();
}

/** The branches and tags that VS Code's own extension for git knows; none where there is no such extension. */
async function refs(uri: vscode.Uri): Promise<{ name?: string; commit?: string }[]> {
  try {
    const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>("vscode.git");
    const git = (await extension?.activate())?.getAPI(1);
    return (await git?.getRepository(uri)?.getRefs({})) ?? [];
  } catch {
    return [];
  }
}
