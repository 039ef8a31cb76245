// Scripts, styles and the engine, each under a name that changes with what it holds.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5fa8"/><path d="M5 16h7l4-7 4 14 3-7h4" fill="none" stroke="#fff" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/></svg>\n`;

/** What a page may do: run our scripts and the engine, and ask nobody but its own server. */
export const CSP = ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'"].join("; ");

/** Writes all into `out`, and gives the names below `assets`. */
export async function bundle({ build, engine, engineFile, root, out }) {
  const assets = path.join(out, "assets");
  fs.mkdirSync(assets, { recursive: true });
  const write = (name, content) => {
    const hash = crypto.createHash("sha256").update(content).digest("hex").slice(0, 10);
    const file = name.replace(/(\.[^.]+)$/, `-${hash}$1`);
    fs.writeFileSync(path.join(assets, file), content);
    return file;
  };
  const app = path.join(root, "playground/app");
  const { css: pictures, kinds } = engine.ask({ ask: { kind: "style" } });
  const common = { bundle: true, minify: true, format: "esm", target: "es2022", outdir: assets, entryNames: "[name]-[hash]", chunkNames: "part-[hash]", metafile: true, nodePaths: [path.resolve("node_modules")], legalComments: "none", logLevel: "warning" };
  const named = ({ outputs }) => Object.fromEntries(Object.entries(outputs).flatMap(([file, { entryPoint }]) => (entryPoint ? [[path.basename(entryPoint, ".ts"), path.basename(file)]] : [])));
  const engineName = write("engine.bin", fs.readFileSync(engineFile));
  const worker = await build({ ...common, entryPoints: [path.join(app, "worker.ts")], define: { ENGINE: JSON.stringify(engineName) } });
  const scripts = await build({
    ...common,
    splitting: true,
    entryPoints: ["main.ts", "site.ts"].map((file) => path.join(app, file)),
    define: { KINDS: JSON.stringify(kinds), WORKER: JSON.stringify(named(worker.metafile).worker), EXAMPLES: JSON.stringify(examples(root)) },
  });
  const names = named(scripts.metafile);
  const read = (file) => fs.readFileSync(path.join(root, "playground", file), "utf8");
  const theme = read("site/theme.css");
  const appStyle = write("app.css", theme + read("app/app.css") + pictures);
  const icon = write("icon.svg", ICON);
  const fill = { csp: CSP, icon, style: appStyle, script: names.main };
  fs.mkdirSync(path.join(out, "playground"));
  fs.writeFileSync(path.join(out, "playground/index.html"), read("app/index.html").replace(/\{\{(\w+)\}\}/g, (_, name) => fill[name]));
  return { icon, kinds, script: names.site, style: write("site.css", theme + read("site/site.css")) };
}

/** What one may begin with. */
function examples(root) {
  const folder = (name, below = "") =>
    fs.readdirSync(path.join(root, name, below), { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1)).flatMap((entry) => {
      const inside = path.posix.join(below, entry.name);
      if (entry.isDirectory()) return folder(name, inside);
      return /\.vsd$|^vsdlint\.toml$/.test(entry.name) ? [{ path: inside, text: fs.readFileSync(path.join(root, name, inside), "utf8") }] : [];
    });
  const of = (name, about, files, open) => ({ name, about, files, open: Math.max(0, files.findIndex(({ path }) => path === open)) });
  return [
    of("A first look", "One stream in which one thing has two names. Find it, and fix it.", folder("playground/app/first-look"), "restore.vsd"),
    of("A start of your own", "Settings, the six activities and a stream, to be changed into yours.", folder("src/cli/init"), "streams/restore-a-failed-service.vsd"),
    of("ITIL 4's own tables", "As they were published: eleven contradictions.", folder("fixtures/itil4"), "engage.vsd"),
    of("A ferry", "A small company of the trade, without a contradiction.", folder("fixtures/ferry"), "ferry.vsd"),
    of("Northwind IT", "A whole organisation: six activities and all its streams.", folder("fixtures/northwind"), "organisation.vsd"),
    of("Nothing", "An empty file.", [{ path: "model.vsd", text: "" }], "model.vsd"),
  ];
}
