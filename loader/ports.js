/**
 * The worker's ports to other recorders: that of the page around this one, and those of pages in frames.
 *
 * Laws: up goes only what has left already, word for word, and only once a tree was wished for; a framed recorder hears nothing but
 * that wish. A message is a text of events; "" says that its recorder has ended.
 */

// A page around may wish for a tree that often at most: reading one costs this page time.
const TREE_EVERY_MS = 2_000;
const TREE = "tree";

export class Ports {
  /**
   * @param {() => void} onWish the page around wants a tree
   * @param {(number: number, message: string) => void} onMessage of a framed recorder
   */
  constructor(onWish, onMessage) {
    this.onWish = onWish;
    this.onMessage = onMessage;
    /** @type {MessagePort | null} */
    this.up = null;
    this.isWanted = false;
    this.wishedAt = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Map<number, MessagePort>} */
    this.frames = new Map();
    /** @type {Set<number>} wished for a tree before their port came: until the worker is heard the page keeps ports back, not batches */
    this.early = new Set();
  }

  /** @param {MessagePort} port */
  goUp(port) {
    this.up?.close();
    this.up = port;
    this.isWanted = false;
    port.onmessage = ({ data }) => {
      if (data !== TREE) return;
      this.isWanted = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.wish(), Math.min(TREE_EVERY_MS, Math.max(0, this.wishedAt + TREE_EVERY_MS - Date.now())));
    };
  }

  wish() {
    this.wishedAt = Date.now();
    this.onWish();
  }

  /**
   * @param {number} number
   * @param {MessagePort} port
   */
  add(number, port) {
    this.frames.set(number, port);
    port.onmessage = ({ data }) => this.onMessage(number, typeof data === "string" ? data : " ");
    port.addEventListener("close", () => this.frames.has(number) && this.onMessage(number, ""));
    if (this.early.delete(number)) port.postMessage(TREE);
  }

  /** @param {string} text of a segment that has left */
  tell(text) {
    if (this.isWanted) this.up?.postMessage(text);
  }

  /** @param {string} wishes as `recorder/joins.py` writes them */
  obey(wishes) {
    if (!wishes) return;
    const { ask, end } = JSON.parse(wishes);
    for (const number of ask) {
      const port = this.frames.get(number);
      if (port) port.postMessage(TREE);
      else this.early.add(number);
    }
    for (const number of end) {
      this.early.delete(number);
      this.frames.get(number)?.close();
      this.frames.delete(number);
    }
  }

  end() {
    clearTimeout(this.timer);
    this.up?.postMessage("");
    this.up?.close();
    this.frames.forEach((port) => port.close());
    this.frames.clear();
  }
}
