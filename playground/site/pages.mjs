// The pages of the documentation: each Markdown file of the repository, at the same place and with the same links.
import fs from "node:fs";
import path from "node:path";
import { CSP } from "./bundle.mjs";
import { coloured, escaped, fragmentOf, inline } from "./examples.mjs";

const SOURCE = "https://github.com/vsdlint/vsdlint";

/** The documents, in the order in which one would read them. One that is not here is listed under "More". */
const CONTENTS = {
  Begin: ["README.md", "docs/playground.md", "docs/importing.md", "docs/adopting.md"],
  Models: ["docs/language.md", "docs/pictures.md", "docs/numbers.md", "docs/formatting.md"],
  Findings: ["rules/index.md", "docs/fixes.md", "docs/messages.md", "docs/configuration.md", "docs/policies.md"],
  "With others": ["docs/editors.md", "docs/ci.md", "docs/comparing.md", "docs/export.md", "docs/exporting.md"],
  More: ["docs/reliability.md", "docs/performance.md", "docs/ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"],
};

/** What a document is called in lists, where its own title says too little there. */
const NAMES = {
  "README.md": "What vsdlint does",
  "docs/importing.md": "Import of tables and drawings",
  "docs/ci.md": "Hooks and pipelines",
  "docs/export.md": "Export as JSON and tables",
  "docs/exporting.md": "Export as BPMN and ArchiMate",
};

