({ name, part }) => {
  // Begins one part of a page, in a moment: what answers the test has run by then, and is not counted. Says in the console when it is over.
  const hold = window.__same;
  const page = (hold.pages ??= (0, eval)(hold.source))[name];
  const isLast = part === "after";
  const over = () => (isLast ? hold.later(finish, hold.settle_ms) : finish());
  const finish = () => {
    if (isLast) page.counter?.tell();
    hold.log("over");
  };
  const fail = (error) => {
    hold.say(["failed", String(error)]);
    over();
  };
  hold.later(() => {
    if (isLast) page.counter?.begin();
    try {
      const done = page[part]?.(hold.say);
      // Awaited, not `then`: the page may have replaced that.
      if (done) (async () => { try { await done; over(); } catch (error) { fail(error); } })();
      else over();
    } catch (error) {
      fail(error);
    }
  }, 30);
}
