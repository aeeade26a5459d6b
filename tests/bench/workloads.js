// What pages do to be measured. Each is our own code for a kind of work that rrweb's benchmarks do too.

window.workloads = (() => {
  const root = () => document.getElementById("root");

  /** @param {string} tag */
  const make = (tag, text) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  /** Cards as on a shop's page: three elements and two texts each. */
  function cards(count) {
    const parts = [];
    for (let i = 0; i < count / 4; i++) {
      parts.push(`<div class="card row item-${i % 7}" id="n${i}"><span class="title">Product number ${i}</span>`);
      parts.push(`<a class="btn primary" href="/p/${i}">Buy it now</a><i class="icon" data-id="${i}"></i></div>`);
    }
    return parts.join("");
  }

  function chain(depth) {
    const top = make("div");
    let at = top;
    for (let i = 1; i < depth; i++) at = at.appendChild(make("div"));
    return top;
  }

  function rows(count, columns) {
    for (let i = 0; i < count; i++) {
      const row = make("div");
      for (let j = 0; j < columns; j++) row.append(make("span", "cell " + j));
      root().append(row);
    }
  }

  return {
    page: (count) => (root().innerHTML = cards(count)),
    "add 10,000 and move": () => {
      const list = [];
      for (let i = 0; i < 10_000; i++) list.push(root().appendChild(make("div")));
      for (const element of list) root().insertBefore(element, root().firstChild);
    },
    "add, remove, add 10,000": () => {
      const list = [];
      for (let i = 0; i < 10_000; i++) list.push(root().appendChild(make("div", "text")));
      for (const element of list) element.remove();
      for (const element of list) root().append(element);
    },
    "class change on 10,000": () => {
      for (const element of document.querySelectorAll("#root *")) element.classList.toggle("active");
    },
    "100 chains 256 deep": () => {
      for (let i = 0; i < 100; i++) root().append(chain(256));
    },
    "chain of 1,000": () => root().append(chain(1000)),
    "1,000 × 10": () => rows(1000, 10),
  };
})();
