"""The JSON Schema of ``velo.toml``, for editors: made from the same table as the check.

Law: what the check refuses in a single value the schema refuses, and the other way round (a test compares the two); what only the
check sees (selectors, contradictions) stands in ``configuration.py``.
"""

import json
from pathlib import Path
from typing import Any

from recorder import config
from recorder.host.layout import DIST, HOST, RECORDER, digest
from recorder.host.settings import LANGUAGES, REPEATED, SECTIONS, Setting
from recorder.host.step import Facts

FILE = DIST / "velo.schema.json"
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_WORDS: Schema = {
    "anyOf": [
        _TEXT,
        {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": dict.fromkeys(LANGUAGES, _TEXT)},
    ]
}
_PATH: Schema = {"type": "string", "pattern": r"^/[^?\s#]*(#[^?\s#]*)?$"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


_KINDS: dict[str, Schema] = {
    "flag": {"type": "boolean"},
    "selectors": {"type": "array", "items": _TEXT},
    "url": {"type": "string", "pattern": r"^(?:https?://[^/?#@]+(?:/[^?#]*)?|[^:?#]+)$"},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "origins": {"type": "array", "items": {"type": "string", "pattern": f"^(?:{config.ORIGIN.pattern})$"}},
    "purposes": _list({"type": "integer", "minimum": 1, "maximum": 24}),
    "text": _TEXT,
    "texts": _list(_TEXT),
    "words": _WORDS,
    "words list": _list(_WORDS),
    "e-mail": {"type": "string", "pattern": r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$"},
    "days": {"type": "integer", "minimum": 1, "maximum": 3650},
    "day": {"type": "string", "format": "date"},
    "countries": _list({"type": "string", "pattern": "^[A-Z]{2}$"}),
    "paths": {"anyOf": [_PATH, _list(_PATH)]},
}


def schema() -> Schema:
    """The schema of the whole file (draft 7, which editors of TOML read)."""
    properties = {}
    for name, section in SECTIONS.items():
        table: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: _of(setting) for key, setting in section.items()},
        }
        if name == "page":
            table |= {"required": ["path"], "minProperties": 2}
        properties[name] = {"type": "array", "items": table} if name in REPEATED else table
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "velo.toml",
        "description": "What Velo records on a site, and who is responsible for it.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _of(setting: Setting) -> Schema:
    kind = setting.kind
    if kind.name == "choice":
        shape: Schema = {"enum": list(kind.values)}
    elif kind.name == "aliases":
        shape = {"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"enum": list(kind.values)}}]}
    elif kind.name == "our purposes":
        shape = _list({"enum": list(kind.values)})
    else:
        shape = _KINDS[kind.name]
    return {"description": setting.says, **shape}


def text() -> str:
    """The schema as it is written to files."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def inputs() -> str:
    names = ("schema.py", "settings.py")
    return digest([*(HOST / name for name in names), RECORDER / "config.py", RECORDER / "aliases.py"])


def make() -> Facts:
    """Write dist/velo.schema.json."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")
    return {"files": [Path(FILE).name], "says": "dist/velo.schema.json, for editors of velo.toml"}


if __name__ == "__main__":
    print(text(), end="")
