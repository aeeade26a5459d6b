"""Options: the defaults record least, and every mistake is told at once."""

import pytest

from recorder import config
from recorder.config import Options
from recorder.errors import ConfigError


def test_the_defaults_record_least() -> None:
    options = config.parse({})
    assert options == Options()
    assert (options.preset, options.consent, options.record_inputs, options.respect_gpc) == ("strict", "required", False, True)


def test_all_options_in_the_contract_s_spelling() -> None:
    options = config.parse(
        {
            "endpoint": "/collect", "preset": "balanced", "recordInputs": True, "recordEmails": True, "recordNumbers": True,
            "exclude": [".a"], "mask": [], "allow": ["#b", "main > p"], "ignore": ["x-y"], "consent": "not-required",
            "respectGpc": False, "sample": 0.5, "aliases": ["rrweb"],
            "frames": ["https://pay.example", "http://127.0.0.1:8000", "https://[::1]:8443"],
        }
    )  # fmt: skip
    assert options.exclude == (".a",) and options.allow == ("#b", "main > p") and options.sample == 0.5
    assert options.aliases == ("rrweb",) and len(options.frames) == 3


@pytest.mark.parametrize(
    "name, value",
    [
        ("preset", "loose"),
        ("recordInputs", "yes"),
        ("recordInputs", 1),
        ("exclude", ".pii"),
        ("exclude", [""]),
        ("exclude", [3]),
        ("sample", 2),
        ("sample", True),
        ("aliases", ["nobody"]),
        ("consent", True),
        ("endpoint", ""),
        ("recordKeys", True),
        ("frames", "https://pay.example"),
        *(
            ("frames", [wrong])
            for wrong in (
                "*", "null", "", "pay.example", "//pay.example", "https://pay.example/", "https://pay.example/card", "https://*.example",
                "ftp://pay.example", "https://me@pay.example", "https://pay.example?x", "HTTPS://pay.example", "about:blank", None, 3,
            )
        ),
    ],
)
def test_a_wrong_option_is_an_error(name: str, value: object) -> None:
    with pytest.raises(ConfigError):
        config.parse({name: value})


def test_all_problems_at_once_and_never_a_value() -> None:
    with pytest.raises(ConfigError) as error:
        config.parse({"preset": "S3CR3T", "sample": "S3CR3T", "mask": "S3CR3T"})
    assert len(error.value.problems) == 3 and "S3CR3T" not in str(error.value)


def test_the_table_for_the_loader_names_every_option() -> None:
    table = config.option_table()
    assert len(table) == len(Options.__dataclass_fields__)
    assert table["preset"]["default"] == "strict" and table["consent"]["values"] == ("required", "not-required")
