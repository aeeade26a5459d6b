// @ts-check
/** The pane on the right: rrweb's replayer in live mode, scaled to fit. */

// @ts-ignore: built beside the site, not in this folder
import { Replayer } from "../vendor/replay.js";

// Batches leave about every two seconds; shown this much later, movements come one after the other and not in heaps.
const DELAY_MS = 2500;
const META = 4;
const FULL_SNAPSHOT = 2;

export class Screen {
  /** @param {HTMLElement} pane @param {(words: string) => void} say */
  constructor(pane, say) {
    this.pane = pane;
    this.say = say;
    /** @type {any} */
    this.replayer = null;
    /** @type {any[]} */
    this.early = [];
    this.width = 0;
    this.height = 0;
    new ResizeObserver(() => this.fit()).observe(pane);
  }

  get live() {
    return this.replayer !== null;
  }

  /** Whatever was shown belongs to a page that is gone. */
  clear() {
    this.replayer?.destroy();
    this.replayer = null;
    this.early = [];
    this.pane.replaceChildren();
    this.say("waiting for the recorder …");
  }

  /**
   * False when these events cannot be shown, because the full snapshot before them was missed.
   * @param {any[]} events
   */
  show(events) {
    if (this.replayer) {
      for (const event of events) this.replayer.addEvent(event);
      return true;
    }
    this.early.push(...events);
    const start = this.early.findIndex((event) => event.type === META);
    if (start < 0 || !this.early.some((event) => event.type === FULL_SNAPSHOT)) return start >= 0;
    this.begin(this.early.slice(start));
    this.early = [];
    return true;
  }

  /**
   * `useVirtualDom` off: in live mode nothing ever flushes it. `triggerFocus` off: the replay must not take the focus
   * away from who types on the left.
   * @param {any[]} events
   */
  begin(events) {
    this.replayer = new Replayer([], {
      root: this.pane,
      liveMode: true,
      useVirtualDom: false,
      triggerFocus: false,
      showWarning: false,
      mouseTail: false,
    });
    this.replayer.on("resize", (/** @type {{ width: number, height: number }} */ size) => {
      this.width = size.width;
      this.height = size.height;
      this.fit();
    });
    this.replayer.iframe.title = "Replay of what left";
    this.replayer.startLive(Date.now() - DELAY_MS);
    for (const event of events) this.replayer.addEvent(event);
    this.say(`live, ${DELAY_MS / 1000} s behind`);
  }

  fit() {
    const wrapper = /** @type {HTMLElement | null} */ (this.pane.querySelector(".replayer-wrapper"));
    if (!wrapper || !this.width || !this.height) return;
    const scale = Math.min(this.pane.clientWidth / this.width, this.pane.clientHeight / this.height, 1);
    wrapper.style.transform = `scale(${scale})`;
    wrapper.style.left = `${Math.max(0, (this.pane.clientWidth - this.width * scale) / 2)}px`;
  }
}
