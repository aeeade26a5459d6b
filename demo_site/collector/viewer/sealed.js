// @ts-check
/**
 * Opens sealed segments with the owner's private keys, here in the browser. The form of a sealed body: envelope.py.
 *
 * Laws: a key never leaves this page but into the browser's own store, as one that no script can read out (keyring.js); a segment
 * opens in its own place only, that of the recording that was asked for. Whoever has the public key can seal: what was opened is
 * hostile input like all else, and is looked at as the collector looks at what it can read.
 */

const [MAGIC, KEY_BYTES, POINT_BYTES, TAG_BYTES] = ["VELO\x01", 8, 65, 16];
const HEAD_BYTES = MAGIC.length + KEY_BYTES + POINT_BYTES;
const UNPACKED_BYTES = 48 * 1024 * 1024;
const LATEST_MS = 253_402_300_800_000;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** @typedef {{id: string, pair: CryptoKeyPair}} Key */
/** @typedef {{recording: string, segment: number, body: Uint8Array<ArrayBuffer>, key: string}} Sealed */

/** What is wrong is said in its message. */
export class SealError extends Error {}

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} text */
const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * A private key from its PEM.
 * @param {string} pem
 * @returns {Promise<Key>}
 */
export async function readKey(pem) {
  if (/-----BEGIN PUBLIC KEY-----/.test(pem)) throw new SealError("This is the public key. To read, the private one is needed.");
  const text = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem)?.[1];
  if (!text) throw new SealError("This is no private key: it begins with “-----BEGIN PRIVATE KEY-----”.");
  try {
    const readable = await crypto.subtle.importKey("pkcs8", decoded(text.replace(/\s/g, "")), CURVE, true, ["deriveBits"]);
    const { d, ...known } = await crypto.subtle.exportKey("jwk", readable);
    const privateKey = await crypto.subtle.importKey("jwk", { ...known, d }, CURVE, false, ["deriveBits"]);
    const publicKey = await crypto.subtle.importKey("jwk", { ...known, key_ops: [] }, CURVE, true, []);
    const point = await crypto.subtle.exportKey("raw", publicKey);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", point));
    return { id: hex(hash.subarray(0, KEY_BYTES)), pair: { privateKey, publicKey } };
  } catch {
    throw new SealError("This is not a private key that recordings can be sealed for (P-256).");
  }
}

/**
 * A line of the collector's, if it is a sealed segment.
 * @param {string} line
 * @returns {Sealed | null}
 */
export function sealedIn(line) {
  if (!line.includes('"sealed"')) return null;
  const told = JSON.parse(line);
  if ("type" in told || typeof told.sealed !== "string") return null;
  const body = decoded(told.sealed);
  const head = String.fromCharCode(...body.subarray(0, MAGIC.length));
  if (head !== MAGIC || body.length < HEAD_BYTES + TAG_BYTES) throw new SealError(`Segment ${Number(told.segment)} is not a sealed segment.`);
  const key = hex(body.subarray(MAGIC.length, MAGIC.length + KEY_BYTES));
  return { recording: String(told.recording), segment: Number(told.segment), body, key };
}

/**
 * @param {Sealed} sealed
 * @param {Key} key
 * @param {string} recording that was asked for
 * @returns {Promise<string>} its events, one a line
 */
export async function opened({ segment, body }, key, recording) {
  // @ts-ignore: built beside the site, not in this folder
  const { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } = await import("/vendor/hpke.js");
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const info = new TextEncoder().encode(`velo sealed 1\n${recording}\n${segment}`);
  const enc = body.slice(HEAD_BYTES - POINT_BYTES, HEAD_BYTES);
  let packed;
  try {
    packed = await suite.open({ recipientKey: key.pair, enc, info }, body.slice(HEAD_BYTES));
  } catch {
    throw new SealError(`Segment ${segment} does not open: it was changed, or is not from this place of this recording.`);
  }
  return checked(await unpacked(packed, segment), segment);
}

/**
 * @param {ArrayBuffer} packed
 * @param {number} segment
 */
async function unpacked(packed, segment) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = [];
  let bytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      if ((bytes += part.value.length) > UNPACKED_BYTES) throw new SealError(`Segment ${segment} is too large.`);
    }
  } catch (error) {
    throw error instanceof SealError ? error : new SealError(`Segment ${segment} is broken inside.`);
  }
  return new Blob(parts).text();
}

/**
 * @param {string} ndjson
 * @param {number} segment
 */
function checked(ndjson, segment) {
  for (const line of ndjson.split("\n")) if (line && !isEvent(line)) throw new SealError(`Segment ${segment} holds what is no recording.`);
  return ndjson;
}

/** @param {string} line */
function isEvent(line) {
  try {
    const { type, timestamp, data } = JSON.parse(line);
    const isTyped = Number.isInteger(type) && type >= 0 && type <= 6;
    return isTyped && timestamp >= 0 && timestamp < LATEST_MS && typeof data === "object" && data !== null;
  } catch {
    return false;
  }
}
