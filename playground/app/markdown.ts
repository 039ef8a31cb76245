// The little Markdown that findings and hovers use, as elements. Nothing becomes HTML, so nothing in a model can run.

/** Words with `code` and **bold** in them. */
export function inline(text: string): Node[] {
  const nodes: Node[] = [];
  for (const [part, code, bold, label] of text.matchAll(/`([^`]+)`|\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]*\)|[\s\S]/g)) {
    const last = nodes.at(-1);
    if (code !== undefined) {
      nodes.push(element("code", document.createTextNode(code)));
    } else if (bold !== undefined) {
      nodes.push(element("strong", ...inline(bold)));
    } else if (label !== undefined) {
      nodes.push(...inline(label));
    } else if (last instanceof Text) {
      last.appendData(part);
    } else {
      nodes.push(document.createTextNode(part));
    }
  }
  return nodes;
}

/** Paragraphs, headings, lists and blocks of code. */
export function markdown(text: string): HTMLElement {
  const whole = element("div");
  whole.className = "known";
  for (const block of text.split(/\n{2,}/)) {
    const fence = /^```\w*[^\n]*\n([\s\S]*?)\n?```$/.exec(block);
    if (fence) {
      whole.append(element("pre", document.createTextNode(fence[1])));
      continue;
    }
    const lines = block.split("\n");
    if (lines.every((line) => /^[-*] /.test(line))) {
      whole.append(element("ul", ...lines.map((line) => element("li", ...inline(unescaped(line.slice(2)))))));
    } else {
      whole.append(element("p", ...inline(unescaped(block.replace(/^#+ /, "")))));
    }
  }
  return whole;
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, "$1").replaceAll("  \n", "\n");
}

function element(name: string, ...children: Node[]): HTMLElement {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}
