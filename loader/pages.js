/**
 * What the site's `velo.toml` says of each page, put in by the build (`recorder/host/pages.py`).
 *
 * Laws: a tag or a call may only ask for less than the file. An address that changes without a load only ever makes things
 * stricter, for what stood there before may still stand there. A rule that opens holds for a path just as it is written, one that
 * closes for its other spellings, too.
 */

import { createDropin } from "./dropin.js";
import { first } from "./first.js";
import { absolute, refusal } from "./options.js";
import { addEventListener, contentDocument, navigation, removeEventListener } from "./probe/natives.js";

/** @import {Options} from "./options.js" */
/** @typedef {{options: Options, pages: [string, Options][]}} Site patterns as sources of regular expressions */

const HIDING = ["exclude", "mask", "ignore"];

// No value of these is stricter than another.
const FIXED = ["endpoint", "consentFrom"];

/** By what an address changes without a load. Whatever tells of none is found when the probe next says something. */
const NEWS = /** @type {[EventTarget | null, string][]} */ ([[globalThis, "popstate"], [globalThis, "hashchange"], [navigation, "currententrychange"]]);

/**
 * As `createDropin`, which asks for less, too: by calls.
 * @param {Site} site
 * @param {() => void} onCall
 */
export function createPages(site, onCall) {
  const dropin = createDropin(onCall);
  /** The strictest of all addresses since the start. @type {Options} */
  let sofar = {};
  let isWatching = false;
  /** Documents in frames whose address once asked for more. @type {WeakSet<Document>} */
  const closed = new WeakSet();

  /** @param {typeof addEventListener} change */
  const toggle = (change) => NEWS.forEach(([target, name]) => target && change(target, name, onCall));

  return {
    ...dropin,
    look() {
      if (!isWatching) toggle(addEventListener);
      isWatching = true;
      dropin.look();
    },
    stop() {
      if (isWatching) toggle(removeEventListener);
      isWatching = false;
      dropin.stop();
    },
    /**
     * The file's options, less what the tag or the call asks for less.
     * @param {Options} given as it was said
     * @param {Options} whole checked, and with defaults
     * @returns {Options}
     * @throws {Error} where it asks for more
     */
    joined(given, whole) {
      const { record, ...allowed } = (sofar = here(site, location));
      const said = Object.keys(given).filter((name) => given[name] !== undefined);
      const more = said.filter((name) => asksForMore(name, allowed[name], whole[name]));
      if (more.length) throw refusal(more.map((name) => `option "${name}" asks for more than velo.toml allows on this page: change it there and build again`));
      for (const name of said) allowed[name] = name === "endpoint" || isOpening(name) ? whole[name] : stricter(name, allowed[name], whole[name]);
      return allowed;
    },
    /**
     * The options, less what calls and pages have closed; null: nothing may be recorded.
     * @param {Options} options
     */
    limited(options) {
      const limited = dropin.limited(options);
      sofar = strictest(sofar, here(site, location));
      return limited && sofar.record ? strictest(limited, sofar) : null;
    },
    /**
     * Whether a frame shows a page of the site for which the file asks for less than is recorded here. It is left out, whole.
     * @param {Element} frame
     */
    hides(frame) {
      const shown = contentDocument(frame);
      const address = shown?.location;
      if (!shown || !address?.protocol.startsWith("http")) return false;
      const [now, then] = [sofar, here(site, address)].map((other) => JSON.stringify(strictest(sofar, other)));
      if (now !== then) closed.add(shown);
      return closed.has(shown);
    },
    /**
     * Marks that have come, where nothing else has changed; null: something has.
     * @param {Options | null} before
     * @param {Options | null} now
     */
    added(before, now) {
      if (!before || !now) return null;
      /** @type {[import("./probe/owner.js").MarkName, string][]} */
      const marks = [];
      for (const name of Object.keys(now)) {
        if (HIDING.includes(name)) for (const one of now[name]) before[name].includes(one) || marks.push([/** @type {any} */ (name), one]);
        else if (JSON.stringify(before[name]) !== JSON.stringify(now[name])) return null;
      }
      return marks;
    },
  };
}

/** Lists by which more shows. @param {string} name */
const isOpening = (name) => name === "allow" || name === "frames";

/**
 * The stricter of two values of an option.
 * @param {string} name
 * @param {any} a
 * @param {any} b
 */
export function stricter(name, a, b) {
  if (name === "record") return a && b;
  const { kind, values, default: least } = first.options[name];
  if (kind === "flag") return a === least ? a : b;
  if (kind === "choice") return values.indexOf(a) < values.indexOf(b) ? a : b;
  if (kind === "share") return Math.min(a, b);
  if (FIXED.includes(name)) return a;
  if (isOpening(name)) return a.filter((/** @type {string} */ one) => b.includes(one));
  return a === true || b === true || [...new Set([...(a || []), ...(b || [])])];
}

/**
 * @param {Options} one
 * @param {Options} other
 */
const strictest = (one, other) => Object.fromEntries(Object.keys(one).map((name) => [name, stricter(name, one[name], other[name])]));

/**
 * @param {string} name
 * @param {any} allowed
 * @param {any} asked
 */
function asksForMore(name, allowed, asked) {
  if (name === "consentFrom") return JSON.stringify(asked) !== JSON.stringify(allowed);
  if (name === "endpoint") return allowed !== null && absolute(asked) !== absolute(allowed);
  if (isOpening(name)) return !asked.every((/** @type {string} */ one) => allowed.includes(one));
  if (name === "aliases") return allowed === true ? asked !== true : asked === false && allowed !== false;
  return !Array.isArray(asked) && stricter(name, allowed, asked) !== asked;
}

/**
 * What the file says of the page with this address.
 * @param {Site} site
 * @param {Location} address
 * @returns {Options}
 */
function here(site, { pathname, hash }) {
  const [place] = hash.split("?");
  const written = [pathname, place].map((text) => decoded(text, decodeURI));
  const meant = [pathname, place].map((text) => text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => decoded(part, decodeURIComponent)).replace(/;[^/]*/g, "").replace(/\/+/g, "/"));
  /** @type {Options} */
  const page = { record: true };
  for (const [name, rule] of Object.entries(first.options)) page[name] = site.options[name] ?? rule.default;
  /** What rules say of this path as it is written. @type {Options} */
  const said = {};
  for (const [source, options] of site.pages) {
    if (!holds(source, "u", written)) continue;
    for (const [name, value] of Object.entries(options)) {
      if (name === "allow") page.allow = [...page.allow, ...value];
      else if (!HIDING.includes(name)) said[name] = name in said ? stricter(name, said[name], value) : value;
    }
  }
  Object.assign(page, said);
  for (const [source, { allow, ...options }] of site.pages) {
    if (!holds(source, "u", written) && !holds(source, "iu", meant)) continue;
    for (const [name, value] of Object.entries(options)) page[name] = stricter(name, page[name], value);
  }
  return page;
}

/**
 * @param {string} source
 * @param {string} flags
 * @param {string[]} place path, and what stands behind a "#"
 */
const holds = (source, flags, [path, behind]) => new RegExp(source, flags).test(source.includes("#") ? path + behind : path);

/**
 * @param {string} text
 * @param {(text: string) => string} decode
 */
function decoded(text, decode) {
  try {
    return decode(text);
  } catch {
    return text;
  }
}
