// @ts-check
/** The ledger's counts, in words. */

/** @type {Record<string, Record<string, string>>} */
const WORDS = {
  hidden: {
    text: "texts", value: "values in fields", state: "ticks and choices", address: "addresses", media: "pictures and media",
    attribute: "attributes", style: "styles", "personal data": "personal data", floor: "never read", place: "positions",
    excluded: "excluded boxes",
  },
  kinds: {
    national_id: "national ids", birth_date: "dates of birth", document_id: "document ids", person_name: "names",
    long_number: "long numbers", typed: "typed before", email: "e-mails", phone: "phones", card: "cards", iban: "IBANs",
    address: "street addresses", token: "tokens", ip: "IP addresses",
  },
  dropped: {},
};
const TITLES = { hidden: "hidden", kinds: "recognised", dropped: "not sent at all" };
const numbers = new Intl.NumberFormat("en");

export class Counters {
  /** @param {HTMLElement} list @param {HTMLElement} nothing */
  constructor(list, nothing) {
    this.list = list;
    this.nothing = nothing;
    this.shown = "";
  }

  clear() {
    this.show({});
  }

  /** @param {any} ledger `{hidden, kinds, dropped, rules}`: counts by reason */
  show(ledger) {
    const said = JSON.stringify(ledger);
    if (said === this.shown) return;
    this.shown = said;
    const rows = Object.keys(WORDS).flatMap((part) => Object.entries(ledger[part] ?? {}).map((row) => this.row(part, ...row)));
    this.list.replaceChildren(...rows);
    this.nothing.hidden = rows.length > 0;
  }

  /** @param {string} part @param {string} reason @param {unknown} count */
  row(part, reason, count) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const number = document.createElement("dd");
    row.className = part;
    row.title = TITLES[/** @type {keyof typeof TITLES} */ (part)];
    term.textContent = WORDS[part][reason] ?? reason;
    number.textContent = numbers.format(Number(count));
    row.append(term, number);
    return row;
  }
}
