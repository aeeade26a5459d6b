"""The probe in a real browser: after any storm of changes the recorder's mirror is the page, and nothing excluded was read."""

import json
import os
import re
from typing import Any

import pytest
from playwright.sync_api import Page

from recorder.mirror import Node
from recorder.policy import Options, Policy
from recorder.recorder import Recorder
from recorder.records import Mark, NodeType

pytestmark = pytest.mark.browser
SEEDS = range(int(os.environ.get("VELO_STORMS", "25")))
ROUNDS = 8


def known(node: Node) -> list[Any]:
    """A node of the mirror as ``truth`` of harness.js tells it."""
    text = node.text.reveal() if node.text is not None and node.type is NodeType.TEXT else ""
    names = {name: raw.reveal() for name, raw in node.attributes.items()}
    if node.marks & Mark.EXCLUDE:  # what is still known from before is hidden by the policy
        return [int(node.type), node.name, {}, None, []]
    is_element = node.type in (NodeType.ELEMENT, NodeType.SVG, NodeType.MATHML)
    shadow = known(node.shadow) if node.shadow else None
    return [
        int(node.type),
        node.name if is_element else "",
        names if is_element else text,
        shadow,
        [known(c) for c in node.children],
    ]


def first_difference(found: Any, wanted: Any, path: str = "") -> str:
    """Where two trees part, as a path of names."""
    here = f"{path}/{wanted[1] or wanted[0]}"
    if found is None or wanted is None:
        return "" if found == wanted else f"{here}: one is missing"
    if found[:3] != wanted[:3]:
        return f"{here}: {found[:3]} is not {wanted[:3]}"
    if (found[3] is None) != (wanted[3] is None):
        return f"{here}: shadow {found[3] is not None}, wanted {wanted[3] is not None}"
    if found[3] and (inner := first_difference(found[3], wanted[3], here)):
        return inner
    for left, right in zip(found[4], wanted[4], strict=False):
        if inner := first_difference(left, right, here):
            return inner
    return "" if len(found[4]) == len(wanted[4]) else f"{here}: {len(found[4])} children, wanted {len(wanted[4])}"


def compare(page: Page, recorder: Recorder, name: str) -> None:
    """The recorder takes what the probe told; then it knows the page as it is, and nothing excluded was told last."""
    batches, truth, hidden, failure = page.evaluate("[harness.take(), harness.truth(), harness.hidden(), harness.failure]")
    assert failure == ""
    last = re.sub(r'\["kept",[^]]*\]\]', "", (batches or [""])[-1])  # to be looked for, told to nobody
    # What was read before it was excluded, in an earlier slice, is marked in the same batch.
    assert '["tree"' in last or not [word for word in hidden if word in last]
    for batch in batches:
        recorder.receive(batch)
        assert not recorder.wants_snapshot, json.dumps(json.loads(recorder.ledger.as_json()))
    root = recorder._mirror.root
    assert root is not None
    assert first_difference(known(root), truth) == "", name


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mirror_is_the_page_after_a_storm(page: Page, seed: int) -> None:
    recorder = Recorder()
    page.evaluate("harness.start()")
    for round_number in range(ROUNDS):
        if round_number == ROUNDS // 2:
            page.evaluate("harness.probe.snapshot()")
        page.evaluate("([seed, steps]) => storm(seed, steps)", [seed * 100 + round_number, 25])
        compare(page, recorder, f"round {round_number}")


# Each slice reads this many nodes, however fast the machine is.
SLICED = {"limits": {"slice_ms": -1, "slice_nodes": 2}}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mirror_is_the_page_though_a_storm_went_over_it_while_it_was_read(page: Page, seed: int) -> None:
    recorder = Recorder()
    page.evaluate("([seed, steps]) => { globalThis.harness.probe = { look() {} }; return storm(seed, steps) }", [seed * 100, 60])
    page.evaluate("(options) => harness.start(options)", SLICED)
    for round_number in range(1, ROUNDS):
        if round_number == ROUNDS // 2:
            page.evaluate("() => { harness.probe.settle(); harness.probe.snapshot() }")
        page.evaluate("([seed, steps]) => storm(seed, steps)", [seed * 100 + round_number, 25])
        if round_number % 3 == 0:
            page.evaluate("harness.probe.settle()")
        else:
            page.wait_for_function("!harness.probe.tree")
        compare(page, recorder, f"round {round_number}")


