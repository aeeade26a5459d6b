/** The lists of selectors on the page's own tag of Velo. Called with the names of the lists. */
(names) => {
  const tag = document.querySelector('script[src$="/velo.js"], script[src*="/velo.js?"]');
  const read = (text) => {
    try {
      const list = JSON.parse(text);
      return Array.isArray(list) ? list : [text];
    } catch {
      return [text];
    }
  };
  return Object.fromEntries(names.filter((name) => tag?.dataset[name]?.trim()).map((name) => [name, read(tag.dataset[name])]));
}
