({ name, isLate, isRecorded, address }) => {
  // Plays a page, in a moment: what answers the test has run by then, and is not counted. From here on nobody asks the page anything, for that
  // counts, and there are pages that no driver can ask any more; what it was it tells the site itself.
  const hold = window.__same;
  const page = (0, eval)(hold.source)[name];
  const part = async (what) => {
    try {
      await page[what]?.(hold.say);
    } catch (error) {
      hold.say(["failed", String(error)]);
    }
  };
  const record = async () => {
    try {
      const velo = await import("/velo/velo.mjs");
      return [velo, await velo.start({ endpoint: "/collect", consent: "not-required" })];
    } catch (error) {
      return [null, error.message];
    }
  };
  hold.later(async () => {
    if (!isLate) await part("before");
    const begun = isRecorded ? await record() : [null, ""];
    const velo = begun[0];
    if (isLate) await part("before");
    page.counter?.begin();
    await part("after");
    await hold.pause(hold.settle_ms);
    page.counter?.tell();
    const last = velo ? velo.state : begun[1];
    const seen = hold.seen();
    try {
      await velo?.stop();
    } finally {
      hold.tell(address, begun[1], last, seen, hold.names());
    }
  }, 30);
}
