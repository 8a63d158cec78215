// Choosing on the map is a link and works without this: here the new parts are put in place of the
// old ones, without a jump. On any trouble the link is followed as usual.
import { pageAt, swap } from "./swap.js";

const PARTS = ["as-at", "map-head", "map-body"];
const within = (id) => document.getElementById(id);

async function show(address) {
  const page = await pageAt(address);
  swap(page, PARTS);
  document.querySelector(".nav")?.replaceWith(document.importNode(page.querySelector(".nav"), true));
}

async function go(address, focus) {
  try {
    await show(address);
    history.pushState(null, "", address);
    focus?.();
  } catch {
    location.assign(address);
  }
}

function focusOn(href) {
  const same = [...document.querySelectorAll("#map-head a, #map-body a")].find(
    (link) => link.getAttribute("href") === href && link.getClientRects().length,
  );
  (same ?? within("list"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('#map-head a[href^="?"], #map-body a[href^="?"]');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const href = link.getAttribute("href");
  const address = new URL(href, location.href);
  address.hash = "";
  go(address, () => focusOn(href));
});

addEventListener("popstate", () => show(location.href).catch(() => location.reload()));

// The list of days becomes a slider. It stays in place while the map changes under it.
const form = within("map-time");
if (form) {
  const list = form.querySelector("select");
  const slider = document.createElement("input");
  const said = document.createElement("output");
  Object.assign(slider, { type: "range", min: 0, max: list.length - 1, value: list.selectedIndex });
  slider.id = "map-slider";
  form.querySelector("label").htmlFor = slider.id;
  const say = () => {
    const word = list.options[slider.value].text;
    said.value = word;
    slider.setAttribute("aria-valuetext", word);
  };
  say();
  list.hidden = true;
  form.querySelector("button").hidden = true;
  form.append(slider, said);
  let wanted = 0;
  slider.addEventListener("input", () => {
    say();
    wanted = slider.value;
    setTimeout(() => {
      if (wanted !== slider.value) return;
      const address = new URL(location.href);
      address.hash = "";
      for (const part of ["cell", "band", "way"]) address.searchParams.delete(part);
      const at = list.options[slider.value].value;
      if (at) address.searchParams.set("at", at);
      else address.searchParams.delete("at");
      go(address);
    }, 120);
  });
}

// The arrow keys go from cell to cell, Escape back to the whole map. Of a pair the second map lies
// far to the right of the first.
const STEPS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const APART = 100;

function place(link) {
  const [across, up] = link.dataset.cell.split("-").map(Number);
  const maps = [...document.querySelectorAll(".map")];
  return [across + APART * maps.indexOf(link.closest(".map")), up];
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("details[open]")) {
    document.querySelector(".map-list a.act[href]")?.click();
    return;
  }
  const step = STEPS[event.key];
  const from = event.target.closest("[data-cell]");
  if (!step || !from) return;
  event.preventDefault();
  const [x, y] = place(from);
  const ahead = [...document.querySelectorAll("[data-cell]")]
    .filter((link) => link.getClientRects().length)
    .map((link) => ({ link, across: place(link)[0] - x, up: place(link)[1] - y }))
    .map((one) => ({ ...one, far: one.across * step[0] + one.up * step[1] }))
    .filter((one) => one.far > 0)
    .sort((a, b) => off(a, step) - off(b, step) || a.far - b.far);
  ahead[0]?.link.focus();
});

// How far a cell lies beside the way that a key points.
const off = (one, step) => Math.abs(one.across * step[1]) + Math.abs(one.up * step[0]);

// A label under the pointer or in focus lights its arrows.
function light(event) {
  const pill = event.target.closest?.("[data-ways]");
  for (const drawing of document.querySelectorAll(".moves")) {
    const keys = new Set(pill && drawing.contains(pill) ? pill.dataset.ways.split(" ") : []);
    drawing.classList.toggle("lighting", keys.size > 0);
    for (const way of drawing.querySelectorAll("[data-way]")) {
      way.classList.toggle("lit", keys.has(way.dataset.way));
    }
  }
}
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, light);
