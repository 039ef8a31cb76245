// The list of findings beside the text: each leads to its place, says what to write, and offers its fix.

import { inline } from "./markdown";
import type { File, Finding, Fix, Mistake, Place } from "./protocol";

export interface Host {
  /** Leads to a place. */
  go(place: Place): void;
  fix(fix: Fix): void;
}

const LEVELS = { error: "Error", warn: "Warning", info: "Note" };

/** More than these are counted; nobody works through a longer list. */
const MOST = 200;

/** Shows findings in `list`, and keeps the focus at its position in it. */
export function showFindings(list: HTMLElement, findings: readonly Finding[], mistakes: readonly Mistake[], files: readonly File[], host: Host, page: (rule: string) => string): void {
  if (findings.length === 0 && mistakes.length === 0 && list.childElementCount === 0) return;
  const focused = [...list.querySelectorAll("a, button")].indexOf((list.getRootNode() as Document).activeElement as Element);
  const entries = mistakes.map((mistake) => ofMistake(mistake, files, host));
  entries.push(...findings.slice(0, MOST).map((finding) => ofFinding(finding, files, host, page)));
  if (findings.length > MOST) entries.push(node("li", "more", `${findings.length - MOST} more are not listed.`));
  list.replaceChildren(...entries);
  if (focused >= 0) {
    const left = [...list.querySelectorAll<HTMLElement>("a, button")];
    (left[Math.min(focused, left.length - 1)] ?? list.closest<HTMLElement>("[tabindex]"))?.focus({ preventScroll: true });
  }
}

function ofFinding(finding: Finding, files: readonly File[], host: Host, page: (rule: string) => string): HTMLElement {
  const entry = node("li", `finding ${finding.level}`);
  const go = button("go", () => host.go(finding.primary));
  go.append(node("span", "level", LEVELS[finding.level]), " ", ...inline(finding.message));
  entry.append(go);
  for (const paragraph of finding.help) {
    const help = node("p", "help");
    help.append(...inline(paragraph));
    entry.append(help);
  }
  const foot = node("p", "foot");
  const rule = document.createElement("a");
  rule.href = page(finding.rule);
  rule.textContent = finding.rule;
  rule.title = `What ${finding.rule} means, and why it matters`;
  const at = finding.primary;
  foot.append(rule, node("span", "place", place(at, files)));
  for (const { text, ...other } of finding.secondary.slice(0, 3)) {
    const also = button("also", () => host.go(other));
    also.append(place(other, files));
    also.title = text.replaceAll("`", "") || "the other end";
    also.setAttribute("aria-label", `${also.title}: ${also.textContent}`);
    foot.append(also);
  }
  entry.append(foot);
  const { fix } = finding;
  if (fix) {
    const accept = button("fix", () => host.fix(fix));
    accept.append("Fix: ", ...inline(fix.title));
    entry.append(accept);
  }
  return entry;
}

function ofMistake(mistake: Mistake, files: readonly File[], host: Host): HTMLElement {
  const entry = node("li", "finding error");
  const go = button("go", () => host.go(mistake));
  go.append(node("span", "level", "Settings"), " ", ...inline(mistake.message));
  entry.append(go);
  if (mistake.help) entry.append(node("p", "help", mistake.help));
  const foot = node("p", "foot");
  foot.append(node("span", "place", place(mistake, files)));
  entry.append(foot);
  return entry;
}

function place({ file, from }: Place, files: readonly File[]): string {
  const { path, text } = files[file] ?? { path: "", text: "" };
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < from; at = text.indexOf("\n", at + 1)) line++;
  return `${path}:${line}`;
}

function button(name: string, click: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.addEventListener("click", click);
  return made;
}

function node(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
