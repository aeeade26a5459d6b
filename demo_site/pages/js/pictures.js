// @ts-check
/** Draws a cloth on a rail from a product's weave and colours. Inline SVG: the shop loads no picture at all. */

/** @typedef {import("./catalogue.js").Product} Product */

const SVG = "http://www.w3.org/2000/svg";
const FOLDS = 7;
let drawn = 0;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {Element[]} children
 */
function shape(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** @type {Record<string, (thread: string) => Element[]>} */
const weaves = {
  veil: (thread) => [shape("path", { d: "M0 6h12M6 0v12", stroke: thread, "stroke-width": 0.5, opacity: 0.55 })],
  check: (thread) => [
    shape("rect", { width: 12, height: 24, fill: thread, opacity: 0.35 }),
    shape("rect", { width: 24, height: 12, fill: thread, opacity: 0.35 }),
  ],
  stripe: (thread) => [
    shape("rect", { x: 3, width: 5, height: 24, fill: thread }),
    shape("rect", { x: 11, width: 2, height: 24, fill: thread, opacity: 0.6 }),
  ],
  lace: (thread) => [
    shape("circle", { cx: 12, cy: 12, r: 8, fill: "none", stroke: thread, "stroke-width": 1.4, opacity: 0.7 }),
    shape("circle", { cx: 12, cy: 12, r: 3, fill: "none", stroke: thread, "stroke-width": 1.2, opacity: 0.7 }),
    shape("path", { d: "M0 0l6 6M24 0l-6 6M0 24l6-6M24 24l-6-6", stroke: thread, "stroke-width": 1, opacity: 0.55 }),
  ],
  dots: (thread) => [
    shape("path", {
      d: "M12 3l8 4.5v9L12 21l-8-4.5v-9z", fill: "none", stroke: thread, "stroke-width": 1.6, opacity: 0.75,
    }),
  ],
  twill: (thread) => [
    shape("path", { d: "M-6 18L18-6M0 24L24 0M6 30L30 6", stroke: thread, "stroke-width": 3, opacity: 0.6 }),
  ],
};

/** The outline of a cloth that hangs in folds. */
function cloth() {
  const left = 52;
  const step = 216 / FOLDS;
  let hem = "";
  for (let fold = FOLDS; fold > 0; fold -= 1) {
    const right = left + fold * step;
    hem += ` Q${right - step / 2} ${fold % 2 ? 214 : 190} ${right - step} 203`;
  }
  return `M${left} 44 H${left + 216} V203${hem} Z`;
}

/** @param {string} id */
function shades(id) {
  const stops = [];
  for (let fold = 0; fold <= FOLDS * 2; fold += 1) {
    const light = fold % 2 === 0;
    stops.push(
      shape("stop", {
        offset: `${(fold / FOLDS / 2) * 100}%`,
        "stop-color": light ? "#fff" : "#1b0d08",
        "stop-opacity": light ? 0.2 : 0.16,
      }),
    );
  }
  return shape("linearGradient", { id }, ...stops);
}

/** @param {Product} product */
export function picture(product) {
  drawn += 1;
  const [ground, colour, thread] = product.colours;
  const weave = `weave-${drawn}`;
  const shade = `shade-${drawn}`;
  const outline = cloth();
  const threads = weaves[product.weave](thread);
  const size = product.weave === "veil" ? 12 : 24;
  return shape(
    "svg",
    { class: "picture", viewBox: "0 0 320 240", role: "img", "aria-label": `${product.name}, ${product.what}` },
    shape(
      "defs",
      {},
      shape("pattern", { id: weave, width: size, height: size, patternUnits: "userSpaceOnUse" }, ...threads),
      shades(shade),
    ),
    shape("rect", { width: 320, height: 240, fill: ground }),
    shape("ellipse", { cx: 160, cy: 222, rx: 112, ry: 7, fill: "#1b0d08", opacity: 0.1 }),
    shape("path", { d: "M28 40h264", stroke: "#5a4638", "stroke-width": 6, "stroke-linecap": "round" }),
    shape("path", { d: outline, fill: colour, opacity: product.weave === "veil" ? 0.72 : 1 }),
    shape("path", { d: outline, fill: `url(#${weave})` }),
    shape("path", { d: outline, fill: `url(#${shade})` }),
  );
}
