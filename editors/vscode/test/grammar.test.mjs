// The TextMate grammar. Words are given with the scope that themes colour them by.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { grammar, tokens } from "./support.mjs";

const vsd = await grammar();

/** Checks that each of these words has a scope that begins so. */
function expect(text, expected) {
  const { found } = tokens(vsd, text);
  for (const [word, scope] of Object.entries(expected)) {
    const token = found.find((token) => token.text.trim() === word);
    assert.ok(token, `${word} is no word of: ${found.map((token) => `[${token.text}]`).join("")}`);
    assert.ok(token.scopes.some((name) => name.startsWith(scope)), `${word}: ${token.scopes.join(" ")}`);
  }
}

test("declarations", () => {
  expect('stream "Restore a service" as restore {', {
    stream: "keyword.declaration",
    "Restore a service": "entity.name.type",
    as: "keyword.operator.word",
    restore: "variable.other.name",
    "{": "punctuation.section.block.begin",
  });
  expect("stakeholder user", { stakeholder: "keyword.declaration", user: "entity.name.type" });
  expect("activity design-and-transition {", { "design-and-transition": "support.constant.activity" });
  expect('step "Check" as check in engage {', { check: "variable.other.name", engage: "support.constant.activity" });
});

test("flows", () => {
  expect('optional input "Known errors", Bare from KEDB, all', {
    optional: "storage.modifier",
    input: "keyword.control.flow",
    "Known errors": "string.quoted.double",
    Bare: "variable.other.name",
    from: "keyword.operator.word",
    KEDB: "variable.other.name",
    all: "variable.language.all",
  });
  expect('output a or b to restore.fix, improve, "all"', {
    or: "keyword.operator.word",
    ".": "punctuation.accessor",
    improve: "support.constant.activity",
    all: "string.quoted.double",
  });
});

test("quantities", () => {
  expect("lead_time 7h30min", {
    lead_time: "keyword.other.field",
    h: "keyword.other.unit",
    30: "constant.numeric.duration",
    min: "keyword.other.unit",
  });
  expect("complete_and_accurate 97.5%", { 97.5: "constant.numeric.percentage", "%": "keyword.other.unit" });
});

test("keywords are whole words", () => {
  for (const name of ["step-by-step", "instep", "to_do", "in-house", "forward-to", "Käufer-in"]) {
    expect(`output ${name}`, { [name]: "variable.other.name" });
  }
});

test("texts", () => {
  expect('item "a \\"b\\" // c"', { '\\"': "constant.character.escape" });
  expect('item "a \\q"', { "\\q": "invalid.illegal.escape" });
  const { found } = tokens(vsd, 'purpose """\n  stream "x" // y\n  """\nlink "z"');
  assert.ok(found.find(({ text }) => text.includes("stream")).scopes.includes("string.quoted.triple.vsd"));
  assert.ok(found.find(({ text }) => text === "link").scopes.includes("keyword.other.field.vsd"));
});

test("an unclosed text ends with its line", () => {
  const { found } = tokens(vsd, 'output "Restored\ninput "x"\nuses "\ninput "y"');
  assert.equal(found.filter(({ scopes }) => scopes.includes("keyword.control.flow.vsd")).length, 3);
});

test("comments", () => {
  expect("/// The first stream.", { "The first stream.": "comment.line.documentation" });
  expect("//// a row", { "// a row": "comment.line.double-slash" });
  expect("role /* of */ agent", { of: "comment.block", agent: "variable.other.name" });
});

test("allow", () => {
  expect('@allow(unmapped-step, "see contract 17") step "Repair" {', {
    "@allow": "storage.type.annotation",
    "unmapped-step": "support.other.rule",
    "see contract 17": "string.quoted.double",
    step: "keyword.declaration",
  });
});

test("a model in Markdown", async () => {
  const fence = await grammar("markdown.vsd.codeblock");
  const { found } = tokens(fence, "text\n\n```vsd clean\nstakeholder user\n```\n\nstakeholder user\n");
  const words = found.filter(({ text }) => text === "stakeholder");
  assert.equal(words.length, 1, "behind the fence it is text");
  assert.ok(words[0].scopes.includes("meta.embedded.block.vsd"));
});

// The models of the repository, where the extension is tested in it.
const models = process.env.VSD_FIXTURES;

test("clean models have nothing illegal and leave nothing open", { skip: !models }, () => {
  let seen = 0;
  for (const project of ["northwind", "itil4", "ferry"]) {
    for (const file of readdirSync(join(models, project), { recursive: true })) {
      if (!file.endsWith(".vsd")) continue;
      const { found, depth } = tokens(vsd, readFileSync(join(models, project, file), "utf8"));
      assert.equal(depth, 1, file);
      const isPlain = ({ text, scopes }) => text.trim() && scopes.length === 1;
      const isIllegal = ({ scopes }) => scopes.some((scope) => scope.startsWith("invalid"));
      assert.deepEqual(found.filter((token) => isPlain(token) || isIllegal(token)), [], file);
      seen += 1;
    }
  }
  assert.ok(seen > 20);
});
