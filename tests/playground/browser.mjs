// A browser with the site below a path, from a server that forbids what the site says it does not need.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const { PLACE, ROOT } = process.env;
const require = createRequire(path.join(PLACE, "package.json"));
const { chromium } = require("playwright-core");
const AXE = fs.readFileSync(require.resolve("axe-core"), "utf8");
const SITE = path.join(ROOT, "target/site");
const BELOW = "/some/where/";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json" };

/** What `docs/playground.md` says that a server may send. */
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a server shows for what is not there, as it is for a site below this path. */
const MISSING = fs.readFileSync(path.join(SITE, "404.html"), "utf8").replace(/ (href|src|data-root)="\/(?!\/)/g, ` $1="${BELOW}`);

export class Browser {
  static async start() {
    const server = http.createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://x");
      const file = path.join(SITE, path.normalize(decodeURIComponent(pathname).replace(BELOW, "/")));
      if (!pathname.startsWith(BELOW) || !file.startsWith(SITE) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
        response.writeHead(404, { "content-type": TYPES[".html"], "content-security-policy": CSP }).end(MISSING);
        return;
      }
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": CSP, "x-content-type-options": "nosniff" });
      fs.createReadStream(file).pipe(response);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    return Object.assign(new Browser(), { server, browser, address: `http://127.0.0.1:${server.address().port}${BELOW}` });
  }

  async close() {
    await this.browser.close();
    this.server.close();
  }

  /** Runs a case with a page of its own, in which nothing may go wrong unseen. */
  async within(run, options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1360, height: 860 }, acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"], ...options });
    const page = await context.newPage();
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    context.on("request", (request) => {
      if (!request.url().startsWith(this.address) && !/^(blob|data):/.test(request.url())) wrong.push(`asks ${request.url()}`);
    });
    const site = new Site(this, page, wrong);
    try {
      await run(site);
      assert.deepEqual([...new Set(wrong)], []);
    } finally {
      await context.close();
    }
  }
}

export class Site {
  constructor(browser, page, wrong) {
    Object.assign(this, { browser, page, wrong, address: browser.address });
  }

  /** The same in another kind of page: a phone, a dark one. */
  as(options, run) {
    return this.browser.within(run, options);
  }

  async open(to = "playground/index.html") {
    await this.page.goto(this.address + to);
    if (to.startsWith("playground")) await this.settled();
  }

  /** Waits until the engine has answered about the text as it is. */
  async settled() {
    await this.page.waitForFunction(() => document.body.dataset.ready === "true");
    let before;
    for (let same = 0; same < 3; ) {
      const now = await this.page.evaluate(() => `${document.body.dataset.version} ${document.getElementById("count").textContent}`);
      same = now === before ? same + 1 : 0;
      before = now;
      await this.page.waitForTimeout(40);
    }
  }

  /** Pastes a text where the cursor is. */
  async paste(text) {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await this.page.keyboard.press("Control+v");
  }

  /** Puts a text into the open file by pasting over it. */
  async write(text) {
    await this.page.locator("#editor .cm-content").click();
    await this.page.keyboard.press("Control+a");
    await this.paste(text);
    await this.settled();
  }

  /** The text of the open file, of which all has to be in view. */
  async text() {
    return (await this.page.locator("#editor .cm-line").allTextContents()).join("\n");
  }

  /** Drops a file onto the page. */
  async drop(name, bytes) {
    await this.page.evaluate(({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, { name, base64: Buffer.from(bytes).toString("base64") });
  }

  /** Presses a button of the dialogue. */
  async answer(label) {
    await this.page.locator("#dialog-foot button", { hasText: label }).click();
  }

  /** What the list of findings says: rules and messages. */
  findings() {
    return this.page.locator("#list .finding").evaluateAll((entries) =>
      entries.map((entry) => ({ rule: entry.querySelector(".foot a")?.textContent, message: entry.querySelector(".go").textContent })),
    );
  }

  count() {
    return this.page.locator("#count").textContent();
  }

  map() {
    return this.page.locator("#map svg").textContent();
  }

  /** What axe finds wrong, a line each. */
  async axe() {
    const found = await this.page.context().newCDPSession(this.page).then(async (session) => {
      // Not as an element: the page forbids scripts that are not its own.
      await session.send("Runtime.evaluate", { expression: AXE });
      const { result } = await session.send("Runtime.evaluate", {
        expression: `axe.run({ resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + JSON.stringify(target) + " " + failureSummary))))`,
        awaitPromise: true,
        returnByValue: true,
      });
      return JSON.parse(result.value);
    });
    return found;
  }
}
