"""The table of what is observed: no keys, all of it JSON, every kind known on both sides."""

import json

from recorder import config
from recorder.hooks import HOOKS, LIMITS, entry_rules, probe_rules
from recorder.parse import _SHAPES
from recorder.rrweb import ACTIONS, MEDIA


def test_keys_are_never_observed() -> None:
    assert not {hook.event for hook in HOOKS} & {"keydown", "keyup", "keypress", "beforeinput", "paste", "copy", "cut"}


def test_every_kind_of_record_can_be_read() -> None:
    # `load` is the probe's own: it becomes `box` and `sheet` records.
    assert {hook.kind for hook in HOOKS} - {"load"} <= set(_SHAPES)
    assert {hook.action for hook in HOOKS if hook.action} <= {*ACTIONS, *MEDIA, "pointer", "touch", "drag"}


def test_the_rules_for_the_probe_are_json() -> None:
    rules = json.loads(json.dumps(probe_rules()))
    assert set(rules) == {"version", "bits", "hooks", "mutations", "limits", "marks", "floor", "read"}
    assert rules["bits"] == {"exclude": 1, "mask": 2, "ignore": 4, "allow": 8, "floor": 16}


def test_what_is_known_before_consent_is_json() -> None:
    rules = json.loads(json.dumps(entry_rules()))
    assert set(rules) == {"bits", "mutations", "early", "options"}
    assert rules["bits"] == probe_rules()["bits"] and rules["mutations"] == probe_rules()["mutations"]
    assert set(rules["options"]) == set(config.option_table())
    assert 0 < rules["early"]["mutations"] <= LIMITS["dirty_nodes"]


def test_the_quarantine_outlasts_two_frames() -> None:
    assert LIMITS["quarantine_frames"] > 2 and LIMITS["quarantine_ms"] > 2 * 1000 / 30
