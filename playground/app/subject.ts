// What is drawn: the list above the map.

import { at } from "./page";
import type { Checked, Wanted } from "./protocol";

export class SubjectList {
  private readonly list = at<HTMLSelectElement>("subject");
  private listed = "";
  /** What was drawn last; the map stays with it where the cursor is in no stream. */
  private last: string | undefined;

  constructor(onChoice: () => void) {
    this.list.addEventListener("change", onChoice);
  }

  /** Whether the map is where the cursor is. */
  get follows(): boolean {
    return this.list.value === "";
  }

  /** What to draw. */
  wanted(): Wanted {
    return this.follows ? { kind: "follow", last: this.last } : { kind: "of", name: this.list.value };
  }

  /** Another model has nothing to do with what was drawn. */
  forget(): void {
    this.last = undefined;
  }

  /** Lists what can be drawn. */
  show({ subjects, picture }: Checked): void {
    this.last = picture?.name;
    const options: [string, string][] = [["", "Where the cursor is"], ...subjects.map(({ name, title }): [string, string] => [name, title])];
    const now = JSON.stringify(options);
    if (now === this.listed) return;
    this.listed = now;
    const chosen = this.list.value;
    this.list.replaceChildren(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));
  }
}
