/**
 * What lies on the device: segments on their way, masked and packed, and wishes to erase. Only the queue asks it.
 *
 * Laws: nothing is opened before something is to be kept, or may have been; where the device takes nothing (storage denied or
 * full), whoever keeps is told so; wishes to erase are then held in memory for as long as this worker lives.
 */

const NAME = "velo";
// Beside each thing (its address and body) lies its size and time, so that a look at the list reads no bodies.
const [THINGS, SIZES, LOST] = ["things", "sizes", "lost"];

/** @typedef {[recording: string, number: number]} Key */
/** @typedef {{endpoint: string, body?: ArrayBuffer}} Thing */
/** @typedef {[recording: string, number: number, bytes: number, atMs: number]} Row */

export class Store {
  constructor() {
    /** @type {Promise<IDBDatabase> | null} */
    this.database = null;
    /** @type {Map<string, [Row, Thing]>} */
    this.memory = new Map();
  }

  open() {
    this.database ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => [THINGS, SIZES, LOST].forEach((name) => asked.result.createObjectStore(name));
      asked.onerror = asked.onblocked = () => reject(asked.error ?? new Error("blocked"));
      asked.onsuccess = () => {
        asked.result.onversionchange = asked.result.onclose = () => this.close();
        resolve(asked.result);
      };
    });
    this.database.catch(() => (this.database = null));
    return this.database;
  }

  close() {
    this.database?.then((database) => database.close()).catch(() => undefined);
    this.database = null;
  }

  /** Whether there may be something, without making what is not there. */
  async isThere() {
    try {
      if (this.memory.size || this.database) return true;
      return !indexedDB.databases || (await indexedDB.databases()).some(({ name }) => name === NAME);
    } catch {
      return false;
    }
  }

  /**
   * All of it happens, or nothing.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(things: IDBObjectStore, sizes: IDBObjectStore, lost: IDBObjectStore) => IDBRequest<T> | void} work
   * @returns {Promise<T>}
   */
  async transact(mode, work) {
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction([THINGS, SIZES, LOST], mode);
      const asked = work(transaction.objectStore(THINGS), transaction.objectStore(SIZES), transaction.objectStore(LOST));
      transaction.oncomplete = () => resolve(/** @type {T} */ (asked?.result));
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    });
  }

  /**
   * @param {[Row, Thing][]} kept
   * @param {Key[]} dropped
   * @returns {Promise<boolean>} false: the device took nothing
   */
  async change(kept, dropped) {
    for (const key of dropped) this.memory.delete(String(key));
    if (!kept.length && !(await this.isThere())) return true;
    try {
      await this.transact("readwrite", (things, sizes) => {
        for (const key of dropped) for (const store of [things, sizes]) store.delete(key);
        for (const [[recording, number, bytes, atMs], thing] of kept) {
          things.put(thing, [recording, number]);
          sizes.put([bytes, atMs], [recording, number]);
        }
      });
      for (const [[recording, number]] of kept) this.memory.delete(String([recording, number]));
      return true;
    } catch {
      for (const [row, thing] of kept) if (!thing.body) this.memory.set(String(row.slice(0, 2)), [row, thing]);
      await this.transact("readwrite", (things, sizes) => {
        // What was there before may say more than may leave now.
        for (const [[recording, number]] of kept) for (const store of [things, sizes]) store.delete([recording, number]);
        for (const key of dropped) for (const store of [things, sizes]) store.delete(key);
      }).catch(() => undefined);
      return false;
    }
  }

  /** @returns {Promise<Row[]>} */
  async list() {
    /** @type {Row[]} */
    const rows = [];
    try {
      await this.transact("readonly", (_, sizes) => {
        sizes.openCursor().onsuccess = (event) => {
          const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (event.target).result;
          if (!cursor) return;
          rows.push(/** @type {any} */ ([.../** @type {Key} */ (cursor.key), ...cursor.value]));
          cursor.continue();
        };
      });
    } catch {
      // what is held in memory is all there is
    }
    return [...rows, ...Array.from(this.memory.values(), ([row]) => row)];
  }

  /**
   * @param {Key} key
   * @returns {Promise<Thing | undefined>}
   */
  async get(key) {
    const held = this.memory.get(String(key));
    if (held) return held[1];
    return this.transact("readonly", (things) => things.get(key)).catch(() => undefined);
  }

  /**
   * Notes how many segments were lost, until a recording can say so.
   * @param {Record<string, number>} counts by reason
   */
  async lose(counts) {
    if (!Object.keys(counts).length) return;
    await this.transact("readwrite", (things, sizes, lost) => {
      for (const [reason, count] of Object.entries(counts)) {
        const before = lost.get(reason);
        before.onsuccess = () => lost.put((before.result ?? 0) + count, reason);
      }
    }).catch(() => undefined);
  }

  /** What was lost and not said yet; it is said now. */
  async lost() {
    /** @type {Record<string, number>} */
    const counts = {};
    await this.transact("readwrite", (things, sizes, lost) => {
      lost.openCursor().onsuccess = (event) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (event.target).result;
        if (!cursor) return;
        counts[String(cursor.key)] = cursor.value;
        cursor.delete();
        cursor.continue();
      };
    }).catch(() => undefined);
    return counts;
  }
}
