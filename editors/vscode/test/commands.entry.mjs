// What the editor does when it is told to, with the stand-in for VS Code that it uses.
export { Rules } from "../src/rules";
export { SHOW_OPEN, showOpen } from "../src/open-places";
export * as vscode from "vscode";
