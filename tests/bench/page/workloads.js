// What the measured pages do. Six workloads of the same kind and size as rrweb's own benchmarks of DOM mutations.

const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

/** A page of so many elements: cards with a title, words, a link, a list and now and then a form field. */
export function build(elements) {
  const main = make("main");
  let count = 1;
  for (let card = 0; count < elements; card++) {
    const parts = [
      make("h3", { class: "title" }, `Article number ${card}`),
      make("p", {}, "Some words about it, ", make("b", {}, "a few of them bold"), ", and a few more after that."),
      make("a", { href: `/articles/${card}?from=list`, class: "more link", title: `Read article ${card}` }, "Read on"),
      make("ul", { class: "tags" }, make("li", {}, "first"), make("li", {}, "second"), make("li", {}, "third")),
      card % 5 ? make("span", { "data-state": "open" }, "open") : make("input", { type: "text", value: "typed", placeholder: "a note" }),
    ];
    main.append(make("div", { class: "card", id: `card-${card}`, style: "padding:4px" }, ...parts));
    count += 10;
  }
  document.body.append(main);
}

/** A chain of nested elements; gives its top. */
function chain(depth, attributes) {
  const top = make("div", attributes?.(0));
  let at = top;
  for (let level = 1; level < depth; level++) {
    const below = make("div", attributes?.(level));
    at.append(below);
    at = below;
  }
  return top;
}

const branches = () => Array.from({ length: 1000 }, (_, branch) => chain(10, (depth) => ({ branch, depth })));

export const workloads = {
  "add 10,000, then move them": {
    run() {
      const list = make("div");
      for (let i = 0; i < 10_000; i++) list.append(make("div", {}, `entry ${i}`));
      const old = document.getElementById("app");
      old.append(list);
      const next = make("div", {}, list);
      document.body.append(next);
      old.remove();
      document.body.append(make("div", {}, make("div", {}, "one more")));
    },
  },
  "add 10,000, remove them, add 10,000": {
    run() {
      const all = () => {
        const some = document.createDocumentFragment();
        some.append(...branches());
        document.body.append(some);
      };
      all();
      for (const one of document.querySelectorAll("div")) one.remove();
      all();
    },
  },
  "a class on 10,000": {
    prepare() {
      for (let i = 0; i < 10_000; i++) document.body.append(make("div"));
    },
    run() {
      for (const one of document.getElementsByTagName("div")) one.classList.add("marked");
    },
  },
  "100 chains 256 deep": {
    run() {
      document.body.textContent = "";
      const ends = Array.from({ length: 100 }, () => document.body.appendChild(make("div")));
      for (let level = 0; level < 256; level++) {
        for (let i = 0; i < ends.length; i++) ends[i] = ends[i].appendChild(make("div"));
      }
    },
  },
  "one chain of 1,000": {
    run() {
      let at = document.body;
      for (let i = 0; i < 1000; i++) {
        const below = make("div", {}, `level ${i}`);
        at.append(below);
        at = below;
      }
    },
  },
  "1,000 branches of 10": {
    run() {
      for (const branch of branches()) document.body.append(branch);
    },
  },
};

// What real pages do, spread over frames: `run` resolves when it is done.

const frames = async (count, each) => {
  for (let i = 0; i < count; i++) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    each(i);
  }
};

/** The same numbers every time. */
function chance(state) {
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state % below;
  };
}

const words = (pick, count) => Array.from({ length: count }, () => "lorem ipsum dolor sit amet elit sed".split(" ")[pick(7)]).join(" ");

