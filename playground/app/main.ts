// The playground: files in tabs, findings and a map beside them, and the engine that knows both.

import { EditorState } from "@codemirror/state";
import { answer, choose, line, paragraph } from "./dialog";
import { Editor } from "./editor";
import { Engine, EngineStopped } from "./engine";
import { bytesOf, save, textOf, unzipped, zipped } from "./files";
import { counted, showFindings } from "./findings";
import { checkedFiles, cleanPath, freePath, isModelFile, plainText, SETTINGS } from "./model";
import { PictureView } from "./picture";
import type { Checked, File as ModelFile, Fix, Imported, Place, Wanted } from "./protocol";
import { keep, recent } from "./recent";
import { fromFragment, type Shared, toFragment } from "./share";
import { showTabs } from "./tabs";

declare const EXAMPLES: { name: string; about: string; files: ModelFile[]; open: number }[];

/** A source to import is at most this long, in bytes. */
const MOST_BYTES = 32 << 20;

interface Tab {
  path: string;
  state: EditorState;
}

const at = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;

const engine = new Engine();
const editor = new Editor(at("editor"), { onChange, complete, hover, fix, format }, "Model", "");
const picture = new PictureView(at("map"), at("zoom"), go);

let tabs: Tab[] = [];
let open = 0;
/** Under what the model is kept in this browser. */
let id: string = crypto.randomUUID();
/** Counts the states of all texts. An answer about an earlier one is of no use. */
let version = 0;
let asking = false;
let askAgain = false;
let drawn: string | undefined;
let last: Checked | undefined;

// ---- The model

/** The files as they are now. */
function files(): ModelFile[] {
  return tabs.map(({ path, state }, index) => ({ path, text: (index === open ? editor.view.state : state).doc.toString() }));
}

/** Shows another model. */
function load(shared: Shared, under: string = crypto.randomUUID()): void {
  keepNow();
  id = under;
  tabs = shared.files.map(({ path, text }) => ({ path, state: editor.stateOf(plainText(text)) }));
  open = Math.min(shared.open, tabs.length - 1);
  drawn = undefined;
  editor.view.setState(tabs[open].state);
  changed(false);
  renderTabs();
}

/** Shows another file of the model. */
function show(index: number): void {
  if (index === open || !tabs[index]) return;
  tabs[open].state = editor.view.state;
  open = index;
  editor.view.setState(tabs[open].state);
  renderTabs();
  version++;
  if (last) paintFindings(last);
  void check();
}

function renderTabs(): void {
  showTabs(at("tabs"), tabs.map(({ path }) => path), open, { show, rename, remove });
  at("editor").setAttribute("aria-labelledby", `tab-${open}`);
  at<HTMLButtonElement>("remove").disabled = tabs.length < 2;
}

/** Something of the model is no longer what it was. */
function changed(byHand: boolean): void {
  version++;
  if (byHand) {
    window.clearTimeout(saving);
    saving = window.setTimeout(keepNow, 800);
    // The link told of another model.
    if (location.hash) window.history.replaceState(null, "", location.pathname + location.search);
  }
  void check();
}
let saving = 0;

/** Keeps what was edited, if it is not kept yet. */
function keepNow(): void {
  if (saving === 0) return;
  window.clearTimeout(saving);
  saving = 0;
  keep(id, files());
}

function onChange(textChanged: boolean): void {
  if (textChanged) return changed(true);
  picture.mark(open, editor.view.state.selection.main.head);
  // Another stream may be the one to draw.
  window.clearTimeout(moving);
  if (at<HTMLSelectElement>("subject").value === "") moving = window.setTimeout(() => void check(), 120);
}
let moving = 0;

// ---- The engine

async function check(): Promise<void> {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  do {
    askAgain = false;
    await checkOnce();
  } while (askAgain);
  asking = false;
}

async function checkOnce(): Promise<void> {
  const asked = version;
  const began = performance.now();
  const chosen = at<HTMLSelectElement>("subject").value;
  const wanted: Wanted = chosen === "" ? { kind: "follow", last: drawn } : { kind: "of", name: chosen };
  const cursor = editor.view.state.selection.main.head;
  try {
    const checked = await engine.ask({ files: files(), ask: { kind: "check", open, cursor, picture: wanted } }, "checked");
    if (asked !== version) {
      askAgain = true;
      return;
    }
    present(checked);
    performance.measure("vsdlint", { start: began, end: performance.now() });
  } catch (error) {
    stopped(error);
  }
}

