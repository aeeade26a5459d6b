/**
 * A page on which marks are never taken back, and the words that may therefore never leave it.
 *
 * `secretStorm(seed, steps)` makes one round of changes. A word is a secret when it stood in a hidden place while the probe looked, or
 * in a node that came out of one and that no one has written anew.
 */

const LABELS = ["title", "aria-label", "alt", "placeholder"];
// What stands there nobody sees, or says what a field is called.
const SAYS_NOTHING = new Set(["style", "template", "textarea", "label", "option", "legend"]);

/** @type {((pick: (below: number) => number, at: Node, nodes: Node[]) => void)[]} */
const FOR_GOOD = [
  (pick, at) => {
    if (at.nodeType !== 1 || at === document.body || at.getAttribute("data-velo") === "exclude") return;
    at.setAttribute("data-velo", pick(2) ? "exclude" : "mask");
  },
  (pick, at) => {
    if (at.nodeType !== 1 || at === document.body || pick(2)) return;
    harness.owner.call("exclude", at);
    harness.probe.look();
  },
  (pick, at) => at.nodeType === 1 && at.setAttribute(LABELS[pick(LABELS.length)], word()),
  (pick, at, nodes) => {
    // The page says something once more.
    const said = nodes[pick(nodes.length)];
    if (said.nodeType === 3 && at.nodeType === 3) at.data = said.data;
    else if (said.nodeType === 3 && at.nodeType === 1) at.append(document.createElement("b"), said.cloneNode());
  },
  (pick, at, nodes) => {
    const one = nodes[pick(nodes.length)];
    if (one.nodeType === 1 && at.nodeType === 1 && one !== document.body && !one.contains(at)) at.append(one.cloneNode(true));
  },
];

/**
 * @param {number} seed
 * @param {number} steps
 */
globalThis.secretStorm = (seed, steps) => storm(seed, steps, [...CHANGES, ...FOR_GOOD]);

/** @param {Node} node */
function lies(node) {
  let isHidden = false;
  for (let at = node; at; at = at.parentNode ?? at.host) {
    if (at.nodeType !== 1) continue;
    if (SAYS_NOTHING.has(at.localName)) return "nowhere";
    isHidden ||= ["exclude", "mask"].includes(at.getAttribute("data-velo")) || (harness.probe.marks.selected.of(at) & 1) > 0;
  }
  return isHidden ? "hidden" : "open";
}

/** @param {Node} node */
function wordsOf(node) {
  const said = node.nodeType === 3 ? node.data : node.nodeType === 1 ? LABELS.map((name) => node.getAttribute(name) ?? "").join(" ") : "";
  return said.match(/kx[0-9a-z]+?q\d+zv/g) ?? [];
}

globalThis.secrets = {
  /** @type {Set<string>} */
  words: new Set(),
  /** @type {Set<string>} words that stood in the open */
  open: new Set(),
  /** @type {WeakMap<Node, string>} what nodes said in hidden places, if it had never stood in the open */
  hidden: new WeakMap(),
  /** @param {boolean} isLook whether the probe is about to look */
  note(isLook) {
    if (!harness.probe?.running) return;
    for (const node of places()) {
      const found = wordsOf(node);
      const place = found.length ? lies(node) : "nowhere";
      const cameOut = place === "open" && node.nodeType === 3 && this.hidden.get(node) === node.data;
      if (cameOut || (place === "hidden" && isLook)) for (const one of found) this.words.add(one);
      if (place === "hidden" && node.nodeType === 3 && !found.some((one) => this.open.has(one))) this.hidden.set(node, node.data);
      if (place === "open" && !cameOut) for (const one of found) this.open.add(one);
    }
  },
};
