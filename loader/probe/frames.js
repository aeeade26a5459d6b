/**
 * Frames of the page's own origin: which document each was seen to show, and where a document hangs.
 *
 * A frame of another origin shows nothing to us: its document cannot be read, and is not asked for.
 */

import { SafeWeakMap, contentDocument, host, nodeType, parentNode } from "./natives.js";

/** @type {WeakMap<Node, Document>} */
const documents = new SafeWeakMap();
/** @type {WeakMap<Node, Element>} */
const frames = new SafeWeakMap();
let anyFrames = false;

/**
 * The document that a frame shows now, noted for later.
 * @param {Element} frame
 */
export function openFrame(frame) {
  const document = contentDocument(frame);
  if (document) {
    anyFrames = true;
    documents.set(frame, document);
    frames.set(document, frame);
  } else if (anyFrames) documents.delete(frame);
  return document;
}

/**
 * The document that a frame was last seen to show.
 * @param {Node} frame
 */
export const shownIn = (frame) => (anyFrames ? documents.get(frame) : undefined);

/**
 * What a node hangs in; a shadow root hangs in its host, a frame's document in the frame.
 * @param {Node} node
 * @returns {Node | null}
 */
export function above(node) {
  const parent = parentNode(node);
  if (parent) return parent;
  const type = nodeType(node);
  if (type === 11) {
    try {
      return host(/** @type {ShadowRoot} */ (node));
    } catch {
      return null; // a fragment, in which a page keeps what it took out
    }
  }
  return type === 9 && anyFrames ? (frames.get(node) ?? null) : null;
}