/** How much what is found in a page counts in a search: those who use vsdlint come before those who change it. */
const WEIGHTS = [
  [/^(CHANGELOG|CONTRIBUTING|docs\/(ARCHITECTURE|performance|reliability|messages))\.md$/, 0.3],
  [/^docs\/policies\//, 0.5],
  [/^rules\/index\.md$/, 0.5],
  [/^(README|docs\/.*)\.md$/, 1.6],
];

/** The pages that are not listed themselves, by the one that stands for them. */
const BELOW = { "rules/index.md": "rules", "docs/policies.md": "docs/policies" };

/** Whether a file is the page of a rule, built in or of one's own. */
function isRule(file) {
  return Object.values(BELOW).includes(path.posix.dirname(file)) && file !== "rules/index.md";
}

export class Pages {
  #given;
  #markdown;
  #sources = new Map();
  #sections = [];

  constructor(given) {
    this.#given = given;
    const markdown = new given.MarkdownIt({ html: false, linkify: false });
    this.#markdown = markdown;
    const { rules } = markdown.renderer;
    rules.fence = (tokens, at, _, env) => this.#fence(tokens[at], env);
    rules.table_open = () => '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n';
    for (const cell of ["th_open", "td_open"]) {
      // Alignment comes as a style of the cell, which the page forbids.
      rules[cell] = (tokens, at) => `<${tokens[at].tag}${/right/.test(tokens[at].attrGet("style")) ? ' class="right"' : ""}>`;
    }
    rules.table_close = () => "</table></div>\n";
    markdown.core.ruler.push("links", (state) => this.#links(state));
    markdown.core.ruler.push("headings", (state) => headings(state));
  }

  get count() {
    return this.#sources.size;
  }

  /** Writes all pages, and the index of the search. */
  write() {
    const { root, out, MiniSearch } = this.#given;
    const read = (file) => this.#sources.set(file, fs.readFileSync(path.join(root, file), "utf8"));
    for (const file of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]) read(file);
    for (const folder of ["docs", "docs/policies", "rules"]) {
      for (const file of fs.readdirSync(path.join(root, folder)).sort()) if (file.endsWith(".md")) read(`${folder}/${file}`);
    }
    const rules = [...this.#sources].filter(([file]) => isRule(file)).map(([file, text]) => ruleOf(file, text));
    for (const { file } of rules.filter(({ isOwn }) => isOwn)) {
      const rego = fs.readFileSync(path.join(root, file.replace(/md$/, "rego")), "utf8");
      this.#sources.set(file, `${this.#sources.get(file)}\n## The policy\n\n\`\`\`rego\n${rego}\`\`\`\n`);
    }
    this.#sources.set("rules/index.md", listOfRules(rules.filter(({ isOwn }) => !isOwn)));
    const listed = new Set(Object.values(CONTENTS).flat());
    for (const file of this.#sources.keys()) {
      if (!listed.has(file) && !isRule(file)) CONTENTS.More.unshift(file);
    }
    this.#sources.set("docs/index.md", this.#listOfDocuments());
    fs.cpSync(path.join(root, "docs/pictures"), path.join(out, "docs/pictures"), { recursive: true });
    for (const file of this.#sources.keys()) this.#page(file, rules.find((rule) => rule.file === file));
    this.#missing();
    const index = new MiniSearch({ fields: ["title", "heading", "text"], storeFields: ["title", "heading", "link", "weight"] });
    index.addAll(this.#sections);
    fs.writeFileSync(path.join(out, "assets/search.json"), JSON.stringify(index));
  }

  #page(file, rule) {
    const { out } = this.#given;
    const text = this.#sources.get(file).replace(/^\+\+\+\n[\s\S]*?\n\+\+\+\n/, "");
    const env = { file, rule, sections: [] };
    let body = this.#markdown.render(text, env);
    // Where Markdown wants a head and there is nothing to say in it.
    body = body.replace(/<thead>\s*<tr>(\s*<th[^>]*><\/th>)+\s*<\/tr>\s*<\/thead>\s*/g, "").replace(/<th([^>]*)><\/th>/g, "<td$1></td>");
    if (rule) body = body.replace("</h1>\n", `</h1>\n${facts(rule)}`);
    const [first, ...others] = env.sections;
    const to = toPage(file);
    const title = first?.heading ?? file;
    // A list of what there is would be found before what it lists.
    for (const { heading, id, text } of file === "docs/index.md" ? [] : [first, ...others]) {
      const link = id && id !== first.id ? `${to}#${id}` : to;
      const weight = (WEIGHTS.find(([pages]) => pages.test(file))?.[1] ?? 1) * (rule && heading === "Examples" ? 0.3 : 1);
      this.#sections.push({ id: this.#sections.length, title, heading: heading === title ? "" : heading, text: text.slice(0, 4000), link, weight });
    }
    const target = path.join(out, to);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, this.#frame(file, title, rule?.summary ?? first.text.slice(0, 150), body));
  }

  /** What a server shows in the place of a page that is not there, below any path: so its links cannot be relative. */
  #missing() {
    const { out, base } = this.#given;
    const body = `<h1>There is no such page</h1>\n<p>It may have been moved, or the link is mistyped. Search above, or begin with one of these:</p>\n<ul><li><a href="${base}index.html">What vsdlint does</a></li><li><a href="${base}playground/index.html">The playground</a></li><li><a href="${base}docs/index.html">All documents</a></li><li><a href="${base}rules/index.html">All rules</a></li></ul>\n`;
    fs.writeFileSync(path.join(out, "404.html"), this.#frame("404.md", "There is no such page", "There is no such page", body, base));
  }

  #frame(file, title, about, body, up = "../".repeat(file.split("/").length - 1)) {
    const { assets } = this.#given;
    const whole = file === "README.md" ? "vsdlint: a linter for value streams" : `${title} – vsdlint`;
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(about)}">
<title>${escaped(whole)}</title>
<link rel="icon" href="${up}assets/${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${up}assets/${assets.style}">
<script type="module" src="${up}assets/${assets.script}"></script>
</head>
<body class="site" data-root="${up}">
<a class="skip" href="#content">To the text</a>
<header class="top">
<a class="brand" href="${up}index.html">vsdlint</a>
<div class="find" role="search"><input type="search" id="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off"><ul id="results" hidden></ul></div>
<nav aria-label="Site"><a class="wide" href="${up}docs/language.html">Language</a> <a class="wide" href="${up}rules/index.html">Rules</a> <a class="wide" href="${SOURCE}">Source</a> <a class="try" href="${up}playground/index.html">Try it</a></nav>
</header>
<nav class="side" aria-label="Contents"><details open><summary>Contents</summary>
${this.#side(file, up)}
</details></nav>
<main class="page" id="content">
${body}</main>
<footer>${this.#sources.has(file) ? `<a href="${SOURCE}/blob/main/${file.replace(/\/index\.md$/, "")}">This page in the repository</a>` : ""}</footer>
</body>
</html>
`;
  }

  #side(file, up) {
    let html = "";
    for (const [group, files] of Object.entries(CONTENTS)) {
      html += `<h2>${group}</h2>\n<ul>\n`;
      for (const other of files.filter((other) => this.#sources.has(other))) {
        const isHere = other === file || BELOW[other] === path.posix.dirname(file);
        html += `<li><a href="${up}${toPage(other)}"${isHere ? ' aria-current="page"' : ""}>${escaped(this.#title(other))}</a></li>\n`;
      }
      html += "</ul>\n";
    }
    return html;
  }

  #title(file) {
    return NAMES[file] ?? /^# (.*)$/m.exec(this.#sources.get(file))?.[1].replaceAll("`", "") ?? file;
  }

  /** What README.md says of a document. */
  #about(file) {
    const [, about] = new RegExp(`^- \\[[^\\]]*\\]\\(${file}\\)(: .*)$`, "m").exec(this.#sources.get("README.md")) ?? [];
    return about ?? "";
  }

  #listOfDocuments() {
    let text = "# Documentation\n\n";
    for (const [group, files] of Object.entries(CONTENTS)) {
      text += `## ${group}\n\n`;
      for (const file of files.filter((file) => this.#sources.has(file))) {
        text += `- [${this.#title(file)}](../${file})${this.#about(file)}\n`;
      }
      text += "\n";
    }
    return text;
  }

  /** Links stay as they are in the repository, but lead to pages; what is no page is shown by the repository itself. */
  #links(state) {
    const { file } = state.env;
    for (const token of state.tokens.flatMap((token) => token.children ?? [])) {
      const attribute = token.type === "link_open" ? "href" : token.type === "image" ? "src" : undefined;
      const link = attribute && token.attrGet(attribute);
      if (!link || /^(https?:|mailto:|#)/.test(link)) continue;
      const [to, fragment] = link.split("#");
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), to));
      token.attrSet(attribute, this.#target(file, target.replace(/\/$/, "")) + (fragment ? `#${fragment}` : ""));
    }
  }

  #target(file, target) {
    const { root } = this.#given;
    const page = this.#sources.has(target) ? target : `${target}/index.md`;
    const here = path.posix.dirname(file);
    if (this.#sources.has(page)) return path.posix.relative(here, toPage(page));
    if (target.startsWith("docs/pictures/")) return path.posix.relative(here, target);
    const found = fs.statSync(path.join(root, target));
    return `${SOURCE}/${found.isDirectory() ? "tree" : "blob"}/main/${target}`;
  }

  #fence({ info, content }, { file, rule }) {
    const [language, kind] = info.split(" ");
    if (language !== "vsd") return `<pre tabindex="0"><code>${escaped(content)}</code></pre>\n`;
    const { engine, assets } = this.#given;
    const { kinds } = assets;
    const isOff = rule?.level === "off" && !rule.isOwn;
    const settings = isOff ? `[rules]\n${rule.name} = "warn"\n` : "";
    const files = [{ path: "model.vsd", text: content }, ...(isOff ? [{ path: "vsdlint.toml", text: settings }] : [])];
    const { files: words, findings } = engine.ask({ files, ask: { kind: "words" } });
    // The engine runs no policies.
    const isLive = ["finding", "clean", "error"].includes(kind) && !rule?.isOwn;
    if (rule && !rule.isOwn) holds(file, rule, kind, findings);
    if (!isLive) return `<pre tabindex="0"><code>${coloured(content, words[0], [], kinds)}</code></pre>\n`;
    const up = "../".repeat(file.split("/").length - 1);
    const link = `${up}playground/index.html#${fragmentOf(files)}`;
    return `<div class="example"${isOff ? ` data-settings="${escaped(settings)}"` : ""}>
<pre tabindex="0"><code>${coloured(content, words[0], findings, kinds)}</code></pre>
<ul class="found">${findings.map(shown).join("") || '<li class="good">Nothing to report</li>'}</ul>
<div class="do"><button type="button" class="edit" hidden>Change it here</button><a href="${link}">Open in the playground</a></div>
</div>
`;
  }
}

