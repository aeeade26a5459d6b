// The arms: no recorder, and each recorder in its own defaults. `begin` starts it and resolves when the page is quiet again,
// `settle` when everything up to now was observed and handed on. What leaves by the network is counted where it arrives.

const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function idle() {
  await frame();
  await wait(600);
}

const SEND_MS = 2000; // as often as Velo does: CUT_EVERY_MS in recorder/transport.py

/** Events as lines of JSON, packed as Velo packs. */
async function packed(events) {
  const text = events.map((event) => JSON.stringify(event) + "\n").join("");
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

export const arms = {
  async none() {
    return { begin: idle, settle: idle };
  },

  // What Velo watches, watched by functions that do nothing, and a worker that does nothing.
  async bare() {
    const { heard } = await import("/bench/built/bare.js");
    const targets = { window, document, navigation: window.navigation, visual: window.visualViewport };
    return {
      async begin() {
        const everything = { subtree: true, childList: true, characterData: true, attributes: true };
        new MutationObserver(() => undefined).observe(document, everything);
        for (const [target, event] of heard) targets[target]?.addEventListener(event, () => undefined, { capture: true, passive: true });
        new SharedWorker(URL.createObjectURL(new Blob(["0"]))).port.start();
        await idle();
      },
      settle: idle,
    };
  },

  async rrweb() {
    const { record } = await import("/bench/built/rrweb.js");
    const events = [];
    return {
      async begin() {
        record({ emit: (event) => events.push(event) });
        await idle();
      },
      settle: idle,
      recorded: () => events.length,
      // What a site would send, packed as Velo packs; then it is forgotten, so that the heap holds the recorder only.
      bytes: async () => (await packed(events.splice(0))).byteLength,
    };
  },

  // The same with what a site must add.
  async sending() {
    const { record } = await import("/bench/built/rrweb.js");
    const events = [];
    async function send() {
      if (events.length) await fetch("/take", { method: "POST", body: await packed(events.splice(0)) });
    }
    async function settle() {
      await idle();
      await send();
    }
    return {
      async begin() {
        record({ emit: (event) => events.push(event) });
        setInterval(send, SEND_MS);
        await settle();
      },
      settle,
      recorded: () => 1,
    };
  },

  // Replay alone, as the SDK brings it: its default privacy, its own worker that packs.
  async sentry() {
    const { init, replayIntegration } = await import("/bench/built/sentry.js");
    const replay = replayIntegration({ minReplayDuration: 0 });
    return {
      async begin() {
        const integrations = [replay];
        const dsn = `${location.protocol}//key@${location.host}/1`;
        init({ dsn, tunnel: "/take", defaultIntegrations: false, integrations, replaysSessionSampleRate: 1 });
        await idle();
        await replay.flush();
        await idle();
      },
      async settle() {
        await replay.flush();
        await idle();
      },
      recorded: () => Number(replay.getReplayId() !== undefined),
    };
  },

  async clarity() {
    const { clarity } = await import("/bench/built/clarity.js");
    return {
      async begin() {
        clarity.start({ projectId: "bench", upload: "/take", track: true, content: true });
        await wait(1000); // it sends a second after the first change
        await idle();
      },
      async settle() {
        await wait(1000);
        await idle();
      },
      recorded: () => 1,
    };
  },

  async velo() {
    const velo = await import("/velo/velo.mjs");
    const options = { endpoint: "/collect", consent: "not-required" };
    return {
      async begin() {
        await velo.start(options);
        await velo.flush();
        await idle();
      },
      // Nobody listens to segments otherwise: to be told their text costs the page.
      first: () =>
        new Promise((resolve) => {
          const start = performance.now();
          const undo = velo.on("batch", () => {
            undo();
            resolve(performance.now() - start);
          });
          velo.start(options);
        }),
      async settle() {
        await idle(); // what it would tell by itself
        await velo.flush();
        await idle();
      },
      recorded: () => 1,
    };
  },
};
