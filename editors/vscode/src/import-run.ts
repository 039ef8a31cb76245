// What an import is asked for and what it says, without VS Code.

import { relative, sep } from "node:path";

/** What can be imported, as dialogues name it. */
export const FILTERS: Record<string, string[]> = {
  "Tables and drawings": ["csv", "tsv", "xlsx", "ods", "bpmn", "xml"],
  "All files": ["*"],
};

/** Whether a file has an ending of what can be imported. */
export function isSource(path: string): boolean {
  return /\.(csv|tsv|xlsx|ods|bpmn)$/i.test(path);
}

/** The arguments of an import with a report for programs. */
export function argumentsFor(files: string[], folder: string): string[] {
  return ["import", "--format", "json", "--out", folder, "--", ...files];
}

/** The report of `vsdlint import --format json`, as far as it is shown; `vsdlint schema import` describes it. */
interface Report {
  files: string[];
  counts: Record<"streams" | "steps" | "flows", number>;
  remarks: { kind: string; message: string; file: string; line: number | null; sheet: string | null; cell: string | null }[];
}

/** What came of an import. */
export interface Outcome {
  /** The way to the file to open, from the folder of the model. */
  first: string[] | undefined;
  /** A line. */
  summary: string;
  /** All that there is to say. */
  report: string;
}

/** Makes of a report what is shown. */
export function settled(text: string, folder: string): Outcome {
  const { files, counts, remarks } = JSON.parse(text) as Report;
  const number = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const parts = [number(counts.streams, "stream"), number(counts.steps, "step"), number(counts.flows, "flow")];
  const told = remarks.length === 0 ? "nothing was changed" : number(remarks.length, "remark");
  const summary = `${parts.join(", ")}: ${told}`;
  const lines = [summary, "", "Written:", ...files.map((file) => `  ${file}`)];
  if (remarks.length > 0) {
    lines.push("", "What was not carried over as it is:");
  }
  for (const { kind, message, file, line, sheet, cell } of remarks) {
    const spot = line ?? ([sheet, cell].filter(Boolean).join("!") || undefined);
    lines.push(`  ${kind}: ${message}`, `    ${spot === undefined ? file : `${file}:${spot}`}`);
  }
  const stream = files.find((file) => /streams[/\\][^/\\]*\.vsd$/.test(file)) ?? files.find((file) => file.endsWith(".vsd"));
  return { first: stream === undefined ? undefined : wayTo(stream, folder), summary, report: `${lines.join("\n")}\n` };
}

/** The way from a folder to a file, which is named from the working directory or from the root. */
function wayTo(file: string, folder: string): string[] {
  const parts = relative(folder, file).split(sep).join("/").split("/");
  const at = file.split(/[/\\]/);
  // A file of the model lies in the folder or in `streams`.
  return parts[0] === ".." ? at.slice(at.at(-2) === "streams" ? -2 : -1) : parts;
}
