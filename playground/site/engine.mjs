// The engine, for the build: it colours the examples and finds what is wrong in them.
import fs from "node:fs";
import zlib from "node:zlib";

export class Engine {
  #exports;

  constructor(instance) {
    this.#exports = instance.exports;
  }

  /** The engine in a file, compressed or not. */
  static async of(file) {
    const bytes = fs.readFileSync(file);
    const plain = bytes[0] === 0x1f ? zlib.gunzipSync(bytes) : bytes;
    return new Engine((await WebAssembly.instantiate(plain)).instance);
  }

  /** Answers a question; see playground/app/protocol.ts. */
  ask(question, bytes = undefined) {
    const { memory, room, ask, answered } = this.#exports;
    const json = Buffer.from(JSON.stringify(question));
    const message = bytes ? Buffer.concat([json, Buffer.of(0), bytes]) : json;
    const from = room(message.length) >>> 0;
    new Uint8Array(memory.buffer, from, message.length).set(message);
    const length = ask();
    return JSON.parse(Buffer.from(memory.buffer, answered() >>> 0, length).toString());
  }
}
