// The places of a step whose flows do not meet, as a lens of the language server names them, in VS Code's own view.

import * as vscode from "vscode";
import type { Location, Position } from "./drawing-request";

/** The command that a lens brings, to a client that says it has it. */
export const SHOW_OPEN = "vsdlint.showOpen";

/** Shows places at the step in the document `uri`. */
export async function showOpen(uri: string, step: Position, places: Location[]): Promise<void> {
  const locations = places.map((place) => {
    const range = new vscode.Range(position(place.range.start), position(place.range.end));
    return new vscode.Location(vscode.Uri.parse(place.uri, true), range);
  });
  const document = vscode.Uri.parse(uri, true);
  await vscode.commands.executeCommand("editor.action.peekLocations", document, position(step), locations, "peek");
}

function position({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}
