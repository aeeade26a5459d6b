/**
 * Stands in for the site's own Velo while it is audited: nothing is recorded twice, nothing reaches the site's collector. What the
 * page says is kept (options, marks) and handed to the audit's recorders; `VELO_AUDIT_TAG` is put in.
 */
const veloRelay = (() => {
  const BITS = { exclude: 1, mask: 2, ignore: 4, allow: 8 };
  const marks = [];
  const waiting = [];
  let modules = [];
  const tell = (name, args) => (modules.length ? modules.map((module) => module[name](...args)) : (waiting.push([name, args]), []));
  const mark = (name) => (target) => {
    const entry = [target, BITS[name]];
    marks.push(entry);
    const undos = tell(name, [target]);
    return () => {
      if (marks.includes(entry)) marks.splice(marks.indexOf(entry), 1);
      for (const undo of undos) undo();
    };
  };
  const relay = {
    state: "recording", consent: { state: "granted", grant() {}, revoke() {} },
    exclude: mark("exclude"), mask: mark("mask"), ignore: mark("ignore"), allow: mark("allow"),
    event: (...args) => void tell("event", args), identify: (...args) => void tell("identify", args),
    on: () => () => {}, stop: async () => {}, pause() {}, resume() {}, flush: async () => {}, ledger: async () => ({ hidden: {}, dropped: {}, rules: {}, kinds: {} }),
    async start(options = {}) {
      for (const name of Object.keys(BITS)) for (const selector of options[name] ?? []) relay[name](selector);
      return "recording";
    },
  };
  Object.defineProperty(window, Symbol.for("velo audit"), {
    configurable: true,
    value: {
      marks: () => marks.flatMap(([target, bit]) => (typeof target === "string" || target instanceof Element ? [[target, bit]] : [...(target ?? [])].map((one) => [one, bit]))),
      join(started) {
        modules = started;
        for (const [name, args] of waiting.splice(0)) tell(name, args);
      },
    },
  });
  return relay;
})();
