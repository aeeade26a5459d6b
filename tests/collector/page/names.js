// Controls without a name, and what else a screen reader would miss, as words.
() => {
  const wrong = [];
  const name = (element) =>
    element.getAttribute("aria-label") || element.title || [...(element.labels ?? [])].map((label) => label.textContent).join("") ||
    (element.matches("input, select, textarea") ? "" : element.textContent);
  for (const element of document.querySelectorAll("button, a, input:not([type=hidden]), select, textarea, iframe")) {
    if (!name(element).trim() && element.checkVisibility()) wrong.push(`no name: ${element.outerHTML.slice(0, 90)}`);
  }
  for (const picture of document.querySelectorAll("img:not([alt])")) wrong.push(`no alt: ${picture.src.slice(0, 60)}`);
  if (document.documentElement.lang !== "en") wrong.push("no language");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (!document.querySelector("main") || !document.querySelector("header")) wrong.push("no landmarks");
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("wider than the window");
  return wrong;
};
