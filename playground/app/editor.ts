// The editor: CodeMirror, painted by what the engine says of each word, with findings where they are.
//
// It lives in a shadow root, where its styles are style sheets of their own: a page may then forbid all inline styles.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult, snippet } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, toggleComment } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, foldService, indentOnInput, indentService, indentUnit } from "@codemirror/language";
import { type Action, type Diagnostic, diagnosticCount, forEachDiagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, placeholder, tooltips } from "@codemirror/view";
import { inline, markdown } from "./markdown";
import type { Completion, Finding, Fix, Mistake, Place } from "./protocol";
import { theme } from "./theme";

declare const KINDS: string[];

/** What the editor asks of whoever shows it. Places are those of the file that is shown. */
export interface Host {
  /** The text changed, or the cursor moved. */
  onChange(textChanged: boolean): void;
  /** What could be written at a place. */
  complete?(at: number): Promise<{ from: number; to: number; options: Completion[]; is_cut: boolean } | undefined>;
  /** What is known of a name: Markdown. */
  hover?(at: number): Promise<{ text: string | null; from: number; to: number } | undefined>;
  /** Somebody accepts a fix. */
  fix(fix: Fix): void;
  /** How a place is called: its file and line. */
  place(place: Place): string;
  /** The address of the page of a rule. */
  page(rule: string): string;
  /** Formats the text. */
  format?(): void;
}

/** What the panel of the search says in words of its own. */
const PHRASES = {
  next: "Next",
  previous: "Previous",
  all: "All",
  "match case": "Same case",
  regexp: "Pattern",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close",
};

/** A finding may speak of many places; so many are shown beside the pointer. */
const MOST_OTHERS = 3;

const MARKS = KINDS.map((kind) => Decoration.mark({ class: `w-${kind}` }));

const paint = StateEffect.define<DecorationSet>();

/** The colours of words. Between two answers they move along with the text. */
const words = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    for (const effect of transaction.effects) if (effect.is(paint)) return effect.value;
    return set.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A block folds from its `{` to its `}`. */
const folding = foldService.of((state, from, to) => {
  const line = state.doc.lineAt(from);
  if (line.to !== to || !/\{\s*(\/\/.*)?$/.test(line.text)) return null;
  const indent = /^\s*/.exec(line.text)?.[0].length ?? 0;
  for (let next = line.number + 1; next <= state.doc.lines; next++) {
    const { text, from } = state.doc.line(next);
    if (/^\s*\}/.test(text) && (/^\s*/.exec(text)?.[0].length ?? 0) <= indent) return { from: line.to, to: from };
  }
  return null;
});

/** A block is set in by two. */
const indenting = indentService.of((context, at) => {
  const line = context.lineAt(at);
  const above = at === line.from || context.simulatedBreak === at ? before(context.state, at) : line.text;
  const depth = /^ */.exec(above)?.[0].length ?? 0;
  const opens = /\{\s*(\/\/.*)?$/.test(above) ? 2 : 0;
  const closes = /^\s*\}/.test(context.textAfterPos(at)) ? 2 : 0;
  return Math.max(0, depth + opens - closes);
});

/** The nearest line above a place, or up to it, that is not empty. */
function before(state: EditorState, at: number): string {
  const line = state.doc.lineAt(at);
  const upTo = line.text.slice(0, at - line.from);
  if (upTo.trim() !== "") return upTo;
  for (let number = line.number - 1; number > 0; number--) {
    const { text } = state.doc.line(number);
    if (text.trim() !== "") return text;
  }
  return "";
}

export class Editor {
  readonly view: EditorView;

  constructor(parent: HTMLElement, private host: Host, label: string, text: string) {
    const root = parent.attachShadow({ mode: "open" });
    this.extensions = this.extend(label);
    this.view = new EditorView({ state: this.stateOf(text), parent: root, root });
  }

  private readonly extensions: Extension;

