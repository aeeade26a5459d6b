// @ts-check
/**
 * A recording's text to the events that the player gets.
 *
 * A recording is hostile input. The player's sandboxed frame runs none of its scripts and the page's policy fetches
 * nothing from elsewhere, but a browser acts on some attributes that no policy covers: `<link rel=preconnect>` and
 * `dns-prefetch` open connections, `http-equiv` changes how a page behaves, `srcdoc` brings markup of its own. They are
 * taken out wherever they stand in an event; the player drops an attribute whose value is null.
 */

/** @param {string} key @param {unknown} value @returns {unknown} */
function withoutHints(key, value) {
  switch (key.toLowerCase()) {
    case "rel":
      return value === "stylesheet" ? value : null;
    case "http-equiv":
    case "imagesrcset":
    case "ping":
    case "srcdoc":
      return null;
    default:
      return value;
  }
}

/** @param {string} ndjson @returns {any[]} */
export function parseEvents(ndjson) {
  return ndjson
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line, withoutHints));
}
