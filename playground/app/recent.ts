// The last models, kept in this browser alone, so that a closed tab or another's link takes nothing away.

import { checkedFiles } from "./model";
import type { File } from "./protocol";

export interface Recent {
  id: string;
  when: number;
  files: File[];
}

const KEY = "vsdlint-recent";
const MOST = 6;

/** The last models, the newest first. What is kept may be anything; what is no model is left out. */
export function recent(): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.slice(0, MOST).flatMap((entry: Partial<Recent>) => {
      try {
        return [{ id: String(entry.id), when: Number(entry.when), files: checkedFiles(entry.files) }];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** Keeps a model, in the place of what was kept under its id. Where there is no room, the oldest go. */
export function keep(id: string, files: readonly File[]): void {
  const all = [{ id, when: Date.now(), files: [...files] }, ...recent().filter((other) => other.id !== id)].slice(0, MOST);
  while (all.length > 0) {
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
      return;
    } catch {
      all.pop();
    }
  }
}
