"""Raw text: a secret neither prints nor serialises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.records import Raw


@given(st.text(min_size=1))
def test_raw_text_neither_prints_nor_serialises(text: str) -> None:
    raw = Raw(text)
    assert repr(raw) == str(raw) == f"{raw}" == f"<Raw {len(text)} chars>"
    for serialise in (json.dumps, hash):
        with pytest.raises(TypeError):
            serialise(raw)  # type: ignore[operator]
