// Questions and answers of the engine, as playground/engine/src/question.rs and answer.rs have them.
// Places are code units of UTF-16 in a file; a file is its position among those of the question.

export interface File {
  path: string;
  text: string;
}

export type Wanted = { kind: "none" } | { kind: "follow"; last?: string } | { kind: "of"; name: string };

export type Ask =
  | { kind: "check"; open: number; cursor: number; picture: Wanted }
  | { kind: "words" }
  | { kind: "format"; open: number }
  | { kind: "complete" | "hover"; open: number; at: number }
  | { kind: "import"; name: string }
  | { kind: "style" };

export interface Question {
  files?: File[];
  ask: Ask;
}

export interface Place {
  file: number;
  from: number;
  to: number;
}

export interface Label extends Place {
  text: string;
}

export interface Edit extends Place {
  text: string;
}

export interface Fix {
  applicability: "safe" | "suggested";
  title: string;
  edits: Edit[];
}

export interface Finding {
  rule: string;
  level: "error" | "warn" | "info";
  message: string;
  primary: Label;
  secondary: Label[];
  help: string[];
  fix: Fix | null;
}

export interface Mistake extends Place {
  message: string;
  help: string | null;
}

export interface Picture {
  name: string;
  svg: string;
  boxes: (Place & { at: string })[];
}

export interface Checked {
  kind: "checked";
  findings: Finding[];
  settings: Mistake[];
  suppressed: number;
  words: number[];
  subjects: { name: string; title: string }[];
  picture: Picture | null;
}

export interface Completion {
  label: string;
  text: string;
  snippet: string | null;
  kind: string;
  detail: string;
}

export interface Remark {
  kind: string;
  message: string;
  file: string;
  line: number | null;
  sheet: string | null;
  cell: string | null;
}

export interface Imported {
  kind: "imported";
  files: File[];
  report: { counts: Record<string, number>; remarks: Remark[] };
}

export type Answer =
  | Checked
  | Imported
  | { kind: "words"; files: number[][]; findings: Finding[] }
  | { kind: "formatted"; edits: Edit[] }
  | { kind: "completions"; from: number; to: number; options: Completion[]; is_cut: boolean }
  | { kind: "hover"; text: string | null; from: number; to: number }
  | { kind: "style"; css: string; kinds: string[] }
  | { kind: "failed"; message: string; help: string | null };

/** What the page sends to the worker. */
export interface Message {
  id: number;
  question: Question;
  bytes?: Uint8Array;
}

/** What comes back: an answer as JSON, or why there is none. */
export type Reply = { id: number; answer: string } | { id: number; crash: string } | { ready: true } | { broken: string };
