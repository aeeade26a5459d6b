// @ts-check
/** Elements of a framed page: which one lies below a point, where it lies, what to call it, which is next to it. */

const LONGEST_NAME = 28;

/**
 * The innermost element below a point, in frames and open shadow roots, too.
 * @param {DocumentOrShadowRoot} root @param {number} x @param {number} y
 * @returns {Element | null}
 */
export function below(root, x, y) {
  const found = root.elementFromPoint(x, y);
  const inner = found && insideOf(found);
  if (!found || !inner) return found;
  const box = found.getBoundingClientRect();
  const isFrame = inner instanceof Object && "defaultView" in inner;
  const deeper = isFrame ? below(inner, x - box.x - found.clientLeft, y - box.y - found.clientTop) : below(inner, x, y);
  return deeper && deeper !== found ? deeper : found;
}

/** @param {Element} element @returns {Document | ShadowRoot | null} */
function insideOf(element) {
  return element.shadowRoot ?? /** @type {any} */ (element).contentDocument ?? null;
}

/** The element in which this one lies, across roots and frames. @param {Element} element */
function outside(element) {
  if (element.parentElement) return element.parentElement;
  const root = /** @type {any} */ (element.getRootNode());
  return /** @type {Element | null} */ (root.host ?? root.defaultView?.frameElement ?? null);
}

/** @param {Element} element @param {string} step */
export function walk(element, step) {
  if (step === "before") return element.previousElementSibling ?? outside(element);
  if (step === "after") return element.nextElementSibling;
  if (step === "out") return outside(element);
  const inner = insideOf(element);
  return inner?.firstElementChild ?? element.firstElementChild;
}

/**
 * Where the element lies in the outer frame, in pixels; null: nothing of it is to be seen.
 * @param {Element} element @param {HTMLIFrameElement} frame the outer one
 */
export function boxOf(element, frame) {
  let { x, y, width, height } = element.getBoundingClientRect();
  for (let view = element.ownerDocument.defaultView; view?.frameElement; view = view.frameElement.ownerDocument.defaultView) {
    if (view.frameElement === frame) break;
    const around = view.frameElement.getBoundingClientRect();
    x += around.x + view.frameElement.clientLeft;
    y += around.y + view.frameElement.clientTop;
  }
  const right = Math.min(x + width, frame.clientWidth);
  const bottom = Math.min(y + height, frame.clientHeight);
  [x, y] = [Math.max(x, 0), Math.max(y, 0)];
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}

/** What to call it: its tag, and the first words in it. @param {Element} element */
export function describe(element) {
  const named = element.getAttribute("aria-label") ?? /** @type {HTMLElement} */ (element).innerText ?? "";
  const words = named.trim().replace(/\s+/g, " ");
  const short = words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME)}…` : words;
  return `<${element.localName}>${short ? ` ${short}` : ""}`;
}
