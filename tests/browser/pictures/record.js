async (acts) => {
  // Both recorders watch the same session, step by step.
  const { record } = await import("/rrweb/record.js");
  const events = [];
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const stop = record({ emit: (event) => events.push(event) });
  await pause(150);
  for (const act of acts ? eval(acts) : []) {
    act();
    await pause(150);
  }
  await pause(300);
  stop();
  return events.map((event) => JSON.stringify(event));
}
