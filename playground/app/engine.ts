// The engine as the page sees it: a question, a promise of an answer. It is started again should it stop, or take too long.

import type { Answer, Message, Question, Reply } from "./protocol";

declare const WORKER: string;

/** How long an answer may take, in milliseconds, once the engine is there: it may have a long way. */
const PATIENCE = 20_000;

/** The engine stopped over a question. */
export class EngineStopped extends Error {}

/** The engine has no answer to a question, and says why. */
export class EngineRefused extends Error {
  constructor(message: string, readonly help: string | null) {
    super(message);
  }
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  timer: number | undefined;
}

export class Engine {
  private worker: Worker;
  private waiting = new Map<number, Waiting>();
  private last = 0;
  private isReady = false;
  /** Called once the engine cannot be loaded at all. */
  onBroken: (why: string) => void = () => {};

  constructor() {
    this.worker = this.start();
  }

  /** Answers a question; `bytes` are those of a file to import. */
  ask<K extends Answer["kind"]>(question: Question, kind: K, bytes?: Uint8Array): Promise<Extract<Answer, { kind: K }>> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const take = (answer: Answer): void => {
        if (answer.kind === kind) return resolve(answer as Extract<Answer, { kind: K }>);
        reject(answer.kind === "failed" ? new EngineRefused(answer.message, answer.help) : new Error(answer.kind));
      };
      this.waiting.set(id, { resolve: take, reject, timer: this.isReady ? this.patience() : undefined });
      this.worker.postMessage({ id, question: wellFormed(question), bytes } satisfies Message);
    });
  }

  private patience(): number {
    return window.setTimeout(() => this.restart("it took too long"), PATIENCE);
  }

  private start(): Worker {
    const worker = new Worker(new URL(WORKER, import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.take(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.onBroken(event.message || "its script cannot be loaded");
    });
    return worker;
  }

  private take(reply: Reply): void {
    if ("ready" in reply) {
      this.isReady = true;
      for (const waiting of this.waiting.values()) waiting.timer = this.patience();
      return;
    }
    if ("broken" in reply) return this.onBroken(reply.broken);
    if ("crash" in reply) return this.restart(reply.crash);
    const waiting = this.waiting.get(reply.id);
    if (!waiting) return;
    this.waiting.delete(reply.id);
    window.clearTimeout(waiting.timer);
    waiting.resolve(JSON.parse(reply.answer) as Answer);
  }

  /** Starts anew. Whatever waits has no answer. */
  private restart(why: string): void {
    this.worker.terminate();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    this.isReady = false;
    this.worker = this.start();
    for (const { reject, timer } of waiting) {
      window.clearTimeout(timer);
      reject(new EngineStopped(why));
    }
  }
}

/** Half a surrogate pair is no text to the engine; in its place stands one sign of the same length. */
function wellFormed(question: Question): Question {
  if (!question.files) return question;
  const files = question.files.map(({ path, text }) => ({ path: path.toWellFormed(), text: text.toWellFormed() }));
  return { ...question, files };
}
