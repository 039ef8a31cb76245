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
    "cut off": link("[".repeat(2_000_000)),
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

export async function hostile_zips_give_a_message(site) {
  const { page } = site;
  await site.open();
  const before = await site.text();
  const zip = (name, content, size = content.length) => {
    const packed = zlib.deflateRawSync(content);
    const head = (central) => {
      const bytes = Buffer.alloc(central ? 46 : 30);
      bytes.writeUInt32LE(central ? 0x02014b50 : 0x04034b50);
      bytes.writeUInt16LE(8, central ? 10 : 8);
      bytes.writeUInt32LE(zlib.crc32?.(content) ?? 0, central ? 16 : 14);
      bytes.writeUInt32LE(packed.length, central ? 20 : 18);
      bytes.writeUInt32LE(size, central ? 24 : 22);
      bytes.writeUInt16LE(name.length, central ? 28 : 26);
      return Buffer.concat([bytes, Buffer.from(name)]);
    };
    const [local, central, end] = [Buffer.concat([head(false), packed]), head(true), Buffer.alloc(22)];
    end.writeUInt32LE(0x06054b50);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(local.length, 16);
    return Buffer.concat([local, central, end]);
  };
  const cases = {
    "bomb.zip was not taken in": zip("bomb.vsd", Buffer.alloc(50_000_000, 32)),
    "broken.zip was not taken in": Buffer.from("PK\u0003\u0004 and no more"),
    "other.zip holds no file of a model": zip("run.exe", Buffer.from("MZ")),
  };
  for (const [message, bytes] of Object.entries(cases)) {
    await site.drop(message.split(" ")[0], bytes);
    await page.locator("#notice", { hasText: message }).waitFor({ timeout: 10_000 });
  }
  assert.equal(await site.text(), before);
  // One that says that it is small, and is not, is no larger than it says.
  await site.drop("liar.zip", zip("liar.vsd", Buffer.alloc(50_000_000, 32), 10));
  await site.answer("Open as a new model");
  await site.settled();
  assert.equal((await site.text()).length, 10);
  // Nothing leads out of the model.
  await site.drop("up.zip", zip("x\\..\\up.vsd", Buffer.from("stakeholder user\n")));
  await site.answer("Open as a new model");
  await site.settled();
  assert.deepEqual(await page.locator("#tabs [role=tab]").allTextContents(), ["x/up.vsd"]);
}
