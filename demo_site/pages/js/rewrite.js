// @ts-check
/** A page that never holds still: a list that grows and is sorted, counters, swapped HTML, classes, moved nodes. */

import "./bar.js";
import "./basket.js";

const MOST_ROWS = 40;
const CELLS = 96;
const CHIPS = 14;
const TONES = ["", "warm", "deep", "pale"];
const NAMES = ["Agnese", "Bruno", "Carla", "Dario", "Elsa", "Fabio", "Gaia", "Hugo", "Ines", "Luca", "Mara", "Nino"];

/** @param {string} id @returns {HTMLElement} */
function place(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

/** @param {number} below */
function any(below) {
  return Math.floor(Math.random() * below);
}

const ranking = place("ranking");
const cells = place("cells");
const shelves = [place("shelf-left"), place("shelf-right")];
let tick = 0;

function grow() {
  const row = document.createElement("li");
  const score = any(10_000);
  row.dataset.score = String(score);
  row.className = "new";
  const name = `${NAMES[any(NAMES.length)]} ${String.fromCharCode(65 + any(26))}.`;
  row.innerHTML = `<span>${name}</span><b class="number">${score}</b>`;
  ranking.querySelector(".new")?.classList.remove("new");
  ranking.append(row);
  if (ranking.children.length > MOST_ROWS) ranking.children[any(MOST_ROWS)].remove();
}

function sort() {
  const rows = /** @type {HTMLElement[]} */ ([...ranking.children]);
  const up = tick % 24 < 12;
  rows.sort((a, b) => (Number(a.dataset.score) - Number(b.dataset.score)) * (up ? 1 : -1));
  ranking.append(...rows);
}

function count() {
  place("count-ticks").textContent = String(tick);
  place("count-nodes").textContent = String(document.getElementsByTagName("*").length);
  place("count-clock").textContent = new Date().toLocaleTimeString("en-GB");
}

function swap() {
  const line = () => `<li>${NAMES[any(NAMES.length)]} bought <em>${1 + any(9)}</em> metres</li>`;
  const lines = Array.from({ length: 1 + any(4) }, line);
  place("ticker").innerHTML = `<p><strong>Order ${1000 + tick}</strong></p><ul>${lines.join("")}</ul>`;
}

function toggle() {
  for (let done = 0; done < 12; done += 1) cells.children[any(CELLS)].className = TONES[any(TONES.length)];
  for (const meter of /** @type {NodeListOf<HTMLMeterElement>} */ (document.querySelectorAll("meter"))) {
    meter.value = any(101);
  }
}

function move() {
  const from = shelves[tick % 2];
  const chip = from.children[any(Math.max(1, from.children.length))];
  if (chip) shelves[(tick + 1) % 2].prepend(chip);
}

function step() {
  tick += 1;
  count();
  toggle();
  move();
  if (tick % 2 === 0) grow();
  if (tick % 6 === 0) sort();
  if (tick % 5 === 0) swap();
}

function fill() {
  cells.replaceChildren(...Array.from({ length: CELLS }, () => document.createElement("i")));
  for (let number = 1; number <= CHIPS; number += 1) {
    const chip = document.createElement("span");
    chip.className = "chip";
    chip.textContent = `No. ${number}`;
    shelves[number % 2].append(chip);
  }
  for (let done = 0; done < 12; done += 1) grow();
  swap();
  count();
}

const pace = /** @type {HTMLInputElement} */ (place("pace"));
const run = /** @type {HTMLButtonElement} */ (place("run"));
let timer = 0;

/** @param {boolean} on */
function turn(on) {
  clearInterval(timer);
  timer = on ? setInterval(step, 1000 / Number(pace.value)) : 0;
  run.textContent = on ? "Hold still" : "Go on";
  place("pace-said").textContent = `${pace.value} times a second`;
}

fill();
run.addEventListener("click", () => turn(timer === 0));
pace.addEventListener("input", () => turn(timer !== 0));
turn(!matchMedia("(prefers-reduced-motion: reduce)").matches);
