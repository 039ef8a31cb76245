// The maps together with the window that stands in for VS Code's, so that both see the same one.
export { Maps } from "../src/maps";
export * as vscode from "vscode";
