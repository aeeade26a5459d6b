/**
 * What has left this page, word for word, in memory: for the visitor to see and to take along.
 *
 * Law: past `MOST_CHARS` the oldest goes; the recorder makes a new whole tree far more often (`checkpoints.py`), so what is left can
 * be played.
 */

const MOST_CHARS = 12_000_000;
const META = 4;
const FULL_SNAPSHOT = 2;

export class Kept {
  /** @param {number} most characters */
  constructor(most = MOST_CHARS) {
    this.most = most;
    /** @type {string[]} */
    this.texts = [];
    this.chars = 0;
    this.isCut = false;
  }

  clear() {
    this.texts = [];
    this.chars = 0;
    this.isCut = false;
  }

  /** @param {string} text a segment */
  add(text) {
    const whole = text.endsWith("\n") ? text : text + "\n";
    this.texts.push(whole);
    this.chars += whole.length;
    while (this.chars > this.most && this.texts.length > 1) {
      this.chars -= /** @type {string} */ (this.texts.shift()).length;
      this.isCut = true;
    }
  }

  get text() {
    return this.texts.join("");
  }

  /** The events from the first whole tree on; none if there is no tree, or nothing after it. @returns {any[]} */
  get events() {
    const events = this.text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const tree = events.findIndex((event) => event.type === FULL_SNAPSHOT);
    const start = tree > 0 && events[tree - 1].type === META ? tree - 1 : -1;
    return start < 0 ? [] : events.slice(start);
  }
}
