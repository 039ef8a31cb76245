// Links and files that mean harm.
import assert from "node:assert/strict";
import zlib from "node:zlib";

const link = (value) => `m=${zlib.deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;
const model = (...files) => ({ version: 1, open: 0, files });

export async function hostile_links_give_a_message(site) {
  const { page } = site;
  const bomb = `m=${zlib.deflateRawSync(Buffer.alloc(300_000_000, 32), { level: 9 }).toString("base64url")}`;
  const cases = {
    "unfolds to more": bomb,
    "damaged, or was cut off": "m=%%%",
    "damaged, or was cut": link(model(["a.vsd", "stakeholder user\n".repeat(99)])).slice(0, 40),
    "damaged, or": link("[1,2"),
    "was cut off": link("7"),
    "newer version": link({ version: 2, files: [] }),
    "no files": link(model()),
    "part of a model": link(model(["run.html", "<script>"])),
    "is no file": link(model(["a.vsd", { toString: 1 }])),
    "more than 500 files": link(model(...Array.from({ length: 20_000 }, (_, at) => [`${at}.vsd`, ""]))),
    "more than 4 million characters": link(model(["a.vsd", "x".repeat(5_000_000)])),
  };
  for (const [message, fragment] of Object.entries(cases)) {
    await page.goto("about:blank");
    await page.goto(`${site.address}playground/index.html#${fragment}`);
    await page.locator("#notice", { hasText: message }).waitFor({ timeout: 10_000 });
    await site.settled();
    assert.equal(await site.count(), "1 error", `${message}: the page is of use all the same`);
  }
}

export async function nothing_in_a_model_runs(site) {
  const { page } = site;
  const evil = `organisation "<img src=x onerror=window.harmed=1>"
stakeholder "</title><script>window.harmed=1</script>" as user
stream "]]></style><svg onload=window.harmed=1>" as one {
  purpose "<iframe src=javascript:window.harmed=1>"
  trigger "click" from user
  step "\\"><script>window.harmed=1</script>" in engage {
    input  "klick"
    output "<b onmouseover=window.harmed=1>x</b>"
  }
  outcome "<a href=javascript:window.harmed=1>x</a>" to user
}
`;
  const paths = ["../../etc/<img src=x onerror=window.harmed=1>.vsd", "__proto__.vsd", "constructor/prototype.vsd", "C:\\x\\y.vsd", "\u202egnp.vsd"];
  await page.goto(`${site.address}playground/index.html#${link(model(...paths.map((path, at) => [path, at === 0 ? evil : ""])))}`);
  await site.settled();
  assert.ok((await site.findings()).length > 0);
  await page.locator("#editor .cm-lintRange").first().hover();
  await page.locator("#editor .cm-diagnostic").first().waitFor();
  await page.locator("#download").click();
  for (const name of await page.locator("#tabs [role=tab]").allTextContents()) assert.doesNotMatch(name, /\.\.|[<>:\u202e\\]/);
  assert.equal(await page.evaluate(() => window.harmed), undefined);
}

export async function a_model_of_any_size_leaves_the_page_alive(site) {
  const { page } = site;
  const step = (at) => `  step "Step ${at}" as s${at} in engage {\n    input  "Item ${at}"\n    output "Item ${at + 1}"\n  }\n`;
  const text = `stream "Long" {\n  trigger "Item 0"\n${Array.from({ length: 2_000 }, (_, at) => step(at)).join("")}  outcome "Item 2000"\n}\n`;
  await page.goto(`${site.address}playground/index.html#${link(model(["long.vsd", text], ["braces.vsd", "{".repeat(200_000)], ["quotes.vsd", '"'.repeat(200_001)]))}`);
  await page.waitForFunction(() => document.body.dataset.ready === "true" || !document.getElementById("notice").hidden, undefined, { timeout: 60_000 });
  await page.locator("#tab-0").click();
  await page.locator("#editor .cm-content").click();
  await page.keyboard.type("x");
  assert.match(await page.locator("#editor .cm-content").textContent(), /x/);
}
