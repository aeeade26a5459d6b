async (way, html) => {
  // What pages do without meaning anything else by it: tests/browser/transformed.py says what each is.
  const { body } = document;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const made = (text) => new DOMParser().parseFromString(`<body>${text}`, "text/html").body;

  function texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found.filter((text) => text.length > 3 && !text.parentElement.closest("script, style, textarea, option"));
  }

  async function away(place, ms) {
    const nodes = Array.from(body.childNodes);
    place.append(...nodes);
    await pause(ms);
    body.append(...nodes);
  }

  const ways = {
    insert() {
      const range = document.createRange();
      range.selectNode(body);
      body.append(range.createContextualFragment(html));
    },
    async markLate() {
      const inert = made(html);
      const marks = Array.from(inert.querySelectorAll("[data-velo]"), (element) => [element, element.dataset.velo]);
      for (const [element] of marks) delete element.dataset.velo;
      body.append(...inert.childNodes);
      await frame();
      for (const [element, mark] of marks) element.dataset.velo = mark;
    },
    async grow() {
      const copy = async (from, to) => {
        for (const node of Array.from(from.childNodes)) {
          const grown = node.cloneNode(node.nodeType !== 1 || node.localName === "template");
          to.append(grown);
          if (node.localName !== "template") await copy(node, grown);
        }
        await pause(0);
      };
      await copy(made(html), body);
    },
    split: () => texts().forEach((text) => text.splitText(text.length >> 1)),
    halve() {
      for (const text of texts()) {
        const [first, second] = [document.createElement("span"), document.createElement("b")];
        first.textContent = text.data.slice(0, text.length >> 1);
        second.textContent = text.data.slice(text.length >> 1);
        text.replaceWith(first, second);
      }
    },
    sayAgain: () => texts().forEach((text) => text.replaceWith(document.createTextNode(text.data))),
    async blink() {
      for (const text of texts()) {
        const said = text.data;
        text.data = "";
        await pause(0);
        text.data = said;
      }
    },
    unhang: () => away(document.createDocumentFragment(), 0),
    hangLater: () => away(document.createDocumentFragment(), 400),
    async throughFrame() {
      const trip = document.documentElement.appendChild(document.createElement("iframe"));
      await away(trip.contentDocument.body, 150);
      trip.remove();
    },
    async throughShadow() {
      const trip = document.documentElement.appendChild(document.createElement("aside"));
      await away(trip.attachShadow({ mode: "open" }), 150);
      trip.remove();
    },
    async moveBefore() {
      const trip = body.appendChild(document.createElement("section"));
      const moved = Array.from(body.children).filter((element) => element !== trip);
      for (const element of moved) trip.moveBefore(element, null);
      await pause(150);
      for (const element of moved) body.moveBefore(element, trip);
    },
    copy: () => Array.from(body.children).forEach((element) => body.append(element.cloneNode(true))),
    wrapEach() {
      for (const node of Array.from(body.childNodes)) {
        const box = document.createElement("div");
        node.replaceWith(box);
        box.append(node);
      }
    },
    markAbove() {
      for (const element of document.querySelectorAll("div[data-velo], p[data-velo], section[data-velo]")) {
        if (element.dataset.velo === "allow") continue;
        const box = document.createElement("div");
        box.dataset.velo = element.dataset.velo;
        element.replaceWith(box);
        box.append(element);
        delete element.dataset.velo;
      }
    },
    async rename() {
      const marks = [];
      for (const element of document.querySelectorAll("div[data-velo], p[data-velo], section[data-velo]")) {
        const renamed = document.createElement("article");
        for (const { name, value } of element.attributes) if (name !== "data-velo") renamed.setAttribute(name, value);
        renamed.append(...element.childNodes);
        element.replaceWith(renamed);
        marks.push([renamed, element.dataset.velo]);
      }
      await frame();
      for (const [element, mark] of marks) element.dataset.velo = mark;
    },
    rewrite: () => (body.innerHTML = body.innerHTML),
    reopen() {
      const text = document.documentElement.outerHTML;
      document.open();
      document.write(`<!doctype html>${text}`);
      document.close();
    },
    swapFields() {
      for (const field of document.querySelectorAll("input:not([type=file]), textarea, select")) {
        const copy = field.cloneNode(true);
        copy.value = field.value;
        copy.checked = field.checked;
        field.replaceWith(copy);
      }
    },
    async swapView() {
      await document.startViewTransition(() => body.append(...Array.from(body.childNodes).reverse())).finished;
    },
    async hide() {
      body.hidden = true;
      await pause(300);
      body.hidden = false;
    },
  };
  await ways[way]();
}
