// Which program is vsdlint, and whether it is there.

import { execFile } from "node:child_process";
import { homedir } from "node:os";

/** The setting `vsdlint.path` with `~` and `${workspaceFolder}` filled in. */
export function resolve(setting: string, folder: string | undefined): string {
  const path = setting.trim() || "vsdlint";
  return path.replace(/^~(?=$|[/\\])/, () => homedir()).replace(/\$\{workspaceFolder\}/g, () => folder ?? ".");
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
