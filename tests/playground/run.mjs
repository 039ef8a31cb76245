// Runs what is in cases/, each in a fresh page, and says what failed.
import fs from "node:fs";
import path from "node:path";
import { Browser } from "./browser.mjs";

const { ONLY = "" } = process.env;
const browser = await Browser.start();
let failed = 0;
let ran = 0;
try {
  for (const file of fs.readdirSync(path.join(import.meta.dirname, "cases")).sort()) {
    const cases = await import(`./cases/${file}`);
    for (const [name, run] of Object.entries(cases)) {
      const title = name.replace(/_/g, " ");
      if (!`${file} ${title}`.includes(ONLY)) continue;
      ran++;
      const began = performance.now();
      try {
        await browser.within(run);
        console.log(`ok    ${title} (${Math.round(performance.now() - began)} ms)`);
      } catch (error) {
        failed++;
        console.log(`FAILS ${title}\n${error.stack.slice(0, 3000)}`);
      }
    }
  }
} finally {
  await browser.close();
}
console.log(failed === 0 ? `${ran} passed` : `${failed} of ${ran} failed`);
process.exit(failed === 0 && ran > 0 ? 0 : 1);
