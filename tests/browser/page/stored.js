async () => {
  // Whatever lies in any store of this origin, as text; bytes as base64.
  async function readable(value, depth = 0) {
    if (value instanceof Blob) value = await value.arrayBuffer();
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
    }
    if (value instanceof Map) value = Array.from(value);
    if (value instanceof Set) value = Array.from(value);
    if (Array.isArray(value)) return Promise.all(value.map((one) => readable(one, depth + 1)));
    if (value && typeof value === "object" && depth < 12) {
      return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, one]) => [key, await readable(one, depth + 1)])));
    }
    return String(value);
  }

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const all = { cookie: document.cookie, local: { ...localStorage }, session: { ...sessionStorage }, databases: {}, caches: {}, files: {} };
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    const stores = (all.databases[name] = {});
    for (const store of database.objectStoreNames) {
      const open = database.transaction(store).objectStore(store);
      const keys = await done(open.getAllKeys());
      const values = await done(database.transaction(store).objectStore(store).getAll());
      stores[store] = await readable([keys, values]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    all.caches[name] = [];
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      all.caches[name].push([request.url, await readable(await response.arrayBuffer())]);
    }
  }
  const folder = await navigator.storage?.getDirectory?.(); // WebKitGTK has none
  for await (const [name, file] of folder?.entries() ?? []) all.files[name] = file.kind === "file" ? await readable(await file.getFile()) : "folder";
  return all;
}
