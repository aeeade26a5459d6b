/**
 * The whole page, read in slices, so that the page is never held up for longer than a frame can spare.
 *
 * Laws: between slices the page may change: each slice begins with the marks that hold then, and reads only what still hangs where
 * it may be read; what changed in the part read already is told afterwards as it stands then, in the same batch unless something went.
 * How far things are scrolled, what fields hold and what sheets say is asked last, at best right after a frame, when the browser has
 * laid out the page.
 */

import { Dirt } from "./collect.js";
import { limits } from "./rules.js";
import { Overflow, Walk } from "./serialize.js";
import { json, now, slice } from "./natives.js";
/** @import {Report} from "./report.js" */

export class Tree {
  /**
   * @param {Report} report
   * @param {number} at epoch ms
   */
  constructor(report, at) {
    this.report = report;
    /** What changed in the part read already. */
    this.dirt = new Dirt();
    this.at = at;
    this.walk = new Walk(document, null);
    /** @type {string[]} the entries as JSON, without brackets */
    this.pieces = [];
    this.chars = 0;
    /** Number of slices. */
    this.slices = 0;
    /** @type {{list: any[], tell: (one: any) => void}[] | null} what is asked last */
    this.questions = null;
    this.question = 0;
    this.place = 0;
  }

  get isRead() {
    return !this.walk.node;
  }

  /**
   * Reads nodes.
   * @param {number} end epoch ms; 0: to the end
   * @returns {boolean} all are read
   */
  read(end) {
    const { report, walk } = this;
    const { serializer } = report;
    if (this.slices++) walk.wake((place) => report.standing(place), report.known, (place, entry) => this.dirt.parent(place, entry));
    const isDone = serializer.go(walk, end);
    const entries = serializer.take();
    if (entries.length) {
      const text = json(entries);
      this.pieces[this.pieces.length] = (this.pieces.length ? "," : "") + slice(text, 1, text.length - 1);
      if ((this.chars += text.length) > limits.batch_chars) throw new Overflow();
    }
    if (isDone) serializer.whole = false;
    else walk.rest();
    return isDone;
  }

  /**
   * Asks what was put off.
   * @param {number} end epoch ms; 0: to the end
   * @returns {boolean} all is asked
   */
  ask(end) {
    const questions = (this.questions ??= this.report.questions());
    for (; this.question < questions.length; this.question++, this.place = 0) {
      const { list, tell } = questions[this.question];
      while (this.place < list.length) {
        tell(list[this.place++]);
        if (end && now() >= end) return false;
      }
    }
    return true;
  }
}
