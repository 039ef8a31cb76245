// What the editor does when it is told to, with the stand-in for VS Code that it uses.
export { Rules } from "../src/rules";
export * as vscode from "vscode";
