// How long a key takes, from the change of the text until findings and map are on the page.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const { ROOT } = process.env;

/** A stream of fifty steps of a plain kind: each takes what the one above gives, with people and times. */
function fifty() {
  let text = 'stakeholder customer\n\nstream "Fifty" as fifty {\n  purpose "As long as streams become"\n\n  trigger "Item 0" from customer\n\n';
  const activities = ["engage", "plan", "design_and_transition", "obtain_build", "deliver_and_support"];
  for (let at = 0; at < 50; at++) {
    text += `  step "Work on part ${at}" as s${at} in ${activities[at % 5]} {\n    responsible "Engineer"\n    lead_time 2h   process_time 30min   complete_and_accurate 97%\n`;
    text += `    input  "Item ${at}"\n    output "Item ${at + 1}"\n${at === 49 ? '    output "Lessons learned" to improve\n' : ""}  }\n\n`;
  }
  return `${text}  outcome "Item 50" to customer within 5d\n}\n`;
}

export async function a_key_in_fifty_steps_is_answered_within_a_frame(site) {
  const { page } = site;
  await site.open();
  await site.write(fifty());
  assert.equal(await site.count(), "Nothing to report");
  await page.keyboard.press("Control+Home");
  for (let at = 0; at < 20; at++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.evaluate(() => performance.clearMeasures("vsdlint"));
  const keys = " // what somebody types while the map looks on";
  for (const letter of keys) {
    await page.keyboard.type(letter);
    await page.waitForTimeout(60);
  }
  await site.settled();
  const times = await page.evaluate(() => performance.getEntriesByName("vsdlint").map(({ duration }) => duration));
  const engine = await page.evaluate(ENGINE_TIMES, { text: fifty(), worker: workerName() });
  for (const list of [times, engine]) list.sort((one, other) => one - other);
  const of = (list, share) => list[Math.floor((list.length - 1) * share)];
  console.log(`      ${times.length} keys: best ${of(times, 0).toFixed(1)} ms, median ${of(times, 0.5).toFixed(1)} ms; of it the engine: median ${of(engine, 0.5).toFixed(1)} ms`);
  assert.ok(of(engine, 0.25) < 12, `the engine takes ${of(engine, 0.25)} ms`);
  // By the clock a key takes as long as the machine's other work lets it.
  const isBusy = os.loadavg()[0] > os.cpus().length;
  if (isBusy) console.log("      the machine is busy: the clock is read, and not held");
  else assert.ok(of(times, 0.5) < 16, `the median is ${of(times, 0.5)} ms`);
}

/** How long the engine takes for one question, many times. */
const ENGINE_TIMES = async ({ text, worker }) => {
  const engine = new Worker(new URL(`../assets/${worker}`, location.href), { type: "module" });
  const times = [];
  for (let id = 0; id < 60; id++) {
    const began = performance.now();
    await new Promise((resolve) => {
      engine.onmessage = ({ data }) => data.id === id && resolve();
      engine.postMessage({ id, question: { files: [{ path: "a.vsd", text }], ask: { kind: "check", open: 0, cursor: 9, picture: { kind: "follow" } } } });
    });
    times.push(performance.now() - began);
  }
  engine.terminate();
  return times;
};

function workerName() {
  return fs.readdirSync(path.join(ROOT, "target/site/assets")).find((file) => /^worker-.*\.js$/.test(file));
}

export async function the_page_starts_soon_and_weighs_little(site) {
  const { page } = site;
  const starts = [];
  for (let count = 0; count < 5; count++) {
    await page.goto("about:blank");
    await page.goto(`${site.address}playground/index.html`);
    await page.waitForFunction(() => document.body.dataset.ready === "true");
    starts.push(await page.evaluate(() => performance.getEntriesByName("vsdlint")[0].startTime + performance.getEntriesByName("vsdlint")[0].duration));
  }
  starts.sort((one, other) => one - other);
  const engine = fs.readdirSync(path.join(ROOT, "target/site/assets")).find((file) => file.startsWith("engine-"));
  const { size } = fs.statSync(path.join(ROOT, "target/site/assets", engine));
  console.log(`      engine ${size} bytes as it is sent, first findings after ${starts[2].toFixed(0)} ms`);
  assert.ok(size < 1_500_000, `the engine has ${size} bytes`);
}
