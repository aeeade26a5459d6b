/**
 * The probe: observes one page and posts what it sees to the worker.
 *
 * Laws: it changes nothing in the page but `attachShadow` and the methods that change style rules, which `stop` puts back; it
 * throws nothing into the page: whatever fails, it stops and says one word; it has no network and no storage.
 */

import { Boxes } from "./boxes.js";
import { Dirt } from "./collect.js";
import { Fields } from "./fields.js";
import { above } from "./frames.js";
import { FramesApart } from "./frames_apart.js";
import { each } from "./history.js";
import { part, valueOf } from "./kept.js";
import { Known } from "./known.js";
import { Marks } from "./marks.js";
import { Outbox } from "./outbox.js";
import { Patches } from "./patches.js";
import { Report } from "./report.js";
import { limits, rules } from "./rules.js";
import { Samples } from "./samples.js";
import { CHANGES, LATE, SOON, Senses } from "./senses.js";
import { Overflow, Serializer, clip } from "./serialize.js";
import { Sheets } from "./sheets.js";
import { Tree } from "./tree.js";
import {
  SafeMap, SafeSet, addEventListener, clearTimer, documentElement, documentURL, eventType, innerHeight, innerWidth, mutations, nextTask, nodeType, now,
  prototypeOf, removeEventListener, requestFrame, round, scrollX, scrollY, setTimer, shadowRoot, visibilityState,
} from "./natives.js";
/** @import {Owner} from "./owner.js" */
/** @import {ToWorker} from "../messages.js" */

// So long a whole page waits for a frame that the browser does not draw.
const FRAME_MS = 200;

// A page that floods us is looked at again after this long.
const CALM_MS = 1000;

export class Probe {
  /**
   * @param {{aliases: boolean | string[], recordInputs: boolean, frames: string[]}} options
   * @param {Owner} owner
   * @param {(message: ToWorker, transfer?: Transferable[]) => void} post
   * @param {(reason: string) => void} onFailure
   */
  constructor(options, owner, post, onFailure) {
    this.onFailure = onFailure;
    this.running = false;
    /** Only marks are observed, for what waits to leave. */
    this.isQuiet = false;
    this.failed = false;
    /** Nothing is collected: the page or the worker cannot follow. A fresh tree ends that. */
    this.lost = "";
    this.lostAt = 0;
    /** A whole page that is being read. @type {Tree | null} */
    this.tree = null;
    /** To be told before it. @type {unknown[] | undefined} */
    this.treeFirst = undefined;
    this.isSliceDue = false;
    /** @type {(() => void)[]} who waits until it is read */
    this.awaiting = [];
    /** The address that was told last. */
    this.address = "";
    this.timer = 0;
    /** How soon the timer is to tell, see `schedule`. */
    this.wait = SOON;
    /** @type {Promise<void> | null} */
    this.stopping = null;
    this.dirt = new Dirt();
    this.known = new Known();
    this.marks = new Marks(options.aliases, owner);
    this.fields = new Fields(this.known, this.marks, options.recordInputs);
    /** @type {Set<Node>} */
    this.roots = new SafeSet();
    this.boxes = new Boxes((callback) => this.guarded(callback), () => this.schedule());
    this.samples = new Samples((callback) => this.guarded(callback), () => this.schedule());
    this.styles = new Sheets(this.known, () => this.schedule());
    this.serializer = new Serializer(this.known, this.marks, (root) => this.enter(root), (top) => this.report.renew(top));
    this.report = new Report(this.known, this.marks, this.serializer, this.fields, this.boxes, this.styles, this.samples, this.roots, (root) => {
      this.roots.delete(root);
      let isHeld = false; // another document of the same window is there
      if (nodeType(root) === 9) this.roots.forEach((other) => (isHeld ||= prototypeOf(other) === prototypeOf(root)));
      if (nodeType(root) === 9 && !isHeld) this.patches.remove(prototypeOf(root));
      this.senses.leave(root);
    });
    this.apart = new FramesApart(options.frames, this.roots, post, (frame, number) => {
      this.report.joined.set(frame, number);
      this.schedule();
    });
    this.patches = new Patches(this.apart, this.styles, (callback) => this.guarded(callback), {
      onMessage: (event) => this.apart.heard(event),
      onShadow: (host, root) => this.shadowed(host, root),
      onState: (field) => this.stateSet(field),
    });
    this.senses = new Senses(this.known, this.fields, this.boxes.covering, (callback) => this.guarded(callback), (wait) => this.schedule(wait));
    const isLookDue = () => this.timer > 0 && this.wait !== LATE && !this.lost && visibilityState(document) !== "hidden";
    this.outbox = new Outbox(post, (callback) => this.guarded(callback), () => this.flush(false, false, true), isLookDue);
    this.observer = mutations.make(this.guarded((records) => this.collect(records)));
    this.fields.kept.onRoot = (root) => mutations.observe(this.observer, root, rules.mutations);
    this.onTimer = this.guarded(() => {
      this.timer = 0;
      // Of a hidden page nothing may leave before it is shown again: what it is then is all that a visitor sees.
      if (visibilityState(document) !== "hidden") this.flush();
    });
    /** The worker wants the whole page. */
    this.renew = this.guarded(() => {
      this.flush(false, true); // marks set just now still count for what waits
      this.snapshot();
    });
    this.onSlice = this.guarded(() => {
      this.isSliceDue = false;
      this.slice();
    });
    this.onHide = this.guarded((/** @type {Event} */ event) => {
      const isGone = eventType(event) === "pagehide";
      const isHidden = visibilityState(document) === "hidden";
      const isSeen = this.flush(true);
      if (isGone && !isSeen) this.outbox.abandon(); // a mark set meanwhile was not seen
      this.outbox.check(isGone);
      if (isGone || isHidden) post({ kind: isGone ? "leave" : "push" });
    });
    this.onOwnHide = (/** @type {Event} */ event) => event.isTrusted && this.onHide(event); // not a script's
  }

