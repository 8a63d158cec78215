// Writing into a third text chooses it.
document.addEventListener("input", (event) => {
  const third = event.target.closest(".conflict-third");
  if (third && event.target.type !== "radio") third.querySelector("input[type=radio]").checked = true;
});
