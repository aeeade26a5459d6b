/**
 * Programs of random changes, several on one page, each with a stage of its own; the same seed is the same program.
 *
 * They go in step: each does its part, then all wait, for nothing, a task, a frame, or longer than a flush of the probe takes.
 */

import { changes } from "./changes.js";
import { Dice } from "./dice.js";
import { Stage, isMarked, isSlotted } from "./stage.js";
import { states } from "./states.js";
import { tree } from "./trees.js";

const MOST_NODES = 90;
const FLUSH_MS = 130;
const FREQUENT = ["add", "add", "add", "addMany", "move", "move", "move", "remove", "mark", "check", "fill", "choose"];
const ALL = { ...changes, ...states };
const NAMES = [...Object.keys(ALL), ...FREQUENT];

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

class Program {
  /** @param {number} seed @param {Element} home @param {Record<string, number>} done */
  constructor(seed, home, done) {
    this.dice = new Dice(seed);
    this.done = done;
    /** @type {string[]} */
    this.trace = [];
    const element = document.createElement("section");
    element.id = `seed-${seed}`;
    for (let i = 0; i < 3; i++) element.append(tree(this.dice));
    home.append(element);
    this.stage = new Stage(element);
  }

  /** One step: a few changes in one task. */
  step() {
    const waits = [];
    for (let i = this.dice.below(3); i >= 0; i--) {
      const name = this.dice.pick(NAMES);
      this.done[name] = (this.done[name] ?? 0) + 1;
      this.trace.push(name);
      note(this.stage); // a frame may have loaded in a marked place
      waits.push(this.change(name));
      note(this.stage);
    }
    this.trace.push("|");
    if (this.stage.nodes().length > MOST_NODES) this.stage.element.replaceChildren(tree(this.dice));
    return Promise.all(waits);
  }

  /** @param {string} name */
  change(name) {
    try {
      return ALL[name](this.dice, this.stage);
    } catch (error) {
      // Not everything may hang everywhere; the page stays as it was, or half changed.
      if (!(error instanceof DOMException || /** @type {any} */ (error).name === "HierarchyRequestError")) throw error;
      this.trace.push("!");
    }
  }
}

/** What was once in a marked place: the state of such fields, and what such buttons look like, is not compared. @type {WeakSet<Node>} */
const closed = new WeakSet();

/** @param {Stage} stage */
function note(stage) {
  for (const element of stage.elements()) {
    if (isMarked(element) || isSlotted(element)) closed.add(element);
    // What lies in a box is not told; a style sheet there would still count for the page around it.
    if (element.localName === "style" && element.closest("[data-velo=exclude]")) element.media = "not all";
  }
}

/** @type {Program[]} */
let programs = [];
/** @type {Record<string, number>} */
const done = {};
Object.assign(window, { __isLoaded: () => isLoaded(), __closed: closed, __done: done, __trace: () => programs.map((program) => program.trace.join(" ")) });

/** Programs begin, those before are cleared away. @param {number[]} seeds */
export function begin(seeds) {
  const home = document.getElementById("stage") ?? document.body.appendChild(Object.assign(document.createElement("main"), { id: "stage" }));
  home.replaceChildren();
  programs = seeds.map((seed) => new Program(seed, home, done));
}

/**
 * So many steps of each.
 * @param {number} seed
 * @param {number} steps
 */
export async function advance(seed, steps) {
  const dice = new Dice(seed);
  for (let i = 0; i < steps; i++) {
    const waits = programs.map((program) => program.step());
    const gap = dice.below(8);
    if (gap === 0) await frame();
    else if (gap === 1) await pause(FLUSH_MS);
    else if (gap < 4) await pause(0);
    if (gap === 5) await Promise.all(waits);
    else waits.forEach((wait) => pending.push(wait));
  }
  await Promise.all(pending.splice(0));
  do await pause(FLUSH_MS);
  while (!isLoaded());
  await frame();
}

/** A frame is told when it has loaded. */
const isLoaded = () => programs.every((program) => program.stage.documents().every((one) => one.readyState === "complete"));

/** @type {Promise<unknown>[]} */
const pending = [];
