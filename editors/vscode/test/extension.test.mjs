// What can be told of the extension without VS Code: its manifest and the parts that need no window.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import test from "node:test";
import { EXTENSION, load, read } from "./support.mjs";

const manifest = JSON.parse(read("package.json"));

test("a Visio drawing is known by its first bytes", async () => {
  const { isDrawing, HEAD } = await load("drawing.ts");
  assert.ok(isDrawing(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)));
  assert.ok(isDrawing(Buffer.from("PK\x03\x04").subarray(0, HEAD)));
  assert.ok(!isDrawing(Buffer.from("PK is a stakeholder")));
  assert.ok(!isDrawing(Buffer.from("\ufeffstream")));
  assert.ok(!isDrawing(new Uint8Array()));
});

test("the path of the program", async () => {
  const { resolve } = await load("program.ts");
  assert.equal(resolve("vsdlint", undefined), "vsdlint");
  assert.equal(resolve(" ", undefined), "vsdlint");
  assert.equal(resolve("~/bin/vsdlint", undefined), `${homedir()}/bin/vsdlint`);
  assert.equal(resolve("${workspaceFolder}/target/vsdlint", "/models/$&"), "/models/$&/target/vsdlint");
});

test("a program by its name alone is the one on the path", async () => {
  const { onPath } = await load("program.ts");
  const [here, there] = [1, 2].map(() => mkdtempSync(join(tmpdir(), "vsdlint-")));
  for (const folder of [here, there]) {
    writeFileSync(join(folder, "vsdlint.exe"), "");
  }
  assert.equal(onPath("vsdlint", ["", ".", there].join(delimiter)), join(there, "vsdlint.exe"));
  assert.equal(onPath("vsdlint.exe", there), join(there, "vsdlint.exe"));
  // What is not there is not looked for in the folder of the model.
  assert.equal(onPath("vsdlint", "."), join(homedir(), "vsdlint.exe"));
});

test("a program that is not there is told from one that fails", async () => {
  const { run } = await load("program.ts");
  await assert.rejects(run("no-such-program", []), /ENOENT/);
  const failing = ["-e", "console.error('so it is'); process.exit(2)"];
  await assert.rejects(run(process.execPath, failing), /^Error: so it is$/);
  assert.equal(await run(process.execPath, ["-p", "1"]), "1\n");
});

test("everything that the manifest names is there", () => {
  const { languages, grammars, snippets } = manifest.contributes;
  const icons = languages.flatMap(({ icon }) => Object.values(icon));
  const files = [manifest.icon, ...icons, ...[...grammars, ...snippets].map(({ path }) => path)];
  for (const file of [...files, ...languages.map(({ configuration }) => configuration)]) {
    assert.ok(existsSync(join(EXTENSION, file)), file);
  }
  const source = read("src/extension.ts");
  for (const { command } of manifest.contributes.commands) {
    assert.ok(source.includes(`registerCommand("${command}"`), command);
  }
});

test("the language configuration", () => {
  const { indentationRules, onEnterRules, wordPattern } = JSON.parse(read("language-configuration.json"));
  const increase = new RegExp(indentationRules.increaseIndentPattern);
  for (const line of ['stream "A {" {', "step a in engage { // {", "activity plan {", 'role "\\"" {']) {
    assert.match(line, increase);
  }
  for (const line of ["stakeholder user { }", 'purpose "{"', "// stream {", "stream a // {"]) {
    assert.doesNotMatch(line, increase);
  }
  assert.match("  }", new RegExp(indentationRules.decreaseIndentPattern));
  for (const { beforeText, afterText } of onEnterRules) {
    assert.ok(new RegExp(beforeText) && new RegExp(afterText ?? ""));
  }
  assert.deepEqual("design-and-transition, Käufer 7h".match(new RegExp(wordPattern, "gu")), [
    "design-and-transition",
    "Käufer",
    "7h",
  ]);
});
