/**
 * What the page does while the probe is fetched. Its state is read when the probe is there; what a field was, and from where a node
 * was taken, would be forgotten by then.
 *
 * Law: past a limit nothing more is kept; a page that changes so much has no state yet that anybody could have seen.
 */

import { first } from "./first.js";
import { mutations } from "./probe/natives.js";

export class Early {
  constructor() {
    /** @type {MutationRecord[]} */
    this.records = [];
    this.observer = mutations.make((records) => this.keep(records));
    mutations.observe(this.observer, document, first.mutations);
  }

  /** @param {MutationRecord[]} records */
  keep(records) {
    const { length } = this.records;
    for (let i = 0; i < records.length && length + i < first.early.mutations; i++) this.records[length + i] = records[i];
  }

  stop() {
    this.keep(mutations.takeRecords(this.observer));
    mutations.disconnect(this.observer);
  }
}
