/**
 * Whether a visitor may be recorded at all.
 *
 * Laws: while consent is required and not given, nothing is loaded and nothing observed; a browser that says Global Privacy
 * Control or Do Not Track is not recorded unless the owner has switched that off; a visitor who has said no with one of our own
 * elements is not recorded, whatever the page or a platform says, until they say otherwise there.
 */

import { refused } from "./choice.js";

/** @typedef {"required" | "granted" | "revoked" | "not-required"} ConsentState */

export class Consent {
  constructor() {
    /** @type {ConsentState} */
    this.state = "required";
    /** Whether the consent in force is a platform's word, not the page's own. */
    this.byPlatform = false;
  }

  /** @param {string} option value of the option `consent` */
  configure(option) {
    if (option === "not-required") {
      if (this.state === "required") this.state = "not-required";
    } else if (this.state === "not-required") this.state = "required";
  }

  /** What holds: the visitor's own no stands above what the page has said. */
  get word() {
    return refused() ? "revoked" : this.state;
  }

  get given() {
    return ["granted", "not-required"].includes(this.word);
  }
}

/** Whether the browser asks not to be recorded. */
export function browserObjects() {
  const { navigator } = globalThis;
  if (!navigator) return false;
  const said = /** @type {any} */ (navigator);
  return said.globalPrivacyControl === true || ["1", "yes"].includes(said.doNotTrack ?? /** @type {any} */ (globalThis).doNotTrack);
}

/** @param {number} share */
export const isSampled = (share) => Math.random() < share;

/** Whether this browser, and this document, have what recording needs: a worker is of the page's own origin, and `file:` and sandboxes have none. */
export function isSupported() {
  const scope = /** @type {any} */ (globalThis);
  if (/^(null|file:)/.test(scope.origin)) return console.info("velo: a file, or a sandbox without allow-same-origin, is not recorded"), false;
  return ["Worker", "WebAssembly", "CompressionStream", "MutationObserver", "IntersectionObserver", "ResizeObserver", "TextEncoder"].every(
    (name) => name in scope,
  );
}
