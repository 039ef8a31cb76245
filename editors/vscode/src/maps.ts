// The maps beside the text: of the stream under the cursor, of all streams, and of the value chain.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { DRAW, type DrawParams, type Drawing, type Place, placeOf } from "./drawing-request";
import { Picture } from "./picture";
import type { Server } from "./server";
import type { FromView, Kept, Kind, ToView } from "./view/messages";
import { page } from "./view/page";

const TITLES: Record<Kind, string> = { stream: "Stream map", landscape: "All streams", chain: "Value chain" };

/** The editor calls a page with a map so. */
export const VIEW = "vsdlint.map";

/** A map that is open. */
interface Open {
  panel: vscode.WebviewPanel;
  picture: Picture;
}

export class Maps implements vscode.Disposable {
  private readonly open = new Map<Kind, Open>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly extension: vscode.Uri,
  ) {
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.moved(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.moved(editor)),
      server.onDrawingChanged(() => this.open.forEach(({ picture }) => picture.changed())),
    ];
  }

  /** Opens a map beside the text, or brings it to the front. */
  async show(kind: Kind): Promise<void> {
    const here = placeIn(vscode.window.activeTextEditor) ?? (await anyPlace());
    if (!here) {
      void vscode.window.showInformationMessage("vsdlint: no model is open of which a map could be shown.");
      return;
    }
    await this.server.start();
    const known = this.open.get(kind);
    if (known) {
      known.panel.reveal(undefined, true);
      known.picture.moved(here);
      return;
    }
    this.begin(kind, here);
  }

  /** Takes over a page that was open before the window was loaded anew; `state` is what the page kept. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = keptIn(state);
    if (!kept || this.open.has(kept.kind)) {
      panel.dispose();
      return;
    }
    this.fill(kept.kind, kept.here, panel);
    await this.server.start();
  }

  dispose(): void {
    this.subscriptions.forEach((one) => void one.dispose());
    this.open.forEach(({ panel }) => void panel.dispose());
  }

  private begin(kind: Kind, here: Place): void {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.fill(kind, here, vscode.window.createWebviewPanel(VIEW, TITLES[kind], place));
  }

  /** Puts a map into a page. */
  private fill(kind: Kind, here: Place, panel: vscode.WebviewPanel): void {
    const scripts = vscode.Uri.joinPath(this.extension, "out");
    panel.webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    const picture = new Picture(kind, here, {
      ask: (params: DrawParams) => this.server.request<Drawing | null>(DRAW, params),
      show: (message: ToView) => void panel.webview.postMessage(message),
      setTitle: (title: string) => {
        panel.title = kind === "stream" ? title : TITLES[kind];
      },
    });
    this.open.set(kind, { panel, picture });
    panel.webview.onDidReceiveMessage((message: FromView) => {
      if (message.type === "ready") {
        void picture.ready();
      } else if (message.type === "open" && picture.shows(message.at)) {
        void reveal(message.at);
      }
    });
    panel.onDidDispose(() => {
      picture.dispose();
      this.open.delete(kind);
    });
    const script = panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, "view.js"));
    panel.webview.html = page(String(script), randomBytes(16).toString("hex"));
  }

  private moved(editor: vscode.TextEditor | undefined): void {
    const here = placeIn(editor);
    if (here) {
      this.open.forEach(({ picture }) => picture.moved(here));
    }
  }
}

/** What a page kept of its map; nothing if it is of another version, or kept nothing yet. */
function keptIn(state: unknown): Kept | undefined {
  const { kind, here } = (state ?? {}) as Partial<Kept>;
  const isKnown = kind !== undefined && Object.hasOwn(TITLES, kind);
  const { line, character } = here?.position ?? {};
  const isPlace = typeof here?.uri === "string" && typeof line === "number" && typeof character === "number";
  return isKnown && isPlace ? { kind, here } : undefined;
}

/** Where the cursor of an editor stands, if it shows a model. */
function placeIn(editor: vscode.TextEditor | undefined): Place | undefined {
  if (editor?.document.languageId !== "vsd") {
    return undefined;
  }
  const { line, character } = editor.selection.active;
  return { uri: String(editor.document.uri), position: { line, character } };
}

/** The beginning of any model: one that is seen, one that is open, or one of the folder. */
async function anyPlace(): Promise<Place | undefined> {
  for (const editor of vscode.window.visibleTextEditors) {
    const place = placeIn(editor);
    if (place) {
      return place;
    }
  }
  const opened = vscode.workspace.textDocuments.find(({ languageId }) => languageId === "vsd")?.uri;
  const uri = opened ?? (await vscode.workspace.findFiles("**/*.vsd", undefined, 1))[0];
  return uri && { uri: String(uri), position: { line: 0, character: 0 } };
}

/** Shows the statement of a part of a picture, in the editor that has its file if one has. */
async function reveal(at: string): Promise<void> {
  const place = placeOf(at);
  if (!place) {
    return;
  }
  const uri = vscode.Uri.parse(place.uri, true);
  const position = new vscode.Position(place.position.line, place.position.character);
  const editors = vscode.window.visibleTextEditors;
  const shown = editors.find(({ document }) => String(document.uri) === String(uri)) ?? editors[0];
  await vscode.window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}
