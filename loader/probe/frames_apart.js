/**
 * Frames of other origins that record themselves: the handshake between the page's recorder and theirs.
 *
 * A framed page says to the page around it that it records, and hands it one end of a channel; the other end goes to its own
 * worker. The page around hands its end to its worker: from then on only the two workers speak, and only masked events and wishes for
 * a tree cross. Laws: nothing is said to an origin that the owner did not name, and nothing heard from one; a frame lets its events go
 * up only when every page above it is of an origin that its owner named.
 */

import {
  NativeChannel, baseURI, contentDocument, contentWindow, getAttribute, includes, isArray, messageOf, nodeCount, originOf, querySelectorAll, sendTo,
} from "./natives.js";
/** @import {ToWorker} from "../messages.js" */

// What crosses: a framed page's "here I am", with a port, and the question for it.
const HERE = "velo-frame";
const WHO = "velo-page";

export class FramesApart {
  /**
   * @param {string[]} origins that the owner named
   * @param {Set<Node>} roots the documents and shadow roots known
   * @param {(message: ToWorker, transfer?: Transferable[]) => void} post
   * @param {(frame: Element, number: number) => void} onFrame a frame records itself, under this number
   */
  constructor(origins, roots, post, onFrame) {
    this.origins = origins;
    this.roots = roots;
    this.post = post;
    this.onFrame = onFrame;
    this.last = 0;
  }

  /** This page records: pages above and frames are told. */
  start() {
    if (!this.origins.length) return;
    if (parent !== window) this.tellParent();
    this.each((frame) => {
      const origin = originOf(getAttribute(frame, "src") ?? "", baseURI(frame));
      if (includes(this.origins, origin) && !contentDocument(frame)) sendTo(contentWindow(frame), { velo: WHO }, origin);
    });
  }

  /** @param {MessageEvent} event */
  heard(event) {
    const { isTrusted, origin, source, data, ports } = messageOf(event);
    if (!isTrusted || !includes(this.origins, origin) || typeof data !== "object" || !data) return;
    if (data.velo === WHO && parent !== window) this.tellParent();
    if (data.velo !== HERE || !isArray(ports) || !ports[0]) return;
    this.each((frame) => {
      if (!source || contentWindow(frame) !== source || contentDocument(frame)) return;
      this.post({ kind: "frame", number: ++this.last, port: ports[0] }, [ports[0]]);
      this.onFrame(frame, this.last);
    });
  }

  /** The page right above gets a port, if all above are of origins that were named. */
  tellParent() {
    const above = location.ancestorOrigins;
    if (!above && parent !== top) return; // who else is above, this browser does not say
    const names = above ? [above[0]] : this.origins;
    for (let i = 0; above && above[i]; i++) if (!includes(this.origins, above[i])) return;
    for (let i = 0; i < names.length; i++) {
      if (names[i] === location.origin) continue; // that page's own probe sees us
      const { port1, port2 } = new NativeChannel();
      this.post({ kind: "up", port: port1 }, [port1]);
      sendTo(parent, { velo: HERE }, names[i], [port2]);
    }
  }

  /** @param {(frame: Element) => void} callback */
  each(callback) {
    this.roots.forEach((root) => {
      const frames = querySelectorAll(root, "iframe,frame");
      for (let i = 0, n = nodeCount(frames); i < n; i++) callback(frames[i]);
    });
  }
}
