// Draws pictures and writes pages of the fixtures, and has others look at them.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { VSDLINT, PLACE, ROOT } = process.env;
const require = createRequire(path.join(PLACE, "package.json"));
const { chromium } = require("playwright-core");
const AXE = fs.readFileSync(require.resolve("axe-core"), "utf8");
const MERMAID = path.join(path.dirname(require.resolve("mermaid/package.json")), "dist/mermaid.min.js");
const BPMN = require.resolve("bpmn-js/dist/bpmn-viewer.production.min.js");
const VNU = path.join(path.dirname(require.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** Names that would do harm where somebody is careless with them. */
const HOSTILE = `
organisation "<script>window.harmed=1</script>"
stakeholder "\\"><img src=x onerror=window.harmed=1>" as user
stream "]]></title><svg onload=window.harmed=1>" as one {
  purpose "</style><iframe src=https://evil.example>"
  accountable "{{7*7}} \${7*7}"
  trigger "click href \\"javascript:window.harmed=1\\"" from user
  step "end" in engage {
    input  "click href \\"javascript:window.harmed=1\\""
    output "a; b] --> c[<b>d</b>"
    output "%%{init: {'securityLevel': 'loose'}}%%"
  }
  outcome "a; b] --> c[<b>d</b>" to user
}
`;

const failures = [];
function check(what, ok, why = "") {
  if (!ok) failures.push(`${what}: ${why}`);
}

const out = path.join(PLACE, "out");
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
const hostile = path.join(out, "hostile-model");
fs.mkdirSync(hostile);
fs.writeFileSync(path.join(hostile, "model.vsd"), HOSTILE);

const projects = { hostile };
for (const name of ["northwind", "ferry", "itil4"]) projects[name] = path.join(ROOT, "fixtures", name);
for (const file of ["blocked-branch", "misnamed-flow", "circular-wait", "orphaned-output", "missing-closing-brace"]) {
  projects[file] = path.join(ROOT, "fixtures/broken", `${file}.vsd`);
}

const vsdlint = (...args) => execFileSync(VSDLINT, args, { stdio: ["ignore", "pipe", "pipe"] });
for (const [name, model] of Object.entries(projects)) {
  const folder = path.join(out, name);
  for (const format of ["svg", "png", "mermaid", "dot"]) {
    const scale = format === "png" ? ["--scale", "1"] : [];
    vsdlint("draw", "--all", "--format", format, "--out", folder, "--project", model, ...scale);
  }
  vsdlint("report", "--out", path.join(folder, "report.html"), "--project", model);
  fs.writeFileSync(path.join(folder, "model.bpmn"), vsdlint("export", "--format", "bpmn", "--project", model));
}

// What changed between two models, as a page and as a comment with Mermaid.
const other = path.join(out, "other-model");
fs.mkdirSync(other);
fs.writeFileSync(path.join(other, "model.vsd"), HOSTILE.replaceAll("<b>", "<i>").replace('step "end"', 'step "end <img src=x>"'));
for (const [name, then, now] of [["hostile", hostile, other], ["northwind", projects.ferry, projects.northwind]]) {
  const folder = path.join(out, name);
  vsdlint("diff", then, now, "--out", path.join(folder, "diff-report.html"));
  const comment = vsdlint("diff", then, now, "--format", "markdown").toString();
  for (const [at, [, picture]] of [...comment.matchAll(/```mermaid\n([^]*?)```/g)].entries()) {
    fs.writeFileSync(path.join(folder, `diff-${at}.mmd`), picture);
  }
}
const files = (ending) =>
  Object.keys(projects).flatMap((name) => {
    const folder = path.join(out, name);
    return fs.readdirSync(folder).filter((file) => file.endsWith(ending)).map((file) => path.join(folder, file));
  });

// The Nu validator: pages, and the pictures as documents of their own.
try {
  execFileSync("java", ["-jar", VNU, "--errors-only", "--also-check-svg", ...files(".html"), ...files(".svg")], { stdio: "pipe" });
} catch (error) {
  check("Nu", false, String(error.stderr).split("\n").slice(0, 8).join("\n"));
}

// Graphviz.
for (const file of files(".dot")) {
  try {
    execFileSync("dot", ["-Tsvg", "-o", `${file}.graphviz`, file], { stdio: "pipe" });
  } catch (error) {
    check(file, false, String(error.stderr));
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});

/** Opens a file, with what it asked for and complained of. */
async function open(file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked = [];
  const said = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`file://${file}`);
  return { context, page, asked, said };
}

for (const file of files("report.html")) {
  for (const [colorScheme, width] of [["light", 1440], ["dark", 390]]) {
    const what = `${path.relative(out, file)} ${colorScheme} ${width}`;
    const viewport = { width, height: 900 };
    const plain = await open(file, { viewport, colorScheme });
    check(what, plain.asked.length === 1, `it asked for ${plain.asked}`);
    check(what, plain.said.length === 0, plain.said.join("\n"));
    check(what, !(await plain.page.evaluate(() => "harmed" in window)), "a name ran");
    const overflow = await plain.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(what, overflow <= 0, `the page is ${overflow} pixels wider than the window`);
    if (width === 1440 && colorScheme === "light") {
      const pdf = await plain.page.pdf({ preferCSSPageSize: true });
      check(what, pdf.length > 10_000, "nothing is printed");
    }
    await plain.context.close();
    // Scripts are forbidden in the page, so the auditor needs leave.
    const audited = await open(file, { viewport, colorScheme, bypassCSP: true });
    await audited.page.evaluate(AXE);
    const { violations } = await audited.page.evaluate(() => window.axe.run());
    for (const { id, help, nodes } of violations) {
      check(what, false, `axe ${id}: ${help}: ${nodes[0].html.slice(0, 200)} (${nodes.length})`);
    }
    await audited.context.close();
  }
}

// A picture is drawn alike by the browser and by the drawer of PNGs.
const same = await browser.newContext({ viewport: { width: 800, height: 600 } });
for (const file of files(".svg")) {
  const page = await same.newPage();
  const svg = `data:image/svg+xml;base64,${fs.readFileSync(file).toString("base64")}`;
  const png = `data:image/png;base64,${fs.readFileSync(file.replace(/\.svg$/, ".png")).toString("base64")}`;
  const { sizes, difference } = await page.evaluate(async ([svg, png]) => {
    const load = async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return image;
    };
    const images = [await load(svg), await load(png)];
    const [width, height] = [images[1].width, images[1].height];
    const pixels = images.map((image) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0, width, height);
      return context.getImageData(0, 0, width, height).data;
    });
    let sum = 0;
    for (let at = 0; at < pixels[0].length; at++) sum += Math.abs(pixels[0][at] - pixels[1][at]);
    return { sizes: images.map((image) => [image.width, image.height]), difference: sum / pixels[0].length };
  }, [svg, png]);
  check(path.relative(out, file), String(sizes[0]) === String(sizes[1]), `sizes ${JSON.stringify(sizes)}`);
  // Letters are smoothed in two ways; a box that is not there makes more than this.
  check(path.relative(out, file), difference < 2.5, `mean difference ${difference}`);
  await page.close();
}
await same.close();

