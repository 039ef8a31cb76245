// Asks the engine where it runs: a question is written into its memory, and the answer is read there.

import type { Question } from "./protocol";

interface Exports {
  memory: WebAssembly.Memory;
  room(length: number): number;
  ask(): number;
  answered(): number;
}

/** Makes an engine of its bytes, which may be compressed with gzip. */
export async function engineOf(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Instance> {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const stream = new Blob([bytes]).stream();
  const plain = isCompressed ? await new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer() : bytes;
  return (await WebAssembly.instantiate(plain)).instance;
}

/** Asks a question, and gives the answer as JSON. `bytes` are those of a file to import. */
export function ask(engine: WebAssembly.Instance, question: Question, bytes?: Uint8Array): string {
  const { memory, room, ask, answered } = engine.exports as unknown as Exports;
  const json = new TextEncoder().encode(JSON.stringify(question));
  const length = json.length + (bytes ? bytes.length + 1 : 0);
  const from = room(length) >>> 0;
  const message = new Uint8Array(memory.buffer, from, length);
  message.set(json);
  if (bytes) message.set(bytes, json.length + 1);
  const answer = ask();
  return new TextDecoder().decode(new Uint8Array(memory.buffer, answered() >>> 0, answer));
}
