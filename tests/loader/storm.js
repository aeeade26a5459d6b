/**
 * A page that changes itself at random, the same way for the same seed.
 *
 * `storm(seed, steps)` makes one round of changes, in one task or several.
 */

const TAGS = ["div", "span", "p", "x-y", "input", "textarea", "style", "svg", "path", "template", "section", "select", "label", "b"];
const SVG = "http://www.w3.org/2000/svg";

/** @param {number} seed */
function chance(seed) {
  let state = seed >>> 0 || 1;
  return (/** @type {number} */ below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

let words = 0;
/** No word comes twice, and none is one that people know. */
const word = () => `kx${((++words * 2654435761) >>> 0).toString(36)}q${words}zv `;

/** @type {Node[]} nodes that were taken out and may come back */
const pool = [];
/** @type {(() => void)[]} */
const undos = [];

/** @returns {Node[]} */
function places() {
  const found = [document.body];
  for (let i = 0; i < found.length; i++) {
    if (found[i].shadowRoot) found.push(found[i].shadowRoot);
    found.push(...found[i].childNodes);
  }
  return found;
}

/** @param {(below: number) => number} pick */
function make(pick) {
  const tag = TAGS[pick(TAGS.length)];
  const made = tag === "svg" || tag === "path" ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (pick(2)) made.setAttribute("class", "c" + pick(5));
  if (pick(9) === 0) made.setAttribute("data-velo", ["exclude", "mask", "allow"][pick(3)]);
  for (let i = pick(3); i > 0; i--) made.append(pick(2) ? word() : make(pick));
  return made;
}

/** Marks that come and go. @type {((pick: (below: number) => number, at: Node, nodes: Node[]) => void)[]} */
const MARKING = [
  (pick, at) => at.nodeType === 1 && at !== document.body && at.setAttribute("data-velo", ["exclude", "mask", "ignore", "exclude"][pick(4)]),
  (_pick, at) => at.nodeType === 1 && at.removeAttribute("data-velo"),
  (pick, at) => {
    if (at.nodeType !== 1 || at === document.body) return;
    if (pick(2)) undos.push(harness.owner.call("exclude", at));
    else undos.splice(pick(undos.length + 1), 1).forEach((undo) => undo());
  },
];

/** @type {((pick: (below: number) => number, at: Node, nodes: Node[]) => void)[]} */
const CHANGES = [
  (pick, at) => at.nodeType !== 3 && at.nodeType !== 8 && at.insertBefore(make(pick), at.childNodes[pick(at.childNodes.length + 1)] ?? null),
  (pick, at) => at.nodeType !== 3 && at.nodeType !== 8 && at.appendChild(pick(4) ? document.createTextNode(word()) : document.createComment("c")),
  (_pick, at) => at !== document.body && at.parentNode && pool.push(at.parentNode.removeChild(at)),
  (pick, at) => {
    const back = pool.length && pool.splice(pick(pool.length), 1)[0];
    if (back && at.nodeType === 1 && !back.contains(at)) at.appendChild(back);
  },
  (pick, at, nodes) => {
    const moved = nodes[pick(nodes.length)];
    if (moved !== document.body && moved.nodeType !== 11 && at.nodeType !== 3 && at.nodeType !== 8 && !moved.contains(at) && !inside(at, moved)) at.appendChild(moved);
  },
  (pick, at) => at.nodeType === 3 && (at.data = word()),
  (pick, at) => at.nodeType === 1 && at.setAttribute(["class", "id", "title", "data-x", "href"][pick(5)], "v" + pick(100)),
  (pick, at) => at.nodeType === 1 && at !== document.body && at.replaceChildren(...(pick(2) ? [make(pick), word()] : [])),
  (pick, at) => {
    if (at.nodeType !== 1 || at.shadowRoot || !["div", "span", "section", "p", "x-y"].includes(at.localName)) return;
    at.attachShadow({ mode: pick(5) ? "open" : "closed" }).append(make(pick));
  },
  (pick, at) => {
    if (at === document.body || !at.parentNode || at.nodeType === 11) return;
    const wrapper = document.createElement("div");
    at.parentNode.replaceChild(wrapper, at);
    wrapper.append(at);
    if (at.nodeType === 1 && pick(2)) at.append(word());
  },
  (_pick, at) => {
    // A parent and its child change places.
    const child = at.nodeType === 1 && at !== document.body && at.firstElementChild;
    if (!child || !at.parentNode) return;
    at.parentNode.replaceChild(child, at);
    child.append(at);
  },
  (pick, at) => {
    // Something is taken out of what was taken out, where nobody observes.
    const outside = pool.find((node) => node.childNodes.length);
    if (outside && at.nodeType === 1) at.append(outside.childNodes[pick(outside.childNodes.length)]);
  },
  (_pick, at) => at.nodeType === 1 && at.normalize(),
];

/** When the probe looks and reads on, as its timers and tasks may have it at any moment. @type {((pick: (below: number) => number) => unknown)[]} */
const LOOKS = [
  () => void harness.probe.flush(),
  () => void harness.probe.flush(false, false, true),
  () => harness.probe.look(),
  (pick) => {
    for (let i = pick(4); i >= 0 && harness.probe.tree; i--) harness.probe.slice();
  },
  (pick) => {
    if (pick(8)) return;
    harness.probe.settle();
    harness.probe.snapshot();
  },
  () => Promise.resolve(), // the observer is called
];

/**
 * Whether `node` hangs below `top`, shadow roots counted.
 * @param {Node} node
 * @param {Node} top
 */
function inside(node, top) {
  for (let at = node; at; at = at.parentNode ?? at.host) if (at === top) return true;
  return false;
}

/**
 * @param {number} seed
 * @param {number} steps
 * @param {typeof CHANGES} [changes]
 */
globalThis.storm = async (seed, steps, changes = [...CHANGES, ...MARKING]) => {
  const pick = chance(seed * 2654435761);
  for (let i = 0; i < steps; i++) {
    const nodes = places();
    try {
      changes[pick(changes.length)](pick, nodes[pick(nodes.length)], nodes);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // a change that the platform refuses is none
    }
    const look = LOOKS[pick(2 * LOOKS.length)];
    globalThis.secrets?.note(look !== undefined && LOOKS.indexOf(look) < 3);
    const isAwaited = look && harness.probe.running && look(pick);
    if (isAwaited) await isAwaited;
    if (pick(6) === 0) await new Promise((resolve) => setTimeout(resolve));
    if (nodes.length > 400) document.body.replaceChildren();
  }
};
