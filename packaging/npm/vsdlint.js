#!/usr/bin/env node
// Runs the binary of the package for this platform. Signals are handed on, and it ends as the binary ends.
"use strict";

const { spawn } = require("node:child_process");

function fail(message) {
  process.stderr.write(`vsdlint: ${message}\n`);
  process.exit(2);
}

function binary() {
  const { platform, arch } = process;
  const musl = platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  const name = `@vsdlint/${platform}-${arch}${musl ? "-musl" : ""}`;
  try {
    return require.resolve(`${name}/${platform === "win32" ? "vsdlint.exe" : "vsdlint"}`);
  } catch {
    return fail(`${name} is not installed: npm left out optional dependencies, or there is none for this platform`);
  }
}

const child = spawn(binary(), process.argv.slice(2), { stdio: "inherit" });
const signals = ["SIGHUP", "SIGINT", "SIGTERM"];
for (const signal of signals) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => fail(error.message));
child.on("exit", (status, signal) => {
  for (const each of signals) {
    process.removeAllListeners(each);
  }
  if (signal) {
    process.kill(process.pid, signal);
  } else {
    process.exitCode = status;
  }
});
