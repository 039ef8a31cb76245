// What the tests share: parts of the extension that need no VS Code, and the grammar as VS Code reads it.

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Registry, parseRawGrammar, INITIAL } = require("vscode-textmate");
const oniguruma = require("vscode-oniguruma");
const { buildSync } = require("esbuild");

export const EXTENSION = join(dirname(fileURLToPath(import.meta.url)), "..");
export const read = (file) => readFileSync(join(EXTENSION, file), "utf8");

/** The text of a module of the extension with all that it imports; `alias` says what stands in for what. */
export function bundle(file, format = "esm", alias = {}) {
  const entry = resolve(EXTENSION, "src", file);
  const standIns = Object.entries(alias).map(([name, path]) => [name, join(EXTENSION, path)]);
  const options = { bundle: true, platform: "node", format, write: false, alias: Object.fromEntries(standIns) };
  return buildSync({ entryPoints: [entry], ...options }).outputFiles[0].text;
}

let loads = 0;

/** A module of the extension, which must not need VS Code, loaded anew. */
export function load(file, alias) {
  loads += 1;
  const text = `${bundle(file, "esm", alias)}\n// ${loads}`;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}

/** The grammar with this scope. */
export async function grammar(scope = "source.vsd") {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length)).catch(() => {});
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) => {
      const { path } = JSON.parse(read("package.json")).contributes.grammars.find((one) => one.scopeName === name);
      return Promise.resolve(parseRawGrammar(read(path), path));
    },
  });
  return registry.loadGrammar(scope);
}

/** The words of a text with their scopes, and how deep in rules the text ends. */
export function tokens(grammar, text) {
  let stack = INITIAL;
  const found = [];
  for (const line of text.split(/\r?\n/)) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.push({ text: line.slice(startIndex, endIndex), scopes });
    }
  }
  return { found, depth: stack.depth };
}
