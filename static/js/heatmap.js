// Choosing a cell, a band or a view is a link and works without this: here the new map and list
// are put in place of the old ones, without a jump. On any trouble the link is followed as usual.
const within = () => document.getElementById("heatmap");

async function show(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("heatmap");
  if (!found) throw new Error("no map");
  within().replaceWith(found);
  document.title = page.title;
}

function focusOn(href) {
  const links = [...within().querySelectorAll("a")];
  const same = links.find((link) => link.getAttribute("href") === href);
  (same ?? document.getElementById("list"))?.focus({ preventScroll: true });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest('#heatmap a[href^="?"]');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = new URL(link.href);
  address.hash = "";
  try {
    await show(address);
    history.pushState(null, "", address);
    focusOn(link.getAttribute("href"));
  } catch {
    location.assign(link.href);
  }
});

addEventListener("popstate", () => show(location.href).catch(() => location.reload()));