/** Says that there is no answer. Nothing is asked again until something changes. */
function stopped(error: unknown): void {
  const why = error instanceof EngineStopped ? "The engine stopped and was started again. Your text is as you left it" : "Something went wrong";
  notice(`${why} (${error instanceof Error ? error.message : String(error)}).`);
  at("count").textContent = "Not checked";
}

engine.onBroken = (why) => {
  notice(`The engine cannot be loaded: ${why}.`);
  at("count").textContent = "Not checked";
};

function present(checked: Checked): void {
  const isFirst = last === undefined;
  last = checked;
  paintFindings(checked, checked.words);
  subjects(checked);
  drawn = checked.picture?.name;
  picture.show(checked.picture);
  picture.mark(open, editor.view.state.selection.main.head);
  if (isFirst) document.body.dataset.ready = "true";
  document.body.dataset.version = String(version);
}

function paintFindings(checked: Checked, words?: readonly number[]): void {
  const { findings, settings, suppressed } = checked;
  editor.show(words, findings, settings, open);
  const all = files();
  showFindings(at("list"), findings, settings, all, { go, fix }, (rule) => `../rules/${rule}.html`);
  const said = counted(findings, settings.length);
  const heading = said === "" ? "Nothing to report" : said;
  if (at("count").textContent !== heading) at("count").textContent = heading;
  at("badge").textContent = said === "" ? "" : String(findings.length + settings.length);
  at("none").hidden = said !== "";
  const kept = suppressed > 0 ? ` ${suppressed} ${suppressed === 1 ? "is" : "are"} suppressed by an @allow.` : "";
  at("none").textContent = `Nothing in this model contradicts anything else.${kept}`;
}

/** What can be drawn, in the list above the map. */
function subjects({ subjects }: Checked): void {
  const list = at<HTMLSelectElement>("subject");
  const options: [string, string][] = [["", "Map where the cursor is"], ...subjects.map(({ name, title }): [string, string] => [name, title])];
  const now = JSON.stringify(options);
  if (now === listed) return;
  listed = now;
  const chosen = list.value;
  list.replaceChildren(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));
}

let listed = "";

async function complete(place: number): ReturnType<NonNullable<ConstructorParameters<typeof Editor>[1]["complete"]>> {
  try {
    return await engine.ask({ files: files(), ask: { kind: "complete", open, at: place } }, "completions");
  } catch {
    return undefined;
  }
}

async function hover(place: number): ReturnType<NonNullable<ConstructorParameters<typeof Editor>[1]["hover"]>> {
  try {
    return await engine.ask({ files: files(), ask: { kind: "hover", open, at: place } }, "hover");
  } catch {
    return undefined;
  }
}

async function format(): Promise<void> {
  const asked = version;
  try {
    const { edits } = await engine.ask({ files: files(), ask: { kind: "format", open } }, "formatted");
    if (asked === version && edits.length > 0) editor.view.dispatch({ changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })), userEvent: "format" });
  } catch (error) {
    stopped(error);
  }
}

// ---- To places, and fixes

/** Shows a place in the text, whichever file it is in. */
function go(place: Place): void {
  show(place.file);
  pane("text");
  editor.select(place.from, place.to, true);
}

/** Makes the edits of a fix, in all files that it touches. */
function fix({ edits }: Fix): void {
  tabs[open].state = editor.view.state;
  const touched = new Set(edits.map(({ file }) => file));
  for (const file of touched) {
    const changes = edits.filter((edit) => edit.file === file).map(({ from, to, text }) => ({ from, to, insert: text }));
    if (file === open) {
      editor.view.dispatch({ changes, userEvent: "fix", scrollIntoView: true });
    } else if (tabs[file]) {
      tabs[file].state = tabs[file].state.update({ changes, userEvent: "fix" }).state;
    }
  }
  changed(true);
}

// ---- Files

function wrongPath(path: string, except?: number): string {
  const clean = cleanPath(path);
  if (clean === undefined || !isModelFile(clean)) return `The name ends in .vsd, or is ${SETTINGS}.`;
  return tabs.some((tab, index) => index !== except && tab.path.toLowerCase() === clean.toLowerCase()) ? "There is a file of this name already." : "";
}

async function add(): Promise<void> {
  const path = await line("New file", "Name", freePath("stream.vsd", tabs), wrongPath);
  if (path !== undefined) append([{ path, text: "" }]);
}

