// The page around the model: its parts by name, what it says, and what a narrow one shows.

/** A part of the page by its id. */
export const at = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;

let hiding = 0;

/** Says something for a while. */
export function notice(text: string): void {
  const shown = at("notice");
  shown.textContent = text;
  shown.hidden = false;
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => (shown.hidden = true), 12_000);
}

/** On a narrow page one of text, findings and map is shown. */
export function pane(name: string): void {
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll<HTMLElement>("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === name));
}

/** What went wrong, as a sentence. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
