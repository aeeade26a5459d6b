// htmx 4: parts asked for and swapped in each way, out of band, on a timer's trigger, and a form whose value goes into the address.
import htmx from "htmx.org";
import { SECRET, app, feature, until } from "./common.js";

feature({
  ready: () => {
    window.htmx = htmx;
    app().innerHTML = `<form hx-get="/files/rows.html" hx-target="#list" hx-swap="innerHTML" hx-push-url="true"><input id="typed" name="typed"> <output></output><button id="go">go</button></form>
      <ul id="list"><li>one</li></ul><button class="before" hx-get="/files/rows.html" hx-target="#list" hx-swap="beforeend">more</button>
      <button class="outer" hx-get="/files/card.html" hx-target="#card" hx-swap="outerHTML">card</button><div id="card"><p>old</p></div><p id="status">no news</p>
      <div class="note" hx-get="/files/rows.html" hx-trigger="now" hx-swap="afterbegin"></div><button class="gone" hx-get="/files/rows.html" hx-target="this" hx-swap="delete">x</button>`;
    document.querySelector("#typed").addEventListener("input", ({ target }) => (document.querySelector("output").textContent = target.value));
    htmx.process(app());
  },
  act: async () => {
    document.querySelector(".before").click();
    await until(() => document.querySelectorAll("#list li").length === 3);
    document.querySelector(".outer").click();
    await until(".card");
    htmx.trigger(document.querySelector(".note"), "now");
    await until(".note .row");
    document.querySelector(".gone").click();
    await until(() => !document.querySelector(".gone"));
    await until(() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"));
  },
  visitor: [["type", "#typed", SECRET], ["click", "#go"], ["until", "location.search && document.querySelectorAll('#list li').length === 2 && !document.querySelector('[class*=htmx-]')"], ["type", "#typed", "two"]],
});
