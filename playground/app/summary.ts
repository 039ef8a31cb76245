// How many findings there are, above their list and on the button that leads to it.

import { at } from "./page";
import type { Checked, Finding } from "./protocol";

/** Says how many findings an answer has. */
export function summarise({ findings, settings, suppressed }: Checked): void {
  const said = counted(findings, settings.length);
  const heading = said === "" ? "Nothing to report" : said;
  // The same again would be read aloud again.
  if (at("count").textContent !== heading) at("count").textContent = heading;
  at("badge").textContent = said === "" ? "" : String(findings.length + settings.length);
  at("none").hidden = said !== "";
  const kept = suppressed > 0 ? ` ${suppressed} ${suppressed === 1 ? "is" : "are"} suppressed by an @allow.` : "";
  at("none").textContent = `Nothing in this model contradicts anything else.${kept}`;
}

/** Says that nobody knows. */
export function unchecked(): void {
  at("count").textContent = "Not checked";
}

/** "2 errors, 1 warning". */
function counted(findings: readonly Finding[], mistakes: number): string {
  const count = (level: string): number => findings.filter((finding) => finding.level === level).length;
  const parts = [
    [count("error") + mistakes, "error"],
    [count("warn"), "warning"],
    [count("info"), "note"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`);
  return said.join(", ");
}
