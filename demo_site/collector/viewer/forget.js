// @ts-check
/** Whoever logs in finds no keys of whoever was here before. */

indexedDB.deleteDatabase("velo-viewer");
