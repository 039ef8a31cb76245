// The list of findings beside the text: each leads to its place, says what to write, and offers its fix.

import { inline } from "./markdown";
import type { File, Finding, Fix, Label, Mistake, Place } from "./protocol";

export interface Host {
  /** Leads to a place. */
  go(place: Place): void;
  fix(fix: Fix): void;
}

const LEVELS = { error: "Error", warn: "Warning", info: "Note" };

/** More than these are counted; nobody works through a longer list. */
const MOST = 200;

/** A finding may speak of many places. */
const MOST_OTHERS = 4;

/** What each list shows. */
const shown = new WeakMap<HTMLElement, string>();

/** Shows findings in `list`, and keeps the focus at its position in it. */
export function showFindings(list: HTMLElement, findings: readonly Finding[], mistakes: readonly Mistake[], files: readonly File[], host: Host, page: (rule: string) => string): void {
  const listed = findings.slice(0, MOST);
  const places = listed.flatMap(({ primary, secondary }) => [primary, ...secondary.slice(0, MOST_OTHERS)].map((at) => place(at, files)));
  // What is shown already stays: whoever is about to press one of its buttons would press nothing.
  const now = JSON.stringify([mistakes, listed, findings.length, places]);
  if (now === shown.get(list)) return;
  shown.set(list, now);
  const focused = [...list.querySelectorAll("a, button")].indexOf((list.getRootNode() as Document).activeElement as Element);
  const entries = mistakes.map((mistake) => ofMistake(mistake, files, host));
  entries.push(...listed.map((finding) => ofFinding(finding, files, host, page)));
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
  foot.append(rule, node("span", "place", place(finding.primary, files)));
  entry.append(foot);
  if (finding.secondary.length > 0) entry.append(others(finding.secondary, files, host));
  const { fix } = finding;
  if (fix) {
    const accept = button("fix", () => host.fix(fix));
    accept.append("Fix: ", ...inline(fix.title));
    entry.append(accept);
  }
  return entry;
}

/** The other places that a finding speaks of, each with what is to be said about it. */
function others(labels: readonly Label[], files: readonly File[], host: Host): HTMLElement {
  const list = node("ul", "others");
  for (const label of labels.slice(0, MOST_OTHERS)) {
    const entry = document.createElement("li");
    const also = button("also", () => host.go(label));
    also.append(place(label, files));
    entry.append(also, " ", ...inline(label.text));
    list.append(entry);
  }
  const more = labels.length - MOST_OTHERS;
  if (more > 0) list.append(node("li", "", `and ${more} more`));
  return list;
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

/** `path:line` of a place. */
export function place({ file, from }: Place, files: readonly File[]): string {
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
