// Asks how far a PDF is and fetches it when it is ready. Without this, the link on the page asks.
const making = document.getElementById("making");
const said = document.getElementById("said");
const progress = document.getElementById("progress");

async function look() {
  const address = new URL(making.dataset.file, location.href);
  const file = address.href;
  address.searchParams.set("look", "1");
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const told = await answer.json();
  if (said.textContent !== told.said) said.textContent = told.said;
  if (told.pages > told.done) {
    progress.max = told.pages;
    progress.value = told.done;
  } else {
    progress.removeAttribute("value");
  }
  if (told.ready) location.assign(file);
  else setTimeout(again, 1500);
}

function again() {
  look().catch(() => setTimeout(again, 5000));
}

if (making) setTimeout(again, 1500);
