// Tells whoever opens a Visio drawing that it is none of our files.
//
// VS Code shows no text for binary files, so a drawing is seldom a document; its tab is all there is to notice.

import { open } from "node:fs/promises";
import { basename } from "node:path";
import * as vscode from "vscode";
import { HEAD, isDrawing } from "./drawing";

export class Drawings implements vscode.Disposable {
  private readonly told = new Set<string>();
  private readonly tabs: vscode.Disposable;

  constructor() {
    this.tabs = vscode.window.tabGroups.onDidChangeTabs((change) => {
      change.opened.forEach((tab) => void this.look(tab));
      change.closed.forEach((tab) => this.told.delete(String(uriOf(tab))));
    });
    vscode.window.tabGroups.all.flatMap((group) => group.tabs).forEach((tab) => void this.look(tab));
  }

  /** Whether the file is a drawing. If so, its reader is told, once while it is open. */
  async holds(uri: vscode.Uri): Promise<boolean> {
    if (uri.scheme !== "file" || !isDrawing(await head(uri.fsPath))) {
      return false;
    }
    if (!this.told.has(String(uri))) {
      this.told.add(String(uri));
      void tell(uri);
    }
    return true;
  }

  dispose(): void {
    this.tabs.dispose();
  }

  private async look(tab: vscode.Tab): Promise<void> {
    const uri = uriOf(tab);
    if (uri?.path.toLowerCase().endsWith(".vsd")) {
      await this.holds(uri);
    }
  }
}

/** Says what the file is, and offers to close it. */
async function tell(uri: vscode.Uri): Promise<void> {
  const close = "Close It";
  const message =
    `${basename(uri.fsPath)} is a Microsoft Visio drawing. ` +
    "Models of value streams have the same extension, but are texts; vsdlint leaves this file alone.";
  if ((await vscode.window.showInformationMessage(message, close)) === close) {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(tabs.filter((tab) => String(uriOf(tab)) === String(uri)));
  }
}

function uriOf(tab: vscode.Tab): vscode.Uri | undefined {
  return tab.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
}

/** The first bytes of a file; none if it cannot be read. */
async function head(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD), 0, HEAD, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return new Uint8Array();
  }
}
