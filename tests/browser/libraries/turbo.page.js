// Turbo 8: visits that swap the body, a frame, streams of each action, a morph, and a form whose value goes into the address.
import * as Turbo from "@hotwired/turbo";
import { SECRET, app, feature, frame, until } from "./common.js";

const stream = (action, markup, target = "list") => Turbo.renderStreamMessage(`<turbo-stream action="${action}" target="${target}"><template>${markup}</template></turbo-stream>`);
const repeat = () => {
  const said = new URLSearchParams(location.search).get("typed");
  if (said) document.querySelector("h1").textContent = `Found for ${said}`;
};

feature({
  ready: () => {
    app().innerHTML = `<turbo-frame id="inside"><a href="/files/frame.html">in the frame</a></turbo-frame><ul id="list"><li id="one">one</li><li id="two">two</li></ul>`;
    document.addEventListener("turbo:load", repeat);
    document.addEventListener("input", ({ target }) => (document.querySelector("output").textContent = target.value));
  },
  act: async () => {
    document.querySelector("turbo-frame a").click();
    await until(".framed");
    stream("append", "<li id=three>three</li>");
    stream("prepend", "<li>none</li>");
    stream("before", "<li>between</li>", "two");
    stream("replace", "<li id=one>uno</li>", "one");
    stream("remove", "", "two");
    await until("#three");
    await frame();
    stream("update", "<li>all</li><li id=three>new</li>");
    await until(() => document.querySelector("#list").children.length === 2);
    Turbo.visit("/files/second.html");
    await until("#typed");
    await until(() => !document.documentElement.hasAttribute("data-turbo-preview") && !document.documentElement.hasAttribute("aria-busy"));
    Turbo.morphElements(document.querySelector("#list"), `<ul id="list"><li id="b">b</li><li id="a" class="moved">a</li><li>c</li></ul>`);
    // A visitor looks before typing. What is typed into a field that came and goes before the recorder looks is hidden, for nobody knows what it was.
    await new Promise((resolve) => setTimeout(resolve, 300));
  },
  visitor: [["type", "#typed", SECRET], ["click", "#go"], ["until", "document.querySelector('h1').textContent.startsWith('Found')"], ["type", "#typed", "two"]],
});
