// Before the page's own scripts, in the control only: what cannot be seen from outside afterwards.
{
  window.__closedRoots = new WeakMap();
  window.__points = [];
  const native = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = native.call(this, init);
    window.__closedRoots.set(this, root);
    return root;
  };
  addEventListener("pointerdown", (event) => window.__points.push([event.clientX, event.clientY]), true);
}
