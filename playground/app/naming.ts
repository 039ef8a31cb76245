// New files, other names for files, and files that go: what is asked before.

import { choose, line } from "./dialog";
import { cleanPath, freePath, isModelFile, SETTINGS } from "./model";
import type { Workbench } from "./workbench";

/** Asks for the name of a new file. */
export async function add(workbench: Workbench): Promise<void> {
  const taken = workbench.files();
  const path = await line("New file", "Name", freePath("stream.vsd", taken), (path) => wrongPath(path, workbench.paths));
  if (path !== undefined) workbench.append([{ path, text: "" }]);
}

/** Asks for another name of a file. */
export async function rename(workbench: Workbench, index: number): Promise<void> {
  const others = workbench.paths.filter((_, other) => other !== index);
  const path = await line("Rename file", "Name", workbench.paths[index], (path) => wrongPath(path, others));
  const clean = path === undefined ? undefined : cleanPath(path);
  if (clean !== undefined) workbench.rename(index, clean);
}

/** Removes a file, and asks before if something is in it. */
export async function remove(workbench: Workbench, index: number): Promise<void> {
  const files = workbench.files();
  if (files.length < 2) return;
  const { path, text } = files[index];
  if (text.trim() !== "" && (await choose("Remove file", [`${path} and all that is in it?`], [["ok", "Remove"], ["", "Cancel"]])) !== "ok") return;
  workbench.remove(index);
}

function wrongPath(path: string, others: readonly string[]): string {
  const clean = cleanPath(path);
  if (clean === undefined || !isModelFile(clean)) return `The name ends in .vsd, or is ${SETTINGS}.`;
  return others.some((other) => other.toLowerCase() === clean.toLowerCase()) ? "There is a file of this name already." : "";
}
