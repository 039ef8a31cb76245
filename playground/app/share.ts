// A model in a link: compressed JSON in the fragment, which no server ever sees.

import { BOUNDS, checkedFiles } from "./model";
import type { File } from "./protocol";

/** The longest fragment that is looked at, in characters. */
const LONGEST = 3_000_000;

/** The most bytes that a fragment may unfold to: each character of the model may take six in JSON. */
const MOST = BOUNDS.characters * 6 + 200_000;

export interface Shared {
  files: File[];
  open: number;
}

/** The fragment for a model, without `#`. */
export async function toFragment({ files, open }: Shared): Promise<string> {
  const json = JSON.stringify({ version: 1, open, files: files.map(({ path, text }) => [path, text]) });
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `m=${toBase64(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

/**
 * The model in a fragment; none if the fragment is about something else.
 * @throws Error with a sentence for people, where it should hold a model and does not.
 */
export async function fromFragment(fragment: string): Promise<Shared | undefined> {
  const packed = /^#?m=(.*)$/s.exec(fragment)?.[1];
  if (packed === undefined) return undefined;
  if (packed.length > LONGEST) throw new Error("It is longer than a link may be.");
  const shared = parsed(await unfolded(fromBase64(packed)));
  if (shared.version !== 1) throw new Error("It was made by a newer version of this page.");
  const pairs: unknown[] = Array.isArray(shared.files) ? shared.files.slice(0, BOUNDS.files + 1) : [];
  const files = checkedFiles(pairs.map((pair) => (Array.isArray(pair) ? { path: pair[0] as unknown, text: pair[1] as unknown } : undefined)));
  const open = Number.isInteger(shared.open) ? (shared.open as number) : 0;
  return { files, open: open >= 0 && open < files.length ? open : 0 };
}

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (value !== null && typeof value === "object") return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Error("It is damaged, or was cut off.");
}

/** Unfolds bytes, and stops where they become too many: a short link can stand for gigabytes. */
async function unfolded(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder();
  let text = "";
  let read = 0;
  for (;;) {
    let chunk: ReadableStreamReadResult<Uint8Array>;
    try {
      chunk = await reader.read();
    } catch {
      throw new Error("It is damaged, or was cut off.");
    }
    if (chunk.done) return text + decoder.decode();
    read += chunk.value.length;
    if (read > MOST) {
      await reader.cancel().catch(() => {});
      throw new Error("It unfolds to more than a model may be.");
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let from = 0; from < bytes.length; from += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    throw new Error("It is damaged, or was cut off.");
  }
}
