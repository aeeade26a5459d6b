// @ts-check
import { eraseButtons, localTimes } from "./said.js";

localTimes();
eraseButtons();

// A slash goes to the search, as in many lists.
document.addEventListener("keydown", (event) => {
  const at = event.target instanceof Element ? event.target : document.body;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || at.closest("input, select, textarea")) return;
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector("input[type=search]"));
  if (!search) return;
  event.preventDefault();
  search.focus();
});
