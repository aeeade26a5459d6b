// @ts-check
/**
 * A messenger. What the visitor writes comes back: quoted in the answer, as the last line in the list, in the title. Answers
 * are made up here.
 */

import "./bar.js";
import { place } from "./place.js";

const ANSWER_MS = 900;

/** @type {{ name: string, note: string, messages: [who: string, text: string][] }[]} */
const people = [
  { name: "Giulia Romano", note: "Sister of Paula. Allergic to cats.", messages: [
    ["Giulia", "Are you coming to Bari for the wedding?"], ["", "I think so! Which hotel did you take?"],
    ["Giulia", "Albergo del Porto, room 12. The code for the door is 4471."]] },
  { name: "Tomáš Dvořák", note: "", messages: [
    ["Tomáš", "Can you send me the IBAN again? I have lost it."], ["", "IT60 X054 2811 1010 0000 0123 456, but hide it well"]] },
  { name: "Dott. Ferri", note: "Tuesdays only.", messages: [
    ["Dott. Ferri", "The results are here, nothing to worry about. Call me on +39 031 555 0117."]] },
];
let open = people[0];

/** @param {string} tag @param {string} text @param {string} [name] */
function element(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}

/** @param {typeof open} person */
function entry(person) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", String(person === open));
  button.append(element("strong", person.name), element("span", person.messages.at(-1)?.[1] ?? "", "last"));
  button.addEventListener("click", () => turnTo(person));
  item.append(button);
  return item;
}

function show() {
  place("with").textContent = open.name;
  place("people").replaceChildren(...people.map(entry));
  const list = place("messages");
  list.replaceChildren(...open.messages.map(([who, text]) => {
    const item = element("li", "", who ? "" : "mine");
    if (who) item.append(element("cite", who));
    item.append(text);
    return item;
  }));
  list.scrollTop = list.scrollHeight;
}

/** @param {typeof open} person */
function turnTo(person) {
  open.note = place("note").textContent ?? "";
  open = person;
  place("note").textContent = person.note;
  show();
}

/** @param {string} text */
function say(text) {
  const person = open;
  person.messages.push(["", text]);
  document.title = `“${text.slice(0, 30)}” · Trama`;
  show();
  setTimeout(() => {
    person.messages.push([person.name.split(" ")[0], `“${text}”? Tell me more!`]);
    show();
  }, ANSWER_MS);
}

const draft = /** @type {HTMLTextAreaElement} */ (place("draft"));
const composer = /** @type {HTMLFormElement} */ (place("composer"));
composer.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  if (draft.value.trim()) say(draft.value.trim());
  composer.reset();
});
draft.addEventListener("keydown", (pressed) => {
  if (pressed.key !== "Enter" || pressed.shiftKey) return;
  pressed.preventDefault();
  composer.requestSubmit();
});
place("note").textContent = open.note;
show();
