/**
 * What both of our elements are made of: nodes without markup as text, styles without a style attribute, the language.
 *
 * Laws: works under `default-src 'none'; script-src 'self'` and under Trusted Types; the element excludes itself from the recording
 * before it shows anything.
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | boolean | ((event: any) => void)>} [given] attributes; functions listen
 * @param {(Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(name, given = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

/**
 * The first of our languages that the element, the page or the browser asks for.
 * @param {Element} element
 * @param {Record<string, unknown>} words by language
 */
export function language(element, words) {
  const asked = [element.closest("[lang]")?.getAttribute("lang"), ...(document.documentElement.lang ? [] : navigator.languages)];
  const found = asked.map((tag) => tag?.toLowerCase().split("-")[0] ?? "").find((tag) => Object.hasOwn(words, tag));
  return found ?? "en";
}

/**
 * The element's own tree, anew, with its styles; the recorder sees an empty box from before there is anything to see.
 * @param {HTMLElement} element
 * @param {string} css
 */
export function hidden(element, css) {
  element.setAttribute("data-velo", "exclude");
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(COMMON + css);
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren();
  return root;
}

/** Velo as the page has it: given to the element, or the script tag's. @param {any} given */
export const veloOf = (given) => given ?? /** @type {any} */ (window).velo;

/**
 * Calls a function of Velo's by name, as soon as it is there.
 * @param {any} given
 * @param {string} name
 * @param {unknown[]} args
 * @returns {Promise<unknown>}
 */
export async function tell(given, name, ...args) {
  const scope = /** @type {any} */ (window);
  const velo = veloOf(given) ?? (scope.velo = { q: [] });
  const [first, second] = name.split(".");
  const owner = second ? velo[first] : velo;
  const wanted = owner?.[second ?? first];
  if (typeof wanted === "function") return wanted.apply(owner, args);
  return velo.q?.push([name, ...args]);
}

/** Colours follow the page's own `color-scheme`; each can be set from outside. The page may have an `--accent` of its own: ours are `--_…`. */
const COMMON = `
:host {
  --_ground: #fff; --_ink: #1c1917; --_quiet: #57534e; --_line: #78716c; --_accent: #1d4ed8; --_on-accent: #fff; --_sunken: #f5f5f4;
  color: var(--velo-ink, var(--_ink));
  font: var(--velo-font, 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  text-align: start;
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --_ground: light-dark(#fff, #1c1917); --_ink: light-dark(#1c1917, #fafaf9); --_quiet: light-dark(#57534e, #d6d3d1);
    --_line: light-dark(#78716c, #a8a29e); --_accent: light-dark(#1d4ed8, #93c5fd); --_on-accent: light-dark(#fff, #0c1a33);
    --_sunken: light-dark(#f5f5f4, #292524);
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ul, table { margin: 0; }
h2 { font-size: 1.15em; line-height: 1.3; }
h3 { font-size: 1em; }
a { color: var(--velo-accent, var(--_accent)); }
button {
  font: inherit; color: var(--velo-on-accent, var(--_on-accent)); background: var(--velo-accent, var(--_accent));
  border: 2px solid var(--velo-accent, var(--_accent)); border-radius: var(--velo-radius, .5rem);
  min-height: 2.75rem; padding: .4rem .9rem; cursor: pointer;
}
button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 3px solid var(--velo-ink, var(--_ink)); outline-offset: 2px; }
`;
