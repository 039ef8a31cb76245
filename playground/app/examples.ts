// What one may begin with: examples, and what was edited last.

import { answer, choice, choose } from "./dialog";
import type { File } from "./protocol";
import { recent } from "./recent";
import type { Workbench } from "./workbench";

export declare const EXAMPLES: { name: string; about: string; files: File[]; open: number }[];

/** Opens what was edited last in this browser, else a first look. */
export function begin(workbench: Workbench): void {
  const [mine] = recent();
  if (mine) workbench.load({ files: mine.files, open: 0 }, mine.id);
  else workbench.load(EXAMPLES[0]);
}

/** Offers all of them. */
export async function examples(workbench: Workbench): Promise<void> {
  let chosen: (() => void) | undefined;
  const offer = (name: string, about: string, open: () => void): HTMLElement => choice(name, about, () => {
    chosen = open;
    answer("ok");
  });
  const content: (string | Node)[] = [listed(EXAMPLES.map((example) => offer(example.name, example.about, () => workbench.load(example))))];
  const mine = recent().map(({ id, when, files }) => {
    const name = new Date(when).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    return offer(name, files.map(({ path }) => path).join(", "), () => workbench.load({ files, open: 0 }, id));
  });
  if (mine.length > 0) content.push("What you edited last, kept in this browser only:", listed(mine));
  await choose("Examples", content, [["", "Close"]]);
  chosen?.();
}

function listed(choices: HTMLElement[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "choices";
  list.append(...choices);
  return list;
}
