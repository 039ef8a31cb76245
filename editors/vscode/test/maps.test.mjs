// The maps in a window: which page is opened, what it is told, and what it may have opened.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { EXTENSION, load } from "./support.mjs";

const MODEL = "file:///model.vsd";
const svg = (at) => `<svg><g class="node" data-at="${at}"/></svg>`;

/** The maps with a window of their own, and a server that draws one stream wherever it is asked. */
async function maps() {
  const { Maps, vscode } = await load(join(EXTENSION, "test", "maps.entry.mjs"), { vscode: "./test/vscode.mjs" });
  const asked = [];
  const changed = [];
  let starts = 0;
  const server = {
    start: async () => void (starts += 1),
    request: async (method, params) => {
      asked.push([method, params]);
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 1 } };
      const location = { uri: MODEL, range };
      return { of: "a", title: "The stream", svg: svg(`${MODEL}#L3,8`), location, boxes: [] };
    },
    onDrawingChanged: (listener) => {
      changed.push(listener);
      return { dispose() {} };
    },
  };
  const it = new Maps(server, new vscode.Uri("/extension"));
  return { it, vscode, asked, changed, started: () => starts };
}

test("a map is opened beside the text, and shows what the server draws", async () => {
  const { it, vscode, asked, started } = await maps();
  vscode.moveTo(vscode.editor(MODEL, 2));
  await it.show("stream");
  const [panel] = vscode.did.panels;
  assert.deepEqual(panel.place, { viewColumn: -2, preserveFocus: true });
  assert.deepEqual(panel.webview.options.localResourceRoots.map(String), ["/extension/out"]);
  const [, nonce] = /script-src 'nonce-([0-9a-f]{32})'/.exec(panel.webview.html);
  assert.ok(panel.webview.html.includes(`<script nonce="${nonce}" src="https://view//extension/out/view.js">`));
  assert.equal(started(), 1);
  assert.equal(asked.length, 0, "before the page is there it is told nothing");
  await panel.told({ type: "ready" });
  await new Promise((done) => setTimeout(done, 10));
  assert.deepEqual(asked, [["vsdlint/draw", { textDocument: { uri: MODEL }, position: { line: 2, character: 0 } }]]);
  assert.equal(panel.shown[0].type, "picture");
  assert.equal(panel.title, "The stream");
  await it.show("stream");
  assert.deepEqual([vscode.did.panels.length, panel.revealed], [1, 1], "one page for each kind of map");
  await it.show("landscape");
  assert.equal(vscode.did.panels[1].title, "All streams");
  assert.notEqual(/nonce-(\w+)/.exec(vscode.did.panels[1].webview.html)[1], nonce);
});

test("the page may have its own statements opened, and nothing else", async () => {
  const { it, vscode } = await maps();
  vscode.moveTo(vscode.editor(MODEL, 2, "vsd", 2));
  await it.show("stream");
  const [panel] = vscode.did.panels;
  panel.told({ type: "ready" });
  await new Promise((done) => setTimeout(done, 10));
  for (const at of ["file:///etc/passwd#L1,1", "command:workbench.action.quit", `${MODEL}#L9,9`]) {
    panel.told({ type: "open", at });
  }
  assert.deepEqual(vscode.did.opened, []);
  panel.told({ type: "open", at: `${MODEL}#L3,8` });
  const at = { line: 2, character: 7 };
  const [{ uri, viewColumn, selection }] = vscode.did.opened;
  assert.deepEqual([uri, viewColumn, { ...selection.start }], [MODEL, 2, at]);
});

test("a map follows the text until it is closed", async () => {
  const { it, vscode, asked, changed } = await maps();
  vscode.moveTo(vscode.editor(MODEL, 2));
  await it.show("stream");
  const [panel] = vscode.did.panels;
  panel.told({ type: "ready" });
  const calm = () => new Promise((done) => setTimeout(done, 200));
  await calm();
  changed.forEach((listener) => listener());
  await calm();
  assert.equal(asked.length, 2);
  vscode.moveTo(vscode.editor("file:///notes.txt", 30, "plaintext"));
  await calm();
  assert.equal(asked.length, 2, "what is no model has no streams");
  vscode.moveTo(vscode.editor(MODEL, 20));
  await calm();
  assert.equal(asked.length, 3);
  changed.forEach((listener) => listener());
  panel.dispose();
  await calm();
  assert.equal(asked.length, 3);
  vscode.moveTo(vscode.editor(MODEL, 2));
  await it.show("stream");
  assert.equal(vscode.did.panels.length, 2);
});

test("a map is there again when the window has been loaded anew", async () => {
  const { it, vscode, asked, started } = await maps();
  const position = { line: 2, character: 0 };
  const restored = async (state) => {
    const panel = vscode.window.createWebviewPanel("vsdlint.map", "as it was called", {});
    await it.restore(panel, state);
    return panel;
  };
  for (const state of [undefined, {}, { zoom: 2 }, { kind: "toString", here: { uri: MODEL, position } }, { kind: "chain", here: { uri: 1 } }]) {
    assert.ok((await restored(state)).isClosed, JSON.stringify(state));
  }
  const panel = await restored({ zoom: 2, kind: "stream", here: { uri: MODEL, position } });
  assert.equal(started(), 1);
  assert.equal(panel.webview.options.enableScripts, true);
  panel.told({ type: "ready" });
  await new Promise((done) => setTimeout(done, 10));
  assert.deepEqual(asked, [["vsdlint/draw", { textDocument: { uri: MODEL }, position }]]);
  assert.deepEqual(panel.shown[0].kept, { kind: "stream", here: { uri: MODEL, position } });
  assert.ok((await restored({ kind: "stream", here: { uri: MODEL, position } })).isClosed, "one page for each kind of map");
  vscode.moveTo(vscode.editor(MODEL, 2));
  await it.show("stream");
  assert.deepEqual([panel.revealed, panel.isClosed], [1, undefined]);
});

test("without a model there is no map", async () => {
  const { it, vscode } = await maps();
  await it.show("chain");
  assert.deepEqual([vscode.did.panels.length, vscode.did.said.length], [0, 1]);
  vscode.workspace.findFiles = async () => [new vscode.Uri(MODEL)];
  await it.show("chain");
  assert.equal(vscode.did.panels[0].title, "Value chain");
});
