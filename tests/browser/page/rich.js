async () => {
  // What a lively page does to itself, step by step; each step is a task of its own.
  const $ = (id) => document.getElementById(id);
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const html = (text) => {
    const box = document.createElement("div");
    box.innerHTML = text;
    return box.firstElementChild;
  };

  const steps = [
    () => $("list").append(html("<li class='card'>fourth <b>bold</b></li>"), html("<li><!-- c --><i>fifth</i></li>")),
    () => $("list").prepend($("list").lastElementChild),
    () => $("list").insertBefore($("list").children[3], $("list").children[1]),
    () => $("list").children[2].remove(),
    () => ($("lead").innerHTML = "All <u>new</u> <span>words</span><br>"),
    () => $("lead").firstChild.data = "",
    () => $("lead").append("one", document.createTextNode(""), " ", "two"),
    () => $("lead").normalize(),
    () => {
      // wrap, in one task
      const wrapper = document.createElement("section");
      const table = $("table");
      table.replaceWith(wrapper);
      wrapper.append(html("<h2>Wrapped</h2>"), table);
    },
    () => {
      const table = document.createElement("table");
      table.innerHTML = "<tbody><tr><td colspan=2>x</td></tr></tbody>";
      document.querySelector("section").append(table);
      table.tBodies[0].insertRow(0).insertCell().textContent = "inserted";
      table.createTHead().insertRow();
    },
    () => {
      // unwrap
      const fieldset = document.querySelector("fieldset");
      fieldset.replaceWith(...fieldset.childNodes);
    },
    () => $("stage").append(html("<div class='card'><p>a</p></div>"), html("<p class='grid'>b</p>"), "text at the end"),
    () => $("other").append(...$("stage").childNodes),
    () => {
      // there and back in one task: nothing happened
      const first = $("other").firstChild;
      $("stage").append(first);
      $("other").prepend(first);
    },
    () => {
      // in and out in one task: never there
      const gone = html("<p>never seen</p>");
      $("stage").append(gone);
      gone.remove();
    },
    () => {
      // a parent that comes, gets children and moves, all in one task
      const parent = html("<ul></ul>");
      $("stage").append(parent);
      for (const word of ["x", "y", "z"]) parent.append(html(`<li>${word}</li>`));
      parent.append(parent.firstChild);
      $("other").prepend(parent);
    },
    () => $("other").firstChild.replaceChildren(...Array.from($("other").firstChild.children).reverse()),
    () => {
      for (const name of ["hidden", "class", "tabindex"]) document.querySelector("footer").removeAttribute(name);
      document.querySelector("footer").className = "wide grid";
      document.querySelector("footer").setAttribute("role", "contentinfo");
    },
    () => document.querySelector("circle").setAttribute("r", "12"),
    () => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      line.setAttribute("x1", "4");
      document.querySelector("#svg g").prepend(line);
      $("svg").setAttribute("viewBox", "0 0 200 80");
    },
    () => {
      const root = $("host").attachShadow({ mode: "open" });
      root.innerHTML = "<style>b{color:red}</style><div class=card><slot></slot></div><slot name=named></slot>";
    },
    () => $("host").shadowRoot.append(html("<p>late in the <b>shadow</b></p>")),
    () => $("host").shadowRoot.querySelector("p b").replaceWith("text only"),
    () => {
      const inner = html("<div></div>");
      inner.attachShadow({ mode: "open" }).append("deep text", html("<i>deep</i>"));
      $("host").shadowRoot.querySelector(".card").prepend(inner);
    },
    () => ($("details").open = true),
    () => $("dialog").show(),
    () => ($("area").value = "typed by script"),
    () => $("select").append(new Option("four")),
    () => ($("excluded").firstElementChild.innerHTML = "<b>changed</b> within"),
    () => ($("excluded").style.height = "90px"),
    () => $("masked").append(html("<p>more <i>masked</i></p>")),
    () => $("excluded").append($("picture")),
    () => {
      const late = html("<div class='card' style='width:120px;height:30px'>soon a box</div>");
      $("stage").append(late);
      late.dataset.velo = "exclude";
    },
    () => ($("allowed").dataset.velo = "exclude"),
    () => {
      const style = document.createElement("style");
      style.textContent = ".late { color: green }";
      document.head.append(style);
      style.sheet.insertRule(".later { color: blue }");
    },
    () => {
      const inside = $("frame").contentDocument;
      inside.open();
      inside.write("<!doctype html><title>written</title><p id=w>written <i>words</i></p>");
      inside.close();
    },
    () => $("frame").contentDocument.body.append(html("<ul><li>one</li></ul>"), "text"),
    () => $("srcdoc").contentDocument.getElementById("b").replaceWith($("custom")),
    () => $("srcdoc").contentDocument.querySelector("iframe").contentDocument.body.prepend(html("<h2>deeper</h2>")),
    () => ($("srcdoc").contentDocument.querySelector("div").innerHTML = "<b>changed</b>"),
    () => {
      const host = $("loaded").contentDocument.createElement("div");
      $("loaded").contentDocument.body.append(host);
      setTimeout(() => host.attachShadow({ mode: "open" }).append("shadow in a frame"), 20);
    },
    () => new Promise((resolve) => {
      $("inner2").onload = resolve;
      $("inner2").srcdoc = "<h1>Navigated</h1><p>to another document</p>";
    }),
    () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".card { color: red } .grid { color: blue }");
      document.adoptedStyleSheets = [sheet];
      $("host").shadowRoot.adoptedStyleSheets = [sheet];
      window.shared = sheet;
    },
    () => window.shared.insertRule("p { margin: 1px }", 1),
    () => $("host").shadowRoot.adoptedStyleSheets.push(new CSSStyleSheet()),
    () => {
      const style = document.head.appendChild(document.createElement("style"));
      for (let i = 0; i < 20; i++) style.sheet.insertRule(`.n-${i} { color: red }`, i % 3 && i);
      window.scripted = style.sheet;
    },
    () => {
      window.scripted.insertRule("@media (min-width: 1px) { p { color: red } b { color: blue } }", 4);
      window.scripted.deleteRule(0);
      window.scripted.deleteRule(7);
    },
    () => window.scripted.cssRules[3].insertRule("i { color: green }", 1),
    () => ($("host").dataset.velo = "mask"),
    () => document.querySelector("footer").append(html("<iframe srcdoc='<p>late</p>' width=100 height=30></iframe>")),
    () => document.body.append(document.createComment("at the end"), html("<x-late><b>custom</b></x-late>")),
  ];
  for (const step of steps) {
    await step();
    await frame();
  }
  const rest = document.createDocumentFragment();
  rest.append(html("<p>last</p>"), "words", html("<hr>"));
  document.querySelector("main").prepend(rest);
  await frame();
}
