// The documentation as a site.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const SITE = path.join(process.env.ROOT, "target/site");

export async function an_example_of_a_rule_can_be_changed_in_place(site) {
  const { page } = site;
  await site.open("rules/misnamed-flow.html");
  const example = page.locator(".example").first();
  assert.equal(await example.locator(".found .error").count(), 1);
  assert.equal(await example.locator("mark").count(), 1);
  await example.locator(".edit").click();
  await example.locator(".cm-lintRange-error").first().waitFor();
  await example.locator(".found button", { hasText: "Fix:" }).click();
  await example.locator(".found .good").waitFor();
  await page.keyboard.press("Control+Home");
  await site.paste("stakeholder nobody from\n");
  await example.locator(".found .error").first().waitFor();
  // As it was changed, into the playground.
  await page.waitForTimeout(300);
  await example.locator(".do a").click();
  await site.settled();
  assert.match(await site.text(), /^stakeholder nobody from/);
}

export async function a_rule_that_is_off_is_on_in_its_examples(site) {
  const { page } = site;
  await site.open("rules/stream-size.html");
  const example = page.locator(".example").first();
  await example.locator(".edit").click();
  await example.locator(".cm-lintRange").first().waitFor();
  await example.locator(".do a").click();
  await site.settled();
  assert.deepEqual((await site.findings()).map(({ rule }) => rule), ["stream-size"]);
  assert.deepEqual(await page.locator("#tabs [role=tab]").allTextContents(), ["model.vsd", "vsdlint.toml"]);
}

export async function the_search_finds_pages_and_parts_of_them(site) {
  const { page } = site;
  await site.open("docs/language.html");
  await page.keyboard.press("/");
  await page.keyboard.type("baselin");
  await page.locator("#results a", { hasText: "A baseline" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await page.locator("#search").fill("misnamed-flow");
  await page.locator("#results a", { hasText: "misnamed-flow" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/rules\/misnamed-flow\.html$/);
  // Words that somebody brings along from elsewhere.
  for (const [wanted, document] of [["excel", "importing"], ["SLA", "language"], ["swimlane", "pictures"], ["bottleneck", "numbers"], ["disable rule", "configuration"]]) {
    await page.locator("#search").fill(wanted);
    await page.locator(`#results a[href*="docs/${document}.html"]`).first().waitFor();
  }
  await page.locator("#search").fill("xyzzyx");
  await page.locator("#results p", { hasText: "Nothing found" }).waitFor();
}

export async function every_page_opens_and_breaks_no_rule_of_the_browser(site) {
  const pages = fs.readdirSync(SITE, { recursive: true }).filter((file) => file.endsWith(".html") && file !== "404.html");
  assert.ok(pages.length > 80);
  for (const page of pages.sort()) {
    await site.page.goto(site.address + page);
    assert.deepEqual(site.wrong, [], page);
    assert.equal(await site.page.locator("h1").count(), 1, page);
    const broken = await site.page.locator("img").evaluateAll((images) => Promise.all(images.map((image) => image.decode().then(() => "", () => image.src))));
    assert.deepEqual(broken.filter(Boolean), [], page);
  }
}

export async function without_scripts_the_documents_are_there(site) {
  await site.as({ javaScriptEnabled: false }, async ({ page, address }) => {
    await page.goto(`${address}rules/misnamed-flow.html`);
    assert.ok(await page.locator(".example .w-keyword").first().isVisible());
    assert.equal(await page.locator(".edit:visible").count(), 0);
    await page.goto(`${address}playground/index.html`);
    assert.ok(await page.locator(".noscript").isVisible());
  });
}

export async function what_is_not_there_leads_on(site) {
  const { page, wrong } = site;
  await page.goto(`${site.address}docs/old/name.html`);
  assert.equal(await page.locator("h1").textContent(), "There is no such page");
  await page.locator("#search").fill("blocked branch");
  await page.locator("#results a", { hasText: "blocked-branch" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("main a", { hasText: "All rules" }).click();
  assert.equal(await page.locator("h1").textContent(), "Rules");
  // The browser says so itself, and nothing else is wrong.
  assert.ok(wrong.every((message) => /status of 404/.test(message)), String(wrong));
  wrong.length = 0;
}

export async function policies_have_pages_with_their_source(site) {
  const { page } = site;
  await site.open("docs/policies.html");
  await page.locator("main a", { hasText: "segregation-of-duties" }).click();
  await page.waitForURL(/docs\/policies\/segregation-of-duties\.html$/);
  assert.match(await page.locator("main pre").last().textContent(), /^package vsdlint\.segregation_of_duties/);
  assert.equal(await page.locator(".found").count(), 0, "nobody ran them here");
  assert.equal(await page.locator(".side [aria-current]").textContent(), "Rules of your own");
}
