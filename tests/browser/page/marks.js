() => {
  // The two functions that leak cases call.
  window.__block = (element) => element.setAttribute("data-velo", "exclude");
  window.__mask = (element) => element.setAttribute("data-velo", "mask");
}
