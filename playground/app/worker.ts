// The engine's thread. A question that stops the engine stops this thread; the page starts another.

import type { Message, Reply } from "./protocol";
import { ask, engineOf } from "./wasm";

declare const ENGINE: string;

const reply = (message: Reply): void => self.postMessage(message);

const loaded = load();

async function load(): Promise<WebAssembly.Instance> {
  const response = await fetch(new URL(ENGINE, self.location.href));
  if (!response.ok) throw new Error(`the engine is not there: ${response.status}`);
  return engineOf(new Uint8Array(await response.arrayBuffer()));
}

loaded.then(
  () => reply({ ready: true }),
  (error: unknown) => reply({ broken: String(error) }),
);

self.addEventListener("message", async ({ data: { id, question, bytes } }: MessageEvent<Message>) => {
  let engine: WebAssembly.Instance;
  try {
    engine = await loaded;
  } catch {
    return;
  }
  try {
    reply({ id, answer: ask(engine, question, bytes) });
  } catch (error) {
    reply({ id, crash: String(error) });
  }
});