function append(more: ModelFile[]): void {
  tabs[open].state = editor.view.state;
  const first = tabs.length;
  for (const { path, text } of more) tabs.push({ path: freePath(cleanPath(path) ?? "file.vsd", tabs), state: editor.stateOf(plainText(text)) });
  show(first);
  changed(true);
  editor.view.focus();
}

async function rename(index: number): Promise<void> {
  const path = await line("Rename file", "Name", tabs[index].path, (path) => wrongPath(path, index));
  const clean = path === undefined ? undefined : cleanPath(path);
  if (clean === undefined) return;
  tabs[index].path = clean;
  renderTabs();
  changed(true);
}

async function remove(index: number): Promise<void> {
  if (tabs.length < 2) return;
  const { path } = tabs[index];
  if (files()[index].text.trim() !== "" && (await choose("Remove file", [`${path} and all that is in it?`], [["ok", "Remove"], ["", "Cancel"]])) !== "ok") return;
  tabs[open].state = editor.view.state;
  tabs.splice(index, 1);
  if (index < open || open === tabs.length) open--;
  editor.view.setState(tabs[open].state);
  renderTabs();
  changed(true);
}

async function take(list: Iterable<globalThis.File>): Promise<void> {
  const models: ModelFile[] = [];
  for (const file of list) {
    try {
      const bytes = await bytesOf(file, MOST_BYTES);
      if (isModelFile(file.name)) {
        models.push({ path: file.name, text: textOf(file.name, bytes) });
      } else if (/\.zip$/i.test(file.name)) {
        models.push(...unzipped(file.name, bytes));
      } else {
        await imported(file.name, await engine.ask({ ask: { kind: "import", name: file.name } }, "imported", bytes));
      }
    } catch (error) {
      notice(`${file.name} was not taken in. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (models.length === 0) return;
  try {
    const checked = checkedFiles(models);
    const named = checked.map(({ path }) => path).join(", ");
    const where = await choose("Open files", [named], [["new", "Open as a new model"], ["add", "Add to this model"], ["", "Cancel"]]);
    if (where === "new") load({ files: checked, open: 0 });
    if (where === "add") append(checked);
  } catch (error) {
    notice(`Not taken in. ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Shows what an import carried over, and what it could not. */
async function imported(name: string, { files: model, report }: Imported): Promise<void> {
  const counts = Object.entries(report.counts).filter(([, count]) => count > 0);
  const content: Node[] = [paragraph(counts.map(([what, count]) => `${count} ${count === 1 ? singular(what) : what}`).join(", "))];
  if (report.remarks.length > 0) {
    const remarks = document.createElement("ul");
    remarks.className = "remarks";
    remarks.tabIndex = 0;
    remarks.setAttribute("aria-label", "Remarks");
    for (const { kind, message, line, cell } of report.remarks.slice(0, MOST_REMARKS)) {
      const remark = document.createElement("li");
      const where = cell ?? (line === null ? "" : `line ${line}`);
      const word = document.createElement("b");
      word.textContent = [kind, where].join(" ").trim();
      remark.append(word, " ", message);
      remarks.append(remark);
    }
    content.push(remarks);
    const more = report.remarks.length - MOST_REMARKS;
    if (more > 0) content.push(paragraph(`${more} more remarks stand in the files, beside what they are about.`));
  }
  const where = await choose(`Import ${name}`, content, [["new", "Open as a new model"], ["add", "Add to this model"], ["", "Cancel"]]);
  if (where === "new") load({ files: model, open: Math.max(0, model.findIndex(({ path }) => path.includes("stream"))) });
  if (where === "add") append(model.filter(({ path }) => path !== SETTINGS));
}
const MOST_REMARKS = 100;

function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/s$/, "");
}

async function download(): Promise<void> {
  const all = files();
  const single = document.createElement("ul");
  single.className = "choices";
  for (const { path, text } of all) {
    single.append(choice(path, `${text.split("\n").length} lines`, () => save(path.split("/").pop() ?? path, text, "text/plain")));
  }
  const picture = document.querySelector("#map svg");
  const buttons: [string, string][] = [["zip", "All files as model.zip"], ...(picture ? [["svg", "The map as SVG"] as [string, string]] : []), ["", "Close"]];
  const chosen = await choose("Download", ["One file:", single], buttons);
  if (chosen === "zip") save("model.zip", zipped(all), "application/zip");
  if (chosen === "svg" && last?.picture) save(`${cleanPath(last.picture.name)?.replaceAll("/", "-") ?? "map"}.svg`, last.picture.svg, "image/svg+xml");
}

async function share(): Promise<void> {
  const fragment = await toFragment({ files: files(), open });
  window.history.replaceState(null, "", `#${fragment}`);
  const link = location.href;
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = link;
  field.id = "link";
  field.setAttribute("aria-label", "Link");
  const content = [paragraph("The link holds the whole model. Whoever opens it gets a copy of their own; no server sees it."), field];
  if (link.length > 30_000) content.push(paragraph(`It has ${link.length.toLocaleString("en")} characters. Some programs cut such links; a downloaded zip will not be.`));
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  content.push(paragraph(copied ? "It has been copied." : "Copy it from here."));
  const chosen = choose("Share", content, [["", "Close"]]);
  field.select();
  await chosen;
}

async function examples(): Promise<void> {
  const list = document.createElement("ul");
  list.className = "choices";
  let chosen: (() => void) | undefined;
  const take = (name: string, about: string, open: () => void): HTMLElement => choice(name, about, () => {
    chosen = open;
    answer("ok");
  });
  list.append(...EXAMPLES.map((example) => take(example.name, example.about, () => load(example))));
  const content: (string | Node)[] = [list];
  const kept = recent();
  if (kept.length > 0) {
    const mine = document.createElement("ul");
    mine.className = "choices";
    mine.append(...kept.map(({ id, when, files }) => take(new Date(when).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }), files.map(({ path }) => path).join(", "), () => load({ files, open: 0 }, id))));
    content.push("What you edited last, kept in this browser only:", mine);
  }
  await choose("Examples", content, [["", "Close"]]);
  chosen?.();
}

