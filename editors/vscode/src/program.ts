// Which program is vsdlint, and whether it is there.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The setting `vsdlint.path` with `~` and `${workspaceFolder}` filled in. */
export function resolve(setting: string, folder: string | undefined): string {
  const path = setting.trim() || "vsdlint";
  const filled = path.replace(/^~(?=$|[/\\])/, () => homedir()).replace(/\$\{workspaceFolder\}/g, () => folder ?? ".");
  return process.platform === "win32" && !/[/\\]/.test(filled) ? onPath(filled) : filled;
}

/** A program by its name alone, as it lies on `PATH`: Windows would look in the folder first in which it is run. */
export function onPath(name: string, path = process.env.PATH ?? ""): string {
  const names = /\.[a-z]+$/i.test(name) ? [name] : [`${name}.exe`, `${name}.com`];
  const places = path.split(delimiter).filter((folder) => folder !== "" && folder !== ".");
  const found = places.flatMap((folder) => names.map((one) => join(folder, one))).find((file) => existsSync(file));
  return found ?? join(homedir(), names[0] ?? name);
}

/** What a run of vsdlint printed. Rejects if it could not be started or gave status 2. */
export function run(program: string, args: string[], cwd?: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile(program, args, { cwd, timeout: 10_000, windowsHide: true }, (error, stdout, stderr) => {
      if (error) {
        fail(new Error(stderr.trim() || error.message));
      } else {
        done(stdout);
      }
    });
  });
}
