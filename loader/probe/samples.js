/**
 * What is drawn on a canvas or shown by a film, as small pictures: only of elements that the owner opened one by one, with
 * `data-velo="allow"` on the element itself. The recorder decides once more whether a picture may leave.
 *
 * Laws: at most one picture of an element in a second, none of a page out of sight, none that looks like the one before; what the
 * browser will not let us read (another origin's pixels) is not asked for again.
 */

import { limits } from "./rules.js";
import {
  SafeMap, SafeWeakSet, canvasHeight, canvasWidth, clearTimer, drawPicture, localName, naturalSize, pictureOf, round, setTimer, visibilityState,
} from "./natives.js";

export class Samples {
  /**
   * @param {(callback: (value: any) => void) => (value?: any) => void} guarded
   * @param {() => void} onDirt
   */
  constructor(guarded, onDirt) {
    this.guarded = guarded;
    this.onDirt = onDirt;
    /** @type {Map<Element, string>} what is sampled, and its last picture as a data URL */
    this.watched = new SafeMap();
    /** @type {Map<Element, string>} pictures not told yet */
    this.taken = new SafeMap();
    /** @type {WeakSet<Element>} */
    this.closed = new SafeWeakSet();
    this.timer = 0;
    this.onTimer = guarded(() => {
      this.timer = 0;
      this.look();
    });
  }

  /** @param {Element} element */
  watch(element) {
    if (this.closed.has(element)) return;
    this.watched.set(element, "");
    if (!this.timer) this.timer = setTimer(this.onTimer, limits.sample_ms);
  }

  /** @param {Element} element */
  unwatch(element) {
    this.watched.delete(element);
    this.taken.delete(element);
  }

  look() {
    if (visibilityState(document) === "visible") this.watched.forEach((_, element) => this.sample(element));
    if (this.watched.size) this.timer = setTimer(this.onTimer, limits.sample_ms);
  }

  /** @param {Element} element */
  sample(element) {
    const isFilm = localName(element) === "video";
    const { width, height } = isFilm ? naturalSize(element) : { width: canvasWidth(element), height: canvasHeight(element) };
    if (!width || !height) return;
    const scale = width > limits.sample_px ? limits.sample_px / width : 1;
    try {
      const drawn = drawPicture(element, round(width * scale) || 1, round(height * scale) || 1);
      pictureOf(drawn, this.guarded((/** @type {string} */ url) => this.seen(element, url)));
    } catch {
      this.closed.add(element); // SecurityError: pixels of another origin
      this.unwatch(element);
    }
  }

  /**
   * @param {Element} element
   * @param {string} url
   */
  seen(element, url) {
    if (!url || !this.watched.has(element) || this.watched.get(element) === url) return;
    this.watched.set(element, url);
    this.taken.set(element, url);
    this.onDirt();
  }

  stop() {
    clearTimer(this.timer);
    this.timer = 0;
    this.watched.clear();
    this.taken.clear();
  }
}
