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
