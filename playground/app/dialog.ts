// Questions to whoever sits in front of the page.

const dialog = document.getElementById("dialog") as HTMLDialogElement;
const body = document.getElementById("dialog-body") as HTMLElement;
const foot = document.getElementById("dialog-foot") as HTMLElement;
const title = document.getElementById("dialog-title") as HTMLElement;

/** Whoever waits for an answer. */
let waiting: ((value: string) => void) | undefined;

dialog.addEventListener("close", () => {
  waiting?.(dialog.returnValue);
  waiting = undefined;
});

/** Asks, and gives the value of the button that was pressed; an empty one if none was. */
export function choose(heading: string, content: (string | Node)[], buttons: [value: string, label: string][]): Promise<string> {
  title.textContent = heading;
  body.replaceChildren(...content.map((part) => (typeof part === "string" ? paragraph(part) : part)));
  foot.replaceChildren(...buttons.map(([value, label], at) => {
    const made = document.createElement("button");
    made.value = value;
    made.textContent = label;
    if (at === 0 && value !== "") made.className = "main";
    return made;
  }));
  // A question that another one takes the place of has no answer.
  waiting?.("");
  return new Promise((resolve) => {
    waiting = resolve;
    dialog.returnValue = "";
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector<HTMLElement>("#dialog-foot .main, .choices button") ?? foot.querySelector("button"))?.focus();
  });
}

/** Closes the dialogue with a value, for what is in it beside its buttons. */
export function answer(value: string): void {
  dialog.close(value);
}

/** Asks for a line of text; none if nobody gave one. `wrong` says what is wrong with one. */
export async function line(heading: string, label: string, before: string, wrong: (text: string) => string): Promise<string | undefined> {
  const field = document.createElement("input");
  field.value = before;
  field.required = true;
  field.maxLength = 200;
  field.autocomplete = "off";
  field.spellcheck = false;
  field.addEventListener("input", () => field.setCustomValidity(wrong(field.value)));
  const labelled = document.createElement("label");
  labelled.append(label, field);
  const chosen = choose(heading, [labelled], [["ok", "OK"], ["", "Cancel"]]);
  (foot.lastElementChild as HTMLButtonElement).formNoValidate = true;
  const stem = before.lastIndexOf(".");
  field.focus();
  field.setSelectionRange(0, stem < 0 ? before.length : stem);
  return (await chosen) === "ok" ? field.value : undefined;
}

export function paragraph(...content: (string | Node)[]): HTMLElement {
  const made = document.createElement("p");
  made.append(...content);
  return made;
}

/** One of several things to choose: its name, and a line about it. It belongs into a list. */
export function choice(name: string, about: string, click: () => void): HTMLElement {
  const entry = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const strong = document.createElement("strong");
  strong.textContent = name;
  const small = document.createElement("span");
  small.textContent = about;
  button.append(strong, small);
  button.addEventListener("click", click);
  entry.append(button);
  return entry;
}