export const pages = {
  "typing, checked live": {
    prepare() {
      const form = make("form");
      for (let i = 0; i < 6; i++) form.append(make("label", {}, `Field ${i}`, make("input", { name: `f${i}` }), make("small", { class: "hint" }, "")));
      document.body.append(form);
    },
    run: () =>
      frames(60, (frame) => {
        const input = document.querySelectorAll("input")[Math.floor(frame / 10)];
        for (const letter of "abc") {
          input.value += letter;
          input.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter, inputType: "insertText" }));
          const isShort = input.value.length < 12;
          input.setAttribute("aria-invalid", String(isShort));
          input.className = isShort ? "wrong" : "right";
          input.nextSibling.textContent = isShort ? `${12 - input.value.length} more` : "fine";
        }
      }),
  },
  "a table of 1,000 rows, sorted anew": {
    prepare() {
      const pick = chance(7);
      const body = make("tbody");
      for (let i = 0; i < 1000; i++) {
        const price = String(pick(100_000));
        body.append(make("tr", { "data-price": price }, make("td", {}, `Item ${i}`), make("td", {}, words(pick, 3)), make("td", {}, price)));
      }
      document.body.append(make("table", {}, body));
    },
    run: () =>
      frames(5, (frame) => {
        const body = document.querySelector("tbody");
        const rows = [...body.rows].sort((a, b) => (a.dataset.price - b.dataset.price) * (frame % 2 ? 1 : -1));
        body.append(...rows);
      }),
  },
  "a chat log": {
    prepare() {
      document.body.append(make("div", { id: "log", style: "height:400px;overflow:auto" }));
    },
    run() {
      const pick = chance(3);
      const log = document.getElementById("log");
      return frames(60, (frame) => {
        for (let i = 0; i < 5; i++) {
          const line = make("div", { class: "message" }, make("b", {}, `user ${pick(9)}`), make("time", {}, `12:${frame}`), make("p", {}, words(pick, 12)));
          log.append(line);
        }
        while (log.childElementCount > 100) log.firstElementChild.remove();
        log.scrollTop = log.scrollHeight;
      });
    },
  },
  "a log of 10,000 lines, and more": {
    prepare() {
      const lines = Array.from({ length: 10_000 }, (_, i) => make("div", { class: "line" }, `${i}: a line as there are many`));
      document.body.append(make("div", { id: "lines", style: "height:300px;overflow:auto;contain:strict" }, ...lines));
    },
    run: () => frames(60, (frame) => document.getElementById("lines").append(make("div", { class: "line" }, `and one more: ${frame}`))),
  },
  "a virtual list, scrolled": {
    prepare() {
      const rows = Array.from({ length: 40 }, (_, i) => make("div", { class: "row", style: `position:absolute;top:${i * 20}px` }, make("span", {}, `row ${i}`)));
      document.body.append(make("div", { id: "list", style: "position:relative;height:600px;overflow:hidden" }, ...rows));
    },
    run: () =>
      frames(60, (frame) => {
        const list = document.getElementById("list");
        for (let i = 0; i < 8; i++) {
          const row = list.firstElementChild;
          row.style.top = `${(frame * 8 + i) * 20}px`;
          row.firstChild.textContent = `row ${frame * 8 + i}`;
          list.append(row);
        }
      }),
  },
  "a chart in SVG": {
    prepare() {
      const space = "http://www.w3.org/2000/svg";
      const chart = document.createElementNS(space, "svg");
      for (let i = 0; i < 300; i++) chart.append(document.createElementNS(space, i % 3 ? "rect" : "path"));
      document.body.append(chart);
    },
    run() {
      const pick = chance(5);
      return frames(60, () => {
        for (const part of document.querySelector("svg").children) {
          if (part.localName === "rect") {
            part.setAttribute("y", String(pick(300)));
            part.setAttribute("height", String(pick(300)));
          } else part.setAttribute("d", `M0 ${pick(99)}L50 ${pick(99)}L99 ${pick(99)}`);
        }
      });
    },
  },
  "a list of 500, keyed and drawn anew": {
    prepare() {
      const list = make("ul");
      for (let i = 0; i < 500; i++) list.append(make("li", { id: `k${i}` }, make("b", {}, `name ${i}`), make("i", {}, "0")));
      document.body.append(list);
    },
    run() {
      const pick = chance(11);
      let next = 500;
      return frames(20, (frame) => {
        const list = document.querySelector("ul");
        for (let i = 0; i < 10; i++) list.children[pick(list.childElementCount)].remove();
        for (let i = 0; i < 10; i++) list.insertBefore(make("li", { id: `k${next}` }, make("b", {}, `name ${next++}`), make("i", {}, "0")), list.children[pick(490)]);
        for (let i = 0; i < 50; i++) list.children[pick(500)].lastChild.textContent = String(frame);
        for (let i = 0; i < 10; i++) list.insertBefore(list.children[pick(500)], list.children[pick(500)]);
      });
    },
  },
  "300 shadow roots": {
    prepare() {
      for (let i = 0; i < 300; i++) {
        const host = document.body.appendChild(make("div", { class: "host" }));
        const sheet = make("style");
        sheet.textContent = ":host{display:block}p{margin:0}";
        host.attachShadow({ mode: "open" }).append(sheet, make("p", {}, `part ${i}`), make("slot"));
      }
    },
    run: () =>
      frames(20, (frame) => {
        const hosts = document.querySelectorAll(".host");
        for (let i = frame % 3; i < 300; i += 3) {
          hosts[i].shadowRoot.querySelector("p").textContent = `part ${i}, ${frame}`;
          hosts[i].shadowRoot.querySelector("p").className = `c${frame % 4}`;
        }
      }),
  },
  "an answer, streamed word by word": {
    prepare() {
      document.body.append(make("div", { id: "answer", style: "width:600px" }));
    },
    run() {
      const pick = chance(13);
      return frames(120, (frame) => {
        const answer = document.getElementById("answer");
        if (frame % 20 === 0) answer.append(make(frame % 40 ? "p" : "h2", {}, ""));
        for (let i = 0; i < 3; i++) answer.lastChild.append(words(pick, 1) + " ");
      });
    },
  },
  "views of an app, one after the other": {
    prepare() {
      document.body.append(make("main", { id: "view" }));
    },
    run: () =>
      frames(12, (frame) => {
        const card = (i) => make("article", { class: "card", id: `v${frame}-${i}` }, make("h3", {}, `view ${frame}`), make("p", {}, `words of ${i}`), make("a", { href: `/v/${i}` }, "on"));
        document.getElementById("view").replaceChildren(...Array.from({ length: 60 }, (_, i) => card(i)));
        history.replaceState(null, "", `/view/${frame}`);
      }),
  },
  "the mouse moves": {
    prepare() {
      for (let i = 0; i < 100; i++) document.body.append(make("button", { style: "width:90px;height:40px" }, `button ${i}`));
    },
    run: () =>
      frames(120, (frame) => {
        for (let i = 0; i < 4; i++) {
          const [clientX, clientY] = [(frame * 31 + i * 7) % 950, (frame * 17 + i * 5) % 350];
          const target = document.elementFromPoint(clientX, clientY) ?? document.body;
          const said = { bubbles: true, composed: true, clientX, clientY, pointerType: "mouse" };
          target.dispatchEvent(new PointerEvent("pointermove", said));
          target.dispatchEvent(new MouseEvent("mousemove", said));
        }
      }),
  },
};
