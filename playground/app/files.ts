// Files that leave the page, and files that come in.

import { strToU8, unzipSync, zipSync } from "fflate";
import { BOUNDS, cleanPath, isModelFile } from "./model";
import type { File } from "./protocol";

/** Gives a file to whoever asked for it. */
export function save(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** All files in one. */
export function zipped(files: readonly File[]): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)])), { level: 6 }) as Uint8Array<ArrayBuffer>;
}

/**
 * The files of a model in a zip; what else is in it is left there, and never unfolded.
 * @throws Error with a sentence for people, where it is no zip or holds too much.
 */
export function unzipped(name: string, bytes: Uint8Array): File[] {
  let [files, characters] = [0, 0];
  const isWanted = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!isModelFile(cleanPath(name) ?? "") || /(^|\/)(\.|__MACOSX)/.test(name)) return false;
    files++;
    characters += originalSize;
    if (files > BOUNDS.files || characters > BOUNDS.characters) throw new Error(`${name} is one too many: a model has at most ${BOUNDS.files} files and ${BOUNDS.characters / 1e6} million characters.`);
    return true;
  };
  const all = Object.entries(unzipSync(bytes, { filter: isWanted })).map(([path, content]) => ({ path, text: textOf(path, content) }));
  if (all.length === 0) throw new Error(`${name} holds no file of a model.`);
  return withoutFolder(all);
}

/** Where all lie in one folder, as when a folder was zipped, the paths without it. */
function withoutFolder(files: File[]): File[] {
  const [folder] = files[0].path.split("/");
  const isCommon = files.every(({ path }) => path.startsWith(`${folder}/`)) && files.some(({ path }) => path === `${folder}/vsdlint.toml`);
  return isCommon ? files.map(({ path, text }) => ({ path: path.slice(folder.length + 1), text })) : files;
}

/** The bytes of a file, unless it is larger than `most`. */
export async function bytesOf(file: Blob & { name: string }, most: number): Promise<Uint8Array> {
  if (file.size > most) throw new Error(`${file.name} is larger than ${most >> 20} MiB.`);
  return new Uint8Array(await file.arrayBuffer());
}

/** The text of a file of a model. A drawing of Visio has the same ending. */
export function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new Error(`${name} is no text in UTF-8. Models are; a drawing of Microsoft Visio has the same ending.`);
  }
}
