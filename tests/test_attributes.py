"""The allow-list of attributes: nothing that holds words, code or identity is on it by accident."""

from recorder import attributes
from recorder.attributes import KINDS, Kind


def test_names_are_read_as_the_dom_spells_them() -> None:
    # HTML's names are in lower case; SVG's keep their humps, and only theirs have any.
    humped = {name for name in KINDS if name != name.lower()}
    assert {"viewBox", "preserveAspectRatio", "gradientTransform"} <= humped and len(humped) < 30
    assert all(name == name.strip() for name in KINDS) and len(KINDS) > 250


def test_code_identity_and_free_text_are_not_on_the_list() -> None:
    for name in (
        "onclick onload srcdoc content name autocomplete pattern accept http-equiv nonce integrity download ping datetime".split()
    ):
        assert name not in KINDS, name


def test_what_is_only_read_for_the_rules_never_leaves() -> None:
    assert not set(attributes.ONLY_FOR_RULES) & set(KINDS)


def test_words_for_people_and_values_have_kinds_of_their_own() -> None:
    assert {KINDS[name] for name in ("placeholder", "alt", "title", "aria-label", "label")} == {Kind.LABEL}
    assert KINDS["value"] is Kind.VALUE and {KINDS[name] for name in ("checked", "selected", "aria-checked", "min")} == {
        Kind.STATE
    }
    assert KINDS["src"] is Kind.MEDIA and KINDS["href"] is Kind.LINK


def test_the_probe_reads_nothing_below_code_and_what_is_no_document() -> None:
    assert {"script", "noscript", "object", "textarea", "canvas", "template"} <= set(attributes.read_rules()["leaves"])
