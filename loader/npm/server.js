/** The same functions where there is no page (rendering on a server, tests in Node): nothing is recorded, nothing is thrown. */

const nothing = () => undefined;
const undo = () => nothing;
const done = async () => undefined;

/** @type {import("../api.js").State} */
export const state = "off";
export const start = async () => state;
export const consent = { state: "required", grant: start, revoke: async () => true };
export const ledger = async () => ({});
export { nothing as event, nothing as filesAt, nothing as identify, nothing as pause, nothing as resume };
export { undo as allow, undo as exclude, undo as ignore, undo as mask, undo as on };
export { done as flush, done as stop };
