"""A tab of another engine, with what the tests use of Playwright's ``Page``: so that the same test drives all engines.

Laws: a visitor's deeds are W3C actions, which both protocols take in the same words; what is run in a page is handed its argument
as JSON and answers in JSON, so no handle of one protocol shows. Errors are Playwright's, for the tests look for these.
"""

import abc
import json
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

Actions = list[dict[str, Any]]

# An element by selector, in open shadow trees too, its last part below a host as well, scrolled into view.
FIND = """(selector) => {
  const within = (root, selector) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const below = shadowRoot && within(shadowRoot, selector);
      if (below) return below;
    }
    return null;
  };
  const [, host, part] = /^(.*\\S) ([^ >+~]+)$/.exec(selector) ?? [];
  const below = () => host && within(document, host)?.shadowRoot?.querySelector(part);
  const found = within(document, selector) ?? below() ?? null;
  found?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  return found;
}"""

BOX = f"""(selector) => {{
  const box = ({FIND})(selector)?.getBoundingClientRect();
  return box ? {{ x: box.x, y: box.y, width: box.width, height: box.height }} : null;
}}"""

CHOOSE = f"""([selector, wanted]) => {{
  const select = ({FIND})(selector);
  const option = [...select.options].find(({{ value, label }}) => value === wanted || label === wanted);
  option.selected = true;
  select.dispatchEvent(new Event("input", {{ bubbles: true }}));
  select.dispatchEvent(new Event("change", {{ bubbles: true }}));
}}"""

# Anything else is statements or an expression, and evaluated as such: not on pages whose policy forbids it.
FUNCTION = re.compile(r"\s*(async\b\s*)?(\(\s*[\w\s,{}\[\].=]*\)|\w+)\s*=>")

KEYS = {"Enter": "\ue006", "Control": "\ue009"}
BUTTONS = {"left": 0, "middle": 1, "right": 2}
POLL_S = 0.05