def after_a_secret_storm(page: Page, seed: int) -> tuple[str, set[str], set[str]]:
    """What leaves of a page in ``balanced``; the words on it that are secret; those that are not."""
    recorder = Recorder(Policy(Options(preset="balanced")))
    page.evaluate("([seed, steps]) => { globalThis.harness.probe = { look() {} }; return secretStorm(seed, steps) }", [seed * 100, 40])
    page.evaluate("(options) => harness.start(options)", SLICED if seed % 2 else {})
    for round_number in range(1, ROUNDS):
        page.evaluate("([seed, steps]) => secretStorm(seed, steps)", [seed * 100 + round_number, 25])
        page.evaluate("() => { secrets.note(true); harness.probe.settle() }")
        for batch in page.evaluate("harness.take()"):
            recorder.receive(batch)
            assert not recorder.wants_snapshot
    words, in_the_open = page.evaluate("[[...secrets.words], [...secrets.open]]")
    return recorder.take(), set(words), set(in_the_open) - set(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_leaves_that_stood_in_a_hidden_place_however_the_page_moves_and_repeats_it(page: Page, seed: int) -> None:
    told, words, _ = after_a_secret_storm(page, seed)
    assert not [word for word in words if word in told]


def test_words_leave_that_never_stood_in_a_hidden_place(page: Page) -> None:
    told, words, others = after_a_secret_storm(page, 0)
    assert words and [word for word in others if word in told]


def test_a_password_turned_to_text_before_anybody_looked_is_not_read(page: Page) -> None:
    script = """(type) => {
      const field = document.createElement("input");
      field.type = type;
      field.value = "Quillfeather";
      document.body.append(field);
      field.type = "text";
      return harness.take().join("");
    }"""
    page.evaluate("harness.start({ recordInputs: true })")
    assert "Quillfeather" in page.evaluate(script, "search")
    assert "Quillfeather" not in page.evaluate(script, "password")


def test_a_scroll_that_waited_is_not_told_of_a_box_that_has_gone_meanwhile(page: Page) -> None:
    html = '<div id=s style="height:40px;overflow:auto"><p style="height:900px">x</p></div>'
    page.evaluate("(html) => { document.body.innerHTML = html; harness.start() }", html)
    page.wait_for_function("!harness.probe.tree")
    recorder = Recorder()
    compare(page, recorder, "before")
    page.evaluate(
        """async () => {
             const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
             const { probe } = harness;
             s.scrollTop = 10;
             await frames();
             probe.look();
             probe.senses.told.forEach((_, hook) => probe.senses.told.set(hook, Infinity)); // the next ones wait
             s.scrollTop = 20;
             await frames();
             s.remove();
             probe.flush();
             window.waiting = probe.senses.last.size;
             document.body.append("later");
           }"""
    )
    assert page.evaluate("waiting") == 1
    compare(page, recorder, "after")


def started(page: Page, script: str) -> Recorder:
    """A recorder that knows the page as a script has left it."""
    recorder = Recorder()
    page.evaluate(script)
    page.evaluate("harness.start()")
    page.wait_for_function("!harness.probe.tree")
    compare(page, recorder, "at first")
    return recorder


def test_what_comes_out_of_a_box_that_goes_into_it_is_told(page: Page) -> None:
    recorder = started(page, "document.body.innerHTML = '<div id=box><p id=inner>text</p></div>'")
    page.evaluate("() => { inner.dataset.velo = 'exclude'; harness.probe.look() }")
    script = "const outer = box; outer.dataset.velo = 'exclude'; outer.replaceWith(inner); inner.append(outer); harness.probe.look()"
    page.evaluate(f"() => {{ {script} }}")
    compare(page, recorder, "changed places")


def test_what_changes_and_waits_in_a_fragment_ends_no_recording(page: Page) -> None:
    """Pages keep there what they may show again; such a fragment has no host."""
    recorder = started(page, "document.body.innerHTML = '<div id=box><p id=inner>text</p></div>'")
    page.evaluate("() => { inner.append('more'); (window.kept = new DocumentFragment()).append(box); harness.probe.look() }")
    compare(page, recorder, "kept")
    page.evaluate("() => { document.body.append(kept); harness.probe.look() }")
    compare(page, recorder, "shown again")


# What reads on until something of the page is known, and changes the page then.
WHILE_IT_IS_READ = {
    "a node read already goes into one whose children are read next": """
      while (!harness.probe.known.get(first.firstChild)) harness.probe.slice(1);
      const wrapper = document.createElement("div");
      last.before(wrapper);
      wrapper.append(first);
      while (!harness.probe.known.get(wrapper)) harness.probe.slice(1);""",
    "a sheet goes after it was read": """
      const { tree } = harness.probe;
      while (tree.question < 2 || !tree.place) harness.probe.slice(1);
      one.remove();""",
}


@pytest.mark.parametrize("name", WHILE_IT_IS_READ)
def test_what_changes_while_a_page_is_read_is_told_as_it_stands_then(page: Page, name: str) -> None:
    recorder = Recorder()
    script = """([html, change, options]) => {
      document.body.innerHTML = html;
      harness.start(options);
      new Function(change)();
    }"""
    html = "<style id=one></style><style id=two></style><p id=first>1</p><p>2</p><p id=last>3</p>"
    page.evaluate(script, [html, WHILE_IT_IS_READ[name], SLICED])
    page.wait_for_function("!harness.probe.tree")
    compare(page, recorder, name)


def test_of_a_long_list_no_more_is_told_than_what_came_and_went(page: Page) -> None:
    recorder = started(page, "for (let i = 0; i < 1000; i++) document.body.append(document.createElement('p'))")
    page.evaluate(
        "document.body.append('late'); document.body.children[300].remove(); document.body.prepend(document.body.children[500])"
    )
    batches = page.evaluate("harness.take()")
    (record,) = (record for batch in batches for record in json.loads(batch)["records"])
    assert record[0] == "splice" and len(json.dumps(record)) < 200
    for batch in batches:
        recorder.receive(batch)
    compare(page, recorder, "at last")


@pytest.mark.parametrize("is_late", [False, True])
def test_kinds_of_nodes_that_are_never_told_may_stand_between(page: Page, is_late: bool) -> None:
    none = "document.body.append(document.createProcessingInstruction('a', 'b'), 'after it')"
    recorder = started(page, "document.body.append('words')" if is_late else none)
    page.evaluate(
        "document.body.lastChild.before('here', document.createProcessingInstruction('c', 'd'), 'there'); document.body.append('end')"
    )
    compare(page, recorder, "then")
    page.evaluate("document.body.prepend('first')")
    compare(page, recorder, "at last")


# What a visitor typed into a field that the recorder has known, where it is now.
TYPED = """(where) => {
  const field = document.createElement("input"), host = document.createElement("div");
  document.body.append(field, host);
  harness.probe.look();
  if (where === "closed root") host.attachShadow({ mode: "closed" }).append(field);
  harness.take();
  field.value = "Quillfeather";
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  field.remove();
  return harness.take();
}"""


@pytest.mark.parametrize("where, kind", [("page", "value"), ("closed root", "kept")])
def test_what_was_typed_into_a_field_that_went_is_told_once(page: Page, where: str, kind: str) -> None:
    """As its value while the recorder knows the field; if that went before, to be looked for."""
    started(page, "0")
    batches = page.evaluate(TYPED, where)
    told = [record for batch in batches for record in json.loads(batch)["records"] if "Quillfeather" in json.dumps(record)]
    assert [record[0] for record in told] == [kind]


def test_a_field_that_a_script_sets_without_end_says_no_more_than_a_few_values(page: Page) -> None:
    started(page, "document.body.append(document.createElement('input'))")
    page.evaluate(
        """() => {
             const field = document.querySelector("input");
             for (let i = 0; i < 2000; i++) {
               field.value = `value ${i} of a script`;
               if (i % 2) field.dispatchEvent(new InputEvent("input", { bubbles: true }));
             }
           }"""
    )
    records = [record for batch in page.evaluate("harness.take()") for record in json.loads(batch)["records"]]
    assert 1 < sum(record[0] in ("typed", "value") for record in records) <= 201
