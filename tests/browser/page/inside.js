// Before the worker's own script: what a test may ask of it, over a channel. How much memory Python has, and what batches came when.
{
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  /** @type {[number, number, number][]} characters; when it was posted, when it was begun (epoch ms) */
  const batches = [];
  const { Memory, instantiate } = WebAssembly;
  WebAssembly.Memory = new Proxy(Memory, {
    construct(target, args) {
      const made = Reflect.construct(target, args);
      memories.push(made);
      return made;
    },
  });
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    for (const one of Object.values((made.instance ?? made).exports)) if (one instanceof Memory) memories.push(one);
    return made;
  };
  const at = () => performance.timeOrigin + performance.now();
  addEventListener("connect", ({ ports: [port] }) =>
    port.addEventListener("message", ({ data: { kind, parts } }) => {
      if (kind === "batch") batches.push([parts.reduce((sum, part) => sum + part.length, 0), Number(/"at":([\d.]+)/.exec(parts[0])[1]), at()]);
    }),
  );
  const channel = new BroadcastChannel("test");
  channel.onmessage = ({ data }) => {
    if (data === "?") channel.postMessage({ bytes: memories.reduce((sum, one) => sum + one.buffer.byteLength, 0), batches });
  };
}
