// Examples as HTML: coloured by what each word is, with findings where they are.
import zlib from "node:zlib";

export function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Words with `code` in them. */
export function inline(text) {
  return text.split("`").map((part, at) => (at % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part))).join("");
}

/** A text with its words coloured, each a start, an end and a position in `kinds`, and its findings underlined. */
export function coloured(text, words, findings, kinds) {
  const cuts = new Set([0, text.length]);
  const spans = [];
  for (let at = 0; at < words.length; at += 3) spans.push({ from: words[at], to: words[at + 1], kind: kinds[words[at + 2]] });
  const marks = findings.map(({ primary, level }) => ({ from: primary.from, to: Math.max(primary.to, primary.from + 1), level }));
  for (const { from, to } of [...spans, ...marks]) cuts.add(from).add(Math.min(to, text.length));
  const places = [...cuts].sort((one, other) => one - other);
  let html = "";
  places.slice(0, -1).forEach((from, at) => {
    const word = spans.find((span) => span.from <= from && from < span.to);
    const mark = marks.find((mark) => mark.from <= from && from < mark.to);
    let part = escaped(text.slice(from, places[at + 1]));
    if (word) part = `<span class="w-${word.kind}">${part}</span>`;
    if (mark) part = `<mark class="${mark.level}">${part}</mark>`;
    html += part;
  });
  return html;
}

/** The fragment of a link that holds these files, as playground/app/share.ts reads it. */
export function fragmentOf(files) {
  const json = JSON.stringify({ version: 1, open: 0, files: files.map(({ path, text }) => [path, text]) });
  return `m=${zlib.deflateRawSync(json, { level: 9 }).toString("base64url")}`;
}
