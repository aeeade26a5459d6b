"""docs/migrating.md says of every foreign mark what the table of aliases does with it, and of no other that it is honoured."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from recorder import aliases, config
from recorder.records import Mark

ROOT = Path(aliases.__file__).parent.parent
GUIDE = ROOT / "docs" / "migrating.md"

VERDICTS = {"`exclude`": Mark.EXCLUDE, "`mask`": Mark.MASK, "`mask + ignore`": Mark.MASK | Mark.IGNORE}
MARK = re.compile(r'`(?P<class>\.)?(?P<name>[A-Za-z_][\w-]*)(?:="(?P<value>[\w-]+)")?`')

Said = dict[tuple[str, str, str, str], Mark | None]


def sections() -> Iterator[tuple[str, list[list[str]]]]:
    """Each heading, and the rows of its tables as cells, without those that name the columns."""
    for part in GUIDE.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, *lines = part.splitlines()
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
        yield heading.strip(), [row for row in rows if not set("".join(row)) <= {"-"} and row[0] not in ("there", "product")]


def said() -> Said:
    """What the guide says of each mark: what it asks for, None where it is never honoured."""
    found: Said = {}
    for heading, rows in sections():
        for cells in rows:
            product, there, here = cells[:3] if heading == "All others" else (heading, *cells[:2])
            verdict = next((word for word in sorted(VERDICTS, key=len, reverse=True) if here.startswith(word)), None)
            if verdict is None and not here.startswith("never honoured"):
                continue  # an option or a call
            for match in MARK.finditer(re.sub(r"\([^)]*\)", "", there)):
                where = "class" if match["class"] else "attribute"
                key = (re.sub(r"\W", "", product).lower(), where, match["name"].lower(), match["value"] or "*")
                assert key not in found, f"{key} stands twice"
                found[key] = VERDICTS[verdict] if verdict else None
    return found


def test_every_mark_of_the_table_stands_in_the_guide_and_the_other_way_round() -> None:
    here = {row[:4]: row[4] for row in aliases.rows() if row[0] != "velo"}
    there = {key: mark for key, mark in said().items() if mark is not None}
    assert len(here) > 70
    assert there == here


def test_what_is_never_honoured_is_in_no_table() -> None:
    never = [key for key, mark in said().items() if mark is None]
    assert len(never) > 20
    names = {(row[1], row[2]) for row in aliases.rows()}
    values = {(row[1], row[2], row[3]) for row in aliases.rows()}
    for _, where, name, value in never:
        assert (where, name, value) not in values
        assert value != "*" or (where, name) not in names


def test_every_product_has_its_place_by_the_name_that_the_option_takes() -> None:
    assert {key[0] for key in said()} == set(aliases.products())


CALLS = re.findall(r'name === "([\w:]+)"', (ROOT / "loader" / "dropin.js").read_text(encoding="utf-8"))


@pytest.mark.parametrize("call", ["recording:disable", "recording:off", "disable", *sorted(set(CALLS))])
def test_every_call_that_is_heard_is_explained(call: str) -> None:
    assert len(set(CALLS)) >= 4
    assert f"'{call}'" in GUIDE.read_text(encoding="utf-8")


def test_what_it_tells_to_write_exists() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    declared = (ROOT / "loader" / "velo.d.ts").read_text(encoding="utf-8")
    calls = set(re.findall(r"velo\.(?:consent\.)?(\w+)\(", text))
    assert len(calls) > 10
    assert not [name for name in calls if not re.search(rf"\b{name}\(", declared)]
    options = set(re.findall(r"\boptions? ((?:`\w+`(?:, )?)+)", text))
    assert options
    assert not {name for group in options for name in re.findall(r"`(\w+)`", group)} - set(config.option_table())
