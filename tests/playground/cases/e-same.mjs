// The engine in the browser finds what the command finds: in all fixtures, all examples, and 1,000 models made at random.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const { ROOT, PLACE, VSDLINT } = process.env;
const RANDOM = Number(process.env.VSDLINT_CASES ?? 1_000);

/** Numbers that look like chance, the same in each run. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The models of a folder, a project each where it has settings, else a file each. */
function fixtures() {
  const read = (folder, below = "") =>
    fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const file = path.posix.join(below, entry.name);
      if (entry.isDirectory()) return read(folder, file);
      return /\.vsd$|^vsdlint\.toml$/.test(file) ? [{ path: file, text: text(path.join(folder, file)) }] : [];
    });
  const models = [];
  for (const name of fs.readdirSync(path.join(ROOT, "fixtures"))) {
    const files = read(path.join(ROOT, "fixtures", name)).filter(({ text }) => text !== undefined);
    if (["broken", "hostile"].includes(name)) models.push(...files.map((file) => [{ path: "model.vsd", text: file.text }]));
    else if (files.length > 0) models.push(files);
  }
  return models;
}

/** What the page would take in; none for what is no UTF-8. */
function text(file) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function examples() {
  const models = [];
  for (const folder of ["rules", "docs"]) {
    for (const file of fs.readdirSync(path.join(ROOT, folder)).filter((file) => file.endsWith(".md"))) {
      for (const [, code] of fs.readFileSync(path.join(ROOT, folder, file), "utf8").matchAll(/^```vsd.*\n([\s\S]*?)^```$/gm)) {
        const rule = folder === "rules" ? `${path.basename(file, ".md")} = "warn"\n` : "";
        models.push([{ path: "model.vsd", text: code }, { path: "vsdlint.toml", text: `[rules]\n${rule}` }]);
      }
    }
  }
  return models;
}

/** Models with lines, words and signs that were lost, doubled, swapped or taken from others. */
function random(seeds, count) {
  const next = chance(19);
  const texts = seeds.flat().filter(({ path, text }) => path.endsWith(".vsd") && text.length < 20_000).map(({ text }) => text);
  const lines = texts.flatMap((text) => text.split("\n"));
  const words = [...new Set(lines.flatMap((line) => line.match(/"[^"]*"|[\p{L}_]+|\S/gu) ?? []))];
  const from = (list) => list[next(list.length)];
  const models = [];
  while (models.length < count) {
    const files = [];
    for (let file = 0; file <= next(3); file++) {
      const own = from(texts).split("\n");
      for (let edit = next(6); edit > 0; edit--) {
        const at = next(own.length);
        const kind = next(6);
        if (kind === 0) own.splice(at, 1);
        if (kind === 1) own.splice(at, 0, own[next(own.length)] ?? "");
        if (kind === 2) own.splice(at, 0, from(lines));
        if (kind === 3) own[at] = (own[at] ?? "").replace(/"[^"]*"|[\p{L}_]+/u, () => from(words));
        if (kind === 4) own[at] = `${(own[at] ?? "").slice(0, next(40))}${from(["", "é", "🙂", "\r", "{", '"', "// 日本 "])}`;
        if (kind === 5) [own[at], own[next(own.length)]] = [own[next(own.length)] ?? "", own[at] ?? ""];
      }
      files.push({ path: `${["b", "a", "C/x", "c/y"][file]}.vsd`, text: own.join(next(5) === 0 ? "\r\n" : "\n") });
    }
    if (next(4) === 0) files.push({ path: "vsdlint.toml", text: '[rules]\nstream-size = "info"\nmissing-purpose = "warn"\n' });
    models.push(files);
  }
  return models;
}

/** What the command finds in each model, with places in UTF-16. */
function byCommand(models) {
  const place = path.join(PLACE, "models");
  fs.rmSync(place, { recursive: true, force: true });
  models.forEach((files, at) => {
    for (const file of [...files, ...(files.some(({ path }) => path === "vsdlint.toml") ? [] : [{ path: "vsdlint.toml", text: "" }])]) {
      const to = path.join(place, String(at), file.path);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.writeFileSync(to, file.text);
    }
  });
  const report = path.join(PLACE, "models.json");
  execFileSync(VSDLINT, ["check", ".", "--output", `json=${report}`, "--fail-on", "never"], { cwd: place, stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 });
  const found = models.map(() => []);
  const bytes = new Map();
  const unit = (of, file, offset) => {
    const key = `${of} ${file}`;
    if (!bytes.has(key)) bytes.set(key, Buffer.from(models[of].find(({ path }) => path === file).text));
    return bytes.get(key).subarray(0, offset).toString().length;
  };
  for (const { rule, level, message, primary, secondary, help, fix, suppressed } of JSON.parse(fs.readFileSync(report, "utf8")).findings) {
    if (suppressed) continue;
    const of = Number(primary.path.split("/")[0]);
    const placed = ({ path, start, end, text }) => {
      const file = path.replace(/^\d+\//, "");
      return { file, from: unit(of, file, start.offset), to: unit(of, file, end.offset), text };
    };
    const placedFix = fix && { applicability: fix.applicability, title: fix.title, edits: fix.edits.map(placed) };
    found[of].push({ rule, level, message, primary: placed(primary), secondary: secondary.map(placed), help, fix: placedFix });
  }
  return found;
}

/** What the engine finds in the browser. */
async function byEngine({ page, address }, models) {
  await page.goto(`${address}playground/index.html`);
  const worker = fs.readdirSync(path.join(ROOT, "target/site/assets")).find((file) => /^worker-.*\.js$/.test(file));
  return page.evaluate(async ({ models, worker }) => {
    const engine = new Worker(new URL(`../assets/${worker}`, location.href), { type: "module" });
    const found = [];
    for (let id = 0; id < models.length; id++) {
      const reply = await new Promise((resolve) => {
        engine.onmessage = ({ data }) => data.id === id && resolve(data);
        engine.postMessage({ id, question: { files: models[id], ask: { kind: "check", open: 0, cursor: 0, picture: { kind: "follow" } } } });
      });
      if (reply.crash) throw new Error(`${reply.crash} over ${JSON.stringify(models[id])}`);
      const placed = ({ file, ...rest }) => ({ file: models[id][file].path, ...rest });
      found.push(JSON.parse(reply.answer).findings.map((finding) => ({
        ...finding,
        primary: placed(finding.primary),
        secondary: finding.secondary.map(placed),
        fix: finding.fix && { ...finding.fix, edits: finding.fix.edits.map(placed) },
      })));
    }
    return found;
  }, { models, worker });
}

export async function findings_are_those_of_the_command(site) {
  const known = [...fixtures(), ...examples()];
  const models = [...known, ...random(known, RANDOM)];
  const [command, engine] = [byCommand(models), await byEngine(site, models)];
  let total = 0;
  models.forEach((files, at) => {
    assert.deepEqual(engine[at], command[at], JSON.stringify(files));
    total += command[at].length;
  });
  console.log(`      ${known.length} fixtures and examples, ${RANDOM} random models: ${total} findings, the same`);
  assert.ok(total > RANDOM);
}
