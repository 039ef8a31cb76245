// Compresses a file as `gzip --best` does, only smaller: it takes seconds, once. Usage: node compress.mjs FROM TO
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [from, to] = process.argv.slice(2);
const zopfli = createRequire(path.resolve("package.json"))("@gfx/zopfli");
zopfli.gzip(fs.readFileSync(from), { numiterations: 5 }, (error, bytes) => {
  if (error) throw error;
  fs.writeFileSync(to, bytes);
});
