/** The part of the page that one program may change, with what hangs in it: shadow trees, and the documents of its frames. */

const MATHML = "http://www.w3.org/1998/Math/MathML";
const BARE = new Set(["html", "head", "body"]);
const CHILDLESS = new Set("input br img hr textarea style iframe template script option".split(" "));

/** What a node hangs in: across shadow roots to their hosts, across documents to their frames. @param {any} node */
export const above = (node) => node.parentNode ?? node.host ?? (node.nodeType === 9 ? node.defaultView?.frameElement : null);

export class Stage {
  /** @param {Element} element */
  constructor(element) {
    this.element = element;
  }

  /** Where trees begin: the stage, shadow roots, bodies of frames' documents. */
  roots() {
    /** @type {any[]} */
    const found = [this.element];
    for (const root of found) {
      for (const one of root.querySelectorAll("*")) {
        if (one.shadowRoot) found.push(one.shadowRoot);
        if (one.localName === "iframe" && one.contentDocument?.body) found.push(one.contentDocument.body);
      }
    }
    return found;
  }

  /** Every node that a program may take into its hand. @returns {any[]} */
  nodes() {
    return this.roots().flatMap((root) => {
      const walker = document.createTreeWalker(root);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      return found;
    });
  }

  /** @returns {any[]} */
  elements() {
    return this.nodes().filter((node) => node.nodeType === 1);
  }

  /** @param {...string} names @returns {any[]} */
  named(...names) {
    return this.elements().filter((element) => names.includes(element.localName));
  }

  /** Nodes that lie below no mark. */
  open() {
    return this.nodes().filter((node) => !isMarked(node));
  }

  /** Where nodes may be put: not into formulas, which the player makes HTML of. @returns {any[]} */
  parents() {
    const takes = (/** @type {any} */ element) => !CHILDLESS.has(element.localName) && !BARE.has(element.localName) && element.namespaceURI !== MATHML;
    return [...this.roots(), ...this.elements().filter(takes)];
  }

  /** Documents in which the stage has a part. @returns {Document[]} */
  documents() {
    return [...new Set(this.roots().map((root) => root.ownerDocument))];
  }
}

/** Whether a node lies in a marked place, or is marked itself. @param {any} node */
export function isMarked(node) {
  for (let at = node; at; at = above(at)) if (at.nodeType === 1 && at.hasAttribute("data-velo")) return true;
  return false;
}

/** Whether a node hangs in a shadow host, or below what does: what hides its slot hides it. @param {any} node */
export function isSlotted(node) {
  for (let at = node; at; at = above(at)) if (at.parentNode?.shadowRoot) return true;
  return false;
}

/** Whether a node lies below another, or is it. @param {any} node @param {any} top */
export function isBelow(node, top) {
  for (let at = node; at; at = above(at)) if (at === top) return true;
  return false;
}
