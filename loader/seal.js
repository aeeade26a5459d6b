/**
 * Seals segments for the owner's key, so that the collector keeps what it cannot read. Only in a build with `--encrypt-to`.
 *
 * HPKE, base mode (RFC 9180), one message for each body: a segment is worded anew for each try, and a key that is used once never
 * meets two texts. The form of a sealed body: `demo_site/collector/envelope.py`. Laws: what is sealed names its recording and number,
 * so it opens in its own place only; without `crypto.subtle` there is no recording.
 */

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

const HEAD = "VELO\x01";
const KEY_BYTES = 8;
const GZIP = 0x1f;

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** @type {Promise<{key: CryptoKey, name: Uint8Array<ArrayBuffer>}> | null} */
let owner = null;

/** The owner's public key; raises where the browser cannot seal. */
export function ownersKey() {
  owner ??= read(VELO_SEAL);
  return owner;
}

/** @param {string} point uncompressed, in base64 */
async function read(point) {
  if (!globalThis.crypto?.subtle) throw Object.assign(new Error(), { name: "no encryption without https" });
  const bytes = Uint8Array.from(atob(point), (letter) => letter.charCodeAt(0));
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return { key: await suite.kem.deserializePublicKey(bytes), name: new Uint8Array(hash, 0, KEY_BYTES) };
}

/**
 * @param {ArrayBuffer} body packed; what is sealed already, for this key or an older one, stays as it is
 * @param {string} recording
 * @param {number} number of the segment
 * @returns {Promise<ArrayBuffer>}
 */
export async function seal(body, recording, number) {
  if (new Uint8Array(body)[0] !== GZIP) return body;
  const { key, name } = await ownersKey();
  const info = new TextEncoder().encode(`velo sealed 1\n${recording}\n${number}`);
  const { enc, ct } = await suite.seal({ recipientPublicKey: key, info }, body);
  return new Blob([HEAD, name, enc, ct]).arrayBuffer();
}
