// @ts-check
/** Beside the page's Python: shows its own source, and repeats what is noted. */

import "./bar.js";
import { place } from "./place.js";

place("source").textContent = (place("program").textContent ?? "").trim();
const note = /** @type {HTMLInputElement} */ (place("note"));
note.addEventListener("input", () => (place("noted").textContent = note.value ? `Noted: ${note.value}` : ""));
