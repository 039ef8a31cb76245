// What pages of the documentation do: they search, and their examples can be changed in place.

import type MiniSearch from "minisearch";
import type { SearchResult } from "minisearch";

const root = document.body.dataset.root ?? "";
const field = document.getElementById("search") as HTMLInputElement;
const results = document.getElementById("results") as HTMLElement;

let index: Promise<MiniSearch> | undefined;

/** The index is fetched once somebody wants to search. */
async function load(): Promise<MiniSearch> {
  const { default: Search } = await import("minisearch");
  const response = await fetch(`${root}assets/search.json`);
  return Search.loadJSON(await response.text(), { fields: ["title", "heading", "text"], storeFields: ["title", "heading", "link", "weight"] });
}

/** No page takes more of the list than this. */
const MOST_OF_A_PAGE = 3;

/** The best places; all words are to be there, or else any. */
function best(index: MiniSearch, wanted: string): SearchResult[] {
  const options = { prefix: true, fuzzy: 0.15, boost: { title: 3, heading: 2 }, boostDocument: (_: unknown, __: string, stored?: Record<string, unknown>) => Number(stored?.weight ?? 1) };
  let found = index.search(wanted, { ...options, combineWith: "AND" });
  if (found.length === 0) found = index.search(wanted, options);
  // Whoever types a page's name wants that page, whatever else speaks of it.
  const plain = (text: string): string => text.toLowerCase().replace(/[\s-]+/g, " ");
  const isIt = ({ title, heading }: SearchResult): boolean => heading === "" && plain(title as string) === plain(wanted);
  found = [...found.filter(isIt), ...found.filter((result) => !isIt(result))];
  const counts = new Map<string, number>();
  return found.filter(({ title }) => {
    const count = (counts.get(title as string) ?? 0) + 1;
    counts.set(title as string, count);
    return count <= MOST_OF_A_PAGE;
  });
}

async function find(): Promise<void> {
  const wanted = field.value.trim();
  if (wanted === "") {
    results.hidden = true;
    return;
  }
  const found = best(await (index ??= load()), wanted);
  if (wanted !== field.value.trim()) return;
  const entries = found.slice(0, 12).map(({ title, heading, link }) => {
    const entry = document.createElement("li");
    const to = document.createElement("a");
    to.href = root + (link as string);
    to.textContent = (heading as string) || (title as string);
    if (heading) {
      const page = document.createElement("small");
      page.textContent = title as string;
      to.append(page);
    }
    entry.append(to);
    return entry;
  });
  if (entries.length === 0) {
    const none = document.createElement("li");
    none.append(Object.assign(document.createElement("p"), { textContent: "Nothing found" }));
    entries.push(none);
  }
  results.replaceChildren(...entries);
  results.hidden = false;
}

field.addEventListener("focus", () => void (index ??= load()));
field.addEventListener("input", () => void find());
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === "ArrowDown") {
    const first = results.querySelector("a");
    if (results.hidden || !first) return;
    event.preventDefault();
    if (event.key === "Enter") first.click();
    else first.focus();
  }
});
results.addEventListener("keydown", (event) => {
  const links = [...results.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  (links[links.indexOf(document.activeElement as HTMLAnchorElement) + step] ?? field).focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !results.hidden) {
    results.hidden = true;
    field.focus();
  }
  const isTyping = event.target instanceof Element && event.target.closest("input, textarea, .host");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    field.focus();
  }
});
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && !target.closest(".find")) results.hidden = true;
});

const side = document.querySelector<HTMLElement>(".side");
const here = side?.querySelector<HTMLElement>("[aria-current]");
if (side && here) side.scrollTop = here.offsetTop - side.clientHeight / 2;
if (matchMedia("(max-width: 860px)").matches) document.querySelector(".side details")?.removeAttribute("open");

for (const example of document.querySelectorAll<HTMLElement>(".example")) {
  const button = example.querySelector<HTMLButtonElement>(".edit");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.hidden = true;
    const { live } = await import("./live");
    live(example);
  });
}
