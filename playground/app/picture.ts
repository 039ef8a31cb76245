// The picture beside the text. A click leads into the text, and the box in whose statement the cursor stands is marked.

import type { Picture, Place } from "./protocol";

const SIZES = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];

/** A picture is shown as a whole down to this size; what is too wide for that is shown in part, and larger. */
const SMALLEST = 0.54;
const READABLE = 0.7;

/** Where a part of a picture says which place in the text it stands for. */
const AT = / data-at="([^"]*)"/g;

export class PictureView {
  private shown: { name: string; shape: string; svg: SVGSVGElement } | undefined;
  private boxes: Picture["boxes"] = [];
  /** The parts that stand for a place, and the places: these move with every key, and the parts seldom change. */
  private parts: SVGElement[] = [];
  private places: string[] = [];
  private here: SVGElement | undefined;
  /** As large as it was drawn is 1; 0 is as wide as there is room, if it can be read then. */
  private zoom = 0;

  constructor(private pane: HTMLElement, private label: HTMLElement, private go: (place: Place) => void) {
    pane.addEventListener("click", ({ target }) => this.follow(target));
    pane.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && this.follow(event.target)) event.preventDefault();
    });
    pane.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.set(this.size() * Math.exp(-event.deltaY / 400));
    }, { passive: false });
    new ResizeObserver(() => this.resize()).observe(pane);
  }

  /** Shows a picture in the place of the last one; at the same spot if it is of the same thing. */
  show(picture: Picture | null): void {
    this.boxes = picture?.boxes ?? [];
    if (!picture) {
      this.shown = undefined;
      this.parts = [];
      this.pane.replaceChildren();
      return;
    }
    const before = this.places;
    this.places = [...picture.svg.matchAll(AT)].map(([, at]) => at);
    const shape = picture.svg.replace(AT, "");
    if (this.shown?.shape === shape) return;
    const svg = read(picture.svg);
    if (!svg) return;
    const isSame = this.shown?.name === picture.name;
    const { scrollLeft, scrollTop } = this.pane;
    const focused = isSame ? before[this.parts.indexOf(document.activeElement as SVGElement)] : undefined;
    svg.setAttribute("role", "group");
    const parts = [...svg.querySelectorAll<SVGElement>("[data-at]")];
    this.parts = parts;
    this.here = undefined;
    for (const part of parts) {
      part.setAttribute("role", "link");
      part.setAttribute("tabindex", "-1");
      name(part);
    }
    // One stop for the tabulator, and arrows among the parts, or a map of fifty steps would be a hundred stops.
    parts[0]?.setAttribute("tabindex", "0");
    this.shown = { name: picture.name, shape, svg };
    this.resize();
    this.pane.replaceChildren(svg);
    this.pane.scrollTo(isSame ? { left: scrollLeft, top: scrollTop } : { left: 0, top: 0 });
    if (focused) this.find(focused)?.focus({ preventScroll: true });
  }

  /** Marks the box in whose statement the cursor stands, the innermost if there are several. */
  mark(file: number, at: number): void {
    const around = this.boxes.filter((box) => box.file === file && box.from <= at && at <= box.to);
    around.sort((one, other) => one.to - one.from - (other.to - other.from));
    const part = around[0] && this.find(around[0].at);
    if (part === this.here) return;
    this.here?.classList.remove("here");
    this.here = part;
    if (!part) return;
    part.classList.add("here");
    const box = part.getBoundingClientRect();
    const pane = this.pane.getBoundingClientRect();
    if (box.left < pane.left || box.right > pane.right) this.pane.scrollLeft += box.left + box.width / 2 - pane.left - pane.width / 2;
    if (box.top < pane.top || box.bottom > pane.bottom) this.pane.scrollTop += box.top + box.height / 2 - pane.top - pane.height / 2;
  }

  /** One step larger or smaller. */
  step(direction: 1 | -1): void {
    const size = this.size();
    const next = direction > 0 ? SIZES.find((one) => one > size + 0.01) : SIZES.findLast((one) => one < size - 0.01);
    this.set(next ?? size);
  }

  /** As wide as there is room. */
  fit(): void {
    const [width] = this.drawn();
    if (width) this.set((this.pane.clientWidth - 2) / width);
  }

  /** Leads along the parts with the arrow keys. */
  move(key: string): boolean {
    const { parts } = this;
    const at = parts.indexOf(document.activeElement as SVGElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    if (at < 0 || !step) return false;
    const next = parts[(at + step + parts.length) % parts.length];
    parts[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
    return true;
  }

  private set(zoom: number): void {
    this.zoom = Math.min(4, Math.max(0.1, zoom));
    this.resize();
  }

  private size(): number {
    if (this.zoom > 0) return this.zoom;
    const [width] = this.drawn();
    const fitting = width ? (this.pane.clientWidth - 2) / width : 1;
    return fitting < SMALLEST ? READABLE : Math.min(1, fitting);
  }

  private drawn(): number[] {
    return (this.shown?.svg.getAttribute("viewBox") ?? "").split(" ").slice(2).map(Number);
  }

  private resize(): void {
    const [width, height] = this.drawn();
    if (!width || !height) return;
    const size = this.size();
    this.label.textContent = `${Math.round(size * 100)} %`;
    this.shown?.svg.setAttribute("width", String(width * size));
    this.shown?.svg.setAttribute("height", String(height * size));
  }

  private find(at: string): SVGElement | undefined {
    const parts = this.parts.filter((_, index) => this.places[index] === at);
    return parts.find((part) => part.classList.contains("node")) ?? parts[0];
  }

  private follow(target: EventTarget | null): boolean {
    const part = target instanceof Element ? target.closest<SVGElement>("[data-at]") : null;
    const at = part ? this.places[this.parts.indexOf(part)] : undefined;
    const [file, from, to] = (at ?? "").split(",").map(Number);
    if (to === undefined) return false;
    this.go({ file, from, to });
    return true;
  }
}

/** Reads a picture. The engine writes nothing that runs; should it ever, it is left out. Its colours are the page's. */
function read(text: string): SVGSVGElement | undefined {
  // Even a style sheet that only passes through would be one too many for the page. Names in it are escaped: `<` is a tag.
  const plain = text.replace(/<style>[^<]*<\/style>/, "");
  const { documentElement: root } = new DOMParser().parseFromString(plain, "image/svg+xml");
  if (root.nodeName !== "svg") return undefined;
  for (const wrong of root.querySelectorAll("style, script, foreignObject, iframe, a, image, use")) wrong.remove();
  for (const part of [root, ...root.querySelectorAll("*")]) {
    for (const { name } of [...part.attributes]) {
      if (/^on|href$|^style$/i.test(name)) part.removeAttribute(name);
    }
  }
  for (const wire of root.querySelectorAll(".flow[data-at] > .wire")) {
    // Nobody hits a line of a pixel and a half.
    const hit = wire.cloneNode() as SVGElement;
    hit.setAttribute("class", "hit");
    wire.before(hit);
  }
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

/** Sees to it that a part has a title, by which it is called: its words, if it came without one. */
function name(part: SVGElement): void {
  if (part.querySelector("title")) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = [...part.querySelectorAll("text")].map(({ textContent }) => textContent).join(" ");
  part.prepend(title);
}
