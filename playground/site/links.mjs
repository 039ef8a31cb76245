// Every link of the site leads somewhere: to a file of it, and to a heading that is there.
import fs from "node:fs";
import path from "node:path";

/** What is wrong with the links below `out`, which a server has below `base`; a line each. */
export function checkLinks(out, base) {
  const files = fs.readdirSync(out, { recursive: true }).filter((file) => fs.statSync(path.join(out, file)).isFile());
  const pages = new Map();
  for (const file of files.filter((file) => file.endsWith(".html"))) {
    const html = fs.readFileSync(path.join(out, file), "utf8");
    pages.set(file, { html, ids: new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)) });
  }
  const known = new Set(files);
  const wrong = [];
  for (const [file, { html }] of pages) {
    for (const [, link] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^https?:/.test(link)) continue;
      const [to, fragment] = link.replaceAll("&amp;", "&").split("#");
      const target = to === "" ? file : path.posix.normalize(to.startsWith(base) ? to.slice(base.length) : path.posix.join(path.posix.dirname(file), decodeURIComponent(to)));
      if (!known.has(target)) wrong.push(`${file}: ${link} leads nowhere`);
      else if (fragment && !fragment.startsWith("m=") && !pages.get(target)?.ids.has(decodeURIComponent(fragment))) wrong.push(`${file}: ${link} names no heading`);
    }
  }
  return wrong;
}
