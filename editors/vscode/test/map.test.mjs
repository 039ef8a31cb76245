// The map beside the text: what is asked of the server, what the page shows, and where a click leads.

import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { createRequire } from "node:module";
import { bundle, load } from "./support.mjs";

const { JSDOM } = createRequire(import.meta.url)("jsdom");

const MODEL = "file:///model.vsd";
const range = (start, end) => ({ start: { line: start, character: 0 }, end: { line: end, character: 1 } });
const at = (line) => `${MODEL}#L${line + 1},8`;

/** A stream of two steps that begins in this line, as the server draws it. */
function drawing(of, line, title = of) {
  const box = (line, name) =>
    `<g class="node" data-at="${at(line)}"><title>${name}</title><rect class="box"/><text>${name}</text></g>`;
  return {
    of,
    title,
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400" viewBox="0 0 800 400" role="img" class="vsd">` +
      `<title>${title}</title><style>.paper{fill:#fff}@media (prefers-color-scheme:dark){.paper{fill:#000}}</style>` +
      `<g class="flow" data-at="${at(line + 3)}"><title>Order: Ask → Answer</title><path class="wire" d="M0 0h9"/></g>` +
      `${box(line + 1, "Ask")}${box(line + 4, "Answer")}` +
      `<g class="finding" data-at="${at(line + 5)}"><text>error</text><text>Nothing feeds it</text></g></svg>`,
    location: { uri: MODEL, range: range(line, line + 9) },
    boxes: [
      { at: at(line + 1), location: { uri: MODEL, range: range(line + 1, line + 3) } },
      { at: at(line + 4), location: { uri: MODEL, range: range(line + 4, line + 6) } },
    ],
  };
}

const here = (line, uri = MODEL) => ({ uri, position: { line, character: 0 } });

/** A picture whose server knows a stream in lines 10 to 19 and one in lines 30 to 39, and what was asked and shown. */
async function picture(kind, line, answer) {
  const { Picture } = await load("picture.ts");
  const asked = [];
  const shown = [];
  const titles = [];
  const known = (params) => {
    const first = params.position?.line >= 10 && params.position.line < 20;
    const second = params.position?.line >= 30 && params.position.line < 40;
    return first ? drawing("a", 10) : second ? drawing("b", 30) : params.of ? drawing(params.of, 10) : null;
  };
  const host = {
    ask: async (params) => {
      asked.push(params);
      return (answer ?? known)(params);
    },
    show: (message) => shown.push(message),
    setTitle: (title) => titles.push(title),
  };
  const it = new Picture(kind, here(line), host);
  const calm = () => new Promise((done) => setTimeout(done, 200));
  return { it, asked, shown, titles, calm };
}

test("the stream under the cursor is drawn once the page is there, and shown again when it comes back", async () => {
  const { it, asked, shown, titles } = await picture("stream", 12);
  await it.ready();
  assert.deepEqual(asked, [{ textDocument: { uri: MODEL }, position: { line: 12, character: 0 } }]);
  assert.equal(shown[0].type, "picture");
  assert.equal(shown[0].here, at(11), "the cursor stands in the first step");
  assert.deepEqual(titles, ["a"]);
  await it.ready();
  assert.equal(asked.length, 1);
  assert.deepEqual(shown[1], shown[0]);
});

test("within a stream the cursor only marks another box, and in another stream that one is drawn", async () => {
  const { it, asked, shown, calm } = await picture("stream", 12);
  await it.ready();
  it.moved(here(15));
  it.moved(here(16));
  it.moved(here(18));
  assert.deepEqual(shown.slice(1), [
    { type: "here", at: at(14) },
    { type: "here", at: undefined },
  ]);
  await calm();
  assert.equal(asked.length, 1);
  for (const line of [29, 31, 33]) it.moved(here(line));
  await calm();
  assert.equal(asked.length, 2, "asked once after the cursor has come to rest");
  assert.equal(shown.at(-1).of, "b");
});

test("where no stream stands the last one stays, and is drawn anew when the text is another", async () => {
  const { it, asked, shown, calm } = await picture("stream", 12);
  await it.ready();
  it.moved(here(25));
  await calm();
  assert.equal(shown.at(-1).of, "a");
  for (let key = 0; key < 5; key += 1) it.changed();
  await calm();
  assert.equal(asked.length, 5, "by place and by name, twice");
  assert.deepEqual(asked.at(-1), { textDocument: { uri: MODEL }, of: "a" });
});

