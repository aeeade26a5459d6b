"""Plays generated programs in one browser, one after the other, and judges them: no secret in any byte that left or was stored.

Laws: every byte that reached the collector is looked at, every other request that no page makes, and every store; what may
have left is what ``witness.js`` saw in the open, all other words are secrets; a run that recorded nothing, lost a late harmless
change, broke the page or had no words on it proves nothing and fails too.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from recorder.host.audit.search import found
from tests.browser.chrome import context, script
from tests.browser.planted import BEGINNINGS, Planted, document, planted
from tests.browser.server import Asked, Event, Site

LIMIT_MS = 40_000
# A profile is renewed after so many plays: its worker's memory grows.
PLAYS = 60
# What a page itself asks for says so; what comes from a script or a worker could be the recorder's.
_BY_SCRIPT = ("empty", "worker", "sharedworker", "serviceworker", "")


@dataclass
class Play:
    """A program that was played. ``is_shut``: the whole page is excluded."""

    planted: Planted
    state: str = ""
    is_shut: bool = False
    seen: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def secrets(self) -> list[str]:
        """The words that must not have left."""
        return sorted(set(self.planted.words) - set(self.open))

    @property
    def puts(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.is_to_collector and asked.method == "PUT" and asked.status == 204]

    @property
    def events(self) -> list[Event]:
        return [json.loads(line) for asked in self.puts for line in asked.text.splitlines()]


class Ground:
    """Where programs are played: one origin, so that one worker serves many pages."""

    def __init__(self, site: Site, profile: BrowserContext) -> None:
        self.site = site
        self.profile = profile
        self.number = 0
        for name in ("tampers", "witness", "interpreter"):
            profile.add_init_script(f"if (window === top) {{ {script(name)} }}")
        # The worker lives as long as a page that records.
        self.keeper = profile.new_page()
        self.keeper.goto(site.page("/keeper", "<!doctype html><title>k</title>"))
        self.keeper.evaluate("__play.start({ consent: 'not-required' })")

    def play(self, program: dict[str, Any], number: int | None = None) -> Play:
        """Plays a program from its page's first byte to the last segment."""
        self.number += 1
        made = planted(program, self.number if number is None else number)
        play, page = Play(made), self.profile.new_page()
        page.set_default_timeout(LIMIT_MS)
        page.on("pageerror", lambda error: play.errors.append(error.message))
        before = len(self.site.asked)
        try:
            self._run(play, page, made.program)
        finally:
            page.close()
            self.site.answers.clear()
        play.asked = self.site.snapshot()[before:]
        return play

    def _run(self, play: Play, page: Page, program: dict[str, Any]) -> None:
        path, mark, rest = _cut(f"/g{self.number}", program["address"])
        page.goto(self.site.page(path, document(program)) + mark + rest)
        options = {"preset": program["preset"], "recordInputs": program["recordInputs"], **program["options"]}
        strict = program["preset"] == "strict"
        page.evaluate("spec => __play.begin(spec)", {**program, "strict": strict, "personal": play.planted.personal})
        page.evaluate("steps => __play.run(steps)", program["early"])
        play.state = page.evaluate("o => __play.start(o)", {"endpoint": "/collect", "consent": "not-required", **options})
        self.site.answers += program["answers"]
        page.evaluate("steps => __play.run(steps)", program["steps"])
        said = page.evaluate("() => __play.end()")
        play.stored.append(json.dumps(page.evaluate(script("stored"))))
        if said["state"] == "recording":
            page.evaluate("() => { document.documentElement.append(document.createElement('hr')) }")
            page.evaluate("() => __play.finish()")
        said |= page.evaluate("() => __play.report()")
        play.state = said["state"] or play.state
        play.seen, play.open, play.faults, play.is_shut = said["seen"], said["open"], said["faults"], said["isShut"]
        play.stored.append(json.dumps([page.evaluate(script("stored")), [dict(cookie) for cookie in self.profile.cookies()]]))


@contextmanager
def ground(browser: Browser, velo: Path) -> Iterator[Ground]:
    """A fresh ground."""
    with Site(velo) as site, context(browser, site) as profile:
        yield Ground(site, profile)


def leaks(play: Play) -> list[str]:
    """Where a secret got out, empty if nowhere."""
    hits = []
    for where, data in _left(play):
        # One look for all of them; the words themselves only where that look found something.
        if found(BEGINNINGS, data):
            hits += [f"{where}: {hit}" for hit in found(play.secrets, data)]
    return hits


def missing(play: Play) -> list[str]:
    """What the play lacks to prove anything, and what it broke; empty if nothing."""
    if any(step[0] == "tamper" for step in play.planted.program["early"]):
        return []  # nothing can be promised where built-ins were spoiled before, but that nothing leaks
    problems = [f"the interpreter failed: {fault}" for fault in play.faults]
    problems += [f"thrown into the page: {error}" for error in play.errors if not _OWN_ERROR.search(error)]
    on_page = len(set(play.planted.first) & set(play.seen))
    if on_page * 2 < len(play.planted.first):
        problems.append(f"{on_page} of {len(play.planted.first)} words are on the page")
    spoiled = [step[1] for step in play.planted.program["early"] + play.planted.program["steps"] if step[0] == "tamper"]
    if any(name.startswith("trap") for name in spoiled) or (spoiled and play.state == "failed"):
        return problems  # at worst that stops the recording
    if play.state != "recording":
        return [*problems, f"not recording: {play.state}"]
    if not any(event["type"] == 2 for event in play.events):
        problems.append("no full snapshot")
    if not play.is_shut and not any('"tagName":"hr"' in asked.text for asked in play.puts):  # as a change, or in a later snapshot
        problems.append("the change made at the end did not arrive")
    return problems


# What pages throw by themselves: words in place of scripts and addresses.
_OWN_ERROR = re.compile(r"\b(Unexpected|Invalid|missing) |^qzx\w+ is not defined|spoiled")


def _left(play: Play) -> Iterator[tuple[str, bytes]]:
    for asked in play.asked:
        name = f"{asked.method} {asked.address}"
        if asked.is_to_collector:
            yield name, asked.raw
            yield f"{name} unpacked", asked.text.encode()
        elif asked.header("sec-fetch-dest") in (*_BY_SCRIPT, None) and not asked.is_elsewhere:
            yield name, asked.address.encode() + b"\n" + asked.body
    for text in play.stored:
        yield "stores", text.encode()


def _cut(path: str, address: str) -> tuple[str, str, str]:
    """The path of the page, and what follows it in the address."""
    at = min((place for mark in "?#" if (place := address.find(mark)) >= 0), default=len(address))
    return path + address[:at], address[at : at + 1], address[at + 1 :]
