(seed) => {
  // A program of random changes below #stage; the same seed is the same program. Nothing is taken out of an excluded box
  // (what lay there stays hidden, so a replay would rightly differ).
  let state = seed * 2654435761 + 12345;
  const random = (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
  const pick = (list) => list[random(list.length)];
  const stage = document.getElementById("stage");
  const SVG = "http://www.w3.org/2000/svg";
  const TAGS = ["div", "p", "span", "ul", "li", "b", "section", "button", "input", "x-card", "table", "td"];
  const SHAPES = ["g", "circle", "path", "linearGradient", "text"];
  const WORDS = ["", " ", "word", "two words", "\n  ", "line\nline", "é ñ 漢字"];

  const roots = () => {
    const found = [stage];
    for (const root of found) for (const one of root.querySelectorAll("*")) if (one.shadowRoot) found.push(one.shadowRoot);
    return found;
  };
  const isClosed = (node) => {
    for (let at = node; at; at = at.parentNode ?? at.host) if (at.nodeType === 1 && at.closest("[data-velo]")) return true;
    return false;
  };
  const nodes = () => roots().flatMap((root) => {
    const walker = document.createTreeWalker(root);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  });
  const open = () => nodes().filter((node) => !isClosed(node));
  const parents = () => [...roots(), ...nodes().filter((node) => node.nodeType === 1 && !["input", "style"].includes(node.localName))];
  const below = (parent, node) => {
    for (let at = parent; at; at = at.parentNode ?? at.host) if (at === node) return true;
    return false;
  };
  const place = (parent, node) => {
    const children = parent.childNodes;
    parent.insertBefore(node, random(3) ? (children[random(children.length + 1)] ?? null) : null);
  };

  function make(depth = 0) {
    const kind = random(12);
    if (kind < 3) return document.createTextNode(pick(WORDS));
    if (kind === 3) return document.createComment(pick(WORDS));
    const made = kind === 4 ? document.createElementNS(SVG, "svg") : document.createElement(pick(TAGS));
    if (random(3) === 0) made.className = pick(["card", "wide grid", "icon"]);
    for (let i = random(4); i > 0 && depth < 4 && made.localName !== "input"; i--) {
      made.append(made.namespaceURI === SVG ? document.createElementNS(SVG, pick(SHAPES)) : make(depth + 1));
    }
    return made;
  }

  const OPERATIONS = {
    add: () => place(pick(parents()), make()),
    addMany: () => {
      const all = document.createDocumentFragment();
      for (let i = 0; i < 8; i++) all.append(make());
      place(pick(parents()), all);
    },
    move: () => {
      const [node, parent] = [pick(open()), pick(parents())];
      if (node && !below(parent, node)) place(parent, node);
    },
    remove: () => pick(open())?.remove(),
    leaveAndReturn: () => {
      const node = pick(open());
      const parent = node?.parentNode;
      node?.remove();
      if (parent) place(parent, node);
    },
    html: () => {
      const parent = pick(parents());
      if (parent.namespaceURI !== SVG) parent.innerHTML = pick(["<i>a</i>b<!--c-->", "", "<p>x<p>y", "<ul><li>1<li>2</ul>", "text"]);
    },
    textContent: () => (pick(parents()).textContent = pick(WORDS)),
    data: () => {
      const texts = nodes().filter((node) => node.nodeType === 3);
      if (texts.length) pick(texts).data = pick(WORDS);
    },
    split: () => {
      const text = nodes().find((node) => node.nodeType === 3 && node.length > 1);
      text?.splitText(1);
    },
    normalize: () => pick(parents()).normalize(),
    replace: () => pick(open())?.replaceWith(make(), make()),
    wrap: () => {
      const node = pick(open());
      if (!node || !node.parentNode) return;
      const wrapper = document.createElement("div");
      node.replaceWith(wrapper);
      wrapper.append(node);
    },
    unwrap: () => {
      const node = pick(open().filter((one) => one.nodeType === 1));
      node?.replaceWith(...node.childNodes);
    },
    reverse: () => {
      const parent = pick(parents());
      if (!isClosed(parent)) parent.append(...Array.from(parent.childNodes).reverse());
    },
    attribute: () => {
      const element = pick(nodes().filter((node) => node.nodeType === 1));
      const name = pick(["class", "role", "tabindex", "hidden", "title", "data-x", "style", "dir"]);
      const value = { class: pick(["card", "icon wide"]), role: "list", tabindex: String(random(9)), dir: "ltr", style: "color: red" }[name] ?? "";
      if (random(3)) element?.setAttribute(name, value);
      else element?.removeAttribute(name);
    },
    shadow: () => {
      const hosts = nodes().filter((node) => ["div", "p", "span", "section"].includes(node.localName) && !node.shadowRoot);
      if (hosts.length) pick(hosts).attachShadow({ mode: "open" }).append(make(), document.createElement("slot"));
    },
    clone: () => {
      const node = pick(open());
      if (node) place(pick(parents()), node.cloneNode(true));
    },
    exclude: () => {
      const element = pick(open().filter((node) => node.nodeType === 1 && node.namespaceURI !== SVG));
      element?.setAttribute("data-velo", "exclude");
      element?.setAttribute("style", "display:block;width:50px;height:20px");
    },
    empty: () => random(6) === 0 && stage.replaceChildren(make(), make()),
  };
  const names = Object.keys(OPERATIONS);

  return (async () => {
    for (let i = 0; i < 120; i++) {
      const name = pick(names.flatMap((one) => (["add", "addMany", "move"].includes(one) ? [one, one, one] : one === "exclude" && random(3) ? [] : [one])));
      OPERATIONS[name]();
      if (nodes().length > 400) stage.replaceChildren(make());
      if (random(6) === 0) await new Promise((resolve) => setTimeout(resolve, random(3) ? 0 : 130));
    }
  })();
}