  /**
   * A callback that never throws: the probe stops instead.
   * @template T
   * @param {(value: T) => void} callback
   * @returns {(value?: any) => void}
   */
  guarded(callback) {
    return (value) => {
      if (this.failed) return;
      try {
        callback(value);
      } catch (error) {
        this.fail(error);
      }
    };
  }

  /** @param {unknown} error */
  fail(error) {
    this.failed = true;
    try {
      if (error instanceof Overflow) this.overflow();
    } catch {
      // It ends all the same.
    }
    this.end();
    this.onFailure(error instanceof Error ? error.name : "Error");
  }

  /** Too large to be told whole: the recording ends with why. What waits is forgotten for it: marks set just now were not seen. */
  overflow() {
    const { outbox } = this;
    outbox.abandon();
    outbox.put(now(), [["lost", 0, "tree_nodes"]], false);
    outbox.check(true);
    outbox.post({ kind: "leave" });
  }

  /**
   * What happened before anything was observed: what a field was, where a node came from.
   * @param {MutationRecord[]} records
   */
  remember(records) {
    try {
      const dirt = new Dirt();
      dirt.collect(records, this.known, this.marks, this.roots);
      this.roots.add(document);
      this.marks.selected.refresh(this.roots);
      this.report.leave(dirt);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Begins, or begins again, with a snapshot of the whole page. */
  start() {
    const end = now() + limits.slice_ms;
    if (this.running) {
      this.flush(); // marks set just now still count for what waits
      this.rest();
    }
    this.running = true;
    this.patches.add(document);
    this.hear();
    this.snapshot(undefined, end);
    this.whenRead(() => this.apart.start());
  }

  /**
   * Listens to the page, again if that is written anew: `document.open` takes all listeners away.
   * @param {typeof addEventListener} [change]
   */
  hear(change = addEventListener) {
    this.senses.listen(change);
    change(document, "visibilitychange", this.onOwnHide);
    change(window, "pagehide", this.onOwnHide);
  }

  /** What a framed recorder told leaves with a batch of ours, so that it waits as long and obeys our marks. */
  answer() {
    try {
      this.finish();
      if (!this.running || this.isQuiet || !this.flush()) return;
      this.outbox.put(now(), [], true);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Marks set just now are told before anything else can happen. */
  look() {
    try {
      this.flush(false, true);
    } catch (error) {
      this.fail(error);
    }
  }

  /** All that has been seen is told. */
  settle() {
    try {
      this.finish();
    } catch (error) {
      this.fail(error);
    }
    this.look();
  }

  /**
   * What the site says itself.
   * @param {string} name
   * @param {string} text JSON
   */
  say(name, text) {
    this.senses.say(clip(name, limits.attribute_chars), clip(text, limits.attribute_chars));
  }

  /**
   * Marks that the owner's own rules ask for, in Python.
   * @param {number[]} told node id, marks, node id, marks ...
   */
  treat(told) {
    try {
      /** @type {Map<number, number>} */
      const wanted = new SafeMap();
      for (let i = 0; i < told.length; i += 2) wanted.set(told[i], told[i + 1]);
      each(document, (node) => {
        const marks = wanted.get(this.known.get(node)?.id ?? 0);
        if (marks !== undefined) this.marks.treat(/** @type {Element} */ (node), marks);
      });
      this.flush();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Observes no more but marks, until what was seen is free; then nothing. */
  pause() {
    if (!this.running || this.isQuiet) return;
    this.settle();
    this.senses.stop();
    this.isQuiet = true;
    if (this.lost) this.outbox.abandon(); // marks cannot be seen, so it may not leave
    this.outbox.whenFree(() => {
      if (this.isQuiet && !this.outbox.waiting.length) this.rest(); // else it was resumed and paused again: that waits for more
    });
  }

  /** Every hook is undone. */
  rest() {
    this.running = this.isQuiet = false;
    this.lost = "";
    this.endTree();
    clearTimer(this.timer);
    this.timer = 0;
    mutations.disconnect(this.observer);
    this.dirt = new Dirt();
    this.senses.stop();
    this.marks.owner.opened = new SafeSet();
    this.marks.floor.rest();
    this.boxes.stop();
    this.samples.stop();
    this.patches.clear();
    this.hear(removeEventListener);
  }

  end() {
    this.rest();
    this.outbox.stop();
  }

  /**
   * Something is to be told.
   * @param {number} [wait] `SOON`: what a visitor does; `CHANGES`; `LATE`: moves, which may wait for more
   */
  schedule(wait = CHANGES) {
    if (!this.running || (this.timer && wait >= this.wait)) return;
    clearTimer(this.timer);
    this.wait = wait;
    this.timer = setTimer(this.onTimer, wait === LATE ? limits.moves_ms : limits.flush_ms);
  }

  /** Nothing is planned. */
  unplan() {
    clearTimer(this.timer);
    this.timer = 0;
    this.wait = SOON;
  }

  /** @param {MutationRecord[]} records */
  collect(records) {
    if (!this.running || this.lost) return;
    if (!this.dirt.collect(records, this.known, this.marks, this.roots)) this.lose("dirty_nodes");
    this.schedule();
  }

  /**
   * Drops what is not told yet and looks away until things are calm; what was told does not leave meanwhile.
   * @param {string} reason
   * @returns {false}
   */
  lose(reason) {
    this.lost = reason;
    this.lostAt = now();
    this.outbox.forgive();
    this.endTree();
    this.dirt = new Dirt();
    mutations.disconnect(this.observer);
    this.senses.forget();
    clearTimer(this.timer);
    this.wait = SOON;
    this.timer = setTimer(this.onTimer, CALM_MS);
    return false;
  }

  /**
   * Tells everything that has been seen and has changed.
   * @param {boolean} [isApart] what was seen goes in a batch of its own: the page may be about to go away
   * @param {boolean} [isAll] also what is sampled and not due yet
   * @param {boolean} [isLook] moves alone may go on waiting
   * @returns {boolean} false: it cannot see the page now
   */
  flush(isApart = false, isAll = isApart, isLook = false) {
    if (!this.running) return true;
    const isPatient = isLook && this.timer > 0 && this.wait === LATE && !this.lost;
    if (!isPatient) this.unplan();
    if (this.lost) return this.recover();
    if (this.tree) {
      // What is told must follow the tree. Marks that hold now hold for what is still to be read.
      if (!isApart) return this.between(this.tree) && false;
      this.finish();
      if (this.lost) return false;
    }
    const pending = mutations.takeRecords(this.observer);
    if (pending.length && !this.dirt.collect(pending, this.known, this.marks, this.roots)) return this.lose("dirty_nodes");
    const { dirt, outbox } = this;
    this.dirt = new Dirt();
    const ripe = outbox.ripe(false);
    this.tell(dirt, isApart, isAll, isPatient);
    if (outbox.full) return this.lose("waiting_chars");
    outbox.looked(ripe);
    return true;
  }

  /**
   * @param {Dirt} dirt
   * @param {boolean} isApart
   * @param {boolean} isAll
   * @param {boolean} isPatient
   */
  tell(dirt, isApart, isAll, isPatient) {
    const { report, senses } = this;
    const at = now();
    const lastId = this.known.last;
    if (this.isQuiet) report.onlyMarks(dirt);
    else {
      for (let i = 0; i < senses.loaded.length; i++) report.loaded(senses.loaded[i]);
      senses.loaded = [];
      report.changes(dirt);
    }
    const changes = report.take();
    const address = documentURL(document);
    if (address !== this.address && !this.isQuiet) changes[changes.length] = this.page(address);
    const closing = report.takeClosing();
    const seen = senses.drain(at, lastId, isAll, isPatient && !changes.length && !closing.length);
    if (isPatient && !senses.moves.length) this.unplan();
    const isDivided = isApart || closing.length > 0;
    if (seen.length && (isDivided || !changes.length)) this.outbox.put(at, seen, false);
    else if (seen.length) {
      for (let i = 0; i < changes.length; i++) seen[seen.length] = changes[i];
      this.outbox.put(at, seen, true);
    }
    if (closing.length) this.outbox.put(at, closing, true);
    if (changes.length && (isDivided || !seen.length)) this.outbox.put(at, changes, true);
    if (senses.last.size) this.schedule();
  }

  /**
   * After a loss: a fresh tree, if the worker can follow now.
   * @returns {boolean} false: it cannot
   */
  recover() {
    const at = now();
    const ms = this.lostAt + CALM_MS - at;
    if (ms > 0 || this.outbox.lags) {
      this.timer = setTimer(this.onTimer, ms > 0 ? ms : CALM_MS);
      return false;
    }
    const reason = this.lost;
    this.lost = "";
    this.snapshot(["lost", this.lostAt - at, reason]);
    return !this.lost && !this.tree;
  }

  /**
   * The address, which a page may change without loading another.
   * @param {string} address
   */
  page(address) {
    this.address = address;
    return ["page", 0, address, innerWidth(), innerHeight()];
  }

  /**
   * The whole page anew, slice by slice.
   * @param {unknown[]} [first] a record to send before it
   * @param {number} [end] of the first slice, epoch ms
   */
  snapshot(first, end) {
    if (!this.running || this.isQuiet || this.lost || this.tree || !documentElement(document)) return;
    mutations.disconnect(this.observer);
    mutations.observe(this.observer, document, rules.mutations);
    this.dirt = new Dirt();
    this.treeFirst = first;
    this.tree = new Tree(this.report, now());
    this.report.beginTree();
    this.senses.isReading = true;
    this.slice(end);
  }

  /**
   * Reads the page for as long as one slice may take, and asks for the next.
   * @param {number} [end] epoch ms
   */
  slice(end = now() + limits.slice_ms) {
    const { tree } = this;
    if (!tree || !this.between(tree)) return;
    if (!tree.isRead && (!tree.read(end) || tree.slices > 1)) return tree.isRead ? this.afterFrame() : this.nextSlice();
    if (!tree.ask(end)) return this.nextSlice();
    this.tellTree(tree);
  }

  /** Reads what is left in one go. */
  finish() {
    const { tree } = this;
    if (!tree || !this.between(tree)) return;
    if (!tree.isRead) tree.read(0);
    tree.ask(0);
    this.tellTree(tree);
  }

  nextSlice() {
    if (this.isSliceDue) return;
    this.isSliceDue = true;
    nextTask(this.onSlice);
  }

  /** The next slice comes when the page has been laid out. */
  afterFrame() {
    if (visibilityState(document) !== "visible") return this.nextSlice();
    requestFrame(() => this.nextSlice());
    setTimer(() => this.nextSlice(), FRAME_MS);
  }

  /**
   * What the page did since the last slice.
   * @param {Tree} tree
   * @returns {boolean} false: more than anybody could follow
   */
  between(tree) {
    const pending = mutations.takeRecords(this.observer);
    const isFollowed = !pending.length || this.dirt.collect(pending, this.known, this.marks, this.roots);
    const { dirt } = this;
    this.dirt = new Dirt();
    this.report.between(dirt);
    tree.dirt.add(dirt);
    return (isFollowed && tree.dirt.size <= limits.dirty_nodes) || this.lose("dirty_nodes");
  }

  /** @param {Tree} tree */
  tellTree(tree) {
    this.endTree();
    const { report, outbox } = this;
    const asked = report.take();
    report.changes(tree.dirt);
    report.partFormer();
    const changes = report.take();
    const closing = report.takeClosing();
    const before = this.treeFirst ? [this.treeFirst] : [];
    before[before.length] = this.page(documentURL(document));
    // In one batch the recorder hears first what is gone: nothing was asked of it then.
    const isApart = tree.dirt.removed.length > 0 || closing.length > 0;
    if (!isApart) for (let i = 0; i < changes.length; i++) asked[asked.length] = changes[i];
    outbox.putTree(tree.at, before, `["tree",0,${round(scrollX())},${round(scrollY())},[`, tree.pieces, asked);
    if (outbox.isRefused) throw new Overflow(); // it would be as large the next time
    if (closing.length) outbox.put(tree.at, closing, true);
    if (isApart) outbox.put(tree.at, changes, true);
    if (outbox.full) this.lose("waiting_chars");
    else {
      outbox.check(); // what waited while nobody looked may be free now, before more comes
      this.schedule(); // what happened meanwhile
    }
  }

  endTree() {
    const { awaiting } = this;
    this.tree = null;
    this.awaiting = [];
    this.senses.isReading = false;
    for (let i = 0; i < awaiting.length; i++) awaiting[i]();
  }

  /**
   * Calls back when no page is being read.
   * @param {() => void} callback
   */
  whenRead(callback) {
    if (this.tree) this.awaiting[this.awaiting.length] = callback;
    else callback();
  }

  /**
   * An open shadow root, or a frame's document, is read for the first time.
   * @param {ShadowRoot | Document} root
   */
  enter(root) {
    this.roots.add(root);
    this.marks.selected.ask(root);
    mutations.observe(this.observer, root, rules.mutations);
    if (root === document) this.hear();
    else this.senses.enter(root);
    if (nodeType(root) === 9) this.patches.add(/** @type {Document} */ (root));
  }

  /**
   * A shadow root was attached.
   * @param {Element} host
   * @param {ShadowRoot} root
   */
  shadowed(host, root) {
    if (!shadowRoot(host)) this.fields.closed.set(host, root);
    let top = /** @type {Node | null} */ (host);
    while (top && !this.known.get(top)) top = above(top);
    const entry = top && this.known.get(top);
    if (!entry) return;
    if (entry.closed) {
      this.fields.kept.deep.add(/** @type {Element} */ (top));
      this.dirt.unknown = true;
    } else if (top === host) this.dirt.parent(host, entry);
    this.schedule();
  }

  /**
   * A script gave a field another state: no event tells of that.
   * @param {any} field
   */
  stateSet(field) {
    if (!this.running || this.lost || !this.known.get(field)) return;
    const values = this.fields.given.get(field);
    if (values) part(values, valueOf(field));
    this.fields.set(field);
    this.schedule();
  }
}
