// The playground as somebody uses it with a mouse.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const fixture = (file) => fs.readFileSync(path.join(process.env.ROOT, "fixtures", file));

export async function a_mistake_is_found_and_fixed(site) {
  const { page } = site;
  await site.open();
  assert.equal(await site.count(), "1 error");
  const [finding] = await site.findings();
  assert.equal(finding.rule, "misnamed-flow");
  assert.match(finding.message, /Diagnose the failure expects Incident report, but what comes is called Incident record/);
  assert.equal(await page.locator("#editor .cm-lintRange-error").textContent(), '"Incident report"');
  await page.locator(".finding .fix").click();
  await site.settled();
  assert.equal(await site.count(), "Nothing to report");
  assert.match(await site.text(), /output "Incident report"|input {2}"Incident record"/);
  // One that is typed, letter by letter.
  await page.locator("#editor .cm-line", { hasText: 'output "Diagnosis"' }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("es");
  await site.settled();
  assert.equal(await site.count(), "1 error");
  // The fix in the text itself.
  await page.locator("#editor .cm-lintRange-error").first().hover();
  await page.locator("#editor .cm-diagnosticAction").first().click();
  await site.settled();
  assert.equal(await site.count(), "Nothing to report");
  await page.keyboard.press("Control+z");
  await site.settled();
  assert.equal(await site.count(), "1 error", "a fix can be undone");
}

export async function the_map_follows_and_leads_back(site) {
  const { page } = site;
  await site.open();
  assert.match(await site.map(), /Diagnose the failure/);
  await page.locator("#editor .cm-line", { hasText: "step \"Diagnose" }).click();
  await page.locator("#map .here").waitFor();
  assert.match(await page.locator("#map .here").textContent(), /Diagnose/);
  await site.write((await site.text()).replace("Diagnose the failure", "Look for the cause"));
  assert.match(await site.map(), /Look for the cause/);
  assert.doesNotMatch(await site.map(), /Diagnose the failure/);
  await page.locator("#map .node", { hasText: "Repair" }).first().click();
  assert.match(await page.locator("#editor .cm-activeLine").textContent(), /step "Repair the service"/);
  await page.selectOption("#subject", { label: "Value chain" });
  await site.settled();
  await page.waitForFunction(() => /Obtain/i.test(document.querySelector("#map svg").textContent));
  await page.selectOption("#subject", { index: 0 });
  await page.locator("#in").click();
  await page.locator("#fit").click();
}

export async function tables_and_drawings_that_are_dropped_become_models(site) {
  const { page } = site;
  await site.open();
  for (const [file, name] of [["tables/visio.csv", "visio.csv"], ["tables/raci.csv", "raci.csv"], ["drawings/complaint.bpmn", "complaint.bpmn"]]) {
    await site.drop(name, fixture(file));
    await page.locator("#dialog-title", { hasText: name }).waitFor();
    assert.match(await page.locator("#dialog-body").textContent(), /\d+ steps?/);
    await site.answer("Open as a new model");
    await site.settled();
    assert.ok((await page.locator("#tabs [role=tab]").count()) > 1);
    assert.match(await page.locator("#map svg title").first().textContent(), /./);
  }
  await site.drop("more.vsd", "stakeholder neighbour\n");
  await site.answer("Add to this model");
  await site.settled();
  assert.equal(await page.locator("#tabs [aria-selected=true]").textContent(), "more.vsd");
  await site.drop("photo.png", Buffer.from("89504e470d0a1a0a", "hex"));
  await page.locator("#dialog-title", { hasText: "photo.png was not taken in" }).waitFor();
  await site.answer("Close");
  // A table that is none of steps: what to do about it, in words of the page and not of the command.
  await site.drop("phones.csv", Buffer.from("Name,Number\nAnn,17\n"));
  await page.locator("#dialog-title", { hasText: "phones.csv was not taken in" }).waitFor();
  const said = await page.locator("#dialog-body").textContent();
  assert.match(said, /the first row holds Name, Number\.Head the columns Step, Supplier, Input, Output and Customer\./);
  assert.doesNotMatch(said, /--/);
  assert.equal(await page.locator("#dialog-body a").getAttribute("href"), "../docs/importing.html");
  await site.answer("Close");
  await site.drop("drawing.vsd", Buffer.from("d0cf11e0a1b11ae1", "hex"));
  await page.locator("#notice", { hasText: "Visio" }).waitFor();
}

export async function a_link_holds_the_model(site) {
  const { page } = site;
  await site.open();
  const text = '// Grüße 🙂 \u2028 "x"\nstakeholder user\n';
  await site.write(text);
  await page.locator("#add").click();
  await page.locator("#dialog input").fill("folder/second.vsd");
  await site.answer("OK");
  await site.paste("role agent\n");
  await site.settled();
  await page.locator("#share").click();
  const link = await page.locator("#link").inputValue();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  assert.ok(link.includes("#m=") && link.length < 600, link);
  await site.as({}, async (other) => {
    await other.page.goto(link);
    await other.settled();
    assert.deepEqual(await other.page.locator("#tabs [role=tab]").allTextContents(), ["restore.vsd", "folder/second.vsd"]);
    assert.equal(await other.text(), "role agent\n");
    await other.page.locator("#tab-0").click();
    assert.equal(await other.text(), text);
    // What is edited afterwards is no longer what the link says.
    await other.write("stakeholder customer");
    assert.equal(new URL(other.page.url()).hash, "");
  });
}

export async function files_are_added_renamed_removed_and_formatted(site) {
  const { page } = site;
  await site.open();
  await page.locator("#add").click();
  await page.locator("#dialog input").fill("notes.txt");
  await site.answer("OK");
  assert.ok(await page.locator("#dialog").evaluate((dialog) => dialog.open), "a name that does not end in .vsd is not taken");
  await page.locator("#dialog input").fill("more.vsd");
  await site.answer("OK");
  await site.paste('activity   engage {\npurpose "Listen"\n}');
  await site.settled();
  await page.locator("#format").click();
  await site.settled();
  assert.equal(await site.text(), 'activity engage {\n  purpose "Listen"\n}\n');
  await page.locator("#rename").click();
  await page.locator("#dialog input").fill("chain/engage.vsd");
  await site.answer("OK");
  await page.locator("#tab-1", { hasText: "chain/engage.vsd" }).waitFor();
  assert.deepEqual(await page.locator("#tabs [role=tab]").allTextContents(), ["restore.vsd", "chain/engage.vsd"]);
  await page.locator("#remove").click();
  await site.answer("Remove");
  await site.settled();
  assert.deepEqual(await page.locator("#tabs [role=tab]").allTextContents(), ["restore.vsd"]);
  assert.ok(await page.locator("#remove").isDisabled(), "the last file stays");
  assert.equal(await site.count(), "1 error");
}

export async function settings_are_a_file_like_others(site) {
  const { page } = site;
  await site.open();
  await page.locator("#add").click();
  await page.locator("#dialog input").fill("vsdlint.toml");
  await site.answer("OK");
  await site.paste('[rules]\nmisnamed-flow = "off"\n');
  await site.settled();
  assert.equal(await site.count(), "Nothing to report");
  await site.paste("misnamed-folw = 1\n");
  await site.settled();
  assert.match((await page.locator("#list .go").allTextContents()).join(), /Settings.*misnamed-folw/);
}

export async function what_is_written_can_be_taken_along(site) {
  const { page } = site;
  await site.open();
  const taken = async (press) => {
    await page.locator("#download").click();
    const [download] = await Promise.all([page.waitForEvent("download"), press()]);
    return [download.suggestedFilename(), fs.readFileSync(await download.path())];
  };
  const [zip, bytes] = await taken(() => site.answer("All files"));
  assert.equal(zip, "model.zip");
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  assert.ok(bytes.includes("restore.vsd"));
  // And back again.
  await site.drop("model.zip", bytes);
  await page.locator("#dialog-body", { hasText: "restore.vsd" }).waitFor();
  await site.answer("Open as a new model");
  await site.settled();
  assert.equal(await site.count(), "1 error");
  const [svg, picture] = await taken(() => site.answer("The map"));
  assert.equal(svg, "Restore a failed service.svg");
  assert.match(picture.toString(), /^<svg[\s\S]*<style>/);
  const [name, text] = await taken(() => page.locator(".choices button").first().click());
  assert.equal(name, "restore.vsd");
  assert.equal(text.toString(), await site.text());
}

export async function examples_are_what_they_say(site) {
  const { page } = site;
  await site.open();
  for (const [name, count] of [["ITIL 4's own tables", /^11 errors$|errors?, .*warnings?/], ["Northwind IT", /Nothing/], ["A ferry", /Nothing/], ["A start of your own", /Nothing/], ["Nothing", /Nothing/], ["A first look", /1 error/]]) {
    await page.locator("#examples").click();
    await page.locator(".choices button", { has: page.getByText(name, { exact: true }) }).click();
    await site.settled();
    assert.match(await site.count(), count, name);
    if (name.startsWith("ITIL")) assert.equal((await site.findings()).length, 11);
  }
}

export async function a_second_visit_finds_what_was_edited(site) {
  const { page } = site;
  await site.open();
  await site.write("stakeholder somebody\n");
  await page.waitForFunction(() => localStorage.getItem("vsdlint-recent")?.includes("somebody"));
  await page.reload();
  await site.settled();
  assert.equal(await site.text(), "stakeholder somebody\n");
  // What is kept may be damaged.
  await page.evaluate(() => localStorage.setItem("vsdlint-recent", '[{"files":[{"path":"../x.vsd","text":1}]},7]'));
  await page.goto("about:blank");
  await site.open();
  assert.equal(await site.count(), "1 error");
}

export async function an_engine_that_stops_starts_again_and_the_text_stays(site) {
  const { page } = site;
  await site.open();
  const before = await site.text();
  for (const why of ["unreachable", "it took too long"]) {
    const worker = page.workers().at(-1);
    await worker.evaluate((why) => {
      TextEncoder.prototype.encode = () => {
        if (why !== "unreachable") for (;;);
        throw new WebAssembly.RuntimeError(why);
      };
    }, why);
    await page.locator("#editor .cm-line").first().click();
    await page.keyboard.press("Home");
    await page.keyboard.type("/");
    await page.locator("#notice", { hasText: `started again. Your text is as you left it` }).filter({ hasText: why }).waitFor({ timeout: 40_000 });
    await page.keyboard.press("Delete");
    await page.waitForFunction(() => document.getElementById("count").textContent === "1 error");
  }
  assert.equal(await site.text(), before);
}

export async function completion_and_hover_know_the_model(site) {
  const { page } = site;
  await site.open();
  await page.locator("#editor .cm-line", { hasText: 'output "Diagnosis"' }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" to ");
  await page.locator("#editor .cm-tooltip-autocomplete li", { hasText: "repair" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await page.locator("#editor .w-step", { hasText: "Repair" }).first().hover();
  await page.locator("#editor .known", { hasText: "Repair the service" }).waitFor();
}
