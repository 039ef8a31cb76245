// The imports of the extension, with the stand-in for VS Code that they use.

export { Imports } from "../src/imports";
export * as vscode from "vscode";
