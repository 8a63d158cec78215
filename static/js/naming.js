// Writing @ and the first letters of a name offers the people who can be named: arrow keys and
// Enter, or a click. Without this script the names stand above the form.
const list = document.querySelector("[data-names]");
const field = list?.closest("form").querySelector("textarea");
const status = document.querySelector("[data-names-said]");
const MOST = 6;
let start = -1;

const options = () => [...list.querySelectorAll("[role=option]")];
const shown = () => options().filter((option) => !option.hidden);
const chosen = () => shown().find((option) => option.getAttribute("aria-selected") === "true");

function close() {
  list.hidden = true;
  start = -1;
  field.removeAttribute("aria-activedescendant");
  status.textContent = "";
}

function mark(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  field.setAttribute("aria-activedescendant", option.id);
}

function offer() {
  const before = field.value.slice(0, field.selectionStart);
  const found = before.match(/(?:^|\s)@([\p{L}\p{M}'’. -]{0,40})$/u);
  if (!found) return close();
  const typed = found[1].toLowerCase();
  let count = 0;
  for (const option of options()) {
    const name = option.dataset.name.toLowerCase();
    const fits = name !== typed && (name.startsWith(typed) || name.split(" ").some((word) => word.startsWith(typed)));
    option.hidden = !fits || count >= MOST;
    if (!option.hidden) count += 1;
  }
  if (!count) return close();
  start = field.selectionStart - found[1].length;
  list.hidden = false;
  mark(shown()[0]);
  status.textContent = status.dataset.namesSaid;
}

function take(option) {
  field.setRangeText(option.dataset.name, start, field.selectionStart, "end");
  close();
  field.focus();
  // What is kept on this device is to know of it.
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(by) {
  const held = shown();
  mark(held[(held.indexOf(chosen()) + by + held.length) % held.length]);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => take(chosen()),
  Escape: close,
};

if (field) {
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);
  field.after(list);
  field.addEventListener("input", offer);
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}
