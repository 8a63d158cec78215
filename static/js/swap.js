// Puts the parts of one page in place of those of the page that is shown, by their ids, and moves
// the references on the map from where they stood to where they stand now.
const still = matchMedia("(prefers-reduced-motion: reduce)");

const chips = () => [...document.querySelectorAll(".references a, .references-dense a")];

export async function pageAt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

export function swap(page, ids) {
  const stood = new Map(chips().map((chip) => [chip.textContent, chip.getBoundingClientRect()]));
  for (const id of ids) {
    const old = document.getElementById(id);
    const found = page.getElementById(id);
    if (!old || !found) throw new Error(`no ${id}`);
    if (!old.isEqualNode(found)) old.replaceWith(document.importNode(found, true));
  }
  document.title = page.title;
  if (!still.matches) glide(stood);
}

function glide(stood) {
  for (const chip of chips()) {
    const before = stood.get(chip.textContent);
    if (!before?.width) continue;
    const now = chip.getBoundingClientRect();
    const [x, y] = [before.left - now.left, before.top - now.top];
    if (!x && !y) continue;
    chip.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
      duration: 450,
      easing: "ease-in-out",
    });
  }
}
