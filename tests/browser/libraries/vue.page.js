// Vue 3: keyed lists in a TransitionGroup, v-if, v-model, Teleport, KeepAlive, an async component in Suspense, v-html.
import { createApp, defineAsyncComponent, nextTick, ref } from "vue";
import { app, feature, frame, pause, until } from "./common.js";

const Late = defineAsyncComponent(() => pause(60).then(() => ({ template: `<b class="active">came late</b>` })));
const First = { template: `<p class="first">first <input value="kept"></p>` };
const Second = { template: `<p class="second">second</p>` };
let page;

feature({
  ready: async () => {
    page = createApp({
      components: { Late, First, Second },
      setup() {
        const [typed, rows, shown, tab, late, ticked, chosen, markup] = ["", ["one", "two", "three"], true, "First", false, [], "b", ""].map((value) => ref(value));
        const add = () => { rows.value.push(typed.value); typed.value = ""; };
        return { typed, rows, shown, tab, late, ticked, chosen, markup, add };
      },
      template: `
        <input id="typed" v-model="typed"> <output>{{ typed }}</output><textarea :value="typed.toUpperCase()" readonly></textarea>
        <button id="add" @click="add">add</button><button id="turn" @click="rows.reverse()">turn</button><button id="hide" @click="shown = !shown">hide</button>
        <p v-if="shown" class="shown" :data-said="typed">shown: {{ typed }}</p><p v-else>hidden</p><p v-show="!shown">the other</p>
        <TransitionGroup tag="ul" name="move" :duration="30"><li v-for="row in rows" :key="row"><input type="checkbox" :value="row" v-model="ticked">{{ row }}</li></TransitionGroup>
        <select v-model="chosen"><option v-for="one in ['a', 'b', 'c']" :key="one">{{ one }}</option></select>
        <Teleport to="body"><aside class="portal">Said: {{ typed }}</aside></Teleport>
        <KeepAlive><component :is="tab"></component></KeepAlive>
        <Suspense v-if="late"><Late /><template #fallback><i>loading</i></template></Suspense>
        <div v-html="markup"></div>`,
    }).mount(app());
    await until("#typed");
  },
  act: async () => {
    page.rows = ["three", "two", "four", "one"];
    await nextTick();
    await frame();
    Object.assign(page, { tab: "Second", late: true, ticked: ["two"], chosen: "c", markup: "<em>em</em><svg viewBox='0 0 4 4'><path d='M0 0h4'/></svg>" });
    await until(".active");
    page.tab = "First";
    await until(".first");
    await pause(100);
  },
});
