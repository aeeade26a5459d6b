// @ts-check
/**
 * Pick an element of the page on the left, by pointer or by keys, and mark it through `velo.exclude` and its sisters.
 *
 * A cover over the frame takes the pointer while a tool is in hand, so that the page neither hears of it nor records it.
 * Outlines are drawn in the cover's own document, never in the page.
 */

import { below, boxOf, describe, walk } from "./glass-elements.js";

const STEPS = { ArrowUp: "before", ArrowDown: "after", ArrowLeft: "out", ArrowRight: "in" };

export class Picker {
  /**
   * @param {HTMLIFrameElement} frame @param {HTMLElement} cover @param {HTMLElement} list of the marks made
   * @param {HTMLElement} said @param {() => any} velo
   */
  constructor(frame, cover, list, said, velo) {
    this.frame = frame;
    this.cover = cover;
    this.list = list;
    this.said = said;
    this.velo = velo;
    /** @type {Map<string, HTMLButtonElement>} */
    this.tools = new Map();
    /** @type {string | null} */
    this.tool = null;
    /** @type {Element | null} */
    this.aim = null;
    /** @type {{ element: Element, name: string, outline: HTMLElement }[]} */
    this.marks = [];
    this.aiming = this.outline("aim");
    cover.addEventListener("pointermove", (moved) => this.point(moved));
    cover.addEventListener("click", (clicked) => (this.point(clicked), this.mark()));
    cover.addEventListener("keydown", (pressed) => this.press(pressed));
    cover.addEventListener("wheel", (turned) => this.frame.contentWindow?.scrollBy(0, turned.deltaY), { passive: true });
    requestAnimationFrame(() => this.draw());
  }

  /** @param {HTMLButtonElement} button @param {string} name */
  addTool(button, name) {
    this.tools.set(name, button);
    button.addEventListener("click", (clicked) => {
      this.take(this.tool === name ? null : name);
      if (this.tool && clicked.detail === 0) this.begin();
    });
  }

  /** @param {string | null} tool */
  take(tool) {
    this.tool = tool;
    for (const [name, button] of this.tools) button.setAttribute("aria-pressed", String(name === tool));
    this.cover.hidden = !tool;
    this.aim = null;
  }

  /** Chosen by the keyboard: start somewhere. */
  begin() {
    this.cover.focus();
    const page = this.frame.contentDocument;
    this.look(page?.querySelector("main > *") ?? page?.body ?? null);
  }

  /** @param {MouseEvent} event */
  point({ clientX, clientY }) {
    const { left, top } = this.frame.getBoundingClientRect();
    const page = this.frame.contentDocument;
    this.look(page && below(page, clientX - left - this.frame.clientLeft, clientY - top - this.frame.clientTop));
  }

  /** @param {Element | null} element */
  look(element) {
    if (element === this.aim) return;
    this.aim = element;
    this.said.textContent = element ? describe(element) : "";
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const tool = this.tool;
    if (event.key === "Escape" && tool) {
      this.take(null);
      this.tools.get(tool)?.focus();
    } else if (event.key === "Enter" || event.key === " ") this.mark();
    else if (event.key in STEPS && this.aim) {
      this.look(walk(this.aim, STEPS[/** @type {keyof typeof STEPS} */ (event.key)]) ?? this.aim);
      this.aim?.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
  }

  mark() {
    const velo = this.velo();
    if (!velo || !this.aim || !this.tool) return;
    const [element, name] = [this.aim, this.tool];
    const undo = velo[name](element);
    const mark = { element, name, outline: this.outline(name) };
    this.marks.push(mark);
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${name} ${describe(element)} ×`;
    button.setAttribute("aria-label", `Lift: ${name} ${describe(element)}`);
    button.addEventListener("click", () => {
      undo();
      item.remove();
      mark.outline.remove();
      this.marks.splice(this.marks.indexOf(mark), 1);
    });
    item.append(button);
    this.list.append(item);
    this.said.textContent = `${name}: ${describe(element)}`;
  }

  /** The page has gone, and its marks with it. */
  forget() {
    for (const { outline } of this.marks.splice(0)) outline.remove();
    this.list.replaceChildren();
    this.aim = null;
  }

  /** @param {string} name */
  outline(name) {
    const outline = document.createElement("div");
    outline.className = `outline ${name}`;
    outline.dataset.name = name;
    outline.hidden = true;
    this.frame.after(outline);
    return outline;
  }

  draw() {
    this.place(this.aiming, this.tool ? this.aim : null, this.tool ?? "");
    for (const { element, name, outline } of this.marks) this.place(outline, element, name);
    requestAnimationFrame(() => this.draw());
  }

  /** @param {HTMLElement} outline @param {Element | null} element @param {string} name */
  place(outline, element, name) {
    const box = element?.isConnected ? boxOf(element, this.frame) : null;
    outline.hidden = !box;
    if (!box) return;
    outline.dataset.name = name;
    Object.assign(outline.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` });
  }
}
