"""What the probe observes: mutations, browser events, sampling, fields. The probe is the interpreter of this table.

A new sense is a row here and, only if it reads something new, a reader in ``loader/probe/readers.js``. Keyboard events have
no row and never get one: keys are never recorded. All listeners are passive and capture, so the page's own handlers neither
wait for us nor hide anything from us by ``stopPropagation``.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from recorder import aliases, config, policy
from recorder.records import VERSION, Mark


@dataclass(frozen=True)
class Hook:
    """One browser event: ``target`` window or document, the record ``kind`` it makes, ``reader`` that fills the fields.

    ``action`` names what happened where one kind serves several events. ``every_ms``: at most one record in that time,
    the last one wins; 0: each one counts.
    """

    event: str
    target: str
    kind: str
    reader: str
    action: str = ""
    every_ms: int = 0


HOOKS = (
    Hook("pointermove", "document", "moves", "point", action="pointer", every_ms=50),
    Hook("touchmove", "document", "moves", "touch", action="touch", every_ms=50),
    Hook("drag", "document", "moves", "point", action="drag", every_ms=50),
    Hook("pointerdown", "document", "pointer", "point", action="down"),
    Hook("pointerup", "document", "pointer", "point", action="up"),
    Hook("click", "document", "pointer", "point", action="click"),
    Hook("dblclick", "document", "pointer", "point", action="double_click"),
    Hook("contextmenu", "document", "pointer", "point", action="context_menu"),
    Hook("touchstart", "document", "pointer", "touch", action="touch_start"),
    Hook("touchend", "document", "pointer", "touch", action="touch_end"),
    Hook("touchcancel", "document", "pointer", "touch", action="touch_cancel"),
    Hook("scroll", "document", "scroll", "scroll", every_ms=100),
    Hook("resize", "window", "viewport", "viewport", every_ms=200),
    Hook("resize", "visual", "zoom", "zoom", every_ms=200),
    Hook("focus", "document", "focus", "focus", action="focus"),
    Hook("blur", "document", "focus", "focus", action="blur"),
    Hook("selectionchange", "document", "selection", "selection", every_ms=100),
    Hook("play", "document", "media", "media", action="play"),
    Hook("pause", "document", "media", "media", action="pause"),
    Hook("seeked", "document", "media", "media", action="seeked"),
    Hook("volumechange", "document", "media", "media", action="volumechange", every_ms=200),
    Hook("ratechange", "document", "media", "media", action="ratechange"),
    Hook("visibilitychange", "document", "visibility", "visibility"),
    Hook("popstate", "window", "page", "address"),
    Hook("hashchange", "window", "page", "address"),
    Hook("currententrychange", "navigation", "page", "address"),
    Hook("toggle", "document", "load", "resource"),
    Hook("loadedmetadata", "document", "load", "resource"),
    Hook("input", "window", "value", "field"),  # a page may stop it there, and it would not come to the document
    Hook("input", "document", "value", "field"),  # of a frame
    Hook("change", "document", "value", "field"),
    Hook("reset", "document", "value", "form"),
    Hook("load", "document", "load", "resource"),
)

# What an attribute was before says whether a field has been on the floor; what a text was, that may have been below a mark.
MUTATIONS = {
    "subtree": True,
    "childList": True,
    "characterData": True,
    "characterDataOldValue": True,
    "attributes": True,
    "attributeOldValue": True,
}

# Milliseconds, nodes and characters. `quarantine`: new content waits so long, and so many frames, before it may leave the page.
# `moves`: where nothing else is to be told, moves of the pointer wait so long for more; of texts that were there between two
# looks only, as many count as moves in a batch.
# `slice`: a whole page is read in turns of this length, and the clock is asked each time so many nodes were read.
# `waiting`: what was posted to the worker and not read yet, or not given free, beside the largest batch; past it, the probe looks
# away until things are calm. `batch`: one batch; more changes are told as a whole page, and a page that is more is not recorded.
# `sample`: how often an opened canvas or film becomes a picture, and how wide that is at most.
LIMITS = {
    "flush_ms": 100,
    "quarantine_ms": 250,
    "quarantine_frames": 3,
    "moves_ms": 2_000,
    "moves_per_batch": 200,
    "dirty_nodes": 100_000,
    "tree_nodes": 1_000_000,
    "slice_ms": 4,
    "slice_nodes": 32,
    "sample_ms": 1_000,
    "sample_px": 640,
    "text_chars": 1_000_000,
    "attribute_chars": 100_000,
    "waiting_chars": 4_000_000,
    "batch_chars": 32_000_000,
}


def entry_rules() -> dict[str, Any]:
    """What ``velo.js`` knows before there is consent: options, marks, and what is observed until the probe is there."""
    return {
        "bits": _bits(),
        "mutations": MUTATIONS,
        "early": {"calls": LIMITS["moves_per_batch"], "mutations": LIMITS["dirty_nodes"] // 10},
        "options": config.option_table(),
    }


def probe_rules(own: Iterable[str] = ()) -> dict[str, Any]:
    """All that the probe needs to know of the rules, as JSON data: written into the bundle at build time.

    ``own``: attributes that the owner's own rules must read.
    """
    read = policy.read_rules()
    read["attributes"] = (*read["attributes"], *own)
    return {
        "version": VERSION,
        "bits": _bits(),
        "hooks": [asdict(hook) for hook in HOOKS],
        "mutations": MUTATIONS,
        "limits": LIMITS,
        "marks": aliases.table(),
        "floor": policy.floor_rules(),
        "read": read,
    }


def _bits() -> dict[str, int]:
    return {mark.name.lower(): int(mark) for mark in Mark if mark.name}
