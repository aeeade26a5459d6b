// @ts-check
/**
 * The page on the left and the `velo` in it: only what docs/api.md promises is used.
 *
 * Each page load is a recording of its own, and so is each choice of other options. The framed page's `velo` is asked for
 * its batches as soon as the window is there, before its script has run (contract, section 1: calls made early are kept);
 * where a first batch was missed all the same, `pause` and `resume` bring a new full snapshot.
 */

const DEFAULTS = { preset: "strict", recordInputs: false };

export class Framed {
  /**
   * @param {HTMLIFrameElement} frame
   * @param {{ begin: (what: string) => void, take: (text: string) => boolean }} events
   */
  constructor(frame, events) {
    this.frame = frame;
    this.events = events;
    /** @type {Document | null} */
    this.seen = null;
    this.sinceMs = performance.now();
    this.options = DEFAULTS;
    this.choices = 0;
  }

  /** What the framed page calls `velo`, once it is there. @returns {any} */
  get velo() {
    const velo = /** @type {any} */ (this.frame.contentWindow)?.velo;
    return typeof velo?.on === "function" ? velo : null;
  }

  get ageMs() {
    return performance.now() - this.sinceMs;
  }

  get path() {
    const { pathname, search } = /** @type {Document} */ (this.seen).location;
    return (pathname.split("/").at(-1) || "index.html") + search;
  }

  /** Looks for a new document; true when there is one. */
  look() {
    const shown = this.frame.contentDocument;
    if (!shown || shown === this.seen || shown.URL === "about:blank") return false;
    this.seen = shown;
    this.sinceMs = performance.now();
    this.events.begin(this.path);
    this.listen(shown);
    if (this.options !== DEFAULTS) this.begin(shown);
    return true;
  }

  /** @param {Document} shown */
  listen(shown) {
    const view = /** @type {any} */ (shown.defaultView);
    view.velo = view.velo ?? { q: [] };
    let asked = false;
    const take = (/** @type {string} */ text) => {
      if (shown !== this.seen || this.events.take(text) || asked) return;
      asked = true;
      view.velo.pause?.();
      view.velo.resume?.();
    };
    if (typeof view.velo.on === "function") view.velo.on("batch", take);
    else view.velo.q.push(["on", "batch", take]);
  }

  /** Other options: the recording ends and another begins. @param {{ preset: string, recordInputs: boolean }} options */
  choose(options) {
    this.options = options;
    if (this.seen) this.begin(this.seen);
  }

  /** @param {Document} shown */
  async begin(shown) {
    const mine = ++this.choices;
    const isCurrent = () => mine === this.choices && shown === this.seen;
    while (isCurrent() && !this.velo) await new Promise((resolve) => setTimeout(resolve, 20));
    if (!isCurrent()) return;
    const velo = this.velo;
    await velo.stop();
    if (!isCurrent()) return;
    const { preset, recordInputs } = this.options;
    this.sinceMs = performance.now();
    this.events.begin(`${this.path} · ${preset}${recordInputs ? " · recordInputs" : ""}`);
    const tag = /** @type {HTMLElement | null} */ (shown.querySelector("script[data-preset]"));
    await velo.start({ endpoint: tag?.dataset.endpoint, preset, recordInputs, consent: "not-required" });
  }

  /** Counts of what was withheld; never content. @returns {Promise<any>} */
  async ledger() {
    return (await this.velo?.ledger().catch(() => null)) ?? {};
  }
}
