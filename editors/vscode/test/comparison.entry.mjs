// The comparison together with the window that stands in for VS Code's, so that both see the same one.
export { Comparison, themed } from "../src/comparison";
export * as vscode from "vscode";
