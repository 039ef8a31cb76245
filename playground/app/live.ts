// An example that can be changed in place: the editor and the findings of the playground in a page of the documentation.

import { Editor } from "./editor";
import { Engine } from "./engine";
import { place } from "./findings";
import { inline } from "./markdown";
import { SETTINGS } from "./model";
import type { File, Finding, Fix } from "./protocol";
import { toFragment } from "./share";

/** One for all examples of a page. */
let engine: Engine | undefined;

/** Makes an example one that can be changed. */
export function live(example: HTMLElement): void {
  const own = (engine ??= new Engine());
  const pre = example.querySelector("pre") as HTMLElement;
  const list = example.querySelector(".found") as HTMLElement;
  const link = example.querySelector(".do a") as HTMLAnchorElement;
  const host = document.createElement("div");
  host.className = "host";
  pre.replaceWith(host);
  const settings = example.dataset.settings;
  let version = 0;

  const files = (): File[] => [
    { path: "model.vsd", text: editor.view.state.doc.toString() },
    ...(settings ? [{ path: SETTINGS, text: settings }] : []),
  ];
  const fix = ({ edits }: Fix): void => {
    editor.view.dispatch({ changes: edits.filter(({ file }) => file === 0).map(({ from, to, text }) => ({ from, to, insert: text })) });
    editor.view.focus();
  };
  const check = async (): Promise<void> => {
    const asked = ++version;
    try {
      const checked = await own.ask({ files: files(), ask: { kind: "check", open: 0, cursor: 0, picture: { kind: "none" } } }, "checked");
      if (asked !== version) return;
      editor.show(checked.words, checked.findings, checked.settings, 0);
      list.replaceChildren(...(checked.findings.length > 0 ? checked.findings.map((finding) => shown(finding, fix)) : [nothing()]));
      link.href = `${link.href.split("#")[0]}#${await toFragment({ files: files(), open: 0 })}`;
    } catch (error) {
      list.replaceChildren(nothing(`Not checked: ${error instanceof Error ? error.message : String(error)}`));
    }
  };
  const editor = new Editor(host, {
    onChange: (textChanged) => void (textChanged && check()),
    complete: (at) => own.ask({ files: files(), ask: { kind: "complete", open: 0, at } }, "completions").catch(() => undefined),
    hover: (at) => own.ask({ files: files(), ask: { kind: "hover", open: 0, at } }, "hover").catch(() => undefined),
    fix,
    place: (label) => place(label, files()).replace("model.vsd:", "line "),
    page: (rule) => `${document.body.dataset.root}rules/${rule}.html`,
  }, "Example", (pre.textContent ?? "").replace(/\n$/, ""));
  list.setAttribute("role", "status");
  void check();
  editor.view.focus();
}

function shown({ level, message, help, fix }: Finding, accept: (fix: Fix) => void): HTMLElement {
  const entry = document.createElement("li");
  entry.className = level;
  entry.append(...inline(message));
  for (const paragraph of help) {
    const more = document.createElement("small");
    more.append(...inline(paragraph));
    entry.append(more);
  }
  if (fix) {
    const button = document.createElement("button");
    button.type = "button";
    button.append("Fix: ", ...inline(fix.title));
    button.addEventListener("click", () => accept(fix));
    entry.append(button);
  }
  return entry;
}

function nothing(text = "Nothing to report"): HTMLElement {
  return Object.assign(document.createElement("li"), { className: "good", textContent: text });
}
