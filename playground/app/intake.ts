// Files that are dropped or chosen: models are opened, and tables and drawings imported.

import { choose, paragraph } from "./dialog";
import { type Engine, EngineRefused } from "./engine";
import { bytesOf, textOf, unzipped } from "./files";
import { inline } from "./markdown";
import { checkedFiles, isModelFile, SETTINGS } from "./model";
import { notice, reason } from "./page";
import type { File as ModelFile, Imported, Remark } from "./protocol";
import type { Workbench } from "./workbench";

/** A source to import is at most this long, in bytes. */
const MOST_BYTES = 32 << 20;

/** More remarks than these stand in the files alone. */
const MOST_REMARKS = 100;

const WHERE: [string, string][] = [["new", "Open as a new model"], ["add", "Add to this model"], ["", "Cancel"]];

/** The files that were dropped. Folders are none, and a message says so. */
export function dropped(data: DataTransfer): File[] {
  const folders = new Set<string>();
  for (const item of data.items) {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) folders.add(entry.name);
  }
  if (folders.size > 0) notice(`${[...folders].join(", ")}: drop the files in a folder, or a zip of it.`);
  return [...data.files].filter(({ name }) => !folders.has(name));
}

/** Takes files in, and asks where to. */
export async function take(list: Iterable<File>, engine: Engine, workbench: Workbench): Promise<void> {
  const models: ModelFile[] = [];
  for (const file of list) {
    try {
      const bytes = await bytesOf(file, MOST_BYTES);
      if (isModelFile(file.name)) {
        models.push({ path: file.name, text: textOf(file.name, bytes) });
      } else if (/\.zip$/i.test(file.name)) {
        models.push(...unzipped(file.name, bytes));
      } else {
        await imported(file.name, await engine.ask({ ask: { kind: "import", name: file.name } }, "imported", bytes), workbench);
      }
    } catch (error) {
      if (error instanceof EngineRefused) await refused(file.name, error);
      else notice(`${file.name} was not taken in. ${reason(error)}`);
    }
  }
  if (models.length === 0) return;
  try {
    const checked = checkedFiles(models);
    const where = await choose("Open files", [checked.map(({ path }) => path).join(", ")], WHERE);
    if (where === "new") workbench.load({ files: checked, open: 0 });
    if (where === "add") workbench.append(checked);
  } catch (error) {
    notice(`Not taken in. ${reason(error)}`);
  }
}

/** Shows what an import carried over, and what it could not. */
async function imported(name: string, { files, report }: Imported, workbench: Workbench): Promise<void> {
  const counts = Object.entries(report.counts).filter(([, count]) => count > 0);
  const content: Node[] = [paragraph(counts.map(([what, count]) => `${count} ${count === 1 ? singular(what) : what}`).join(", "))];
  if (report.remarks.length > 0) content.push(listed(report.remarks));
  const more = report.remarks.length - MOST_REMARKS;
  if (more > 0) content.push(paragraph(`${more} more remarks stand in the files, beside what they are about.`));
  const where = await choose(`Import ${name}`, content, WHERE);
  if (where === "new") workbench.load({ files, open: Math.max(0, files.findIndex(({ path }) => path.includes("stream"))) });
  if (where === "add") workbench.append(files.filter(({ path }) => path !== SETTINGS));
}

/** Says why a file is none that can be imported, and what can. */
async function refused(name: string, { message, help }: EngineRefused): Promise<void> {
  const content = [paragraph(...inline(`${message}.`))];
  // What the command has flags for, the page has not.
  const hints = (help ?? "").split("; ").filter((hint) => hint !== "" && !hint.includes("`--")).join("; ");
  if (hints !== "") content.push(paragraph(...inline(`${hints[0].toUpperCase()}${hints.slice(1)}.`)));
  const page = document.createElement("a");
  page.href = "../docs/importing.html";
  page.textContent = "How tables and drawings are read";
  content.push(paragraph(page));
  await choose(`${name} was not taken in`, content, [["", "Close"]]);
}

function listed(remarks: readonly Remark[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "remarks";
  list.tabIndex = 0;
  list.setAttribute("aria-label", "Remarks");
  for (const { kind, message, line, cell } of remarks.slice(0, MOST_REMARKS)) {
    const remark = document.createElement("li");
    const where = cell ?? (line === null ? "" : `line ${line}`);
    const word = document.createElement("b");
    word.textContent = [kind, where].join(" ").trim();
    remark.append(word, " ", ...inline(message));
    list.append(remark);
  }
  return list;
}

function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/s$/, "");
}