test("the landscape and the chain do not follow the cursor", async () => {
  for (const kind of ["landscape", "chain"]) {
    const { it, asked, calm } = await picture(kind, 0);
    await it.ready();
    it.moved(here(31));
    await calm();
    assert.deepEqual(asked, [{ textDocument: { uri: MODEL }, of: kind }]);
    it.changed();
    await calm();
    assert.equal(asked.length, 2);
    it.dispose();
    it.changed();
  }
});

test("why there is no picture is said in words", async () => {
  const problem = async (answer) => {
    const { it, shown } = await picture("stream", 0, answer);
    await it.ready();
    return shown;
  };
  assert.deepEqual(await problem(() => null), [
    { type: "problem", text: "No stream stands here. Put the cursor into one." },
  ]);
  const old = Object.assign(new Error("`vsdlint/draw` is not supported"), { code: -32601 });
  const fails = (error) => () => {
    throw error;
  };
  assert.match((await problem(fails(old)))[0].text, /Install a newer one/);
  assert.equal((await problem(fails(new Error("vsdlint does not run."))))[0].text, "vsdlint does not run.");
});

test("an answer that comes late replaces no newer one", async () => {
  const waiting = [];
  const { it, shown, calm } = await picture("stream", 12, () => new Promise((done) => waiting.push(done)));
  const first = it.ready();
  it.changed();
  await calm();
  waiting[1](drawing("new", 10));
  await calm();
  waiting[0](drawing("old", 10));
  await first;
  assert.deepEqual(shown.map(({ of }) => of), ["new"]);
});

test("only what the picture shows is opened", async () => {
  const { it } = await picture("stream", 12);
  await it.ready();
  assert.ok(it.shows(at(11)) && it.shows(at(13)));
  assert.ok(!it.shows("file:///etc/passwd#L1,1") && !it.shows(""));
  const { placeOf, placesIn } = await load("drawing-request.ts");
  assert.deepEqual(placeOf("file:///a%23L9/b.vsd#L12,8"), { uri: "file:///a%23L9/b.vsd", position: { line: 11, character: 7 } });
  assert.deepEqual(placeOf("untitled:Untitled-1#L1,1"), { uri: "untitled:Untitled-1", position: { line: 0, character: 0 } });
  assert.equal(placeOf("command:workbench.action.quit"), undefined);
  assert.deepEqual([...placesIn('<g data-at="file:///a&amp;b&apos;.vsd#L1,2">')], ["file:///a&b'.vsd#L1,2"]);
});

test("the page lets nothing run but its own script, and loads nothing", async () => {
  const { page } = await load("view/page.ts");
  const html = page("https://here/out/view.js", "0123abcd");
  const { document } = new JSDOM(html).window;
  assert.equal(
    document.querySelector("meta[http-equiv=Content-Security-Policy]").content,
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-0123abcd'",
  );
  const scripts = [...document.scripts].map(({ nonce, src, text }) => [nonce, src, text]);
  assert.deepEqual(scripts, [["0123abcd", "https://here/out/view.js", ""]]);
  assert.equal(document.querySelectorAll("img, link, iframe, [onclick], [style]").length, 0);
  for (const button of document.querySelectorAll("button")) assert.ok(button.textContent.trim());
});

/** The page with its script running, and what it told the extension. */
async function view({ theme = "vscode-light", state } = {}) {
  const { page } = await load("view/page.ts");
  const html = page("view.js", "n").replace(/<script.*<\/script>/, "").replace("<body>", `<body class="${theme}">`);
  const dom = new JSDOM(html, { runScripts: "dangerously", pretendToBeVisual: true });
  const { window } = dom;
  const told = [];
  const states = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => told.push({ ...message }),
    getState: () => state,
    setState: (next) => states.push({ ...next }),
  });
  window.Element.prototype.scrollTo = () => {};
  window.eval(bundle("view/view.ts", "iife"));
  const send = async (data) => {
    const came = once(window, "message");
    window.postMessage(data, "*");
    await came;
  };
  const show = (of = "a", title) => {
    const { svg } = drawing(of, 10, title);
    return send({ type: "picture", of, title: title ?? of, svg, here: at(11), kept: { kind: "stream", here: here(12) } });
  };
  const press = (key, target = window.document.body, more = {}) =>
    target.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const part = (selector) => window.document.querySelector(selector);
  return { window, told, states, send, show, press, part };
}

