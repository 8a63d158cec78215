// A meeting follows the register: while nothing changes the server is asked for one number and
// answers without a body. The arrow keys go to the next and the previous risk. Without this the
// page shows the register as it was loaded, and its links work.
import { pageAt, swap } from "./swap.js";

const PARTS = ["meeting-words", "meeting-map", "meeting-risk", "meeting-foot"];
const EVERY = 1000;
const state = () => document.getElementById("meeting-state");

function say(kind) {
  const words = state().dataset[kind];
  const says = document.getElementById("meeting-says");
  if (says.textContent !== words) says.textContent = words;
  state().classList.toggle("following", kind === "follows");
}

async function show(address) {
  swap(await pageAt(address), [...PARTS, "meeting-state"]);
  say("follows");
}

async function go(address) {
  try {
    await show(address);
    history.pushState(null, "", address);
  } catch {
    location.assign(address);
  }
}

async function ask() {
  const { latest, etag } = state().dataset;
  try {
    const answer = await fetch(latest, { headers: { "If-None-Match": etag }, redirect: "manual" });
    if (answer.status === 304) say("follows");
    else if (answer.ok) await show(location.href);
    else say(answer.type === "opaqueredirect" || answer.status === 403 ? "out" : "lost");
  } catch {
    say("lost");
  }
}

async function follow() {
  if (document.visibilityState === "visible") await ask();
  setTimeout(follow, EVERY);
}

say("follows");
setTimeout(follow, EVERY);

document.addEventListener("click", (event) => {
  const link = event.target.closest("#meeting-map a, #meeting-foot a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
  const to = { ArrowRight: "meeting-next", PageDown: "meeting-next", ArrowLeft: "meeting-previous",
    PageUp: "meeting-previous" }[event.key];
  const link = to && document.getElementById(to);
  if (link) {
    event.preventDefault();
    go(link.href);
  } else if (event.key === "Escape" && !document.fullscreenElement) {
    location.assign(document.getElementById("meeting-leave").href);
  }
});

addEventListener("popstate", () => show(location.href).catch(() => location.reload()));

const full = document.getElementById("meeting-full");
if (document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}
