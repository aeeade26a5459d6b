// @ts-check
/**
 * The private keys that this page holds: in memory, and where somebody asked for it in the browser's store, where scripts can use
 * a key but not read it out. The log-in page empties that (forget.js).
 */

import { readKey } from "./sealed.js";
/** @import {Key} from "./sealed.js" */

const NAME = "velo-viewer";
const KEYS = "keys";

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(KEYS);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
}

export class Keyring {
  constructor() {
    /** @type {Map<string, Key>} */
    this.held = new Map();
  }

  /** Takes what was kept earlier. A browser that keeps nothing is as good as one where nothing was kept. */
  async load() {
    try {
      if (!(await indexedDB.databases()).some(({ name }) => name === NAME)) return;
      const database = await opened();
      const asked = database.transaction(KEYS).objectStore(KEYS).getAll();
      await new Promise((resolve, reject) => Object.assign(asked, { onsuccess: resolve, onerror: reject }));
      for (const key of asked.result) this.held.set(key.id, key);
      database.close();
    } catch {
      // said above
    }
  }

  /**
   * @param {string} pem
   * @param {boolean} isKept in this browser, until somebody logs in again
   */
  async add(pem, isKept) {
    const key = await readKey(pem);
    this.held.set(key.id, key);
    if (!isKept) return;
    const database = await opened();
    const transaction = database.transaction(KEYS, "readwrite");
    transaction.objectStore(KEYS).put(key, key.id);
    await new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onerror: reject, onabort: reject }));
    database.close();
  }

  forget() {
    this.held.clear();
    indexedDB.deleteDatabase(NAME);
  }
}
