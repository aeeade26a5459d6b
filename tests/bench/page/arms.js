// The three arms: no recorder, rrweb, Velo. `begin` resolves with ms from the start to the first event out, `settle` when
// everything up to now was observed and handed on.

const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function idle() {
  await frame();
  await wait(600);
}

export const arms = {
  async none() {
    return { begin: idle, settle: idle, bytes: async () => 0 };
  },

  async rrweb() {
    const { record } = await import("/rrweb/record.js");
    const events = [];
    return {
      async begin() {
        const start = performance.now();
        record({ emit: (event) => events.push(event) });
        const took = performance.now() - start;
        await idle();
        return took;
      },
      settle: idle,
      count: () => events.length,
      // What a site would send, packed as Velo packs; then it is forgotten, so that the heap holds the recorder only.
      async bytes() {
        const text = events.splice(0).map((event) => JSON.stringify(event) + "\n").join("");
        const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
        return (await new Response(packed).arrayBuffer()).byteLength;
      },
    };
  },

  async velo() {
    const velo = await import("/velo/velo.mjs");
    return {
      async begin() {
        await velo.start({ endpoint: "/collect", consent: "not-required" });
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
          velo.start({ endpoint: "/collect", consent: "not-required" });
        }),
      async settle() {
        await velo.flush();
        await idle();
      },
      count: () => 0, // counted where they arrive, too
      bytes: async () => 0, // counted where they arrive
    };
  },
};