function choice(name: string, about: string, click: () => void): HTMLElement {
  const entry = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const strong = document.createElement("strong");
  strong.textContent = name;
  const small = document.createElement("span");
  small.textContent = about;
  button.append(strong, small);
  button.addEventListener("click", click);
  entry.append(button);
  return entry;
}

// ---- The page

function notice(text: string): void {
  const shown = at("notice");
  shown.textContent = text;
  shown.hidden = false;
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => (shown.hidden = true), 12_000);
}
let hiding = 0;

/** On a narrow page one of text, findings and map is shown. */
function pane(name: string): void {
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll<HTMLElement>("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === name));
}

for (const button of document.querySelectorAll<HTMLElement>("[data-show]")) button.addEventListener("click", () => pane(button.dataset.show ?? "text"));
at("add").addEventListener("click", () => void add());
at("rename").addEventListener("click", () => void rename(open));
at("remove").addEventListener("click", () => void remove(open));
at("format").addEventListener("click", () => void format());
at("share").addEventListener("click", () => void share());
at("download").addEventListener("click", () => void download());
at("examples").addEventListener("click", () => void examples());
at("import").addEventListener("click", () => at("picker").click());
at<HTMLInputElement>("picker").addEventListener("change", ({ target }) => {
  const picker = target as HTMLInputElement;
  void take([...(picker.files ?? [])]);
  picker.value = "";
});
at("subject").addEventListener("change", () => void check());
at("out").addEventListener("click", () => picture.step(-1));
at("in").addEventListener("click", () => picture.step(1));
at("fit").addEventListener("click", () => picture.fit());
at("map").addEventListener("keydown", (event) => {
  if (picture.move(event.key)) event.preventDefault();
});

let dragged = 0;
window.addEventListener("dragenter", () => (at("drop").hidden = ++dragged < 1));
window.addEventListener("dragleave", () => (at("drop").hidden = --dragged < 1));
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => {
  event.preventDefault();
  dragged = 0;
  at("drop").hidden = true;
  void take([...(event.dataTransfer?.files ?? [])]);
}, { capture: true });
window.addEventListener("hashchange", () => void begin());
window.addEventListener("pagehide", keepNow);

/** Opens what the link holds; without one, what was edited last, else a first look. */
async function begin(): Promise<void> {
  try {
    const shared = await fromFragment(location.hash);
    if (shared) return load(shared);
  } catch (error) {
    notice(`The link cannot be opened. ${error instanceof Error ? error.message : String(error)}`);
  }
  if (tabs.length > 0) return;
  const [mine] = recent();
  if (mine) load({ files: mine.files, open: 0 }, mine.id);
  else load(EXAMPLES[0]);
}

void begin();
