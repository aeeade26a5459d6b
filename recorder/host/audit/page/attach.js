/**
 * Starts the recorder once for each preset, each as a module of its own. Called with `{runs, address}`: of each run the folder
 * and the options; the address that the page seems to have while they start. Gives their states.
 *
 * Without SharedWorker each page is recorded like the first of a visit: what an earlier page was told is not remembered.
 */
async ({ runs, marks, address, limitMs }) => {
  const TAG_WAITS = 100;
  const shared = window.SharedWorker;
  const before = location.href;
  const within = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error("the recorder did not answer in time")), limitMs))]);
  const canReplace = address && location.protocol.startsWith("http");
  // The site's own tag may still be on its way: its marks hold from the start.
  const isOnItsWay = () => document.querySelector('script[src$="/velo.js"], script[src*="/velo.js?"]') && !window[Symbol.for("velo audit")];
  for (let waits = 0; isOnItsWay() && waits < TAG_WAITS; waits++) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    if (canReplace) history.replaceState(history.state, "", address);
    window.SharedWorker = undefined;
    const modules = await within(Promise.all(runs.map(({ folder }) => import(`${folder}/velo/velo.mjs`))));
    window[Symbol.for("velo audit")]?.join(modules); // marks that were called for hold before the first look
    const states = await within(Promise.all(modules.map((module, at) => module.start(runs[at].options))));
    Object.defineProperty(window, Symbol.for("velo audit runs"), { configurable: true, value: marks });
    return states;
  } finally {
    window.SharedWorker = shared;
    if (canReplace) history.replaceState(history.state, "", before);
  }
}
