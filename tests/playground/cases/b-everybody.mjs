// Without a mouse, on a phone, in the dark, and with a screen reader.
import assert from "node:assert/strict";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function fits({ page }, what) {
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  assert.ok(wide <= room, `${what} is ${wide} wide where there is room for ${room}`);
}

/** Presses Tab until something is focused that `matches` says. */
async function tab(page, matches, most = 60) {
  for (let count = 0; count < most; count++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { id, className, textContent } = document.activeElement ?? {};
      return { id: id ?? "", name: String(className?.baseVal ?? className ?? ""), text: textContent ?? "", part: document.activeElement?.hasAttribute?.("data-at") ?? false };
    });
    if (matches(focused)) return;
  }
  assert.fail(`the tabulator never reaches ${matches}`);
}

export async function the_keyboard_alone_is_enough(site) {
  const { page } = site;
  await site.open();
  await tab(page, ({ id }) => id === "examples");
  await page.keyboard.press("Enter");
  await tab(page, ({ text }) => text.startsWith("A first look"));
  await page.keyboard.press("Enter");
  await site.settled();
  // Along the tabs, and a new file.
  await tab(page, ({ id }) => id === "add");
  await page.keyboard.press("Enter");
  await page.keyboard.type("other.vsd");
  await page.keyboard.press("Enter");
  await page.keyboard.type("stakeholder customer");
  await site.settled();
  // Out of the editor, which is no trap, to the map and the findings.
  await tab(page, ({ id }) => id === "subject");
  await tab(page, ({ part }) => part);
  const first = await page.evaluate(() => document.activeElement.getAttribute("data-at"));
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute("data-at")), first);
  await tab(page, ({ name }) => name === "go");
  await page.keyboard.press("Enter");
  await page.locator("#tabs [aria-selected=true]", { hasText: "restore.vsd" }).waitFor();
  assert.match(await page.locator("#editor .cm-activeLine").textContent(), /Incident/);
  await tab(page, ({ name }) => name === "fix");
  await page.keyboard.press("Enter");
  await site.settled();
  assert.doesNotMatch(await site.count(), /error/);
  // Tabs with arrows, a name with F2, and away with Delete.
  await page.locator("#tab-0").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  await page.keyboard.type("third");
  await page.keyboard.press("Enter");
  await page.locator("#tab-1", { hasText: "third.vsd" }).waitFor();
  await page.locator("#tab-1").focus();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await site.settled();
  assert.equal(await page.locator("#tabs [role=tab]").count(), 1);
}

export async function findings_are_reached_from_within_the_text(site) {
  const { page } = site;
  await site.open();
  await page.locator("#editor .cm-content").focus();
  await page.keyboard.press("F8");
  assert.match(await page.locator("#editor .cm-activeLine").textContent(), /Incident report/);
}

export async function a_phone_shows_one_thing_at_a_time(site) {
  await site.as(PHONE, async (site) => {
    const { page } = site;
    await site.open();
    await fits(site, "the text");
    assert.equal(await page.locator("#badge").textContent(), "1");
    await page.locator("[data-show=picture]").tap();
    assert.ok(await page.locator("#map svg").isVisible());
    await fits(site, "the map");
    await page.locator("#map .node").first().tap();
    assert.ok(await page.locator("#editor").isVisible(), "a box leads to the text");
    await page.locator("[data-show=findings]").tap();
    await fits(site, "the list of findings");
    await page.locator(".finding .fix").tap();
    await site.settled();
    assert.equal(await site.count(), "Nothing to report");
    for (const button of ["examples", "share", "download"]) {
      await page.locator(`#${button}`).tap();
      await page.locator("#dialog[open]").waitFor();
      await fits(site, button);
      await page.keyboard.press("Escape");
    }
    assert.deepEqual(await site.axe(), []);
    for (const to of ["index.html", "rules/misnamed-flow.html", "rules/index.html", "docs/language.html", "docs/performance.html", "docs/messages.html"]) {
      await page.goto(site.address + to);
      await fits(site, to);
    }
  });
}

export async function axe_finds_nothing(site) {
  for (const colorScheme of ["light", "dark"]) {
    await site.as({ colorScheme }, async (site) => {
      const { page } = site;
      await site.open();
      assert.deepEqual(await site.axe(), [], colorScheme);
      for (const button of ["examples", "share", "download", "add"]) {
        await page.locator(`#${button}`).click();
        await page.locator("#dialog[open]").waitFor();
        assert.deepEqual(await site.axe(), [], `${colorScheme} ${button}`);
        await page.keyboard.press("Escape");
      }
      await page.locator("#editor .cm-lintRange-error").first().hover();
      await page.locator("#editor .cm-diagnostic").waitFor();
      assert.deepEqual(await site.axe(), [], `${colorScheme}, a finding in the text`);
      for (const to of ["index.html", "docs/index.html", "docs/language.html", "docs/editors.html", "rules/index.html", "rules/misnamed-flow.html", "docs/messages.html"]) {
        await page.goto(site.address + to);
        assert.deepEqual(await site.axe(), [], `${colorScheme} ${to}`);
      }
    });
  }
}

export async function the_dark_is_dark(site) {
  await site.as({ colorScheme: "dark" }, async (site) => {
    const { page } = site;
    await site.open();
    const light = await page.evaluate(() => {
      const sum = (node) => getComputedStyle(node).backgroundColor.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
      const paper = getComputedStyle(document.querySelector("#map .paper")).fill.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
      return [sum(document.body), sum(document.getElementById("editor").shadowRoot.querySelector(".cm-editor")), paper];
    });
    assert.ok(light.every((sum) => sum < 150), String(light));
  });
}
