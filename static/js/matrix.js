// Radios in the shape of a matrix: the arrow keys go the way they point. Without this script they
// go through the cells one after another, as in any group of radios.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const row = event.target.closest(".matrix tbody tr");
  if (!step || !row || event.target.type !== "radio") return;
  event.preventDefault();
  const rows = [...row.parentElement.rows];
  const cells = (of) => [...of.querySelectorAll("input")];
  const up = rows[rows.indexOf(row) + step[0]];
  const next = up && cells(up)[cells(row).indexOf(event.target) + step[1]];
  if (next) {
    next.focus();
    next.click();
  }
});
