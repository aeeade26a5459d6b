// @ts-check
/** Asks for the private keys that a recording needs, and opens it with them. */

import { Keyring } from "./keyring.js";
import { say } from "./said.js";
import { opened, SealError, sealedIn } from "./sealed.js";
/** @import {Sealed} from "./sealed.js" */

const keyring = new Keyring();

/** @template {HTMLElement} E @param {string} id */
const part = (id) => /** @type {E} */ (document.getElementById(id));

/**
 * A recording as text, with what is sealed in it opened; waits for keys as long as it takes.
 * @param {string} ndjson
 * @param {string | undefined} recording that was asked for; none: that of the file
 * @returns {Promise<string>}
 */
export async function readable(ndjson, recording) {
  const lines = ndjson.split("\n").filter((line) => line !== "");
  const found = lines.map(sealedIn);
  const sealed = found.filter((one) => one !== null);
  if (!sealed.length) return ndjson;
  const asked = recording ?? sealed[0].recording;
  inOrder(sealed, asked);
  await keyring.load();
  await keysFor(new Set(sealed.map(({ key }) => key)));
  say("Opening …");
  const texts = [];
  for (const [at, one] of found.entries()) texts.push(one ? await opened(one, keyOf(one), asked) : lines[at]);
  return texts.join("\n");
}

/** @param {Sealed} one */
const keyOf = ({ key }) => /** @type {import("./sealed.js").Key} */ (keyring.held.get(key));

/**
 * @param {Sealed[]} sealed
 * @param {string} recording
 */
function inOrder(sealed, recording) {
  const isWhole = sealed.every((one, at) => one.recording === recording && (!at || one.segment > sealed[at - 1].segment));
  if (!isWhole) throw new SealError("Its segments are not in order, or not of one recording.");
}

/**
 * Comes back once all of these are held.
 * @param {Set<string>} wanted
 * @returns {Promise<void>}
 */
function keysFor(wanted) {
  const section = part("sealed");
  const forget = /** @type {HTMLButtonElement} */ (part("forget"));
  const missing = () => [...wanted].filter((id) => !keyring.held.has(id));
  forget.addEventListener("click", () => {
    keyring.forget();
    location.reload();
  });
  part("opened").hidden = false;
  if (!missing().length) return Promise.resolve();
  part("opened").hidden = true;
  say("");
  const show = () => (part("needed").textContent = missing().map((id) => `velo-${id}.private.pem`).join(", "));
  show();
  section.hidden = false;
  return new Promise((resolve) => {
    /** @param {string[]} pems */
    const take = async (pems) => {
      const before = missing().length;
      for (const pem of pems) await keyring.add(pem, /** @type {HTMLInputElement} */ (part("keep")).checked);
      if (missing().length === before) throw new SealError("That is another key: this recording was not sealed for it.");
      if (missing().length) return show();
      section.hidden = true;
      part("opened").hidden = false;
      resolve();
    };
    listen(take);
  });
}

/** @param {(pems: string[]) => Promise<unknown>} take */
function listen(take) {
  const file = /** @type {HTMLInputElement} */ (part("key-file"));
  const pasted = /** @type {HTMLTextAreaElement} */ (part("key-text"));
  const wrong = part("key-wrong");
  /** @param {Promise<string[]>} pems */
  const taken = async (pems) => {
    wrong.textContent = "";
    try {
      await take(await pems);
    } catch (error) {
      wrong.textContent = error instanceof SealError ? error.message : "The key could not be read or kept in this browser.";
    }
    pasted.value = file.value = "";
  };
  file.addEventListener("change", () => taken(Promise.all(Array.from(file.files ?? [], (one) => one.text()))));
  part("key-open").addEventListener("click", () => taken(Promise.resolve([pasted.value])));
}
