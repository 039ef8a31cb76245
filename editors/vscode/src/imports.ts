// A model of what there is already: tables and drawings, by `vsdlint import`.

import * as vscode from "vscode";
import { argumentsFor, FILTERS, isSource, settled, type Outcome } from "./import-run";
import { run } from "./program";
import type { Server } from "./server";

const SCHEME = "vsdlint-import";

export class Imports implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly subscriptions: vscode.Disposable[];
  private readonly reports = new Map<string, string>();

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDocumentDropEditProvider({ language: "vsd" }, this),
    ];
  }

  /** Imports files into a folder. Asks for whatever is not given: a command of the explorer hands over what is selected. */
  async import(one?: unknown, all?: unknown): Promise<void> {
    try {
      const files = filesIn(one, all) ?? (await askForFiles());
      const folder = files && (await askForFolder(files));
      if (files && folder) {
        await this.run(files, folder);
      }
    } catch (error) {
      void vscode.window.showErrorMessage(`vsdlint: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Tables and drawings that are dropped onto a model are imported; anything else is dropped as ever. */
  async provideDocumentDropEdits(
    _document: vscode.TextDocument,
    _position: vscode.Position,
    data: vscode.DataTransfer,
  ): Promise<vscode.DocumentDropEdit | undefined> {
    const list = (await data.get("text/uri-list")?.asString()) ?? "";
    const files = list
      .split(/\r?\n/)
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => vscode.Uri.parse(line));
    if (files.length === 0 || !files.every(({ fsPath }) => isSource(fsPath))) {
      return undefined;
    }
    // The editor waits for the answer, so that the questions come behind it.
    setTimeout(() => void this.import(files[0], files), 0);
    const edit = new vscode.DocumentDropEdit("");
    return edit;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.reports.get(uri.path) ?? "";
  }

  dispose(): void {
    this.subscriptions.forEach((one) => void one.dispose());
  }

  private async run(files: vscode.Uri[], folder: vscode.Uri): Promise<void> {
    const paths = files.map(({ fsPath }) => fsPath);
    const said = await run(this.server.program, argumentsFor(paths, folder.fsPath));
    const outcome = settled(said, folder.fsPath);
    await this.show(outcome, folder);
  }

  /** Shows the first stream of the new model, and the report beside it. */
  private async show(outcome: Outcome, folder: vscode.Uri): Promise<void> {
    if (outcome.first) {
      const file = vscode.Uri.joinPath(folder, ...outcome.first);
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
    }
    const path = `/Import into ${folder.path.split("/").pop() ?? ""}.txt`;
    this.reports.set(path, outcome.report);
    const report = vscode.Uri.from({ scheme: SCHEME, path, query: String(Date.now()) });
    await vscode.window.showTextDocument(report, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
    void vscode.window.showInformationMessage(`vsdlint: ${outcome.summary}`);
  }
}

/** What a command of the explorer hands over: the file under the pointer, and all that are selected. */
function filesIn(one: unknown, all: unknown): vscode.Uri[] | undefined {
  const given = Array.isArray(all) && all.length > 0 ? (all as unknown[]) : [one];
  const files = given.filter((file): file is vscode.Uri => file instanceof vscode.Uri);
  return files.length > 0 ? files : undefined;
}

async function askForFiles(): Promise<vscode.Uri[] | undefined> {
  const options = { canSelectMany: true, filters: FILTERS, openLabel: "Import", title: "Tables and drawings" };
  return vscode.window.showOpenDialog(options);
}

/** The folder of the new model; the one that is offered lies beside the first file. */
async function askForFolder(files: vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const options = {
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: files[0] && vscode.Uri.joinPath(files[0], ".."),
    openLabel: "Write the Model Here",
    title: "The folder of the model. Nothing that is there is overwritten.",
  };
  return (await vscode.window.showOpenDialog(options))?.[0];
}