test("a click and a key on a box or an arrow lead to its statement", async () => {
  const { told, show, press, part, window } = await view();
  assert.deepEqual(told, [{ type: "ready" }]);
  await show();
  part(".node text").dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  part(".flow .hit").dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  press("Enter", part(".flow"));
  press(" ", part(".node"));
  assert.deepEqual(told.slice(1).map(({ type, at }) => [type, at]), [
    ["open", at(11)],
    ["open", at(13)],
    ["open", at(13)],
    ["open", at(11)],
  ]);
  part("svg").dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  press("Enter", part("#in"));
  press("Enter");
  assert.equal(told.length, 5, "beside the boxes a click leads nowhere");
  const names = [...window.document.querySelectorAll("[data-at]")].map((part) => [
    part.getAttribute("tabindex"),
    part.querySelector("title").textContent,
  ]);
  assert.deepEqual(names, [["0", "Order: Ask → Answer"], ["0", "Ask"], ["0", "Answer"], ["0", "error Nothing feeds it"]]);
});

test("the box of the step under the cursor is marked", async () => {
  const { send, show, window } = await view();
  const marked = () => [...window.document.querySelectorAll(".here")].map((part) => part.getAttribute("data-at"));
  await show();
  assert.deepEqual(marked(), [at(11)]);
  await send({ type: "here", at: at(14) });
  assert.deepEqual(marked(), [at(14)]);
  assert.equal(window.document.querySelectorAll("[aria-current]").length, 1);
  await send({ type: "here", at: undefined });
  assert.deepEqual(marked(), []);
});

test("the zoom stays, in the next picture and the next page", async () => {
  const { states, show, press, part } = await view();
  await show();
  assert.equal(part("svg").getAttribute("width"), "800");
  press("+");
  press("+");
  press("-");
  part("#in").click();
  assert.equal(part("svg").getAttribute("width"), "1200");
  assert.equal(part("#zoom").textContent, "150 %");
  await show("b");
  assert.equal(part("svg").getAttribute("width"), "1200");
  assert.equal(part("svg").getAttribute("height"), "600");
  assert.deepEqual({ ...states.at(-1) }, { zoom: 1.5, kind: "stream", here: here(12) });
  press("0", undefined, { ctrlKey: true });
  assert.equal(states.at(-1).zoom, 1.5, "the editor's own keys stay the editor's");
  const next = await view({ state: states.at(-1) });
  await next.show();
  assert.equal(next.part("svg").getAttribute("width"), "1200");
});

test("the focus stays where it was when the picture is drawn anew", async () => {
  const { show, part, window } = await view();
  await show();
  part(".flow").focus();
  await show();
  assert.equal(window.document.activeElement, part(".flow"));
});

test("light and dark are the editor's", async () => {
  for (const [theme, media] of [
    ["vscode-light", "not all"],
    ["vscode-dark", "all"],
    ["vscode-high-contrast", "all"],
    ["vscode-high-contrast vscode-high-contrast-light", "not all"],
  ]) {
    const { show, part, window } = await view({ theme });
    await show();
    assert.ok(part("svg style").textContent.includes(`@media ${media}{`), theme);
    window.document.body.className = "vscode-dark";
    await new Promise((done) => setTimeout(done, 5));
    assert.ok(part("svg style").textContent.includes("@media all{"), `from ${theme} to dark`);
  }
});

test("a hostile name runs nothing, even if it stood in the picture as it is", async () => {
  const { send, show, part, window, told } = await view();
  await show("a", `&lt;img src=x onerror="alert(1)"&gt;`);
  assert.equal(part("img"), null);
  window.harm = 0;
  const body =
    "<script>harm += 1</script><g onclick='harm += 1' onload='harm += 1' class='node' data-at='x#L1,1'>" +
    "<text>name</text></g><a href='javascript:harm += 1'><text>b</text></a><use href='data:,x'/>" +
    "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='javascript:parent.harm += 1'/></foreignObject>";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="harm += 1" viewBox="0 0 9 9">${body}</svg>`;
  await send({ type: "picture", of: "a", title: "a", svg, here: undefined });
  part(".node text").dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  assert.equal(window.harm, 0);
  assert.equal(window.document.querySelectorAll("main :is(script, iframe, foreignObject, a, use, [onclick], [onload])").length, 0);
  assert.deepEqual(told.at(-1), { type: "open", at: "x#L1,1" });
  await send({ type: "picture", of: "a", title: "a", svg: "<svg><b", here: undefined });
  assert.equal(part("#problem").textContent, "The picture cannot be read.");
});

test("what is wrong is said, until there is a picture", async () => {
  const { send, show, part } = await view();
  await send({ type: "problem", text: "<b>No stream</b>" });
  assert.equal(part("#problem").textContent, "<b>No stream</b>");
  assert.equal(part("#problem").getAttribute("role"), "status");
  await show();
  assert.equal(part("#problem").textContent, "");
});