// Mermaid reads and draws what is written for it, and no name runs.
const context = await browser.newContext();
const page = await context.newPage();
await page.goto("about:blank");
await page.addScriptTag({ path: MERMAID });
for (const file of files(".mmd")) {
  const text = fs.readFileSync(file, "utf8");
  const problem = await page.evaluate(async (text) => {
    try {
      window.mermaid.initialize({ startOnLoad: false, maxTextSize: 1_000_000, maxEdges: 10_000 });
      const { svg } = await window.mermaid.render("picture", text);
      return svg.includes("<svg") ? "" : "nothing is drawn";
    } catch (error) {
      return String(error);
    }
  }, text);
  check(path.relative(out, file), problem === "", problem);
}
check("mermaid", !(await page.evaluate(() => "harmed" in window)), "a name ran");
// Drawings in BPMN are read and opened without a warning, and no name runs.
const { BpmnModdle } = await import(pathToFileURL(require.resolve("bpmn-moddle")).href);
await page.setContent('<div id="canvas" style="width: 1000px; height: 800px"></div>');
await page.addScriptTag({ path: BPMN });
for (const file of files(".bpmn")) {
  const xml = fs.readFileSync(file, "utf8");
  const { warnings } = await new BpmnModdle().fromXML(xml);
  const opened = await page.evaluate(async (xml) => {
    const viewer = new window.BpmnJS({ container: "#canvas" });
    try {
      const { warnings } = await viewer.importXML(xml);
      return warnings.map(({ message }) => message);
    } catch (error) {
      return [String(error)];
    } finally {
      viewer.destroy();
    }
  }, xml);
  const said = [...warnings.map(({ message }) => message), ...opened];
  check(path.relative(out, file), said.length === 0, said.join("\n"));
}
check("bpmn-js", !(await page.evaluate(() => "harmed" in window)), "a name ran");
await browser.close();

const count = files(".svg").length;
if (failures.length > 0) {
  console.error(`${failures.length} of what ${count} pictures and ${files(".html").length} pages should be is not so:`);
  console.error([...new Set(failures)].slice(0, 40).join("\n"));
  process.exit(1);
}
console.log(`${count} pictures and ${files(".html").length} pages are as they should be`);
