"""Judges a leak case that was played: what let a secret out, and what the recording should have shown.

Laws: ``leaks`` looks into every byte that left for the collector, into address and body of every other request that the
plain page does not make, and into every store; ``missing`` says what a recording lacks, because an empty recording leaks
nothing either; ``control`` says why a case could not fail.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from recorder.host.audit.search import found
from tests.browser.play import Control, Run
from tests.browser.server import Event
from tests.leaks.cases import Case
from tests.player import Player

# Numbers that count time: a secret of digits must not be found in them by chance.
_TIMES = re.compile(rb'"timestamp":\d{13}|"timeOffset":-?\d+')


def leaks(case: Case, run: Run, plain: Control) -> list[str]:
    """Where a secret got out, empty if nowhere."""
    hits = [f"{where}: {hit}" for where, data in left(run, plain) for hit in found(case.secrets, data)]
    others = {asked.address for asked in run.asked if asked.is_elsewhere} - {asked.address for asked in plain.asked}
    hits += [f"other origin asked: {address}" for address in sorted(others)]
    if case.probe:
        hits += PROBES[case.probe["kind"]](case, run)
    if case.expect == "nothing":
        hits += [f"recorded in spite of a broken rule: {asked.address}" for asked in run.asked if asked.is_to_collector]
        hits += [] if run.refusal else ["start() did not reject a broken rule"]
    return hits


def left(run: Run, plain: Control) -> Iterator[tuple[str, bytes]]:
    """All bytes in which no secret may be."""
    ordinary = {(asked.method, asked.address) for asked in plain.asked}
    for asked in run.asked:
        name = f"{asked.method} {asked.address}"
        if asked.is_to_collector:
            yield name, asked.raw
            yield f"{name} unpacked", _TIMES.sub(b"", asked.text.encode())
        elif (asked.method, asked.address) not in ordinary:
            yield name, asked.address.encode() + b"\n" + asked.body
    for text in run.stored:
        yield "stores", _TIMES.sub(b"", text.encode())


def missing(case: Case, run: Run, plain: Control) -> list[str]:
    """What the recording lacks, and what it broke in the page; empty if nothing."""
    if case.expect == "nothing":
        return []
    if run.refusal or run.state != "recording":
        return [f"not recording: {run.refusal or run.state}"]
    problems = [f"thrown into the page: {error}" for error in run.errors if error not in plain.errors]
    if not any(event["type"] == 2 for event in run.events):
        return [*problems, "no full snapshot"]
    player = Player().play("\n".join(run.lines))
    recorded = Counter(str(node.get("tagName")) for node in player.nodes.values())
    lacking = Counter(run.outline) - recorded
    problems += [f"lacks {number} × <{tag}>" for tag, number in sorted(lacking.items())]
    if not any(_adds(event, "hr") for event in run.events):
        problems.append("the change made at the end did not arrive")
    shown = "\n".join(run.lines)
    return problems + [f"hides what is allowed: {text}" for text in case.allow if text not in shown]


def control(case: Case, plain: Control) -> list[str]:
    """Why the case could not fail, empty if it could."""
    if case.control == "none":
        return []
    said = "\n".join(plain.said).encode("utf-8", "replace")
    problems = [f"{secret} is nowhere on the plain page" for secret in case.secrets if not found([secret], said)]
    if case.probe:
        problems += CONTROLS[case.probe["kind"]](case, plain)
    return problems


def strings(value: Any) -> Iterator[str]:
    """Every string in decoded JSON, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from strings(below)


def positions(event: Event) -> Iterator[tuple[float, float]]:
    """Every pointer position that an event names."""
    data = event.get("data")
    if event["type"] == 3 and isinstance(data, dict) and data["source"] in (1, 2, 6, 12):
        for place in [data, *data.get("positions", [])]:
            if "x" in place and "y" in place:
                yield place["x"], place["y"]


def _adds(event: Event, tag: str) -> bool:
    if event["type"] != 3 or event["data"]["source"] != 0:
        return False
    return any(added["node"].get("tagName") == tag for added in event["data"]["adds"])


def _runs(case: Case, run: Run) -> list[str]:
    length = case.probe["length"]
    texts = [text for event in run.events for text in strings(event)]
    hits = [text for text in texts if any(len(list(equal)) == length for _, equal in groupby(text))]
    return [f"a run of {length} equal characters: {text!r}" for text in hits]


def _pointed(case: Case, run: Run) -> list[str]:
    box = run.box or {"x": 0, "y": 0, "width": 1e9, "height": 1e9}
    return [f"pointer at {point} in the box {box}" for event in run.events for point in positions(event) if _inside(point, box)]


def _ticks(case: Case, run: Run) -> list[str]:
    hits = []
    for event in run.events:
        text = json.dumps(event)
        if event["type"] == 3 and event["data"]["source"] == 5 and event["data"].get("isChecked"):
            hits.append(f"says that the box is ticked: {text}")
        elif re.search(r'"(checked|rr_checked|aria-checked)": ?(true|""|"true"|"checked")', text):
            hits.append(f"says that the box is ticked: {text[:300]}")
    return hits


def _inside(point: tuple[float, float], box: dict[str, float]) -> bool:
    x, y = point[0] - box["x"], point[1] - box["y"]
    return 0 <= x <= box["width"] and 0 <= y <= box["height"]


def _has_length(case: Case, plain: Control) -> list[str]:
    length = case.probe["length"]
    return [] if any(len(text) == length for text in plain.said) else [f"no text of {length} characters on the page"]


def _was_pressed(case: Case, plain: Control) -> list[str]:
    box = plain.box or {"x": 0, "y": 0, "width": 0, "height": 0}
    return [] if any(_inside(point, box) for point in plain.points) else [f"nothing was pressed in {box}"]


def _was_ticked(case: Case, plain: Control) -> list[str]:
    return [] if plain.ticked else ["no box is ticked on the plain page"]


PROBES = {"run": _runs, "pointer": _pointed, "checked": _ticks}
CONTROLS = {"run": _has_length, "pointer": _was_pressed, "checked": _was_ticked}
