// @ts-check
/** What the shop sells. Invented, like everybody who is named on these pages. */

/**
 * @typedef {"veil" | "check" | "stripe" | "lace" | "dots" | "twill"} Weave
 * @typedef {{ id: string, name: string, what: string, cents: number, weave: Weave, colours: [string, string, string],
 *   made: string, care: string, story: string }} Product
 */

/** @type {Product[]} */
export const products = [
  {
    id: "alba", name: "Alba", what: "Bridal veil, silk tulle", cents: 18900,
    weave: "veil", colours: ["#f3e4da", "#fffaf5", "#d9bfae"], made: "Como", care: "Dry clean",
    story:
      "Three metres of silk tulle that weigh less than a letter. The hem is left raw, so that " +
      "it moves with the lightest air.",
  },
  {
    id: "bora", name: "Bora", what: "Wool scarf, double face", cents: 7400,
    weave: "check", colours: ["#dfe6e6", "#2f5d62", "#c98b4b"], made: "Biella", care: "Hand wash, cold",
    story:
      "Named after the wind of Trieste, and made for it: two faces of merino, woven together " +
      "and brushed once.",
  },
  {
    id: "calle", name: "Calle", what: "Kitchen towel, linen", cents: 1650,
    weave: "stripe", colours: ["#efe7d8", "#fbf7ee", "#b23a48"], made: "Venezia", care: "60 °C",
    story:
      "Dries glasses without a trace and gets softer every year. The red stripe is the " +
      "weaver's signature.",
  },
  {
    id: "duna", name: "Duna", what: "Summer stole, cotton voile", cents: 4200,
    weave: "veil", colours: ["#f6ead2", "#e9c58b", "#a8743a"], made: "Prato", care: "30 °C",
    story: "Wide enough for two shoulders and one picnic. Dyed with walnut and weld.",
  },
  {
    id: "edera", name: "Edera", what: "Curtain, leno weave", cents: 9800,
    weave: "lace", colours: ["#e3eadf", "#f9fbf5", "#4c6b4f"], made: "Bergamo", care: "30 °C, hang wet",
    story:
      "Lets the morning in and keeps the street out. Leno threads cross, so the weave never " +
      "shifts.",
  },
  {
    id: "fiume", name: "Fiume", what: "Throw, recycled wool", cents: 8900,
    weave: "twill", colours: ["#dbe3ec", "#34506e", "#8fa8c2"], made: "Prato", care: "Air it",
    story: "Yarn from old jumpers, sorted by colour instead of dyed. No two are the same blue.",
  },
  {
    id: "giglio", name: "Giglio", what: "Table runner, bobbin lace", cents: 12600,
    weave: "lace", colours: ["#efe4ea", "#fffdfd", "#8c4a68"], made: "Cantù", care: "Hand wash, cold",
    story: "Forty hours of bobbins. The pattern is a lily that only shows on a dark table.",
  },
  {
    id: "isola", name: "Isola", what: "Beach towel, honeycomb", cents: 3900,
    weave: "dots", colours: ["#d8eef0", "#1f7a8c", "#ffffff"], made: "Procida", care: "60 °C",
    story: "Flat in the bag, thick on the sand. The honeycomb drinks twice its weight.",
  },
  {
    id: "luce", name: "Luce", what: "Blind, linen gauze", cents: 6700,
    weave: "veil", colours: ["#f7efd9", "#fff8e1", "#d3a625"], made: "Brianza", care: "Brush",
    story: "One layer of gauze for the afternoon, two for the evening.",
  },
  {
    id: "mora", name: "Mora", what: "Shawl, cashmere and silk", cents: 23500,
    weave: "twill", colours: ["#ece0e6", "#5b2a4a", "#a86d93"], made: "Biella", care: "Hand wash, cold",
    story:
      "The colour of the last blackberries. Woven on a loom from 1936 that knows only this " +
      "width.",
  },
  {
    id: "nave", name: "Nave", what: "Deck blanket, cotton", cents: 5600,
    weave: "stripe", colours: ["#dfe7f2", "#ffffff", "#1d3f72"], made: "Chiavari", care: "40 °C",
    story: "Blue and white, as on every boat that ever was late for dinner.",
  },
  {
    id: "orto", name: "Orto", what: "Napkins, set of six", cents: 2800,
    weave: "check", colours: ["#eaf0dd", "#fdfdf6", "#6b8e23"], made: "Busto Arsizio", care: "60 °C",
    story: "Small checks, generous size. Six different greens from one garden.",
  },
];

const euros = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

/** @param {number} cents */
export function price(cents) {
  return euros.format(cents / 100);
}

/** @param {string | null} id */
export function productOf(id) {
  return products.find((product) => product.id === id);
}
