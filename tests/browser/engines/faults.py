"""Faults that any browser can be put through: the tests of Chromium, called with another engine's profile.

Left to Chromium: what needs its own protocol (a worker ended by hand, a tab crashed, a browser killed).
"""

from collections.abc import Callable
from typing import Any

from tests.browser import test_reliability_faults as faults
from tests.browser.chrome import call, start, velo_folder
from tests.browser.server import Answer, Site
from tests.browser.test_reliability import FAST, patch_worker

Fault = Callable[[Site, Any], None]

ANSWERS: dict[str, list[Answer]] = {
    "500, 502, 503 in a row": [500, 502, 503],
    "429 with Retry-After": [(429, {"retry-after": "1"}), 429],
    "kept, and the answer lost": ["lost", "lost"],
    "cut amid the body": ["cut", "cut"],
    "collector restarted": [0.5],
}


def _kept(site: Site, page: Any) -> str:
    """What a page adds while the collector is away lies on the device before it leaves; gives its recording."""
    call(page, "flush")
    recording = faults.recordings(site)[-1]
    site.fault = 503
    faults.add(page, faults.TAGS[:5])
    faults.until(page, lambda: all(f'"{tag}"' in str(faults.device(page)) for tag in faults.TAGS[:5]), "nothing is on the device")
    return recording


def sent_at_the_next_visit(site: Site, visitor: Any) -> None:
    """As ``test_what_a_page_left_is_sent_at_the_next_visit``; whether a worker outlives its page is the engine's affair."""
    page = faults.opened(visitor, site)
    recording = _kept(site, page)
    page.goto(site.origin + "/else")
    site.fault = None
    page.goto(site.origin)
    faults.start(page)
    call(page, "flush")
    faults.until(page, lambda: not faults.device(page), "something is left on the device")
    assert faults.arrived(site, recording) == faults.TAGS[:5]


def revoked(site: Site, visitor: Any) -> None:
    """What lies on the device goes, and the collector is asked to erase."""
    page = faults.opened(visitor, site)
    recording = _kept(site, page)
    site.fault = None
    assert call(page, "consent.revoke") is True
    faults.until(page, lambda: not faults.device(page), "something is left on the device")
    assert recording in site.erased


def nothing_left(site: Site, visitor: Any) -> None:
    """A segment lies on the device while it is sent, where no worker outlives its page; nothing stays, nothing before consent."""
    page = visitor.new_page()
    page.goto(site.origin)
    assert start(page, consent="required") == "waiting"
    page.wait_for_timeout(500)
    assert faults.device(page) is None
    call(page, "consent.grant")
    faults.add(page, faults.TAGS[:3])
    call(page, "flush")
    faults.until(page, lambda: not faults.device(page), "something is left on the device")
    assert faults.arrived(site, faults.recordings(site)[-1]) == faults.TAGS[:3]


def _answered(answers: list[Answer]) -> Fault:
    return lambda site, visitor: faults.test_all_arrives_once_and_in_order(site, visitor, list(answers))


def mixed(site: Site, visitor: Any) -> None:
    """Two tabs."""
    faults.test_all_arrives_once_and_in_order_whatever_happens_together(site, visitor, 1)


def denied(site: Site, visitor: Any) -> None:
    """No storage."""
    faults.test_where_the_device_takes_nothing_it_goes_on_in_memory(site, visitor, faults.NO_STORAGE)


FAULTS: dict[str, Fault] = {
    **{name: _answered(answers) for name, answers in ANSWERS.items()},
    "two tabs, mixed": mixed,
    "storage denied": denied,
    "left behind, next visit": sent_at_the_next_visit,
    "a mark reaches what lies on the device": faults.test_a_mark_that_comes_holds_for_what_lies_on_the_device,
    "stopped while the collector is away": faults.test_stopping_keeps_what_could_not_be_sent,
    "consent revoked": revoked,
    "nothing left without trouble": nothing_left,
}


def play(name: str, visitor: Any) -> list[str]:
    """What went wrong with a fault; empty if nothing."""
    with Site(velo_folder()) as site:
        site.page("/", faults.PAGE)
        site.page("/else", "<!doctype html><title>t</title><p>no recorder")
        patch_worker(site, FAST)
        before = set(getattr(visitor, "tabs", ()))
        try:
            FAULTS[name](site, visitor)
        except AssertionError as error:
            return [str(error).splitlines()[0] if str(error) else "it did not hold"]
        except Exception as error:  # whatever the engine has said
            return [f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"]
        finally:
            for tab in set(getattr(visitor, "tabs", ())) - before:
                tab.close()
    return []
