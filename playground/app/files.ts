// Files that leave the page, and files that come in.

import { strToU8, zipSync } from "fflate";
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
