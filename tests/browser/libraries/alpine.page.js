// Alpine 3: x-for, x-if, x-show with a transition, x-model, x-teleport, x-html.
import Alpine from "alpinejs";
import { app, feature, frame, pause, until } from "./common.js";

feature({
  ready: async () => {
    app().innerHTML = `<div x-data="{ typed: '', rows: ['one', 'two', 'three'], shown: true, markup: '' }" @set.window="Object.assign($data, $event.detail)">
      <input id="typed" x-model="typed"> <output x-text="typed"></output><button id="add" @click="rows.push(typed); typed = ''">add</button>
      <button id="turn" @click="rows = rows.toReversed()">turn</button><button id="hide" @click="shown = !shown">hide</button>
      <template x-if="shown"><p class="shown" :title="typed" x-text="'shown: ' + typed"></p></template><p x-show="!shown" x-transition.duration.20ms>the other</p>
      <ul><template x-for="row in rows" :key="row"><li x-text="row"></li></template></ul><div x-html="markup"></div>
      <template x-teleport="body"><aside class="portal" x-text="'Said: ' + typed"></aside></template></div>`;
    Alpine.start();
    await until(".portal");
  },
  act: async () => {
    dispatchEvent(new CustomEvent("set", { detail: { rows: ["three", "two", "four", "one"] } }));
    await frame();
    dispatchEvent(new CustomEvent("set", { detail: { markup: "<em>em</em>" } }));
    await pause(100);
  },
});
