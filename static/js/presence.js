// Tells the others that this risk is open here, and says who else has it open. A courtesy: without
// this script, or when nobody answers, everything else works the same.
const EVERY = 30_000;
const place = document.querySelector("[data-presence]");

function saying(doing) {
  const said = new FormData();
  said.set("doing", doing);
  said.set("csrfmiddlewaretoken", place.querySelector("[name=csrfmiddlewaretoken]").value);
  return said;
}

async function tell() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(place.dataset.presence, { method: "POST", body: saying(place.dataset.doing), redirect: "error" });
    if (!answer.ok) return;
    const { others } = await answer.json();
    const words = place.querySelector("p");
    if (words.textContent !== others) words.textContent = others;
  } catch {
    // Offline or signed out: the next save says so.
  }
}

if (place) {
  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", tell);
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, saying("leave")));
}
