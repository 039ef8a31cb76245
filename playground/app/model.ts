// The files of a model, and what is let in from outside.

import type { File } from "./protocol";

export const SETTINGS = "vsdlint.toml";

/** What a model may hold: more would make a slow page, and no link or folder of a person holds as much. */
export const BOUNDS = { files: 500, path: 200, characters: 4_000_000 };

/** A path as it is kept: with `/` between folders, and nothing that leads out of the model; none where nothing is left. */
export function cleanPath(path: string): string | undefined {
  const parts = path.replace(/\\/g, "/").split("/").map((part) => part.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "").trim());
  const kept = parts.filter((part) => part !== "" && !/^\.+$/.test(part));
  const clean = kept.join("/").slice(-BOUNDS.path);
  return clean === "" ? undefined : clean;
}

/** Whether a file belongs into a model as it is. */
export function isModelFile(path: string): boolean {
  return /\.vsd$/i.test(path) || path === SETTINGS;
}

/** A path that no file has yet. */
export function freePath(wanted: string, files: readonly { path: string }[]): string {
  const taken = new Set(files.map(({ path }) => path.toLowerCase()));
  if (!taken.has(wanted.toLowerCase())) return wanted;
  const [, stem, ending] = /^(.*?)(\.[^./]*)?$/s.exec(wanted) ?? ["", wanted, ""];
  for (let count = 2; ; count++) {
    const path = `${stem}-${count}${ending ?? ""}`;
    if (!taken.has(path.toLowerCase())) return path;
  }
}

/** Lines end with LF in the editor, so they do so everywhere. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, "\n").toWellFormed();
}

/**
 * Files that somebody else made: bounded, with clean paths, each once.
 * @throws Error with a sentence for people, where they are no model.
 */
export function checkedFiles(files: unknown): File[] {
  if (!Array.isArray(files) || files.length === 0) throw new Error("It holds no files.");
  if (files.length > BOUNDS.files) throw new Error(`It holds more than ${BOUNDS.files} files.`);
  const checked: File[] = [];
  let characters = 0;
  for (const file of files as unknown[]) {
    const { path, text } = (file ?? {}) as Partial<Record<"path" | "text", unknown>>;
    if (typeof path !== "string" || typeof text !== "string") throw new Error("It holds something that is no file.");
    const clean = cleanPath(path);
    if (clean === undefined || !isModelFile(clean)) throw new Error("It holds a file that is no part of a model.");
    characters += text.length;
    if (characters > BOUNDS.characters) throw new Error(`It holds more than ${BOUNDS.characters / 1e6} million characters.`);
    checked.push({ path: freePath(clean, checked), text: plainText(text) });
  }
  return checked;
}
