"""What a configuration means for visitors: whether personal data may be recorded, and what they are to be told.

Laws: every sentence follows from ``velo.toml`` (a test asks for each option); where the file does not say what a law wants to be
said (who, why, how long, where), nothing is written. What is asserted is what Velo does; what an owner has to make sure of
stands among the things to check. No legal advice.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorder.host.advice import toml
from recorder.host.configuration import Configuration
from recorder.host.languages import EEA, Language, is_country
from recorder.host.settings import SECTIONS, Setting
from recorder.host.step import BuildError


@dataclass(frozen=True)
class Block:
    """A heading and what stands below it: a paragraph each, or a list."""

    title: str
    parts: tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True)
class Notice:
    """The notice in one language: for the owner, and to be published."""

    code: str
    title: str
    owner: tuple[Block, ...]
    disclaimer: str
    publish: str
    heading: str
    updated: str
    statement: tuple[Block, ...]


class Facts:
    """What the recordings of this configuration hold."""

    def __init__(self, configuration: Configuration) -> None:
        self.options = configuration.all_options
        self._pages = [page for page in configuration.pages if page.get("record", True)]
        self.balanced = self.somewhere("preset", "balanced")
        self.typed = self.somewhere("recordInputs", True)
        self.emails = self.somewhere("recordEmails", True) and (self.balanced or self.typed)
        self.numbers = self.somewhere("recordNumbers", True) and (self.balanced or self.typed)
        self.allowed = bool(self.options["allow"] or any(page.get("allow") for page in self._pages))
        self.pseudonyms = bool(configuration.notice.get("pseudonyms"))
        paths = (page["path"] for page in configuration.pages if not page.get("record", True))
        self.left_out = [path for one in paths for path in (one if isinstance(one, list) else [one])]

    def somewhere(self, name: str, value: Any) -> bool:
        """Whether the option has this value on any page."""
        return self.options[name] == value or any(page.get(name) == value for page in self._pages)

    def everywhere(self, name: str, value: Any) -> bool:
        """Whether the site as such has this value."""
        return bool(self.options[name] == value)

    @property
    def personal(self) -> str:
        """Whether personal data is recorded: "yes", "possible", or "no" where it is not meant to be."""
        if self.typed or self.emails or self.numbers or self.pseudonyms:
            return "yes"
        return "possible" if self.balanced or self.allowed or self.options["frames"] else "no"

    @property
    def reasons(self) -> list[str]:
        """Why it is not "no"."""
        named = {
            "balanced": self.balanced,
            "allow": self.allowed and not self.everywhere("preset", "balanced"),
            "inputs": self.typed,
            "emails": self.emails,
            "numbers": self.numbers,
            "pseudonyms": self.pseudonyms,
            "frames": bool(self.options["frames"]),
        }
        return [name for name, holds in named.items() if holds]


def write(configuration: Configuration, language: Language, today: datetime.date) -> Notice:
    """The notice. ``today``: the date it carries unless the file names one.

    Raises:
        BuildError: the file lacks what the notice must say.
    """
    _refuse(configuration, language)
    facts = Facts(configuration)
    told = _Statement(configuration, facts, language)
    day = configuration.notice.get("updated", today)
    return Notice(
        code=language.code,
        title=language.of("owner", "title"),
        owner=tuple(_for_the_owner(configuration, facts, language)),
        disclaimer=language.of("owner", "disclaimer", file=Path(configuration.file).name),
        publish=language.of("owner", "publish"),
        heading=language.of("statement", "title"),
        updated=language.of("statement", "updated", date=language.date(day)),
        statement=told.blocks(),
    )


def _for_the_owner(configuration: Configuration, facts: Facts, language: Language) -> list[Block]:
    def of(key: str, **filled: str) -> str:
        return language.of("owner", key, **filled)

    personal = facts.personal
    answer: list[str | tuple[str, ...]] = [of(f"personal_{personal}")]
    if facts.reasons:
        answer += [of("because"), tuple(of(f"because_{reason}") for reason in facts.reasons)]
    asked = facts.options["consent"] == "required"
    return [
        Block(of("personal"), tuple(answer)),
        Block(of("inform"), (of("inform_no" if personal == "no" else "inform_yes"),)),
        Block(of("agree"), (of("agree_asked" if asked else "agree_not_asked"),)),
        Block(of("check"), (tuple(_checks(configuration, facts, language)),)),
    ]


def _checks(configuration: Configuration, facts: Facts, language: Language) -> list[str]:
    notice = configuration.notice
    named = {
        "recipients": "recipients" not in notice,
        "retention": True,
        "identify": not facts.pseudonyms,
        "gpc": not facts.options["respectGpc"],
        "endpoint": facts.options["endpoint"] is None,
        "processor": "recipients" in notice,
        "assessment": facts.personal != "no",
    }
    number = str(notice["retentionDays"])
    return [language.of("owner", f"check_{name}", number=number) for name, holds in named.items() if holds]


class _Statement:
    """The blocks of the statement, each from what was configured."""

    def __init__(self, configuration: Configuration, facts: Facts, language: Language) -> None:
        self._facts, self._language = facts, language
        self._encrypted = "encryptTo" in configuration.build
        self._options, self._controller, self._notice = facts.options, configuration.controller, configuration.notice

    def blocks(self) -> tuple[Block, ...]:
        made: dict[str, list[str | tuple[str, ...]]] = {
            "what": self._what(),
            "who": self._who(),
            "why": self._why(),
            "basis": self._basis(),
            "long": [self._of("days", days=self._language.days(self._notice["retentionDays"]))],
            "where": self._where(),
            "rights": self._rights(),
        }
        return tuple(Block(self._of(key), tuple(parts)) for key, parts in made.items())

    def _of(self, key: str, **filled: str) -> str:
        return self._language.of("statement", key, **filled)

    def _what(self) -> list[str | tuple[str, ...]]:
        facts, frames = self._facts, self._options["frames"]
        shows = [self._of(self._words()), self._of(self._typed())]
        shows += [self._of(name) for name in ("emails", "numbers", "pseudonyms") if getattr(facts, name)]
        if frames:
            shows.append(self._of("frames", frames=self._language.listed([origin.partition("//")[2] for origin in frames])))
        parts: list[str | tuple[str, ...]] = [self._of("intro", site=self._notice["site"]), " ".join(shows), self._of("floor")]
        if facts.left_out:
            parts.append(self._of("pages", pages=", ".join(path.replace("/**", "/…") for path in facts.left_out)))
        if self._options["sample"] < 1:
            parts.append(self._of("share", share=self._language.share(self._options["sample"])))
        return [*parts, self._of("device"), self._of("address")]

    def _words(self) -> str:
        if self._facts.everywhere("preset", "balanced"):
            return "words_shown"
        if self._facts.balanced:
            return "words_some"
        return "words_allowed" if self._facts.allowed else "words_hidden"

    def _typed(self) -> str:
        if self._facts.everywhere("recordInputs", True):
            return "typed_shown"
        return "typed_some" if self._facts.typed else "typed_hidden"

    def _who(self) -> list[str | tuple[str, ...]]:
        named = {key: self._language.words(value) for key, value in self._controller.items()}
        told = self._of("responsible", name=named["name"], address=named["address"], email=named["email"])
        return [told, *(self._of(key, **{key: named[key]}) for key in ("phone", "officer", "representative") if key in named)]

    def _why(self) -> list[str | tuple[str, ...]]:
        own = [self._language.words(words) for words in self._notice.get("otherPurposes", ())]
        return [(*(self._of(purpose) for purpose in self._notice["purposes"]), *own)]

    def _basis(self) -> list[str | tuple[str, ...]]:
        parts: list[str | tuple[str, ...]] = [self._of("consent" if self._by_consent else "interests")]
        parts.append(self._of("asked" if self._options["consent"] == "required" else "not_asked"))
        return [*parts, self._of("gpc")] if self._options["respectGpc"] else parts

    @property
    def _by_consent(self) -> bool:
        return bool(self._notice["legalBasis"] == "consent")

    def _where(self) -> list[str | tuple[str, ...]]:
        notice, words = self._notice, self._language.words
        parts: list[str | tuple[str, ...]] = [self._of("countries", countries=self._language.countries(notice["countries"]))]
        if set(notice["countries"]) - EEA:
            parts.append(self._of("safeguards", safeguards=words(notice["safeguards"])))
        if "recipients" in notice:
            parts.append(self._of("recipients", recipients="; ".join(map(words, notice["recipients"]))))
        else:
            parts.append(self._of("no_recipients"))
        return [*parts, self._of("encrypted")] if self._encrypted else parts

    def _rights(self) -> list[str | tuple[str, ...]]:
        by_consent = ("portability", "withdraw") if self._by_consent else ("object",)
        parts: list[str | tuple[str, ...]] = [self._of("list"), *map(self._of, by_consent)]
        if not self._facts.pseudonyms:
            parts.append(self._of("find"))
        parts.append(self._of("contact", email=self._controller["email"]))
        if "authority" in self._notice:
            return [*parts, self._of("complain_to", authority=self._language.words(self._notice["authority"]))]
        return [*parts, self._of("complain")]


def _refuse(configuration: Configuration, language: Language) -> None:
    if configuration.all_options["sample"] == 0:
        raise BuildError(f"{configuration.file} says sample = 0: nothing is recorded, so there is nothing to tell visitors.")
    lacks = [*_missing(configuration), *_countries(configuration)]
    if lacks:
        lines = "\n".join(f"  {line}" for line in lacks)
        raise BuildError(
            f"{configuration.file} lacks what the notice has to say. Write there, in place of these examples:\n{lines}"
        )
    silent = without_words(configuration, language)
    if silent:
        names, code = ", ".join(silent), language.code
        raise BuildError(f'{configuration.file} has no words in "{code}" for {names}: write {code} = "…" there, too.')


def _missing(configuration: Configuration) -> list[str]:
    lines = []
    for name in ("controller", "notice"):
        said: dict[str, Any] = getattr(configuration, name)
        needed = [(key, setting) for key, setting in SECTIONS[name].items() if setting.needed]
        missing = [(key, setting) for key, setting in needed if _is_missing(said, key, setting)]
        width = max((len(f"{key} = {toml(setting.example)}") for key, setting in missing), default=0)
        lines += [f"[{name}]"] if missing else []
        lines += [f"{f'{key} = {toml(setting.example)}':<{width}}  # {setting.says}" for key, setting in missing]
    return lines


def _is_missing(said: dict[str, Any], key: str, setting: Setting) -> bool:
    """Nobody is called as in the examples that ``init`` writes: such a statement must not be published."""
    return key not in said or (key in ("name", "address") and said[key] == setting.example)


def _countries(configuration: Configuration) -> list[str]:
    named = configuration.notice.get("countries", [])
    unknown = [code for code in named if not is_country(code)]
    if unknown:
        return [f"[notice] countries: {', '.join(unknown)} is no country's code (ISO 3166: GB, not UK)"]
    outside = [code for code in named if code not in EEA]
    if outside and "safeguards" not in configuration.notice:
        where = f"{', '.join(outside)}: outside the European Economic Area"
        return [f'safeguards = "…"  # {where}. Such as: an adequacy decision, standard contractual clauses']
    return []


def without_words(configuration: Configuration, language: Language) -> list[str]:
    """Keys whose words by language leave this one out."""
    said = [*configuration.controller.items(), *configuration.notice.items()]
    return [key for key, value in said if not all(language.knows(one) for one in (value if isinstance(value, list) else [value]))]
