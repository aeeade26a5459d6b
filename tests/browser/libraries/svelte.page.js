// Svelte 5 with runes: keyed each with flip, if with a fade, bindings, groups, await, key, html, its own head and styles.
import { flushSync, mount } from "svelte";
import Page from "./Page.svelte";
import { app, feature, frame, pause, until } from "./common.js";

const steps = {};

feature({
  ready: async () => {
    mount(Page, { target: app(), props: { steps, later: pause(300).then(() => "came late") } });
    await until("#typed");
  },
  act: async () => {
    steps.set({ rows: ["three", "two", "four", "one"] });
    flushSync();
    await frame();
    steps.set({ late: true, ticked: ["two", "one"], chosen: "c" });
    await until(".active");
    await pause(100);
  },
});