/** An example of a rule does what it says, or the site is not built. */
function holds(file, { name }, kind, findings) {
  const found = findings.map(({ rule }) => rule).join();
  const expected = kind === "finding" ? name : "";
  if (found !== expected) throw new Error(`${file}: an example gives ${found || "nothing"} in place of ${expected || "nothing"}`);
}

function shown({ level, message, help }) {
  const more = help.map((paragraph) => `<small>${inline(paragraph)}</small>`).join("");
  return `<li class="${level}">${inline(message)}${more}</li>`;
}

/** Where a file of the repository stands on the site. */
function toPage(file) {
  return file === "README.md" ? "index.html" : file.replace(/\.md$/, ".html");
}

/** What the head of a rule's page says. */
function ruleOf(file, text) {
  const front = /^\+\+\+\n([\s\S]*?)\n\+\+\+/.exec(text)?.[1] ?? "";
  const value = (key) => new RegExp(`^${key} = "(.*)"$`, "m").exec(front)?.[1] ?? "";
  const isOwn = !file.startsWith("rules/");
  return { file, isOwn, name: path.posix.basename(file, ".md"), summary: value("summary"), level: value("level") || "warn", fix: value("fix") || "none", group: value("group") };
}

const LEVELS = { error: "error", warn: "warning", info: "note", off: "off by default" };

