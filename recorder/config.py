"""The owner's options: what may be said, what each value means when nothing is said.

Laws: an unknown option or value is an error that names every problem at once, and then nothing is recorded; every default
is the value that records least. Source: section 2 of the contract (``docs/api.md``).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from recorder import aliases
from recorder.errors import ConfigError

PRESETS = ("strict", "balanced")
CONSENT = ("required", "not-required")
PLATFORMS = ("event", "google", "tcf")
# Of the IAB's purposes: storing on the device, measuring how content performs, improving services.
TCF_PURPOSES = (1, 8, 10)


@dataclass(frozen=True)
class Options:
    """Checked options, in Python's spelling. ``endpoint`` is opened by the worker shell only."""

    endpoint: str | None = None
    preset: str = "strict"
    record_inputs: bool = False
    record_emails: bool = False
    record_numbers: bool = False
    exclude: tuple[str, ...] = ()
    mask: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    consent: str = "required"
    respect_gpc: bool = True
    sample: float = 1.0
    aliases: bool | tuple[str, ...] = True
    frames: tuple[str, ...] = ()
    consent_from: bool | tuple[str, ...] = True
    tcf_purposes: tuple[int, ...] = TCF_PURPOSES


@dataclass(frozen=True)
class Kind:
    """How the values of an option are written: a name for the loader's own check, a test, and words for the error.

    ``values`` stand in order, the one that records least first.
    """

    name: str
    accepts: Callable[[Any], bool]
    expected: str
    values: tuple[str, ...] = field(default=())


def _is_selectors(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(part, str) and part.strip() for part in value)


def _is_share(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _is_names(value: Any, known: tuple[str, ...]) -> bool:
    return isinstance(value, bool) or (isinstance(value, (list, tuple)) and all(part in known for part in value))


def _is_purposes(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(type(part) is int and 0 < part < 25 for part in value)


# An origin as browsers write it: nothing that could stand for more than one of them.
ORIGIN = re.compile(r"https?://(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?")


def _is_origins(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(part, str) and ORIGIN.fullmatch(part) for part in value)


def _names(values: tuple[str, ...], what: str) -> Kind:
    return Kind("aliases", lambda value: _is_names(value, values), f"true, false or a list of {what}", values)


def _choice(values: tuple[str, ...]) -> Kind:
    return Kind("choice", lambda value: value in values, " or ".join(f'"{value}"' for value in values), values)


_ALIASES = _names(tuple(aliases.products()), "product names")
_PLATFORMS = _names(PLATFORMS, ", ".join(f'"{name}"' for name in PLATFORMS))
FLAG = Kind("flag", lambda value: isinstance(value, bool), "true or false")
_SELECTORS = Kind("selectors", _is_selectors, "a list of CSS selectors")
_URL = Kind("url", lambda value: value is None or (isinstance(value, str) and bool(value)), "a URL")
_SHARE = Kind("share", _is_share, "a number from 0 to 1")
_PURPOSES = Kind("purposes", _is_purposes, "a list of numbers of TCF purposes, like 1, 8, 10")
_ORIGINS = Kind("origins", _is_origins, 'a list of origins like "https://pay.example", without path or wildcard')

# The contract's spelling of each option, the field it fills, how its values are written.
OPTIONS: dict[str, tuple[str, Kind]] = {
    "endpoint": ("endpoint", _URL),
    "preset": ("preset", _choice(PRESETS)),
    "recordInputs": ("record_inputs", FLAG),
    "recordEmails": ("record_emails", FLAG),
    "recordNumbers": ("record_numbers", FLAG),
    "exclude": ("exclude", _SELECTORS),
    "mask": ("mask", _SELECTORS),
    "allow": ("allow", _SELECTORS),
    "ignore": ("ignore", _SELECTORS),
    "consent": ("consent", _choice(CONSENT)),
    "respectGpc": ("respect_gpc", FLAG),
    "sample": ("sample", _SHARE),
    "aliases": ("aliases", _ALIASES),
    "frames": ("frames", _ORIGINS),
    "consentFrom": ("consent_from", _PLATFORMS),
    "tcfPurposes": ("tcf_purposes", _PURPOSES),
}


def option_table() -> dict[str, dict[str, Any]]:
    """The options as JSON data, so that the loader refuses a wrong one before anything is fetched."""
    defaults = {spec.name: spec.default for spec in fields(Options)}
    return {
        name: {"kind": kind.name, "expected": kind.expected, "values": kind.values, "default": defaults[target]}
        for name, (target, kind) in OPTIONS.items()
    }


def parse(options: Mapping[str, Any]) -> Options:
    """Options as the page's side hands them over, in the contract's spelling.

    Raises:
        ConfigError: with every problem at once. The messages name options, never their values.
    """
    problems = [_problem(name, value) for name, value in options.items()]
    found = [problem for problem in problems if problem]
    if found:
        raise ConfigError(found)
    values: dict[str, Any] = {}
    for name, value in options.items():
        values[OPTIONS[name][0]] = tuple(value) if isinstance(value, list) else value
    return Options(**values)


def _problem(name: str, value: Any) -> str | None:
    if name not in OPTIONS:
        return "unknown option; known are: " + ", ".join(OPTIONS)
    kind = OPTIONS[name][1]
    return None if kind.accepts(value) else f'option "{name}" wants {kind.expected}'
