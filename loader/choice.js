/**
 * What the visitor has chosen on this device: `"granted 1764350000000 2"` or `"refused ..."`: the word, when, and for which version of
 * the question.
 *
 * Laws: the only entry in `localStorage`; kept only when the visitor has chosen, by our own elements; `velo.js` only asks whether
 * it is a refusal. Where there is no storage nothing is kept and nothing was chosen.
 */

const KEY = "velo-consent";

/** @typedef {"granted" | "refused"} Word */

/** @returns {string} */
function stored() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** Whether the visitor has said no on this device. */
export const refused = () => stored().startsWith("refused");

/**
 * The choice in force, null if none was made, or too long ago, or a yes to another version of the question.
 * @param {string} version
 * @param {number} days
 * @param {number} nowMs
 * @returns {Word | null}
 */
export function chosen(version, days, nowMs) {
  const [word, ms, asked] = stored().split(" ");
  const isYoung = Number(ms) <= nowMs && nowMs - Number(ms) < days * 86_400_000;
  return isYoung && (word === "refused" || (word === "granted" && asked === version)) ? word : null;
}

/**
 * @param {Word} word
 * @param {string} version
 * @param {number} nowMs
 */
export function keep(word, version, nowMs) {
  try {
    localStorage.setItem(KEY, `${word} ${nowMs} ${version}`);
  } catch {
    // it holds on this page
  }
}

/** What was chosen holds no more: a refusal is lifted, a yes is asked for anew. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // there is nothing
  }
}
