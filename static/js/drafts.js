// What is typed into a form and not saved yet is kept on this device, for the person who typed it,
// and offered when they open the form again. Only where the page allows it (data-draft): not above
// OFFICIAL, not where the installation says no. Signing out takes all of it away.
const START = "typed:";
const SENT = "sent";
const person = document.body.dataset.person;
const store = (() => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
})();

const kept = () => Object.keys(store).filter((key) => key.startsWith(START));
const isMine = (key) => person && key.startsWith(`${START}${person}:`);

function dropOthers() {
  for (const key of kept()) if (!isMine(key)) store.removeItem(key);
}

function dropAll() {
  for (const key of kept()) store.removeItem(key);
}

// A form that was sent is let go of where the next page says that it was saved.
function letGoOfSaved() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector("[data-saved]")) store.removeItem(sent);
}

const isTyped = (control) => control.name && !["csrfmiddlewaretoken", "opened_by", "began", "past"].includes(control.name) && control.type !== "submit" && !control.name.startsWith("mine_") && !control.name.startsWith("choose_");

function valuesOf(form) {
  const values = {};
  for (const control of form.elements) {
    if (!isTyped(control)) continue;
    if (control.type === "checkbox") {
      if (control.checked) values[control.name] = [...(values[control.name] ?? []), control.value];
    } else if (control.type === "radio") {
      if (control.checked) values[control.name] = control.value;
    } else values[control.name] = control.value;
  }
  return values;
}

function putBack(form, draft) {
  for (const control of form.elements) {
    if (!isTyped(control)) continue;
    const value = draft.values[control.name];
    if (control.type === "radio") control.checked = value === control.value;
    else if (control.type === "checkbox") control.checked = (value ?? []).includes(control.value);
    else if (value !== undefined) control.value = value;
  }
  form.elements.began.value = draft.began;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isAbove = (form) => !["", ...form.dataset.upTo.split("|")].includes(form.elements.marking?.value.trim().toUpperCase() ?? "");

function keepDrafts(form) {
  const key = `${START}${person}:${form.dataset.draft}`;
  const opened = valuesOf(form);
  const offer = document.querySelector("[data-draft-offer]");
  const draft = JSON.parse(store.getItem(key) ?? "null");

  if (draft && offer && !same(draft.values, opened)) {
    offer.querySelector("[data-draft-when]").textContent = new Date(draft.when).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    offer.hidden = false;
    offer.querySelector("[data-draft-use]").addEventListener("click", () => {
      putBack(form, draft);
      offer.hidden = true;
      form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    });
    offer.querySelector("[data-draft-drop]").addEventListener("click", () => {
      store.removeItem(key);
      offer.hidden = true;
    });
  }

  form.addEventListener("input", () => {
    const values = valuesOf(form);
    if (isAbove(form) || same(values, opened)) {
      store.removeItem(key);
      return;
    }
    // On a page that poses a choice the edit still began where it first did.
    const began = form.elements.past?.value ?? form.elements.began.value;
    try {
      store.setItem(key, JSON.stringify({ when: Date.now(), began, values }));
    } catch {
      // The device has no room: the form itself still has everything.
    }
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}

// On the home page: what was left unsaved last.
function tellOfUnsaved() {
  const task = document.querySelector("[data-unsaved]");
  const drafts = kept().filter(isMine).map((key) => [key.slice(START.length + person.length + 1), JSON.parse(store.getItem(key))]);
  if (!task || !drafts.length) return;
  const [path, draft] = drafts.sort((one, other) => other[1].when - one[1].when)[0];
  task.querySelector("[data-unsaved-where]").textContent = decodeURI(path);
  task.querySelector("[data-unsaved-when]").textContent = new Date(draft.when).toLocaleDateString("en-GB", { dateStyle: "long" });
  task.querySelector("[data-unsaved-address]").href = path;
  task.hidden = false;
}

if (store) {
  if (person) dropOthers();
  letGoOfSaved();
  if (person) tellOfUnsaved();
  const form = document.querySelector("form[data-draft]");
  if (form && person) keepDrafts(form);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) dropAll();
  });
}