  /** A state for a file's text, with an empty history. */
  stateOf(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.extensions });
  }

  /**
   * Shows what an answer says of the file at this position: the colours of its words, each a start, an end and a kind; its
   * findings, and the mistakes of its settings.
   */
  show(words: readonly number[] | undefined, findings: readonly Finding[], mistakes: readonly Mistake[], file: number): void {
    const effects = words ? [paint.of(this.colours(words))] : [];
    const diagnostics = this.diagnostics(findings, mistakes, file);
    const isClean = diagnostics.length === 0 && diagnosticCount(this.view.state) === 0;
    this.view.dispatch(isClean ? {} : setDiagnostics(this.view.state, diagnostics), { effects });
  }

  private colours(numbers: readonly number[]): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    const end = this.view.state.doc.length;
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      const mark = MARKS[numbers[at + 2]];
      if (mark && numbers[at + 1] <= end) builder.add(numbers[at], numbers[at + 1], mark);
    }
    return builder.finish();
  }

  private diagnostics(findings: readonly Finding[], mistakes: readonly Mistake[], file: number): Diagnostic[] {
    const end = this.view.state.doc.length;
    const shown: Diagnostic[] = [];
    for (const finding of findings) {
      if (finding.primary.file !== file) continue;
      const { from, to } = finding.primary;
      const { fix } = finding;
      const actions: Action[] = fix ? [{ name: `Fix: ${fix.title.replaceAll("`", "")}`, apply: () => this.host.fix(fix) }] : [];
      const severity = finding.level === "warn" ? "warning" : finding.level;
      shown.push({ from: Math.min(from, end), to: Math.min(to, end), severity, message: finding.message, source: finding.rule, actions, renderMessage: () => explained(finding, this.host) });
    }
    for (const mistake of mistakes) {
      if (mistake.file !== file) continue;
      const message = [mistake.message, mistake.help ?? ""].join("\n").trim();
      shown.push({ from: Math.min(mistake.from, end), to: Math.min(mistake.to, end), severity: "error", message });
    }
    return shown.sort((one, other) => one.from - other.from);
  }

  /** Selects a place and brings it into view. */
  select(from: number, to: number, focus: boolean): void {
    const end = this.view.state.doc.length;
    const selection = EditorSelection.single(Math.min(from, end), Math.min(to, end));
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: "center" }) });
    if (focus) this.view.focus();
  }

  private extend(label: string): Extension {
    const { host } = this;
    const format = host.format ? [{ key: "Alt-Shift-f", preventDefault: true, run: () => (host.format?.(), true) }] : [];
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      lintGutter(),
      foldGutter(),
      codeFolding(),
      folding,
      history(),
      drawSelection(),
      indentOnInput(),
      indenting,
      indentUnit.of("  "),
      EditorState.languageData.of(() => [{ commentTokens: { line: "//" }, closeBrackets: { brackets: ["{", '"'] }, indentOnInput: /^\s*\}$/ }]),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: host.complete ? [(context) => this.completions(context)] : [], icons: false }),
      hoverTooltip((_, at) => this.known(at), { hoverTime: 400 }),
      search({ top: true }),
      EditorState.phrases.of(PHRASES),
      placeholder("Begin with stream, activity or stakeholder, or press Ctrl+Space"),
      highlightSelectionMatches(),
      tooltips({ position: "fixed" }),
      words,
      theme,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged || update.selectionSet) host.onChange(update.docChanged);
      }),
      keymap.of([
        ...format,
        { key: "Mod-/", run: toggleComment },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...lintKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...defaultKeymap,
      ]),
    ];
  }

  private async completions(context: CompletionContext): Promise<CompletionResult | null> {
    const before = context.matchBefore(/[\p{L}\p{N}_@-]+|"[^"\n]*/u);
    const follows = context.matchBefore(/\b(from|to|in|runs|or|is)\s|[,.]\s?/);
    if (!context.explicit && !before && !follows) return null;
    const list = await this.host.complete?.(context.pos);
    if (!list || context.aborted) return null;
    const options = list.options.map(({ label, text, snippet: form, detail }, at) => ({
      label,
      detail,
      boost: 50 - Math.min(at, 99),
      apply: form ? snippet(fields(form)) : text,
    }));
    return { from: list.from, to: list.to, options, validFor: list.is_cut ? undefined : /^[\p{L}\p{N}_@-]*$|^"[^"\n]*$/u };
  }

  private async known(at: number): Promise<{ pos: number; end: number; above: boolean; create: () => { dom: HTMLElement } } | null> {
    // Of a finding enough is said already.
    let isFinding = false;
    forEachDiagnostic(this.view.state, (_, from, to) => (isFinding ||= from <= at && at <= to));
    const found = isFinding ? undefined : await this.host.hover?.(at);
    if (!found?.text) return null;
    const { text, from, to } = found;
    return { pos: from, end: to, above: true, create: () => ({ dom: markdown(text) }) };
  }
}

/** The places to fill in as CodeMirror writes them; `$0` comes last. */
function fields(form: string): string {
  return form.replace(/\$(\d+)/g, "${$1}").replace(/\$\{0\}/g, "${99}");
}

/** What a finding says in the editor. */
function explained({ message, help, secondary, rule }: Finding, host: Host): HTMLElement {
  const dom = document.createElement("div");
  const paragraph = (className: string, ...content: (Node | string)[]): void => {
    const made = document.createElement("p");
    made.className = className;
    made.append(...content);
    dom.append(made);
  };
  paragraph("", ...inline(message));
  for (const text of help) paragraph("help", ...inline(text));
  for (const label of secondary.slice(0, MOST_OTHERS)) paragraph("other", `${host.place(label)}: `, ...inline(label.text));
  const page = document.createElement("a");
  page.href = host.page(rule);
  page.textContent = rule;
  paragraph("rule", page);
  return dom;
}
