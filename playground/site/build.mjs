// Makes the site: the playground, a page for each document and each rule, and the index of the search.
// Usage: node build.mjs ENGINE OUT, where the packages are found from the working directory.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import { Engine } from "./engine.mjs";
import { checkLinks } from "./links.mjs";
import { Pages } from "./pages.mjs";

const [engineFile, out] = process.argv.slice(2).map((file) => path.resolve(file));
const root = path.resolve(import.meta.dirname, "../..");
/** A package, as the working directory has it. */
const load = async (name) => import(pathToFileURL(createRequire(path.resolve("package.json")).resolve(name)));
const { build } = await load("esbuild");
const { default: MarkdownIt } = await load("markdown-it");
const { default: MiniSearch } = await load("minisearch");

fs.rmSync(out, { recursive: true, force: true });
const engine = await Engine.of(engineFile);
const assets = await bundle({ build, engine, engineFile, root, out });
/** Below which path of its server the site will lie, for the one page whose links cannot be relative. */
const base = process.env.BASE ?? "/";
const pages = new Pages({ MarkdownIt, MiniSearch, engine, assets, root, out, base });
pages.write();
const wrong = checkLinks(out, base);
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
console.log(`${pages.count} pages and the playground in ${path.relative(process.cwd(), out)}`);
