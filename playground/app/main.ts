// The playground: what its parts ask the engine, and what they tell each other.

import { Checking } from "./checking";
import { Editor } from "./editor";
import { Engine, EngineStopped } from "./engine";
import { begin, examples } from "./examples";
import { place, showFindings } from "./findings";
import { download, share } from "./giving";
import { dropped, take } from "./intake";
import { add, remove, rename } from "./naming";
import { at, notice, pane, reason } from "./page";
import { PictureView } from "./picture";
import type { Answer, Ask, Checked, Fix, Place, Question } from "./protocol";
import { fromFragment } from "./share";
import { SubjectList } from "./subject";
import { summarise, unchecked } from "./summary";
import { showTabs } from "./tabs";
import { Workbench } from "./workbench";

const engine = new Engine();
const checking = new Checking(engine, { question, present, stopped });
const editor = new Editor(at("editor"), {
  onChange,
  complete: (at) => tried({ kind: "complete", open: workbench.open, at }, "completions"),
  hover: (at) => tried({ kind: "hover", open: workbench.open, at }, "hover"),
  fix,
  place: (label) => place(label, workbench.files()),
  page,
  format: () => void format(),
}, "Model", "");
const workbench = new Workbench(editor, { onLoad: () => subjects.forget(), onTabs, onChange: () => checking.changed() });
const picture = new PictureView(at("map"), at("zoom"), go);
const subjects = new SubjectList(() => void checking.check());
let last: Checked | undefined;

// ---- Questions and answers

function question(): Question {
  const cursor = editor.view.state.selection.main.head;
  return { files: workbench.files(), ask: { kind: "check", open: workbench.open, cursor, picture: subjects.wanted() } };
}

function present(checked: Checked): void {
  last = checked;
  editor.show(checked.words, checked.findings, checked.settings, workbench.open);
  showFindings(at("list"), checked.findings, checked.settings, workbench.files(), { go, fix }, page);
  summarise(checked);
  subjects.show(checked);
  picture.show(checked.picture);
  picture.mark(workbench.open, editor.view.state.selection.main.head);
  document.body.dataset.ready = "true";
  document.body.dataset.version = String(checking.version);
}

function stopped(error: unknown): void {
  const why = error instanceof EngineStopped ? "The engine stopped and was started again. Your text is as you left it" : "Something went wrong";
  notice(`${why} (${reason(error)}).`);
  unchecked();
}

engine.onBroken = (why) => {
  notice(`The engine cannot be loaded: ${why}.`);
  unchecked();
};

/** An answer that one can do without. */
async function tried<K extends Answer["kind"]>(ask: Ask, kind: K): Promise<Extract<Answer, { kind: K }> | undefined> {
  try {
    return await engine.ask({ files: workbench.files(), ask }, kind);
  } catch {
    return undefined;
  }
}

async function format(): Promise<void> {
  const asked = checking.version;
  try {
    const { edits } = await engine.ask({ files: workbench.files(), ask: { kind: "format", open: workbench.open } }, "formatted");
    if (asked === checking.version && edits.length > 0) editor.view.dispatch({ changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })), userEvent: "format" });
  } catch (error) {
    stopped(error);
  }
}

/** Where the page of a rule is. */
function page(rule: string): string {
  return `../rules/${rule}.html`;
}

// ---- What the parts tell each other

function onChange(textChanged: boolean): void {
  if (textChanged) return workbench.edited();
  picture.mark(workbench.open, editor.view.state.selection.main.head);
  // Another stream may be the one to draw.
  window.clearTimeout(moving);
  if (subjects.follows) moving = window.setTimeout(() => void checking.check(), 120);
}
let moving = 0;

function onTabs(): void {
  const { open, paths } = workbench;
  showTabs(at("tabs"), paths, open, {
    show: (index) => workbench.show(index),
    rename: (index) => void rename(workbench, index),
    remove: (index) => void remove(workbench, index),
  });
  at("editor").setAttribute("aria-labelledby", `tab-${open}`);
  at<HTMLButtonElement>("remove").disabled = paths.length < 2;
}

/** Shows a place in the text, whichever file it is in. */
function go(place: Place): void {
  workbench.show(place.file);
  pane("text");
  editor.select(place.from, place.to, true);
}

function fix({ edits }: Fix): void {
  workbench.fix(edits);
}

function takeIn(files: Iterable<File>): void {
  void take(files, engine, workbench);
}

// ---- The page

for (const button of document.querySelectorAll<HTMLElement>("[data-show]")) button.addEventListener("click", () => pane(button.dataset.show ?? "text"));
at("add").addEventListener("click", () => void add(workbench));
at("rename").addEventListener("click", () => void rename(workbench, workbench.open));
at("remove").addEventListener("click", () => void remove(workbench, workbench.open));
at("format").addEventListener("click", () => void format());
at("share").addEventListener("click", () => void share(workbench));
at("download").addEventListener("click", () => void download(workbench, last?.picture ?? null));
at("examples").addEventListener("click", () => void examples(workbench));
at("import").addEventListener("click", () => at("picker").click());
at<HTMLInputElement>("picker").addEventListener("change", ({ target }) => {
  const picker = target as HTMLInputElement;
  takeIn([...(picker.files ?? [])]);
  picker.value = "";
});
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
  takeIn(event.dataTransfer ? dropped(event.dataTransfer) : []);
}, { capture: true });
window.addEventListener("hashchange", () => void start());
window.addEventListener("pagehide", () => workbench.keepNow());

/** Opens what the link holds; without one, what was edited last, else a first look. */
async function start(): Promise<void> {
  try {
    const shared = await fromFragment(location.hash);
    if (shared) return workbench.load(shared);
  } catch (error) {
    notice(`The link cannot be opened. ${reason(error)}`);
  }
  if (workbench.paths.length === 0) begin(workbench);
}

void start();
