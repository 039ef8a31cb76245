// The changes since a revision: what is asked of vsdlint, and what is shown.

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { EXTENSION, load } from "./support.mjs";

/** A program that notes its arguments and prints a page. */
function program(text) {
  const folder = mkdtempSync(join(tmpdir(), "vsdlint-"));
  const path = join(folder, "vsdlint");
  writeFileSync(path, `#!/usr/bin/env node\nrequire("fs").writeFileSync("${folder}/asked", JSON.stringify(process.argv.slice(2)));\n${text}`);
  chmodSync(path, 0o755);
  return { path, folder, asked: () => JSON.parse(readFileSync(join(folder, "asked"), "utf8")) };
}

async function comparison(text) {
  const entry = join(EXTENSION, "test", "comparison.entry.mjs");
  const { Comparison, themed, vscode } = await load(entry, { vscode: "./test/vscode.mjs" });
  const { path, folder, asked } = program(text);
  const file = new vscode.Uri(`file://${folder}/model.vsd`);
  Object.assign(file, { scheme: "file", fsPath: join(folder, "model.vsd") });
  const here = vscode.editor("", 0);
  here.document.uri = file;
  vscode.moveTo(here);
  return { it: new Comparison({ program: path }), themed, vscode, asked, folder };
}

const PAGE = 'console.log("<style>@media (prefers-color-scheme:dark){a{}}</style>");';

test("the revision that is picked is compared with, and the page is shown beside the text", async () => {
  const { it, vscode, asked, folder } = await comparison(PAGE);
  vscode.did.pick = (picks) => picks.find(({ label }) => label === "HEAD");
  await it.show();
  assert.deepEqual(asked(), ["diff", "--format", "html", "--", "HEAD^0", folder]);
  const [panel] = vscode.did.panels;
  assert.equal(panel.type, "vsdlint.changes");
  assert.match(panel.title, /^Changes since HEAD: /);
  assert.match(panel.webview.html, /@media not all\{a/);
  assert.deepEqual(panel.place, { viewColumn: -2, preserveFocus: true });
});

test("another revision is typed", async () => {
  const { it, vscode, asked } = await comparison(PAGE);
  vscode.did.pick = (picks) => picks.at(-1);
  vscode.did.typed = " --output=x ";
  await it.show();
  assert.equal(asked()[4], "--output=x^0", "and is no flag");
});

test("nothing picked, nothing done", async () => {
  const { it, vscode } = await comparison(PAGE);
  vscode.did.pick = () => undefined;
  const before = vscode.did.panels.length;
  await it.show();
  assert.equal(vscode.did.panels.length, before);
});

test("what vsdlint says is wrong is shown", async () => {
  const { it, vscode } = await comparison('console.error("no revision `x`"); process.exit(2)');
  await it.show("x");
  assert.match(vscode.did.said.at(-1), /^vsdlint: no revision `x`/);
});

test("a page is dark where the editor is", async () => {
  const { themed } = await comparison(PAGE);
  assert.equal(themed("@media (prefers-color-scheme:dark){", true), "@media all{");
});
