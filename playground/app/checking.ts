// Asks the engine about the model whenever it changed: one question at a time, and none about what is already past.

import type { Engine } from "./engine";
import type { Checked, Question } from "./protocol";

/** What is asked, and who is told. */
export interface Host {
  /** The question about the model as it is. */
  question(): Question;
  present(checked: Checked): void;
  /** There is no answer. Nothing is asked again until something changes. */
  stopped(error: unknown): void;
}

export class Checking {
  /** Counts the states of the model. An answer about an earlier one is of no use. */
  version = 0;
  private isAsking = false;
  private isStale = false;

  constructor(private engine: Engine, private host: Host) {}

  /** The model is no longer what it was. */
  changed(): void {
    this.version++;
    void this.check();
  }

  /** Asks what there is to say. */
  async check(): Promise<void> {
    this.isStale = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isStale) {
      this.isStale = false;
      await this.once();
    }
    this.isAsking = false;
  }

  private async once(): Promise<void> {
    const asked = this.version;
    const began = performance.now();
    try {
      const checked = await this.engine.ask(this.host.question(), "checked");
      if (asked !== this.version) {
        this.isStale = true;
        return;
      }
      this.host.present(checked);
      performance.measure("vsdlint", { start: began, end: performance.now() });
    } catch (error) {
      this.host.stopped(error);
    }
  }
}
