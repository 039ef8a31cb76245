// The language server: one `vsdlint lsp` for all folders of the window.

import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";
import { DRAWING_CHANGED } from "./drawing-request";
import type { Drawings } from "./drawings";
import { SHOW_OPEN } from "./open-places";
import { resolve, run } from "./program";

const INSTALL = "https://github.com/vsdlint/vsdlint/blob/main/docs/editors.md";

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("vsdlint");
  private readonly drawingChanged = new vscode.EventEmitter<void>();
  /** Pictures that were asked for may be others now. */
  readonly onDrawingChanged = this.drawingChanged.event;
  private client: LanguageClient | undefined;
  /** Whether its user knows that it cannot be started: once is enough, however many models are opened. */
  private told = false;
  /** Starts and stops wait for each other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly drawings: Drawings) {}

  /** The program that the settings name. */
  get program(): string {
    const setting = vscode.workspace.getConfiguration("vsdlint").get("path", "vsdlint");
    return resolve(setting, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  }

  start(): Promise<void> {
    return this.next(() => this.begin());
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  restart(): Promise<void> {
    return this.next(async () => {
      this.told = false;
      await this.end();
      await this.begin();
    });
  }

  /** Asks the server something. */
  async request<Answer>(method: string, params: unknown): Promise<Answer> {
    await this.turn;
    if (!this.client) {
      throw new Error("vsdlint does not run.");
    }
    return this.client.sendRequest<Answer>(method, params);
  }

  dispose(): void {
    this.drawingChanged.dispose();
    void this.stop().then(() => this.output.dispose());
  }

  private next(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => this.output.appendLine(String(error)));
    return this.turn;
  }

  private async begin(): Promise<void> {
    if (this.client) {
      return;
    }
    const command = this.program;
    try {
      const version = await run(command, ["--version"]);
      this.output.appendLine(`${version.trim()}, started as ${command}`);
    } catch (error) {
      void this.missing(command, error);
      return;
    }
    const client = new LanguageClient(
      "vsdlint",
      "vsdlint",
      { command, args: ["lsp"] },
      {
        documentSelector: [
          { language: "vsd", scheme: "file" },
          { language: "vsd", scheme: "untitled" },
        ],
        initializationOptions: { commands: [SHOW_OPEN] },
        outputChannel: this.output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        middleware: {
          didOpen: async (document, next) => {
            if (!(await this.drawings.holds(document.uri))) {
              await next(document);
            }
          },
          // The server would open the page in a browser; it is nicer to read beside the model.
          executeCommand: (command, args, next) =>
            command === "vsdlint.explain"
              ? vscode.commands.executeCommand("vsdlint.explainRule", args[0], args[1])
              : next(command, args),
        },
      },
    );
    this.client = client;
    try {
      client.onNotification(DRAWING_CHANGED, () => this.drawingChanged.fire());
      await client.start();
      // What an earlier server drew, this one does not watch over.
      this.drawingChanged.fire();
    } catch (error) {
      this.client = undefined;
      void this.missing(command, error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
  }

  private async missing(command: string, error: unknown): Promise<void> {
    this.output.appendLine(`${command} cannot be started: ${String(error)}`);
    if (this.told) {
      return;
    }
    this.told = true;
    const [settings, install, output] = ["Set the Path", "How to Install", "Show the Output"];
    const message = `vsdlint cannot be started as \`${command}\`, so there are only colours and snippets.`;
    switch (await vscode.window.showWarningMessage(message, settings, install, output)) {
      case settings:
        await vscode.commands.executeCommand("workbench.action.openSettings", "vsdlint.path");
        break;
      case install:
        await vscode.env.openExternal(vscode.Uri.parse(INSTALL));
        break;
      case output:
        this.output.show();
        break;
    }
  }
}
