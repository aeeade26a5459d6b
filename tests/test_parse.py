"""Batches: what the probe writes is read, anything else is refused whole."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.errors import BadBatch
from recorder.mirror import Node
from recorder.parse import parse
from recorder.records import Raw

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
KINDS = "page tree children splice text attributes marks value box sheet moves pointer scroll viewport focus custom lost".split()


def batch(*records: Any, **changes: Any) -> bytes:
    return json.dumps({"version": 1, "at": 5, "records": list(records), **changes}).encode()


def test_a_tree_is_read_node_by_node() -> None:
    nodes = [1, 0, 9, "CSS1Compat", "", 2, 1, 1, "p", 2, 1, "class", "card", 3, 2, 3, 0, "hello", 4, 2, 8, 5, 2, 11]
    (record,) = parse(batch(["tree", 1, 0, 0, nodes]), Node).records
    assert record.at_ms == 6
    document, p, text, comment, shadow = record.fields[2]
    assert (p.id, p.parent_id, p.marks, p.name) == (2, 1, 2, "p")
    assert p.attributes == {"class": Raw("card")} and text.text == Raw("hello")
    assert [document.type, comment.type, shadow.type] == [9, 8, 11]


@pytest.mark.parametrize(
    "what, data",
    [
        ("no JSON", b"{"),
        ("no UTF-8", b"\xff\xfe"),
        ("too deep for the parser", b"[" * 100_000),
        ("another version", batch(version=2)),
        ("no time", batch(at="now")),
        ("not a number", batch(["scroll", 0, 1, True, 0])),
        ("infinite", b'{"version": 1, "at": 1e999, "records": []}'),
        ("an unknown kind", batch(["keydown", 0, "a"])),
        ("a field missing", batch(["text", 0, 1])),
        ("a field too many", batch(["text", 0, 1, "a", "b"])),
        ("a list of nodes cut short", batch(["tree", 0, 0, 0, [1, 0, 1, "p", 0, 3, "a"]])),
        ("an unknown type of node", batch(["tree", 0, 0, 0, [1, 0, 77]])),
        ("an action that is no word of the probe's", batch(["pointer", 0, "Dear Zephyrine", 1, 0, 0, "mouse"])),
        ("runs that are no lists", batch(["splice", 0, 1, [], [2, 3], 9, []])),
        ("a run of nothing", batch(["splice", 0, 1, [], [[]], 9, []])),
        ("a run of something else", batch(["splice", 0, 1, [], [[0, "Zephyrine"]], 9, []])),
        ("attributes without a value", batch(["attributes", 0, 1, 0, ["class"]])),
    ],
)
def test_what_the_probe_would_not_write_is_refused(what: str, data: bytes) -> None:
    with pytest.raises(BadBatch) as error:
        parse(data, Node)
    assert "Zephyrine" not in str(error.value), what


@given(st.sampled_from(KINDS), st.lists(JSON, max_size=5))
def test_any_record_is_read_or_refused(kind: str, fields: list[Any]) -> None:
    with contextlib.suppress(BadBatch):
        parse(batch([kind, 0, *fields]), Node)


def test_entries_that_are_alike_share_what_they_hold() -> None:
    nodes = [1, 0, 1, "p", 0, 1, "class", "a", 2, 1, 1, "b", 0, 1, "class", "a", 3, 1, 1, "p", 0, 1, "class", "b", 4, 1, 3, 0, "a"]
    first, same, other, text = parse(batch(["tree", 0, 0, 0, nodes]), Node).records[0].fields[2]
    assert first.attributes is same.attributes and first.name is other.name
    assert other.attributes == {"class": Raw("b")} and text.attributes == {} and text.text == Raw("a")


@pytest.mark.parametrize("count", [-1, 2, True])
def test_a_number_of_attributes_that_is_wrong_is_refused(count: int) -> None:
    with pytest.raises(BadBatch):
        parse(batch(["tree", 0, 0, 0, [1, 0, 1, "p", 0, count, "class", "a"]]), Node)
