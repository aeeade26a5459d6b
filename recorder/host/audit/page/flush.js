/** Waits until all that was seen has left, in every run, and ends them. Called with `{folders, limitMs}`. */
async ({ folders, limitMs }) => {
  const modules = await Promise.all(folders.map((folder) => import(`${folder}/velo/velo.mjs`)));
  const late = new Promise((_, no) => setTimeout(() => no(new Error("what was seen did not leave in time")), limitMs));
  const leave = async (module) => {
    await module.flush();
    await module.stop();
  };
  await Promise.race([Promise.all(modules.map(leave)), late]);
}
