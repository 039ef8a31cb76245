// What a map shows, and when it asks for another picture. It knows no window, so that it can be tested without one.

import { type DrawParams, type Drawing, lies, type Place, placesIn } from "./drawing-request";
import type { Kind, ToView } from "./view/messages";

/** What a picture needs of its surroundings. */
export interface Host {
  ask(params: DrawParams): Promise<Drawing | null>;
  show(message: ToView): void;
  setTitle(title: string): void;
}

/** How long, in milliseconds, nobody must type or move before another picture is asked for. */
const CALM = 120;

export class Picture {
  private drawing: Drawing | undefined;
  private places = new Set<string>();
  private problem: string | undefined;
  private marked: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked, so that an answer that comes late replaces no newer one. */
  private asked = 0;

  /** `here` is where the cursor stands, or any place in a document of the project. */
  constructor(
    private readonly kind: Kind,
    private here: Place,
    private readonly host: Host,
  ) {}

  /** The cursor stands elsewhere. */
  moved(here: Place): void {
    this.here = here;
    if (this.kind === "stream" && !(this.drawing?.location && lies(here, this.drawing.location))) {
      this.later();
    }
    this.mark();
  }

  /** The text is another. While the old picture is drawn anew, it stays. */
  changed(): void {
    this.later();
  }

  /** The page has been loaded, or loaded anew, and shows nothing yet. */
  async ready(): Promise<void> {
    if (this.drawing) {
      this.show();
    } else {
      await this.draw();
    }
  }

  /** Whether a part of the picture stands for this place. What else the page may name is not opened. */
  shows(at: string): boolean {
    return this.places.has(at);
  }

  dispose(): void {
    this.asked = Number.NaN;
    clearTimeout(this.timer);
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), CALM);
  }

  private async draw(): Promise<void> {
    this.asked += 1;
    const turn = this.asked;
    const { drawing, problem } = await this.ask();
    if (turn !== this.asked) {
      return;
    }
    this.problem = problem;
    if (drawing) {
      this.drawing = drawing;
      this.places = placesIn(drawing.svg);
      this.host.setTitle(drawing.title);
    }
    this.show();
  }

  /** The picture of what the cursor stands in; else that of before, drawn anew. */
  private async ask(): Promise<{ drawing?: Drawing; problem?: string }> {
    const textDocument = { uri: this.here.uri };
    try {
      if (this.kind !== "stream") {
        return found(await this.host.ask({ textDocument, of: this.kind }));
      }
      const drawing = await this.host.ask({ textDocument, position: this.here.position });
      if (drawing || !this.drawing) {
        return found(drawing);
      }
      return found(await this.host.ask({ textDocument, of: this.drawing.of }));
    } catch (error) {
      return { problem: reason(error) };
    }
  }

  private show(): void {
    this.marked = this.box();
    if (this.drawing) {
      const { of, title, svg } = this.drawing;
      const kept = { kind: this.kind, here: this.here };
      this.host.show({ type: "picture", of, title, svg, here: this.marked, kept });
    }
    if (this.problem) {
      this.host.show({ type: "problem", text: this.problem });
    }
  }

  private mark(): void {
    const at = this.box();
    if (at !== this.marked) {
      this.marked = at;
      this.host.show({ type: "here", at });
    }
  }

  /** The box in whose statement the cursor stands. */
  private box(): string | undefined {
    return this.drawing?.boxes.find(({ location }) => lies(this.here, location))?.at;
  }
}

function found(drawing: Drawing | null): { drawing?: Drawing; problem?: string } {
  return drawing ? { drawing } : { problem: "No stream stands here. Put the cursor into one." };
}

/** Why there is no picture. */
function reason(error: unknown): string {
  const { code, message } = error as { code?: number; message?: string };
  const isUnknown = code === -32601;
  return isUnknown ? "This vsdlint draws no pictures. Install a newer one." : (message ?? String(error));
}
