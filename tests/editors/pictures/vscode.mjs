// Drives VS Code in headless Chromium: a model with a mistake, a quick fix, a drawing.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";

const [root, tools, pictures] = process.argv.slice(2);
const { chromium } = createRequire(join(tools, "code", "package.json"))("playwright-core");
const code = join(tools, "code", "node_modules", ".bin", "code-server");
const place = join(tools, "window");

/** A model of a shop with two typos in one of its streams, and a drawing beside it. */
function model() {
  const folder = join(place, "northwind");
  cpSync(join(root, "fixtures", "northwind"), folder, { recursive: true });
  cpSync(join(root, "fixtures", "broken", "visio.vsd"), join(folder, "floor-plan.vsd"));
  const file = join(folder, "streams", "restore.vsd");
  writeFileSync(file, typo(readFileSync(file, "utf8")));
  return folder;
}

function typo(text) {
  const broken = text.replace(/(input +"Closed incident)"/, '$1s"');
  if (broken === text) throw new Error("the typo is not there to make");
  return broken;
}

const free = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const data = join(place, "data");
const extensions = join(place, "extensions");
mkdirSync(join(data, "User"), { recursive: true });
writeFileSync(
  join(data, "User", "settings.json"),
  JSON.stringify({
    "vsdlint.path": join(root, "target", "debug", "vsdlint"),
    "workbench.colorTheme": "Default Light Modern",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
    "chat.commandCenter.enabled": false,
    "security.workspace.trust.enabled": false,
    "telemetry.telemetryLevel": "off",
    "git.enabled": false,
    "editor.minimap.enabled": false,
    "editor.stickyScroll.enabled": false,
    "editor.cursorBlinking": "solid",
    "explorer.compactFolders": false,
  }),
);
const environment = { ...process.env, XDG_CONFIG_HOME: place, XDG_DATA_HOME: place };
const common = ["--user-data-dir", data, "--extensions-dir", extensions];
execFileSync(code, [...common, "--install-extension", join(tools, "vscode", "vsdlint.vsix")], { env: environment });

const port = await free();
const server = spawn(
  code,
  [...common, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"],
  { env: environment, stdio: "ignore" },
);
const browser = await chromium.launch({
  executablePath: ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

try {
  const page = await browser.newPage({ viewport: { width: 1120, height: 720 } });
  const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(model())}`;
  await reach(page, address);
  await page.locator(".explorer-folders-view").waitFor({ timeout: 90_000 });

  const open = async (name) => {
    await page.keyboard.press("Control+P");
    await page.keyboard.type(name, { delay: 20 });
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active").filter({ hasText: name }).waitFor();
  };
  const shot = async (name) => {
    await page.mouse.move(150, 600);
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  // A finding, in Problems and in the text.
  await open("restore.vsd");
  await page.keyboard.press("Control+Shift+M");
  const problem = page.locator(".markers-panel .monaco-list-row").filter({ hasText: "misnamed-flow" });
  await problem.waitFor({ timeout: 60_000 });
  await problem.dblclick();
  await problem.locator(".monaco-tl-twistie").click();
  await page.locator(".squiggly-error").first().waitFor();
  await shot("vscode-problems");

  // The map of the stream beside the text. A click on a box leads to its step, whose box is marked then.
  await page.getByRole("button", { name: "Show the Stream Map" }).click();
  const map = page.frameLocator("iframe.webview").frameLocator("#active-frame");
  await map.locator(".badge.error").first().waitFor({ timeout: 60_000 });
  await map.locator(".node").filter({ hasText: "Diagnose the failure" }).first().click();
  await map.locator(".node.here").filter({ hasText: "Diagnose the failure" }).waitFor();
  await shot("vscode-map");
  await page.locator(".tab").filter({ hasText: "Restore a failed service" }).locator(".codicon-close").click();
  // The click led to another place.
  await problem.dblclick();
  await problem.locator(".monaco-tl-twistie").click();
  await page.waitForTimeout(2_000);

  // What stands behind a name.
  await page.locator(".view-line").filter({ hasText: "Problem candidate" }).getByText("Problem").last().hover();
  await page.locator(".monaco-hover:not(.hidden) .hover-contents").first().waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(pictures, "vscode-hover.png") });

  // Started anew, the server finds the same again.
  await page.keyboard.press("F1");
  await page.keyboard.type("vsdlint: Restart", { delay: 20 });
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Restart the Language" }).waitFor();
  await page.keyboard.press("Enter");
  for (let tries = 0; starts() < 2; tries += 1) {
    if (tries === 100) throw new Error("the server was not started anew");
    await page.waitForTimeout(300);
  }
  await problem.waitFor({ timeout: 30_000 });

  // What can be done, and the page of the rule, beside the model.
  const menu = page.locator(".action-widget .monaco-list-row.action");
  const offer = async () => {
    await problem.dblclick();
    await page.locator(".monaco-editor.focused").first().waitFor();
    await page.waitForTimeout(1_000);
    await page.keyboard.press("Control+.");
    await menu.first().waitFor();
  };
  await offer();
  await shot("vscode-fix");
  const explain = (await menu.allTextContents()).findIndex((title) => title.startsWith("Explain"));
  for (let row = 0; row < explain; row += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const preview = page.frameLocator("iframe.webview").frameLocator("#active-frame");
  await preview.getByRole("heading", { name: "misnamed-flow" }).waitFor({ timeout: 60_000 });
  await shot("vscode-explain");
  await page.locator(".tab").filter({ hasText: "misnamed-flow" }).locator(".codicon-close").click();

  // The first fix is taken, and the finding goes.
  await offer();
  await page.keyboard.press("Enter");
  await page.locator(".markers-panel").getByText("No problems have been detected").waitFor();
  await page.keyboard.press("Control+S");

  // What may stand here, while it is typed.
  await page.locator(".view-line").filter({ hasText: "Problem candidate" }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("output ", { delay: 100 });
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
  await shot("vscode-complete");
  await page.keyboard.press("Escape");

  // A drawing is met with a friendly word.
  await open("floor-plan.vsd");
  await page.locator(".notification-toast").getByText("Microsoft Visio drawing").waitFor({ timeout: 30_000 });
  await shot("vscode-drawing");
  await page.locator(".notification-toast").getByText("Close It").click();
  await page.locator(".tab").filter({ hasText: "floor-plan.vsd" }).waitFor({ state: "detached" });
} catch (error) {
  await browser.contexts()[0]?.pages()[0]?.screenshot({ path: join(place, "failed.png") });
  console.error(`see ${join(place, "failed.png")}`);
  throw error;
} finally {
  await browser.close();
  server.kill();
}

/** How often the server was started, as the extension's output tells. */
function starts() {
  const logs = join(data, "logs");
  const files = readdirSync(logs, { recursive: true }).filter((file) => file.endsWith("-vsdlint.log"));
  return files.flatMap((file) => readFileSync(join(logs, file), "utf8").match(/started as/g) ?? []).length;
}

/** Opens the page as soon as the server answers. */
async function reach(page, address) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await page.goto(address);
    } catch (error) {
      if (tries === 60) throw error;
      await page.waitForTimeout(500);
    }
  }
}
