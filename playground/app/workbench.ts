// The files of the model that is open: their texts, which of them is shown, and that they are kept.

import type { EditorState } from "@codemirror/state";
import type { Editor } from "./editor";
import { cleanPath, freePath, plainText } from "./model";
import type { Edit, File } from "./protocol";
import { keep } from "./recent";
import type { Shared } from "./share";

interface Tab {
  path: string;
  state: EditorState;
}

/** What the workbench tells whoever shows it. */
export interface Host {
  /** Another model is open. */
  onLoad(): void;
  /** There are other files, or another one is shown. */
  onTabs(): void;
  /** Something that the model says may have changed. */
  onChange(): void;
}

export class Workbench {
  private tabs: Tab[] = [];
  private shown = 0;
  /** Under what the model is kept in this browser. */
  private id: string = crypto.randomUUID();
  private saving = 0;

  constructor(private editor: Editor, private host: Host) {}

  /** The position of the file that is shown. */
  get open(): number {
    return this.shown;
  }

  get paths(): string[] {
    return this.tabs.map(({ path }) => path);
  }

  /** The files as they are now. */
  files(): File[] {
    return this.tabs.map(({ path, state }, index) => ({ path, text: (index === this.shown ? this.editor.view.state : state).doc.toString() }));
  }

  /** Shows another model. */
  load({ files, open }: Shared, under: string = crypto.randomUUID()): void {
    this.keepNow();
    this.id = under;
    this.tabs = files.map(({ path, text }) => ({ path, state: this.editor.stateOf(plainText(text)) }));
    this.host.onLoad();
    this.turnTo(Math.min(open, this.tabs.length - 1));
    this.host.onChange();
  }

  /** Shows another file of the model. */
  show(index: number): void {
    if (index === this.shown || !this.tabs[index]) return;
    this.putDown();
    this.turnTo(index);
    this.host.onChange();
  }

  /** Adds files, and shows the first of them. */
  append(more: readonly File[]): void {
    this.putDown();
    const first = this.tabs.length;
    for (const { path, text } of more) this.tabs.push({ path: freePath(cleanPath(path) ?? "file.vsd", this.tabs), state: this.editor.stateOf(plainText(text)) });
    this.turnTo(first);
    this.edited();
    this.editor.view.focus();
  }

  rename(index: number, path: string): void {
    this.tabs[index].path = path;
    this.host.onTabs();
    this.edited();
  }

  /** Removes a file that is not the last one. */
  remove(index: number): void {
    this.putDown();
    this.tabs.splice(index, 1);
    this.turnTo(index < this.shown || this.shown === this.tabs.length ? this.shown - 1 : this.shown);
    this.edited();
  }

  /** Makes the edits of a fix, in all files that it touches. */
  fix(edits: readonly Edit[]): void {
    const touched = new Set(edits.map(({ file }) => file));
    for (const file of touched) {
      const changes = edits.filter((edit) => edit.file === file).map(({ from, to, text }) => ({ from, to, insert: text }));
      if (file === this.shown) {
        this.editor.view.dispatch({ changes, userEvent: "fix", scrollIntoView: true });
      } else if (this.tabs[file]) {
        this.tabs[file].state = this.tabs[file].state.update({ changes, userEvent: "fix" }).state;
      }
    }
    this.edited();
  }

  /** Somebody changed the model: it is to be kept, and the link told of another one. */
  edited(): void {
    window.clearTimeout(this.saving);
    this.saving = window.setTimeout(() => this.keepNow(), 800);
    if (location.hash) window.history.replaceState(null, "", location.pathname + location.search);
    this.host.onChange();
  }

  /** Keeps what was edited, if it is not kept yet. */
  keepNow(): void {
    if (this.saving === 0) return;
    window.clearTimeout(this.saving);
    this.saving = 0;
    keep(this.id, this.files());
  }

  /** Notes what the editor made of the file that is shown. */
  private putDown(): void {
    this.tabs[this.shown].state = this.editor.view.state;
  }

  private turnTo(index: number): void {
    this.shown = index;
    this.editor.view.setState(this.tabs[index].state);
    this.host.onTabs();
  }
}
