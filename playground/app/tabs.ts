// The tabs of the files: one stop for the tabulator, arrows between them.

export interface Host {
  show(index: number): void;
  rename(index: number): void;
  remove(index: number): void;
}

/** Shows a tab for each path. */
export function showTabs(list: HTMLElement, paths: readonly string[], open: number, host: Host): void {
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...paths.map((path, index) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${index}`;
    tab.role = "tab";
    tab.textContent = path;
    tab.title = path;
    tab.tabIndex = index === open ? 0 : -1;
    tab.setAttribute("aria-selected", String(index === open));
    tab.setAttribute("aria-controls", "editor");
    tab.addEventListener("click", () => host.show(index));
    tab.addEventListener("dblclick", () => host.rename(index));
    tab.addEventListener("keydown", (event) => key(event, index, paths.length, host));
    return tab;
  }));
  const shown = list.children[open] as HTMLElement | undefined;
  shown?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (hadFocus) shown?.focus();
}

function key(event: KeyboardEvent, index: number, count: number, host: Host): void {
  switch (event.key) {
    case "ArrowRight":
      host.show((index + 1) % count);
      break;
    case "ArrowLeft":
      host.show((index + count - 1) % count);
      break;
    case "Home":
      host.show(0);
      break;
    case "End":
      host.show(count - 1);
      break;
    case "F2":
      host.rename(index);
      break;
    case "Delete":
      host.remove(index);
      break;
    default:
      return;
  }
  event.preventDefault();
}
