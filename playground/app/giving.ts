// A model leaves the page: as files, or as a link.

import { choice, choose, paragraph } from "./dialog";
import { save, zipped } from "./files";
import { cleanPath } from "./model";
import type { Picture } from "./protocol";
import { toFragment } from "./share";
import type { Workbench } from "./workbench";

/** Longer links are cut by some programs, in characters. */
const LONG = 30_000;

/** Offers all files, each by itself, and the map that is shown. */
export async function download(workbench: Workbench, picture: Picture | null): Promise<void> {
  const files = workbench.files();
  const single = document.createElement("ul");
  single.className = "choices";
  for (const { path, text } of files) {
    single.append(choice(path, lines(text), () => save(path.split("/").pop() ?? path, text, "text/plain")));
  }
  const buttons: [string, string][] = [["zip", "All files as model.zip"], ...(picture ? [["svg", "The map as SVG"] as [string, string]] : []), ["", "Close"]];
  const chosen = await choose("Download", ["One file:", single], buttons);
  if (chosen === "zip") save("model.zip", zipped(files), "application/zip");
  if (chosen === "svg" && picture) save(`${cleanPath(picture.name)?.replaceAll("/", "-") ?? "map"}.svg`, picture.svg, "image/svg+xml");
}

function lines(text: string): string {
  const count = text.replace(/\n$/, "").split("\n").length;
  return count === 1 ? "1 line" : `${count} lines`;
}

/** Makes a link that holds the model, and copies it. */
export async function share(workbench: Workbench): Promise<void> {
  const fragment = await toFragment({ files: workbench.files(), open: workbench.open });
  window.history.replaceState(null, "", `#${fragment}`);
  const link = location.href;
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = link;
  field.id = "link";
  field.setAttribute("aria-label", "Link");
  const content = [paragraph("The link holds the whole model. Whoever opens it gets a copy of their own; no server sees it."), field];
  if (link.length > LONG) content.push(paragraph(`It has ${link.length.toLocaleString("en")} characters. Some programs cut such links; a downloaded zip will not be.`));
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  content.push(paragraph(copied ? "It has been copied." : "Copy it from here."));
  const chosen = choose("Share", content, [["", "Close"]]);
  field.select();
  await chosen;
}
