// What the editor does when it is told to: the page of a rule, and the open places of a step.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { EXTENSION, load, read } from "./support.mjs";

const begin = () => load(join(EXTENSION, "test", "commands.entry.mjs"), { vscode: "./test/vscode.mjs" });

/** Two projects, and a program that says in which folder it was started. */
function projects() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "vsdlint-")));
  mkdirSync(join(folder, "here"));
  mkdirSync(join(folder, "there"));
  const program = join(folder, "vsdlint");
  const rules = 'process.argv[2] === "rules" ? [{ name: "own", summary: process.cwd() }] : { body: process.cwd() }';
  writeFileSync(program, `#!/usr/bin/env node\nconsole.log(JSON.stringify(${rules}));\n`);
  chmodSync(program, 0o755);
  return { program, folder, here: `file://${folder}/here/model.vsd`, there: `file://${folder}/there/model.vsd` };
}

test("a rule is looked for in the project of the document", async () => {
  const { Rules, vscode } = await begin();
  const { program, folder, here, there } = projects();
  const rules = new Rules({ program });
  vscode.moveTo(vscode.editor(here, 0));
  await rules.explain("own");
  await rules.explain("own", there);
  vscode.did.pick = (picks) => picks[0];
  await rules.explain(undefined);
  vscode.window.activeTextEditor = undefined;
  vscode.workspace.workspaceFolders = [{ uri: new vscode.Uri(`file://${folder}`) }];
  await rules.explain("own");
  const pages = vscode.did.ran.map(([command, page]) => {
    assert.equal(command, "markdown.showPreviewToSide");
    return rules.provideTextDocumentContent(page);
  });
  const expected = [join(folder, "here"), join(folder, "there"), join(folder, "here"), folder];
  assert.deepEqual(await Promise.all(pages), expected);
  assert.deepEqual(vscode.did.said, []);
});

test("the open places of a step are shown at it", async () => {
  const { SHOW_OPEN, showOpen, vscode } = await begin();
  const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };
  await showOpen("file:///a.vsd", { line: 1, character: 2 }, [{ uri: "file:///b.vsd", range }]);
  const [[command, document, position, [place], how]] = vscode.did.ran;
  assert.deepEqual([command, String(document), how], ["editor.action.peekLocations", "file:///a.vsd", "peek"]);
  assert.deepEqual({ ...position }, { line: 1, character: 2 });
  assert.equal(String(place.uri), "file:///b.vsd");
  assert.deepEqual({ ...place.range.end }, { line: 3, character: 9 });
  // It is registered, and the server is told so.
  assert.ok(read("src/extension.ts").includes("registerCommand(SHOW_OPEN, showOpen)"));
  assert.ok(read("src/server.ts").includes("initializationOptions: { commands: [SHOW_OPEN] }"));
  assert.equal(SHOW_OPEN, "vsdlint.showOpen");
});
