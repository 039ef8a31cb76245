// Importing tables and drawings: what the program is asked for, what is shown of its report, and what may be dropped.

import assert from "node:assert/strict";
import test from "node:test";
import { join } from "node:path";
import { EXTENSION, load, read } from "./support.mjs";

const REPORT = JSON.stringify({
  version: 1,
  files: ["/models/new/vsdlint.toml", "/models/new/organisation.vsd", "/models/new/streams/orders.vsd"],
  counts: { streams: 1, steps: 3, stakeholders: 2, repositories: 0, activities: 0, flows: 8 },
  remarks: [
    { kind: "resolved", message: "`Pack` is taken for the step `Pack`", file: "orders.csv", line: null, sheet: null, cell: "E2" },
    { kind: "dropped", message: "a group", file: "a.bpmn", line: 12, sheet: null, cell: null },
    { kind: "note", message: "so it is", file: "b.xlsx", line: null, sheet: "May", cell: "B3" },
  ],
});

test("what can be imported is known by its ending", async () => {
  const { isSource } = await load("import-run.ts");
  for (const path of ["/a/orders.csv", "C:\\a\\RACI.XLSX", "x.ods", "x.tsv", "drawing.bpmn"]) {
    assert.ok(isSource(path), path);
  }
  for (const path of ["/a/model.vsd", "notes.md", "csv", "pom.xml"]) {
    assert.ok(!isSource(path), path);
  }
});

test("names of files are no options", async () => {
  const { argumentsFor } = await load("import-run.ts");
  const args = argumentsFor(["--stdout.csv"], "/models/new");
  assert.deepEqual(args, ["import", "--format", "json", "--out", "/models/new", "--", "--stdout.csv"]);
});

test("the report is shown with its places, and the stream is opened", async () => {
  const { settled } = await load("import-run.ts");
  const { first, summary, report } = settled(REPORT, "/models/new");
  assert.deepEqual(first, ["streams", "orders.vsd"]);
  assert.equal(summary, "1 stream, 3 steps, 8 flows: 3 remarks");
  for (const line of ["resolved: `Pack` is taken for the step `Pack`", "orders.csv:E2", "a.bpmn:12", "b.xlsx:May!B3"]) {
    assert.ok(report.includes(line), report);
  }
});

test("a report without remarks and streams", async () => {
  const { settled } = await load("import-run.ts");
  const empty = { files: ["new/vsdlint.toml"], counts: { streams: 0, steps: 0, flows: 0 }, remarks: [] };
  const { first, summary } = settled(JSON.stringify(empty), "/models/new");
  assert.equal(first, undefined);
  assert.equal(summary, "0 streams, 0 steps, 0 flows: nothing was changed");
});

test("the explorer offers the command for what can be imported", () => {
  const { menus, commands } = JSON.parse(read("package.json")).contributes;
  assert.ok(commands.some(({ command, title }) => command === "vsdlint.import" && title === "Import…"));
  const [entry] = menus["explorer/context"].filter(({ command }) => command === "vsdlint.import");
  const [, pattern] = /resourceExtname =~ \/(.*)\/i/.exec(entry.when);
  for (const ending of [".csv", ".tsv", ".xlsx", ".ods", ".bpmn"]) {
    assert.match(ending, new RegExp(pattern, "i"));
  }
  assert.doesNotMatch(".vsd", new RegExp(pattern, "i"));
});

test("what is dropped onto a model is imported if it is a table or a drawing", async () => {
  const { Imports, vscode } = await load(join(EXTENSION, "test", "imports.entry.mjs"), { vscode: "./test/vscode.mjs" });
  const asked = [];
  const imports = new Imports({ program: "vsdlint" });
  imports.import = async (one, all) => void asked.push(all.map(String));
  const dropped = (text) => ({ get: (kind) => (kind === "text/uri-list" ? { asString: async () => text } : undefined) });
  const drop = (text) => imports.provideDocumentDropEdits(undefined, undefined, dropped(text));
  assert.equal(await drop("file:///a/model.vsd"), undefined);
  assert.equal(await drop(""), undefined);
  assert.equal(await drop("file:///a/orders.csv\r\nfile:///a/notes.md"), undefined);
  const edit = await drop("# two\r\nfile:///a/orders.csv\r\nfile:///a/b.bpmn");
  assert.equal(edit.insertText, "");
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(asked, [["file:///a/orders.csv", "file:///a/b.bpmn"]]);
  assert.equal(vscode.did.dropped.length, 1);
});

test("a file that the explorer hands over is imported into the folder that is chosen", async () => {
  const { Imports, vscode } = await load(join(EXTENSION, "test", "imports.entry.mjs"), { vscode: "./test/vscode.mjs" });
  const { did, Uri } = vscode;
  const imports = new Imports({ program: process.execPath });
  did.dialogs.push([new Uri("/models/new")]);
  // Node is no vsdlint: its complaint is shown, and nothing is opened.
  await imports.import(new Uri("/a/orders.csv"), undefined);
  assert.match(did.said.pop(), /^vsdlint: /);
  assert.equal(did.opened.length, 0);
  // Whoever chooses no folder gets nothing.
  did.dialogs.push(undefined);
  await imports.import(new Uri("/a/orders.csv"), undefined);
  assert.equal(did.said.length, 0);
});
