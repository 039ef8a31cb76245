// The script of the page that shows a picture: zoom, clicks, keys, and light or dark as the editor's theme is.

import type { FromView, Kept, ToView } from "./messages";

interface State extends Partial<Kept> {
  zoom: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  getState(): State | undefined;
  setState(state: State): void;
};

const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
const DARK = /@media\s*\(prefers-color-scheme:\s*dark\)/g;

const code = acquireVsCodeApi();
const picture = element("picture");
const problem = element("problem");
let state: State = code.getState() ?? { zoom: 1 };
let { zoom } = state;
/** What is shown, and the style sheet that it came with. */
let shown: { of: string; svg: SVGSVGElement; style: string } | undefined;

window.addEventListener("message", ({ data }: MessageEvent<ToView>) => {
  switch (data.type) {
    case "picture":
      problem.textContent = "";
      show(data);
      break;
    case "here":
      mark(data.at);
      break;
    case "problem":
      problem.textContent = data.text;
      break;
  }
});

element("out").addEventListener("click", () => step(-1));
element("in").addEventListener("click", () => step(1));
element("whole").addEventListener("click", () => setZoom(1));
element("fit").addEventListener("click", fit);
document.addEventListener("keydown", key);
picture.addEventListener("click", ({ target }) => open(target));
picture.addEventListener("wheel", wheel, { passive: false });
new MutationObserver(colour).observe(document.body, { attributes: true, attributeFilter: ["class"] });
code.postMessage({ type: "ready" });

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

/** Shows a picture in the place of the last one: as large, and at the same place if it is of the same thing. */
function show({ of, title, svg: text, here, kept }: Extract<ToView, { type: "picture" }>): void {
  const svg = read(text);
  if (!svg) {
    problem.textContent = "The picture cannot be read.";
    return;
  }
  state = { zoom, ...kept };
  code.setState(state);
  const { scrollLeft, scrollTop } = picture;
  const isSame = shown?.of === of;
  const focused = isSame ? document.activeElement?.getAttribute("data-at") : undefined;
  document.title = title;
  element("title").textContent = title;
  picture.setAttribute("aria-label", `Map of ${title}`);
  // As an image, what is in it could not be reached.
  svg.setAttribute("role", "group");
  for (const part of svg.querySelectorAll<SVGElement>("[data-at]")) {
    part.setAttribute("tabindex", "0");
    part.setAttribute("role", "link");
    name(part);
  }
  widen(svg);
  shown = { of, svg, style: svg.querySelector("style")?.textContent ?? "" };
  colour();
  resize();
  picture.replaceChildren(svg);
  picture.scrollTo(isSame ? { left: scrollLeft, top: scrollTop } : { left: 0, top: 0 });
  mark(here);
  if (focused) {
    find(focused)?.focus({ preventScroll: true });
  }
}

/** Reads a picture. The server writes nothing that runs; should it ever, it is left out. */
function read(text: string): SVGSVGElement | undefined {
  const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
  if (root.nodeName !== "svg") {
    return undefined;
  }
  for (const wrong of root.querySelectorAll("script, foreignObject, iframe, a, image, use")) {
    wrong.remove();
  }
  for (const part of [root, ...root.querySelectorAll("*")]) {
    for (const { name } of [...part.attributes]) {
      if (/^on|href$/i.test(name)) {
        part.removeAttribute(name);
      }
    }
  }
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

/** Sees to it that a part has a title, by which it is called: its words, if the server gave it none. */
function name(part: SVGElement): void {
  if (!part.querySelector("title")) {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = [...part.querySelectorAll("text")].map(({ textContent }) => textContent).join(" ");
    part.prepend(title);
  }
}

/** Nobody hits a line of a pixel and a half. */
function widen(svg: SVGSVGElement): void {
  for (const wire of svg.querySelectorAll(".flow[data-at] > .wire")) {
    const hit = wire.cloneNode() as SVGElement;
    hit.setAttribute("class", "hit");
    wire.before(hit);
  }
}

/** Chooses the picture's colours by the editor's theme, not by that of the system. */
function colour(): void {
  const style = shown?.svg.querySelector("style");
  if (style && shown) {
    const kinds = document.body.classList;
    const isDark = kinds.contains("vscode-dark") || (kinds.contains("vscode-high-contrast") && !kinds.contains("vscode-high-contrast-light"));
    style.textContent = shown.style.replace(DARK, isDark ? "@media all" : "@media not all");
  }
}

/** Marks the box in whose statement the cursor stands, and brings it into view. */
function mark(at: string | undefined): void {
  for (const part of picture.querySelectorAll(".here")) {
    part.classList.remove("here");
    part.removeAttribute("aria-current");
  }
  const box = at === undefined ? undefined : find(at);
  if (box) {
    box.classList.add("here");
    box.setAttribute("aria-current", "true");
    box.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }
}

/** The part that stands for a place; a box rather than an arrow. */
function find(at: string): SVGElement | undefined {
  const parts = [...picture.querySelectorAll<SVGElement>("[data-at]")].filter((part) => part.getAttribute("data-at") === at);
  return parts.find((part) => part.classList.contains("node")) ?? parts[0];
}

/** Leads to the statement of a part. */
function open(target: EventTarget | null): void {
  const at = target instanceof Element ? target.closest("[data-at]")?.getAttribute("data-at") : undefined;
  if (at) {
    code.postMessage({ type: "open", at });
  }
}

function key(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const isButton = event.target instanceof Element && event.target.closest("button") !== null;
  switch (event.key) {
    case "Enter":
    case " ":
      if (isButton || !(event.target instanceof Element && event.target.closest("[data-at]"))) {
        return;
      }
      open(event.target);
      break;
    case "+":
    case "=":
      step(1);
      break;
    case "-":
      step(-1);
      break;
    case "0":
      setZoom(1);
      break;
    case "f":
      fit();
      break;
    default:
      return;
  }
  event.preventDefault();
}

function wheel(event: WheelEvent): void {
  if (event.ctrlKey) {
    event.preventDefault();
    setZoom(zoom * Math.exp(-event.deltaY / 400));
  }
}

function step(direction: 1 | -1): void {
  const next = direction > 0 ? STEPS.find((one) => one > zoom + 0.01) : STEPS.findLast((one) => one < zoom - 0.01);
  setZoom(next ?? zoom);
}

function fit(): void {
  const [width] = size();
  if (width) {
    setZoom(picture.clientWidth / width);
  }
}

function setZoom(next: number): void {
  zoom = Math.min(4, Math.max(0.1, next));
  state = { ...state, zoom };
  code.setState(state);
  resize();
}

function resize(): void {
  element("zoom").textContent = `${Math.round(zoom * 100)} %`;
  const [width, height] = size();
  if (width && height) {
    shown?.svg.setAttribute("width", String(width * zoom));
    shown?.svg.setAttribute("height", String(height * zoom));
  }
}

/** The width and height of the picture as it was drawn. */
function size(): number[] {
  return (shown?.svg.getAttribute("viewBox") ?? "").split(" ").slice(2).map(Number);
}
