/** What an element's name means to us. */

import { fields, frames, leaves } from "./rules.js";
import { SafeMap, indexOf } from "./natives.js";

/** A name may have several of these. */
export const FIELD = 1;
export const LEAF = 2;
export const SHEET = 4;
/** Has a size of its own, that of the picture or film. */
export const IMAGE = 8;
/** May have a shadow root (HTML Living Standard, "valid shadow host name"; names with a hyphen may too). */
export const HOST = 16;
/** What it shows can be sampled as pictures. */
export const DRAWN = 64;
/** Shows a document of its own. */
export const FRAME = 32;

const HOSTS = "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" ");

/** @type {Map<string, number>} */
const roles = new SafeMap();

/**
 * @param {string} name
 * @param {number} role
 */
const give = (name, role) => void roles.set(name, (roles.get(name) ?? 0) | role);

leaves.forEach((name) => give(name, LEAF));
frames.forEach((name) => give(name, FRAME));
fields.forEach((name) => give(name, FIELD));
for (let i = 0; i < HOSTS.length; i++) give(HOSTS[i], HOST);
give("style", LEAF | SHEET);
give("link", SHEET);
give("canvas", DRAWN);
give("video", DRAWN);
give("img", IMAGE);
give("video", IMAGE);

/** @param {string} name */
export const roleOf = (name) => roles.get(name) ?? (indexOf(name, "-") < 0 ? 0 : HOST);
