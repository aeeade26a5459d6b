// Plays the program of a generated page, step by step: what programs.py draws, as data. Any program is valid: numbers are taken
// round the nodes that there are, and a change that the platform refuses is none.
{
  const SVG = "http://www.w3.org/2000/svg";
  const { __witness: witness, __tampers: tampers } = window;
  const timer = window.setTimeout.bind(window);
  const frame = window.requestAnimationFrame.bind(window);
  const later = queueMicrotask.bind(window);
  const MOST_NODES = 500;

  /** @type {Node[]} */
  const pool = [];
  /** @type {(() => void)[]} */
  const undos = [];
  /** @type {string[]} what went wrong that should not */
  const faults = [];

  // -- nodes ------------------------------------------------------------------------------------------------------

  /** A node from [tag, attributes, children, more], a text, or ["!", comment]. */
  function make(row, space) {
    if (typeof row === "string") return document.createTextNode(row);
    const [tag, attributes, children = [], more = {}] = row;
    if (tag === "!") return document.createComment(attributes);
    const inner = tag === "svg" ? SVG : tag === "foreignObject" ? undefined : space;
    const made = tag === "svg" || space ? document.createElementNS(SVG, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    (tag === "template" ? made.content : made).append(...children.map((child) => make(child, inner)));
    if (more.shadow) attach(made, more.shadow, more.closed ? "closed" : "open");
    if (more.value !== undefined) made.value = more.value;
    return made;
  }

  function attach(host, rows, mode) {
    const root = host.attachShadow({ mode });
    if (mode === "closed") witness.closedRoots.set(host, root);
    root.append(...rows.map((row) => make(row)));
    return root;
  }

  const html = (rows) => {
    const box = document.createElement("div");
    // Two texts become one: with a space between.
    box.append(...rows.flatMap((row) => [make(row), " "]));
    return box.innerHTML;
  };

  /** Every node that can be reached from the body, in order. */
  function nodes() {
    const found = [document.body];
    for (let i = 0; i < found.length && found.length < 5000; i++) {
      const node = found[i];
      const below = [];
      const shadow = node.nodeType === 1 && witness.shadowOf(node);
      if (shadow) below.push(shadow);
      const inner = node.nodeType === 1 && witness.documentIn(node);
      if (inner?.body) below.push(inner.body);
      found.push(...below, ...node.childNodes);
    }
    return found;
  }

  const isSolid = (node) => Boolean((node.nodeType === 1 ? node : node.parentElement)?.closest("[data-solid]"));
  const at = (list, number) => {
    if (!list.length) throw new DOMException("there is no such thing on the page now");
    return list[number % list.length];
  };
  const elements = () => nodes().filter((node) => node.nodeType === 1 && !isSolid(node));
  const parents = () => nodes().filter((node) => [1, 11].includes(node.nodeType) && !isSolid(node) && !/^(input|img|br|hr|textarea|script)$/.test(node.localName ?? ""));
  const movable = () => nodes().filter((node) => [1, 3, 8].includes(node.nodeType) && node !== document.body && node.localName !== "body" && node.parentNode && !(node.parentElement && isSolid(node.parentElement)));
  const texts = () => nodes().filter((node) => node.nodeType === 3 && !isSolid(node));
  const fields = () => nodes().filter((node) => /^(input|textarea|select)$/.test(node.localName ?? ""));
  const sheets = () => [...nodes(), ...document.head.children].filter((node) => node.localName === "style" && node.sheet);
  const isBelow = (node, top) => {
    for (let up = node; up; up = up.parentNode ?? up.host ?? (up.nodeType === 9 ? up.defaultView?.frameElement : null)) if (up === top) return true;
    return false;
  };

  function place(parent, node, where) {
    if (isBelow(parent, node)) return;
    if (node.parentNode) witness.leave(node);
    parent.insertBefore(node, parent.childNodes[where % (parent.childNodes.length + 1)] ?? null);
  }

  function take(node) {
    witness.leave(node);
    node.remove();
  }

  const said = (field, ...kinds) => kinds.forEach((kind) => field.dispatchEvent(new InputEvent(kind, { bubbles: true, composed: true })));

  // -- steps ------------------------------------------------------------------------------------------------------

  const velo = (work) => tampers.loudly(() => work(window.__velo));

  const STEPS = {
    insert: (n, where, row) => nodes().length < MOST_NODES && place(at(parents(), n), make(row), where),
    html: (n, rows) => nodes().length < MOST_NODES && (at(parents(), n).innerHTML = html(rows)),
    beside: (n, spot, rows) => nodes().length < MOST_NODES && at(elements(), n).insertAdjacentHTML(["beforebegin", "afterbegin", "beforeend", "afterend"][spot % 4], html(rows)),
    replace: (n, row) => {
      const node = at(movable(), n);
      node.before(make(row));
      take(node);
    },
    move: (n, m, where) => place(at(parents(), m), at(movable(), n), where),
    swap: (n) => {
      const node = at(movable(), n);
      if (node.nextSibling) place(node.parentNode, node.nextSibling, [...node.parentNode.childNodes].indexOf(node));
    },
    take: (n) => {
      const node = at(movable(), n);
      take(node);
      pool.push(node);
    },
    back: (k, m, where) => pool.length && place(at(parents(), m), pool.splice(k % pool.length, 1)[0], where),
    apart: (k, m) => {
      // Something is taken out of what was taken out, where nobody observes.
      const node = at(pool, k);
      if (node.lastChild) place(at(parents(), m), node.lastChild, 0);
    },
    clone: (n, m, where) => nodes().length < MOST_NODES && place(at(parents(), m), at(movable(), n).cloneNode(true), where),
    wrap: (n, attributes) => {
      const node = at(movable(), n);
      const wrapper = make(["div", attributes]);
      node.before(wrapper);
      place(wrapper, node, 0);
    },
    unwrap: (n) => {
      const node = at(movable(), n);
      if (node.nodeType !== 1 || isSolid(node)) return;
      for (const child of [...node.childNodes]) (witness.leave(child), node.before(child));
      take(node);
    },
    text: (n, text) => (at(texts(), n).data = text),
    content: (n, text) => (at(parents(), n).textContent = text),
    split: (n) => at(texts(), n).splitText(at(texts(), n).length >> 1),
    set: (n, name, value) => at(elements(), n).setAttribute(name, value),
    unset: (n, name) => at(elements(), n).removeAttribute(name),
    flip: (n, name) => at(elements(), n).classList.toggle(name),
    mark: (n, value) => at(elements(), n).setAttribute("data-velo", value),
    unmark: (n) => {
      const marked = elements().filter((node) => node.hasAttribute("data-velo"));
      at(marked, n).removeAttribute("data-velo");
    },
    call: (name, n) => {
      const element = at(elements(), n);
      const undo = velo((api) => api[name](element));
      witness.call(element, name, 1);
      undos.push(() => (velo(undo), witness.call(element, name, -1)));
    },
    select: (name, selector) => {
      const undo = velo((api) => api[name](selector));
      const rule = { name, selector };
      witness.selectors.add(rule);
      undos.push(() => (velo(undo), witness.selectors.delete(rule)));
    },
    undo: (k) => undos.length && undos.splice(k % undos.length, 1)[0](),
    push: (address) => history.pushState(null, "", address),
    swapAddress: (address) => history.replaceState({ address }, "", address),
    hash: (address) => (location.hash = address),
    title: (text) => (document.title = text),
    value: (n, text) => (at(fields(), n).value = text),
    type: (n, text) => {
      const field = at(fields(), n);
      field.focus();
      for (let i = 3; i <= text.length; i += 3) ((field.value = text.slice(0, i)), said(field, "input"));
      field.value = text;
      said(field, "input", "change");
    },
    focus: (n) => {
      const field = at(fields(), n);
      field.focus();
      field.select?.();
    },
    tick: (n) => {
      const field = at(fields(), n);
      field.checked = !field.checked;
      said(field, "input", "change");
    },
    kind: (n, type) => at(fields(), n).setAttribute("type", type),
    shadow: (n, rows, mode) => {
      const hosts = elements().filter((node) => /^(div|p|span|section|x-card)$/.test(node.localName) && !witness.shadowOf(node));
      attach(at(hosts, n), rows, mode);
    },
    adopt: (n, css) => {
      const roots = [document, ...nodes().filter((node) => node.nodeType === 11)];
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      const root = at(roots, n);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    },
    rule: (n, css) => at(sheets(), n).sheet.insertRule(css),
    event: (name, data) => {
      velo((api) => api.event(name, data));
      witness.told(JSON.stringify(data));
    },
    identify: (text) => {
      velo((api) => api.identify(text));
      witness.told(text);
    },
    pause: () => (witness.observe(false), velo((api) => api.pause())),
    resume: () => (velo((api) => api.resume()), witness.observe(true)),
    flush: () => void velo((api) => api.flush()).catch(() => undefined),
    choose: (n) => getSelection().selectAllChildren(at(elements(), n)),
    press: (n) => {
      const element = at(elements(), n);
      const { x, y } = element.getBoundingClientRect();
      for (const kind of ["pointerdown", "pointerup", "click"]) element.dispatchEvent(new PointerEvent(kind, { bubbles: true, composed: true, cancelable: true, clientX: x + 2, clientY: y + 2 }));
    },
    scroll: (n) => (at(elements(), n).scrollTop = 20),
    tamper: (name) => tampers.on(name),
  };

  /** Time that passes between steps. */
  const GAPS = {
    micro: () => new Promise((resolve) => later(resolve)),
    task: () => new Promise((resolve) => timer(resolve, 0)),
    frame: () => new Promise((resolve) => frame(() => resolve())),
    frames: () => new Promise((resolve) => frame(() => frame(() => resolve()))),
    short: () => new Promise((resolve) => timer(resolve, 40)),
    flushed: () => new Promise((resolve) => timer(resolve, 130)),
    long: () => new Promise((resolve) => timer(resolve, 420)),
  };

  function step(name, args) {
    witness.check();
    try {
      STEPS[name](...args);
    } catch (error) {
      // The platform refuses some changes; anything else would be a mistake of this file.
      if (!(error instanceof DOMException) && !/^spoiled/.test(error.message) && window.__velo?.state !== "failed") faults.push(`${name}: ${error.name}: ${error.message}`);
    }
    witness.check();
  }

  // A page that goes away ends its program.
  for (const kind of ["click", "submit"]) window.addEventListener(kind, (event) => event.preventDefault(), true);

  window.__play = {
    /** Before the recorder: the document's own words are there, the rest is set. */
    begin({ strict, recordInputs, personal, options, body, isParsed }) {
      Object.assign(witness.spec, { strict, recordInputs, personal: new Set(personal) });
      for (const name of ["exclude", "mask", "ignore", "allow"]) for (const selector of options[name] ?? []) witness.selectors.add({ name, selector });
      if (!isParsed) document.body.append(...body.map((row) => make(row)));
      witness.check();
    },
    async start(options) {
      const velo = await tampers.wait(import("/velo/velo.mjs"));
      tampers.hush();
      window.__velo = velo;
      witness.check();
      const started = tampers.loudly(() => velo.start(options));
      witness.record(true);
      witness.check();
      const limit = new Promise((_, reject) => timer(reject, 60_000, new Error("start() neither resolved nor rejected")));
      const state = await tampers.wait(Promise.race([started, limit]).then((said) => said, (error) => `rejected: ${error.message}`));
      tampers.hush();
      return state;
    },
    async run(steps) {
      for (const [name, ...args] of steps) {
        if (name === "gap") {
          witness.check(true);
          const over = GAPS[args[0]]();
          await tampers.wait(over);
          tampers.hush();
          continue;
        }
        step(name, args);
      }
      witness.check(true);
    },
    /** Built-ins are put back, recording goes on if it was paused. */
    end() {
      tampers.off();
      if (window.__velo?.state === "paused") window.__velo.resume();
      witness.check(true);
      return { ...witness.report(), faults, state: window.__velo?.state ?? "" };
    },
    /** All is sent, and the recorder stops. */
    async finish() {
      const { __velo: velo } = window;
      const before = witness.frames();
      let done = "nothing";
      const late = () => new Error(`flush() or stop() never ended: done is ${done}, ${witness.frames() - before} frames, ${document.visibilityState}`);
      const limit = new Promise((_, reject) => timer(() => reject(late()), 15_000));
      await Promise.race([velo.flush().then(() => ((done = "flush"), velo.stop())), limit]);
    },
    report: () => (witness.check(true), witness.report()),
  };
}
