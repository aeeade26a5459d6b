"""What of an address may leave: where on the site somebody is, not who is there or what was asked.

Four uses: the page's own address, an address to go to, an address of something shown, a list of such
(srcset). `page=` is the page's own raw address: it says which host is the site's own and what relative
addresses are relative to (`base=`, where a <base> says otherwise). Without it a relative address stays
relative and every host is another one.

Laws:
- An address is taken apart the way a browser does it (tabs and line breaks out, backslashes as slashes,
  percent signs decoded as often as they decode) before anything is decided, and put together again from what
  passed.
- User names and passwords never leave, nor the content of data:, blob:, javascript:, mailto: and unknown
  schemes.
- strict: own host and the path segments made of words.ROUTES stay; each other segment is SEGMENT, another
  host is HOST without a path, query and fragment leave no trace. Nothing that is shown (media) has an
  address.
- balanced: path segments stay unless they look like data, stand behind one that announces somebody or a
  search (words.AFTER) and are no words of routes, or `find` (recorder.detect.find) finds personal data in
  them; names of the query if they are known words; never its values. Media of the own host keep their address
  only where nothing in it had to be hidden, since a changed address would be fetched by the replay.
- A reference into the page ("#id") goes through Names, like the id itself.
- Pure and linear; no input raises; the last line of each function hides.

Source: the URL Standard's parser, as far as it decides which part is which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from recorder.address import SEGMENTS, Url, absolute, decoded, host_of, segments, split, trim
from recorder.names import Names, structural
from recorder.words import AFTER, EXTENSIONS, INTERFACE, LANGUAGES, REGIONS, ROUTES

Find = Callable[[str], list[tuple[int, int, str]]]

SEGMENT = "hidden"
HOST = "hidden.invalid"
ELSEWHERE = f"https://{HOST}/"
BLANK = "about:blank"
# An address with another scheme becomes "hidden:" and its scheme, where that is one of these.
SCHEMES = frozenset(("blob", "data", "file", "ftp", "javascript", "mailto", "sms", "tel", "urn", "whatsapp", "ws", "wss"))

_PARAMETERS = 16
_CANDIDATES = 32  # of a srcset
_DIGITS = 8  # of a whole path: room for a date, not for a telephone number

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[._~-]{1,2}[A-Za-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]{1,2}|(?:19|20)[0-9]{2}")
_WORD = re.compile(r"(?:[A-Z]{1,8}|[A-Z]?[a-z]{1,24}|[A-Z]?[a-z]{2,12}(?:[A-Z][a-z]{2,12}){1,3})[0-9]{0,2}")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_GAPS = re.compile(r"[/._~-]")
_SEPARATOR = re.compile(r"[._~-]+")
_CANDIDATE = re.compile(r"[^\s,]\S*")
_DESCRIPTOR = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?[wxh]")
_QUERY = ROUTES | INTERFACE | frozenset(("gclid", "fbclid", "msclkid", "utm", "sid", "redirect", "q", "s"))


def page(raw: str, *, strict: bool, find: Find | None = None) -> str:
    """The address of the page itself."""
    url = split(raw)
    if url[0] not in ("http", "https"):
        return BLANK
    host = host_of(url)
    return _compose(url, host, strict, find) if host else ELSEWHERE


def link(raw: str, names: Names, *, strict: bool, page: str = "", base: str = "", find: Find | None = None) -> str:
    """An address to go to: href, action, formaction, cite."""
    raw = trim(raw)
    if raw.startswith("#"):
        route = "" if strict or raw[1:2] not in ("/", "!") else _fragment(raw[1:], find)
        return route or "#" + names.ident(decoded(raw[1:], 1))
    if not raw:
        return ""
    url = absolute(raw, page, base)
    if url[0] not in ("", "http", "https"):
        return _other(url, raw)
    host = host_of(url)
    if url[1] is None:
        return _compose(url, "", strict, find)
    if host and (host == host_of(split(page)) or (not strict and _shows_host(host, find))):
        return _compose(url, host, strict, find)
    return ELSEWHERE


def resource(raw: str, *, strict: bool, page: str = "", base: str = "", find: Find | None = None) -> str:
    """An address of something shown: src, poster, data, the url() of a style sheet; "" hides it."""
    if strict:
        return ""
    scheme, authority, path, query, fragment = url = absolute(raw, page, base)
    own = host_of(url)
    if query or fragment or not path or scheme not in ("", "http", "https"):
        return ""
    if authority is not None and (not own or own != host_of(split(page))):
        return ""
    if "//" in path or path.count("/") > SEGMENTS:
        return ""
    if "/".join(segments(path)) != _path(path, False, find):
        return ""
    return _compose(url, own, False, find)


def srcset(raw: str, *, strict: bool, page: str = "", base: str = "", find: Find | None = None) -> str:
    """The candidates of a srcset whose address may be shown; "" where there are none."""
    if strict:
        return ""
    shown = []
    for where, descriptor in islice(_candidates(raw), _CANDIDATES):
        safe = resource(where, strict=False, page=page, base=base, find=find)
        if safe and (not descriptor or _DESCRIPTOR.fullmatch(descriptor)):
            shown.append(f"{safe} {descriptor}".strip())
    return ", ".join(shown)


def _candidates(raw: str) -> Iterator[tuple[str, str]]:
    """The candidates of a srcset, as a browser cuts it: a comma behind an address ends it, one inside does not."""
    at = 0
    while match := _CANDIDATE.search(raw, at):
        where, at = match[0], match.end()
        if where.endswith(","):
            yield where.rstrip(","), ""
        else:
            end = raw.find(",", at)
            yield where, (raw[at:] if end < 0 else raw[at:end]).strip()
            at = len(raw) if end < 0 else end


def _compose(url: Url, host: str, strict: bool, find: Find | None) -> str:
    scheme, _, path, query, fragment = url
    start = f"{scheme}://{host}" if scheme else f"//{host}" if host else ""
    safe = start + (_path(path, strict, find) or ("/" if host else ""))
    return safe if strict else safe + _query(query) + _fragment(fragment, find)


def _other(url: Url, raw: str) -> str:
    if trim(raw).lower() in (BLANK, "about:srcdoc"):
        return trim(raw).lower()
    return f"hidden:{url[0] if url[0] in SCHEMES else 'other'}"


def _shows_host(host: str, find: Find | None) -> bool:
    """Whether the name of another host may be shown. The address of a machine may not."""
    name = host.partition(":")[0]
    return name[-1:].isalpha() and SEGMENT not in _balanced(name.split("."), find)


def _path(path: str, strict: bool, find: Find | None) -> str:
    parts = segments(path)
    known = [_strict(part) for part in parts]
    return "/".join(known if strict else _balanced(list(_before_people(parts, known)), find))


def _before_people(parts: list[str], known: list[str]) -> Iterator[str]:
    """Segments up to one that announces somebody, a search or a secret; of those after it, words of routes alone."""
    announced = False
    for part, word in zip(parts, known, strict=True):
        yield word if announced and word == SEGMENT else part
        announced = announced or re.split("[.;]", decoded(part))[0].lower() in AFTER


def _strict(segment: str) -> str:
    """A segment of route words, or the stand-in."""
    text = decoded(segment).lower() if len(segment) <= 64 else ""
    stem, dot, extension = text.partition(".")
    words = re.split("[-_]", stem)
    known = all(word in ROUTES for word in words) and len(words) <= 4
    tongue = words[0] in LANGUAGES and (len(words) == 1 or (len(words) == 2 and words[1] in REGIONS))
    if segment in ("", ".."):
        return segment
    return text if (known or tongue) and (not dot or extension in EXTENSIONS) else SEGMENT


def _balanced(parts: list[str], find: Find | None) -> list[str]:
    """Segments that look like words; a stand-in for each that looks like data or holds personal data."""
    shown = [part if part in ("", "..") or _plain(part) else SEGMENT for part in parts]
    if sum(character.isdigit() for part in shown for character in part) > _DIGITS:
        shown = [SEGMENT if _DIGIT.search(part) else part for part in shown]
    found = _spans("/".join(shown), find)
    start, safe = 0, []
    for part in shown:
        end = start + len(part)
        hit = any(first < end and last > start for first, last in found)
        safe.append(SEGMENT if hit else part)
        start = end + 1
    return safe


def _plain(text: str) -> bool:
    """Whether a text is made of words and small numbers: no identifier, no hash, nothing encoded."""
    if len(text) > 80 or not _PLAIN.fullmatch(text):
        return False
    words = _SEPARATOR.split(text)
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    return len(numbers) <= 3 and all(_NUMBER.fullmatch(word) or _is_word(word) for word in words)


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and (len(text) < 5 or bool(_VOWEL.search(text)))


def _spans(text: str, find: Find | None) -> list[tuple[int, int]]:
    """Where a text holds personal data, read as it is, as words, and as names."""
    if find is None or not text:
        return []
    words = _GAPS.sub(" ", text)
    try:
        return [(first, last) for way in (text, words, words.title()) for first, last, _ in find(way)]
    except Exception:  # a detector that fails has said nothing good
        return [(0, len(text))]


def _query(query: str) -> str:
    """The names of a query that are known words; no values."""
    names = []
    for parameter in re.split("[&;]", query)[:_PARAMETERS]:
        name, equals, _ = parameter.partition("=")
        known = equals and structural(decoded(name), _QUERY)
        names.append(f"{decoded(name) if known else SEGMENT}={SEGMENT}")
    return "?" + "&".join(names) if query else ""


def _fragment(fragment: str, find: Find | None) -> str:
    """A fragment that is a route of the page's own router, or a structural name; else nothing."""
    bang = "!" if fragment.startswith("!") else ""
    route = fragment[len(bang) :].partition("?")[0]
    if route.startswith("/"):
        return "#" + bang + _path(route, False, find)
    return "#" + fragment if structural(fragment) else ""
