// @ts-check
/**
 * A recording's text to the events that the player gets.
 *
 * A recording is hostile input. The player's sandboxed frame runs none of its scripts and the page's policy lets nothing
 * load from elsewhere, but a browser acts on some attributes before it asks the policy: Chromium opens a connection for
 * the `src` of a frame that the policy then blocks; `<link rel=preconnect>` and `dns-prefetch` are no loads at all;
 * `http-equiv` changes how a page behaves; `srcdoc` brings markup of its own. They are taken out wherever they stand in
 * an event: the player drops an attribute whose value is null. Pictures that the recording itself holds (`data:`) stay.
 */

/** @param {string} key @param {unknown} value @returns {unknown} */
function withoutLoads(key, value) {
  switch (key.toLowerCase()) {
    case "src":
      return String(value).startsWith("data:") ? value : null;
    case "rel":
      return value === "stylesheet" ? value : null;
    case "http-equiv":
    case "imagesrcset":
    case "ping":
    case "srcdoc":
    case "srcset":
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
    .map((line) => JSON.parse(line, withoutLoads));
}
