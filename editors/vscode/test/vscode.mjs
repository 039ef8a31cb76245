// As much of VS Code as the parts that are tested use of it. What they do is noted in `did`.

export const did = { panels: [], opened: [], said: [], open: [], dialogs: [], dropped: [], ran: [] };

const listeners = { selection: [], active: [] };
const listen = (list) => (listener) => {
  list.push(listener);
  return { dispose: () => list.splice(list.indexOf(listener), 1) };
};

export class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
export class Range {
  constructor(start, end) {
    Object.assign(this, { start, end });
  }
}
export class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.split(":")[0];
    this.path = this.fsPath = text.replace("file://", "");
  }
  static from({ scheme, path, query }) {
    return Object.assign(new Uri(`${scheme}:${path}`), { path, query });
  }
  static parse(text) {
    return new Uri(text);
  }
  static joinPath(uri, ...parts) {
    return new Uri([uri.text, ...parts].join("/"));
  }
  toString() {
    return this.text;
  }
}
export class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}
export const commands = { executeCommand: async (...command) => void did.ran.push(command) };
export const ViewColumn = { Beside: -2, One: 1 };

/** An editor with the cursor at the beginning of this line. */
export function editor(uri, line, languageId = "vsd", viewColumn = 1) {
  return { document: { uri: new Uri(uri), languageId }, selection: { active: new Position(line, 0) }, viewColumn };
}

/** The cursor is set into an editor. */
export function moveTo(editor) {
  window.activeTextEditor = editor;
  window.visibleTextEditors = [editor];
  listeners.selection.forEach((listener) => listener({ textEditor: editor }));
}

export const window = {
  activeTextEditor: undefined,
  visibleTextEditors: [],
  onDidChangeTextEditorSelection: listen(listeners.selection),
  onDidChangeActiveTextEditor: listen(listeners.active),
  activeColorTheme: { kind: 1 },
  showOpenDialog: async () => did.dialogs.shift(),
  showInformationMessage: async (text) => void did.said.push(text),
  showErrorMessage: async (text) => void did.said.push(text),
  showQuickPick: async (picks) => did.pick?.(picks),
  showInputBox: async () => did.typed,
  showTextDocument: async (uri, options) => void did.opened.push({ uri: String(uri), ...options }),
  createWebviewPanel(type, title, place) {
    const panel = { type, title, place, shown: [], revealed: 0, told: undefined, closed: undefined };
    panel.webview = {
      asWebviewUri: (uri) => `https://view/${uri}`,
      postMessage: (message) => panel.shown.push(message),
      onDidReceiveMessage: (listener) => void (panel.told = listener),
    };
    panel.onDidDispose = (listener) => void (panel.closed = listener);
    panel.reveal = () => void (panel.revealed += 1);
    panel.dispose = () => {
      panel.isClosed = true;
      panel.closed?.();
    };
    did.panels.push(panel);
    return panel;
  },
};
export class DocumentDropEdit {
  constructor(insertText) {
    this.insertText = insertText;
    did.dropped.push(this);
  }
}
const registration = () => ({ dispose() {} });
export const languages = { registerDocumentDropEditProvider: registration, getDiagnostics: () => [] };
export const workspace = {
  textDocuments: [],
  findFiles: async () => [],
  getWorkspaceFolder: () => undefined,
  registerTextDocumentContentProvider: registration,
};
export const ColorThemeKind = { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 };
export const extensions = { getExtension: () => undefined };
