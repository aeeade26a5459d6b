// Texts and edges of controls that are too pale for WCAG AA (1.4.3 and 1.4.11), as words; a recorded page is not ours.
() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = color;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r, g, b].map((value, at) => (value * a + [R, G, B][at] * (255 - a)) / 255);
  const ground = (element) => {
    const behind = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    return over(rgb(getComputedStyle(element).backgroundColor), behind);
  };
  const light = (color) => {
    const [r, g, b] = color.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, two) => (Math.max(light(one), light(two)) + 0.05) / (Math.min(light(one), light(two)) + 0.05);
  const pale = [];
  let looked = 0;
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility() || element.closest(".replayer-wrapper, .unseen, svg, :disabled")) continue;
    const behind = ground(element);
    const say = (what, found) => pale.push(`${what} ${element.tagName}.${element.className} ${found.toFixed(2)}`);
    if ([...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) {
      looked += 1;
      const size = parseFloat(style.fontSize);
      const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      const found = ratio(over(rgb(style.color), behind), behind);
      if (found < needed) say("text", found);
    }
    if (element.matches(".card input:not([type=hidden]), .filters input, .filters select, .button")) {
      const around = ground(element.parentElement);
      const found = Math.max(ratio(over(rgb(style.borderTopColor), around), around), ratio(behind, around));
      if (found < 3) say("edge", found);
    }
  }
  return { pale, looked };
};