class Tab(abc.ABC):
    """One tab. What an engine's protocol has to bring is at the end."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.limit_s = 30.0
        self.keyboard, self.mouse = Keyboard(self), Mouse(self)
        self._listeners: dict[str, list[Callable[[Any], None]]] = {}

    # -- what the page is asked -------------------------------------------------------------------------------------

    def evaluate(self, source: str, argument: Any = None) -> Any:
        """What a function, or an expression, gives in the page."""
        made = f"(\n{source}\n)" if FUNCTION.match(source) else f"(0, eval)({json.dumps(source)})"
        script = f"""async (text) => {{
          const made = {made};
          return JSON.stringify((await (typeof made === "function" ? made(JSON.parse(text)) : made)) ?? null);
        }}"""
        return json.loads(self.run(script, json.dumps(argument)))

    def wait_for_function(self, source: str) -> None:
        """Until an expression or a function gives something true."""
        self._until(lambda: self.evaluate(source), source)

    def wait_for_url(self, address: str) -> None:
        """Until the tab has come to an address."""
        self._until(lambda: self.evaluate("() => document.readyState === 'complete' && location.href") == address, address)

    def _until(self, holds: Callable[[], Any], what: str) -> None:
        end = time.monotonic() + self.limit_s
        while not holds():
            if time.monotonic() > end:
                raise Error(f"waited in vain: {what}")
            time.sleep(POLL_S)

    def wait_for_timeout(self, ms: float) -> None:
        """Lets the page be."""
        time.sleep(ms / 1000)
        self.listen()

    def set_default_timeout(self, ms: float) -> None:
        """How long ``wait_for_...`` wait at most."""
        self.limit_s = ms / 1000

    def on(self, name: str, listener: Callable[[Any], None]) -> None:
        """``pageerror`` and ``console``: the listener gets something with ``message`` or ``text``."""
        self._listeners.setdefault(name, []).append(listener)

    def tell(self, name: str, what: Any) -> None:
        """Hands something to those who listen."""
        for listener in self._listeners.get(name, []):
            listener(what)

    # -- what a visitor does ----------------------------------------------------------------------------------------

    def locator(self, selector: str) -> "Locator":
        return Locator(self, selector)

    def click(self, selector: str, button: str = "left") -> None:
        self.press(selector, 1, BUTTONS[button])

    def dblclick(self, selector: str) -> None:
        self.press(selector, 2)

    def hover(self, selector: str) -> None:
        self.press(selector, 0)

    def press(self, selector: str, times: int, button: int = 0, pointer: str = "mouse") -> None:
        """Goes to the middle of an element and presses it so many times."""
        to = self._to(selector, 0)
        presses = [{"type": "pointerDown", "button": button}, {"type": "pointerUp", "button": button}] * times
        self.perform([{"type": "pointer", "id": pointer, "parameters": {"pointerType": pointer}, "actions": [to, *presses]}])

    def tap(self, selector: str) -> None:
        self.press(selector, 1, pointer="touch")

    def point(self, selector: str, pointer: str) -> None:
        """A press near an element's corner, by a mouse or a pen."""
        to = {"type": "pointerMove", "duration": 0, **self._corner(selector, 5, 5)}
        presses = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.perform([{"type": "pointer", "id": pointer, "parameters": {"pointerType": pointer}, "actions": [to, *presses]}])

    def swipe(self, selector: str) -> None:
        """A finger that is put down, moves and is lifted."""
        rest = {"type": "pause", "duration": 60}
        first, *moves = [{"type": "pointerMove", "duration": 0, **self._corner(selector, x, 20)} for x in (30, 60, 90)]
        steps = [first, {"type": "pointerDown", "button": 0}, *(step for move in moves for step in (rest, move)), rest]
        steps += [{"type": "pointerUp", "button": 0}]
        self.perform([{"type": "pointer", "id": "touch", "parameters": {"pointerType": "touch"}, "actions": steps}])

    def _corner(self, selector: str, x: int, y: int) -> dict[str, int]:
        box = self.box(selector)
        return {"x": round(box["x"]) + x, "y": round(box["y"]) + y}

    def drag_and_drop(self, start: str, end: str) -> None:
        """Presses one element and lets go over another."""
        steps: Actions = []
        for selector, then in ((start, "pointerDown"), (end, "pointerUp")):
            steps += [self._to(selector, 100), {"type": then, "button": 0}]
        self.perform([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}])

    def _to(self, selector: str, ms: int) -> dict[str, Any]:
        """The way to the middle of an element."""
        box = self.box(selector)
        middle = {"x": round(box["x"] + box["width"] / 2), "y": round(box["y"] + box["height"] / 2)}
        return {"type": "pointerMove", "duration": ms, **middle}

    def focus(self, selector: str) -> None:
        self.evaluate(f"(selector) => void ({FIND})(selector).focus()", selector)

    def select_option(self, selector: str, value: str) -> None:
        self.evaluate(CHOOSE, [selector, value])

    def set_input_files(self, selector: str, file: dict[str, Any]) -> None:
        """A file of this name and content is chosen."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, file["name"])
            path.write_bytes(file["buffer"])
            self.choose_file(selector, path)

    def box(self, selector: str) -> dict[str, float]:
        box: dict[str, float] | None = self.evaluate(BOX, selector)
        if box is None:
            raise Error(f"no element fits {selector}")
        return box

    def bring_to_front(self) -> None:  # noqa: B027
        """Nothing to do where each tab has a window of its own."""

    # -- what an engine brings --------------------------------------------------------------------------------------

    @abc.abstractmethod
    def run(self, function: str, argument: str) -> str:
        """Calls a function of one text in the page; gives the text that it resolves to. Raises ``Error``."""

    @abc.abstractmethod
    def goto(self, address: str) -> None:
        """Opens an address, and waits until it is loaded."""

    @abc.abstractmethod
    def perform(self, actions: Actions) -> None:
        """W3C actions, as ``input.performActions`` and ``POST /actions`` take them."""

    @abc.abstractmethod
    def choose_file(self, selector: str, path: Path) -> None:
        """A file for a field."""

    @abc.abstractmethod
    def set_viewport_size(self, size: dict[str, int]) -> None:
        """``width`` and ``height`` in CSS px."""

    @abc.abstractmethod
    def listen(self) -> None:
        """Hears what the engine has said meanwhile."""

    @abc.abstractmethod
    def close(self) -> None:
        """Ends the tab."""


class Locator:
    """An element that is looked for when it is used."""

    def __init__(self, tab: Tab, selector: str) -> None:
        self._tab, self._selector = tab, selector

    def press_sequentially(self, text: str) -> None:
        self._tab.focus(self._selector)
        self._tab.keyboard.type(text)

    def fill(self, text: str) -> None:
        self._tab.evaluate(f"(selector) => {{ const it = ({FIND})(selector); it.focus(); it.select?.(); }}", self._selector)
        self._tab.keyboard.type(text)

    def bounding_box(self) -> dict[str, float]:
        return self._tab.box(self._selector)


class Keyboard:
    """Keys, one after the other."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    def type(self, text: str, delay: float = 0) -> None:
        pause = [{"type": "pause", "duration": round(delay)}] if delay else []
        for char in text:
            key = {"\n": "\ue007", "\t": "\ue004"}.get(char, char)
            steps = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}, *pause]
            self._tab.perform([{"type": "key", "id": "keys", "actions": steps}])


    def press(self, keys: str) -> None:
        """``Control+z``: one after the other, then let go of backwards."""
        values = [KEYS.get(key, key) for key in keys.split("+")]
        steps = [{"type": "keyDown", "value": value} for value in values]
        steps += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._tab.perform([{"type": "key", "id": "keys", "actions": steps}])


class Mouse:
    """The wheel, and presses at a place of the window."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    def click(self, x: float, y: float) -> None:
        to = {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._tab.perform([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [to, *press]}])

    def wheel(self, x: float, y: float) -> None:
        turned = {"type": "scroll", "x": 300, "y": 300, "deltaX": round(x), "deltaY": round(y), "duration": 0}
        self._tab.perform([{"type": "wheel", "id": "wheel", "actions": [turned]}])
