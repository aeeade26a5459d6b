/**
 * What the page and the worker say to each other. Nothing else crosses.
 *
 * Page to worker
 *
 * - `start`    options, absolute URL of the collector or null, how many workers of this page ended before, since when there is
 *              consent, whether the worker outlives the page
 * - `batch`    records as JSON (`recorder/records.py`), in parts, numbered from 1; the worker makes bytes of them
 * - `release`  everything up to this batch may leave now
 * - `listen`   somebody wants to see segments before they leave
 * - `flush`    send what was released; done when the collector has it
 * - `ledger`   done with counts of what was hidden, as JSON
 * - `stop`     send what was released, then end; done when that was tried
 * - `erase`    consent was taken back: forget everything and ask the collector to erase the recording, and those of the site's other
 *              pages that are there now
 * - `push`     send what was released without waiting for more: the page is out of sight
 * - `leave`    as `push`, then end: the page is gone, or put aside
 * - `frame`    a framed page records itself: its number, and the port to its recorder
 * - `up`       the port to the recorder of the page around this one
 * - `end`      forget everything that has not left
 * - `ping`     to be answered by `pong`
 *
 * Worker to page
 *
 * - `joined`   the worker is there, and has all that was posted; it holds this lock for as long as it lives
 * - `ready`    Python runs
 * - `received` batches up to this one are in Python: the page may send more; not said after each small one
 * - `failed`   nothing will be sent any more; the reason holds no page content
 * - `treated`  marks that the owner's own rules ask for: node id, marks, node id, marks ...
 * - `snapshot` the recorder needs a fresh tree
 * - `look`     a framed recorder told something: it leaves with the page's next batch
 * - `segment`  text of a segment, before it leaves
 * - `revoked`  consent was taken back on another page of the site: nothing will be sent any more
 * - `done`     answer to the message with this ticket
 * - `pong`     answer to `ping`
 *
 * Pages that have not joined it yet ask over the channel `lockOf` whether a worker is there: it answers `HERE`.
 *
 * @typedef {Record<string, unknown>} Options
 * @typedef {{kind: "start", options: Options, endpoint: string | null, losses: number, since: number, outlives?: boolean}
 *   | {kind: "batch", number: number, parts: string[]}
 *   | {kind: "release", number: number}
 *   | {kind: "listen"}
 *   | {kind: "push"}
 *   | {kind: "leave"}
 *   | {kind: "frame", number: number, port: MessagePort}
 *   | {kind: "up", port: MessagePort}
 *   | {kind: "end" | "ping"}
 *   | {kind: "flush" | "ledger" | "stop" | "erase", ticket: number}} ToWorker
 * @typedef {{kind: "joined", lock?: string}
 *   | {kind: "ready"}
 *   | {kind: "received", number: number}
 *   | {kind: "failed", reason: string}
 *   | {kind: "treated", marks: number[]}
 *   | {kind: "snapshot"}
 *   | {kind: "revoked"}
 *   | {kind: "pong"}
 *   | {kind: "look"}
 *   | {kind: "segment", text: string}
 *   | {kind: "done", ticket: number, value?: unknown}} ToPage
 */

export const HERE = "here";

/**
 * The name of the channel of a worker, and how the name of the lock begins that it holds for as long as it lives.
 * @param {string} address of the worker
 */
export const lockOf = (address) => `velo-worker ${address} `;