function facts({ level, fix, group, summary }) {
  const fixes = { safe: "safe: keeps the meaning", suggested: "suggested: look before you accept it", none: "none" };
  return `<p><strong>${escaped(summary)}.</strong></p>\n<ul class="facts"><li>Level <b>${LEVELS[level]}</b></li><li>Fix <b>${fixes[fix]}</b></li>${group && `<li>Group <b>${group}</b></li>`}</ul>\n`;
}

function listOfRules(rules) {
  let text = "# Rules\n\nWhat vsdlint looks for. Each page says what a rule reports, why that matters and how to fix it, with examples that you can change in place. A rule that is off can be [turned on](../docs/configuration.md#rules).\n\n";
  for (const group of [...new Set(rules.map(({ group }) => group))].sort()) {
    text += `## ${group[0].toUpperCase()}${group.slice(1)}\n\n| rule | reports | level | fix |\n|---|---|---|---|\n`;
    for (const { file, name, summary, level, fix } of rules.filter((rule) => rule.group === group)) {
      text += `| [${name}](../${file}) | ${summary.replaceAll("|", "\\|")} | ${level === "off" ? "off" : LEVELS[level]} | ${fix} |\n`;
    }
    text += "\n";
  }
  return text;
}

/** Gives each heading an id as the repository's own pages have it, and notes what stands below it for the search. */
function headings(state) {
  const { sections } = state.env;
  const taken = new Map();
  let section;
  state.tokens.forEach((token, at) => {
    if (token.type === "heading_open") {
      const { children } = state.tokens[at + 1];
      const heading = children.map(({ content }) => content).join("");
      const slug = heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "").replaceAll(" ", "-");
      const count = taken.get(slug) ?? 0;
      taken.set(slug, count + 1);
      const id = count === 0 ? slug : `${slug}-${count}`;
      token.attrSet("id", id);
      section = { heading, id, text: "" };
      sections.push(section);
      if (token.tag !== "h1" && !children.some(({ type }) => type === "link_open")) {
        const open = new state.Token("link_open", "a", 1);
        open.attrSet("href", `#${id}`);
        children.unshift(open);
        children.push(new state.Token("link_close", "a", -1));
      }
    } else if (section && token.type === "inline" && state.tokens[at - 1]?.type !== "heading_open") {
      section.text += `${token.children.map(({ content }) => content).join("")} `;
    } else if (section && token.type === "fence") {
      section.text += `${token.content} `;
    }
  });
}
