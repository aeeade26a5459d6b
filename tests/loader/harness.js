/**
 * The probe in a page, without worker and recorder: what it posts is kept, and can be compared with the page as it is.
 */

import { Owner } from "../../loader/probe/owner.js";
import { Probe } from "../../loader/probe/probe.js";
import { rules } from "../../loader/probe/rules.js";

const readable = new Set(rules.read.attributes);
const leaves = new Set([...rules.read.leaves, "style"]);

/** @type {string[]} */
let posted = [];
/** @type {number[]} */
let released = [];
const owner = new Owner();
/** @type {Probe} */
let probe;

globalThis.harness = {
  owner,
  /** @param {object} [options] */
  start(options) {
    Object.assign(rules.limits, options?.limits);
    probe = new Probe(
      { aliases: true, recordInputs: false, frames: [], ...options },
      owner,
      (message) => {
        if (message.kind === "batch") {
          posted.push(message.parts.join(""));
          probe?.outbox.received(message.number);
        } else if (message.kind === "release") released.push(message.number);
      },
      (reason) => {
        harness.failure = reason;
      },
    );
    harness.probe = probe;
    probe.start();
  },
  failure: "",
  limits: rules.limits,
  /** What was posted since the last call. */
  take() {
    probe.look();
    const batches = posted;
    posted = [];
    return batches;
  },
  released: () => released,
  truth: () => truth(document),
  hidden: () => hidden(document, false, []),
};

/**
 * Words that lie in excluded places now.
 * @param {Node} node
 * @param {boolean} inside
 * @param {string[]} found
 */
function hidden(node, inside, found) {
  if (node.nodeType === 3 && inside) found.push(node.data);
  if (node.shadowRoot) hidden(node.shadowRoot, inside || isExcluded(node), found);
  for (const child of node.childNodes) hidden(child, inside || isExcluded(node), found);
  return found;
}

/** @param {Node} node */
const isExcluded = (node) => node.nodeType === 1 && (node.getAttribute("data-velo") === "exclude" || (harness.probe.marks.selected.of(node) & 1) > 0);

/**
 * The page as the recorder should know it: [type, name, attributes or text, shadow, children].
 * @param {Node} node
 * @returns {unknown}
 */
function truth(node) {
  switch (node.nodeType) {
    case 1:
      return element(/** @type {Element} */ (node));
    case 3:
      return [3, "", /** @type {Text} */ (node).data, null, []];
    case 8:
      return [8, "", "", null, []];
    case 9:
    case 11:
      return [node.nodeType, "", "", null, childrenOf(node)];
    case 10:
      return [10, "", "", null, []];
    default:
      return null;
  }
}

/** @param {Element} element */
function element(element) {
  const type = { "http://www.w3.org/2000/svg": 2, "http://www.w3.org/1998/Math/MathML": 4 }[element.namespaceURI] ?? 1;
  if (isExcluded(element)) return [type, element.localName, {}, null, []];
  const attributes = {};
  for (const { name, value } of element.attributes) if (readable.has(name.toLowerCase())) attributes[name] = value;
  const root = element.shadowRoot;
  const isLeaf = leaves.has(element.localName);
  return [type, element.localName, attributes, root && !isLeaf ? truth(root) : null, isLeaf ? [] : childrenOf(element)];
}

/** @param {Node} node */
const childrenOf = (node) => [...node.childNodes].map(truth).filter(Boolean);
