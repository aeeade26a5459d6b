"""Marks: every documented name of other products is there, and none of them opens anything."""

import re
from pathlib import Path

from recorder import aliases
from recorder.records import Mark

OPENING = """
    data-recording-gdpr-safe fs-unmask amp-unmask nr-unmask rr-unmask data-openreplay-unmask
    data-clarity-unmask dd-privacy-allow data-hl-record data-public data-hj-allow data-hj-whitelist
    data-matomo-unmask data-cs-capture lo-not-sensitive data-dtrum-allow data-qm-allow data-ph-unmask
""".split()


def test_only_ours_opens() -> None:
    assert {row[0] for row in aliases.rows() if row[4] & Mark.ALLOW} == {"velo"}
    assert not {row[2] for row in aliases.rows()} & set(OPENING)
    assert ("data-sl", "unmask") not in {row[2:4] for row in aliases.rows()}


def test_every_name_hides_something() -> None:
    rows = list(aliases.rows())
    assert len(rows) > 70
    for product, where, name, value, mark in rows:
        assert mark & (Mark.EXCLUDE | Mark.MASK | Mark.IGNORE | Mark.ALLOW), (product, name)
        assert name == name.lower() and value == value.lower() and where in ("attribute", "class")


def test_an_unknown_value_of_ours_masks() -> None:
    assert ("velo", "attribute", "data-velo", "*", Mark.MASK) in list(aliases.rows())


def test_smartsupp_s_names_do_what_they_do_there_or_more() -> None:
    named = {(name, value): mark for _, _, name, value, mark in aliases.rows()}
    assert named["data-recording-disable", "*"] == Mark.EXCLUDE
    assert named["data-recording-ignore", "mask"] == Mark.MASK
    assert named["data-recording-ignore", "*"] == named["data-recording-sensitive", "*"] == Mark.MASK | Mark.IGNORE


def test_a_site_that_names_smartsupp_gets_the_marks_of_its_documentation() -> None:
    names = {row[2] for row in aliases.rows() if row[0] == "smartsupp"}
    assert names == {"data-recording-disable", "data-recording-sensitive", "data-recording-ignore"}
    assert {"smartsupp", "smartlook"} <= set(aliases.products())


def test_the_table_is_json_and_products_have_names() -> None:
    assert len(aliases.table()) == len(list(aliases.rows())) and all(
        type(cell) in (str, int) for row in aliases.table() for cell in row
    )
    assert "velo" not in aliases.products() and "rrweb" in aliases.products()


def test_the_probe_has_no_list_of_its_own() -> None:
    loader = Path(aliases.__file__).parent.parent / "loader"
    sources = [path.read_text() for path in loader.rglob("*.js") if "generated" not in path.parts]
    assert sources and not any(re.search(r"rr-block|ph-no-capture|data-dd-privacy", text) for text in sources)
