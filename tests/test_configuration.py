"""``velo.toml``: what is right is taken, what is wrong is told at once and with what to write instead, and editors are told the same."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rich", reason="the build's own packages are missing: use `python build.py test`")

from recorder import config  # noqa: E402
from recorder.host import configuration, first_file, layout, node, pages, schema, selectors, settings  # noqa: E402
from recorder.host.step import BuildError  # noqa: E402

DOCS = layout.ROOT / "docs"


def read(folder: Path, text: str, check: configuration.CheckSelectors | None = None) -> configuration.Configuration:
    file = folder / "velo.toml"
    file.write_text(text, encoding="utf-8")
    return configuration.read(str(file), check)


def problems(folder: Path, text: str, check: configuration.CheckSelectors | None = None) -> list[str]:
    """What is wrong, without the first line and the last."""
    with pytest.raises(BuildError) as error:
        read(folder, text, check)
    first, *told, last = str(error.value).splitlines()
    assert "velo.toml has" in first and last.startswith("Nothing was built")
    return [line.strip() for line in told]


def test_the_file_that_init_writes_is_right_and_holds_every_key(tmp_path: Path) -> None:
    first_file.write(tmp_path / "velo.toml")
    text = (tmp_path / "velo.toml").read_text(encoding="utf-8")
    made = configuration.read(str(tmp_path / "velo.toml"))
    assert made.options == {"endpoint": "/collect", "preset": "strict", "consent": "required"} and not made.notice
    for section in settings.SECTIONS.values():
        assert [key for key in section if not re.search(rf"\b{key}\b", text)] == []
    everything = re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)
    assert len(configuration.read(str(_saved(tmp_path, everything))).pages) == 2, "every example is right, too"
    with pytest.raises(BuildError, match="not touched"):
        first_file.write(tmp_path / "velo.toml")


def _saved(folder: Path, text: str) -> Path:
    (file := folder / "other.toml").write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "text, says",
    [
        ("[options]\nrecordInput = true", 'line 2: unknown key "recordInput" in [options]; did you mean recordInputs?'),
        ("[options]\ndata-record-inputs = true", 'line 2: unknown key "data-record-inputs" in [options]; did you mean recordInputs?'),
        ("[options]\nrecord_inputs = true", 'line 2: unknown key "record_inputs" in [options]; did you mean recordInputs?'),
        ("[options]\nmaskAllInputs = true", 'line 2: unknown key "maskAllInputs" in [options]; typed values are hidden unless you write recordInputs = true'),
        ("[options]\nretentionDays = 3", 'line 2: "retentionDays" does not belong in [options]: put it below [notice]'),
        ('preset = "strict"', 'line 1: "preset" stands outside of a table: put preset below [options]'),
        ("[controler]\n", 'line 1: unknown table "controler"; did you mean [controller]?'),
        ("[zzz]\n", 'line 1: unknown table "zzz"; known are [options], [[page]], [controller], [notice], [build]'),
        ('\n[options]\npreset = "Balance"', 'line 3: preset wants "strict" or "balanced"; write preset = "balanced"'),
        ('[options]\nrecordInputs = "true"', "line 2: recordInputs wants true or false; write recordInputs = true"),
        ("[options]\nsample = 50", "line 2: sample wants a number from 0 to 1; write sample = 0.5"),
        ("[options]\nsample = -1", "line 2: sample wants a number from 0 to 1"),
        ('[options]\nexclude = ".a"', 'line 2: exclude wants a list of CSS selectors; write exclude = [".a"]'),
        ('[options]\nmask = ["a::before"]', "line 2: mask has a selector that does not work: a::before (no element can match it)"),
        ('[options]\naliases = ["smartsup"]', 'line 2: aliases wants true, false or a list of product names; write aliases = ["smartsupp"]'),
        ('[options]\nendpoint = "/c?x=1"', 'line 2: endpoint wants no query, fragment or password; write endpoint = "/c"'),
        ('[options]\nendpoint = "ftp://a.example/c"', 'line 2: endpoint wants http or https; write endpoint = "https://a.example/c"'),
        ('[options]\nframes = ["pay.example/card"]', 'line 2: frames wants a list of origins like "https://pay.example", without path or wildcard; write frames = ["https://pay.example"]'),
        ('[page]\npath = "/x"', "line 1: page wants to be written as [[page]], with two brackets"),
        ("[[page]]\nrecord = false", 'line 1: a [[page]] needs a path: write path = "/account/**"'),
        ('[[page]]\npath = "/a"\nrecord = false\n[[page]]\npath = "/b"', "line 4: this [[page]] says nothing about its pages: write record = false, or an option"),
        ('[[page]]\npath = "account/**"\nrecord = false', 'line 2: path wants a path like "/account/**", or a list of them; no address, no query; write path = "/account/**"'),
        ('[[page]]\npath = "https://a.example/b?c"\nrecord = false', 'line 2: path wants a path like "/account/**", or a list of them; no address, no query; write path = "/b"'),
        ('[[page]]\npath = "/a"\nsample = 0.5', 'line 3: "sample" does not belong in [[page]]: put it below [options]'),
        ('[notice]\nretentionDays = "30 days"', "line 2: retentionDays wants a whole number of days, from 1 to 3650; write retentionDays = 30"),
        ('[notice]\ncountries = ["it"]', 'line 2: countries wants a list of country codes like ["IT", "DE"]; write countries = ["IT"]'),
        ('[notice]\nsafeguards = { xx = "a" }', 'line 2: safeguards wants a text, or one for each language: { en = "…", it = "…" }'),
        ("[controller]\nname = 3", "line 2: name wants a text"),
        ('[options]\nconsent = "not-required"\n[notice]\nlegalBasis = "consent"', 'line 4: legalBasis = "consent" does not go with consent = "not-required": nobody would be asked; write consent = "required", or another legal basis'),
    ],
)
def test_a_problem_is_told_with_its_line_and_what_to_write(tmp_path: Path, text: str, says: str) -> None:
    assert problems(tmp_path, text) == [says]


def test_what_is_to_be_written_instead_is_taken(tmp_path: Path) -> None:
    for text in ('[options]\nsample = "20%"', "[options]\nrecordInputs = 1", '[notice]\npurposes = "improvement"', '[options]\nexclude = "#a, .b"'):
        (told,) = problems(tmp_path, text)
        header = text.splitlines()[0]
        assert read(tmp_path, f"{header}\n{told.rpartition('write ')[2]}"), told


def test_all_problems_come_at_once_in_their_order(tmp_path: Path) -> None:
    told = problems(tmp_path, '[options]\npreset = "x"\nsample = 2\nmask = [3]\n[[page]]\npath = "x"\n[nothing]\na = 1')
    assert [line.split(":")[0] for line in told] == ["line 2", "line 3", "line 4", "line 5", "line 6", "line 7"]


def test_a_file_that_is_no_toml_or_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"not TOML: .*line 2"):
        read(tmp_path, "[options]\npreset = strict")
    with pytest.raises(BuildError, match="init"):
        configuration.read(str(tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes(b"[controller]\nname = \"Caf\xe9\"")
    with pytest.raises(BuildError, match="UTF-8"):
        configuration.read(str(tmp_path / "latin.toml"))


def test_selectors_are_asked_of_a_parser(tmp_path: Path) -> None:
    right = ["p", ".a > b", "p:has(> b)", '[a="x{y}"]', ":is(a, b):not(.c)", "x-y", "#a\\:b"]
    wrong = ["..b", "a >", "[x", ":is(a,b", "#1a", "a,,b", ".pii)", "a{b", "a{} b"]
    text = f"[options]\nexclude = {json.dumps(right)}\nmask = {json.dumps(wrong)}"
    command = node.node(lambda groups: False)
    told = problems(tmp_path, text, lambda every: selectors.refused(command, every))
    assert sorted(re.findall(r"line 3: mask has a selector that does not work: (.*) \(", "\n".join(told))) == sorted(wrong)


def test_no_option_of_the_page_is_forgotten() -> None:
    assert list(settings.OPTION_WORDS) == list(config.option_table()) == list(settings.SECTIONS["options"])
    assert set(settings.PAGE_OPTIONS) <= set(settings.OPTIONS)
    for section in settings.SECTIONS.values():
        assert [key for key, setting in section.items() if setting.example is not None and not setting.kind.accepts(setting.example)] == []


# --- the schema


def test_the_schema_in_docs_is_this_one() -> None:
    assert (DOCS / "velo.schema.json").read_text(encoding="utf-8") == schema.text(), "python -m recorder.host.schema > docs/velo.schema.json"


VALUES: list[Any] = [
    True, False, 0, 1, 0.5, 2, -1, 30, 4000, "", " ", "strict", "balanced", "consent", "required", "/collect", "https://a.example/c", "/c?x", "#x",
    "ftp://a.example", "https://me@a.example/", "/account/**", "/app#/x/**", "a b", "me@shop.example", "me", "improve", [], [""], [".a", "b"], [3],
    ["improve", "errors"], ["IT", "DE"], ["it"], ["https://pay.example"], ["https://pay.example/"], ["rrweb"], ["nobody"], ["/a", "/b/**"], [["a"]],
    {"en": "a"}, {"en": ""}, {"xx": "a"}, {}, [{"en": "a"}, "b"], datetime.date(2026, 11, 28), datetime.datetime(2026, 11, 28, 1, 2),
]  # fmt: skip


def test_the_schema_says_what_the_check_says() -> None:
    fastjsonschema = pytest.importorskip("fastjsonschema")
    accepts = fastjsonschema.compile(schema.schema())
    taken = 0
    for name, section in settings.SECTIONS.items():
        for key, setting in section.items():
            for value in VALUES:
                by_check = setting.kind.accepts(value) and (key != "endpoint" or configuration._wrong_address(value) is None)
                table = {key: value} if name != "page" else {"path": "/x", "record": False} | {key: value}
                said = json.loads(json.dumps({name: [table] if name == "page" else table}, default=str))
                try:
                    by_schema = bool(accepts(said))
                except fastjsonschema.JsonSchemaException:
                    by_schema = False
                # A date is a text in JSON; TOML tells the two apart, and so does the check.
                assert by_check == by_schema or isinstance(value, datetime.date), (name, key, value)
                taken += by_check
    assert taken > 200



# --- what goes into velo.js


@pytest.mark.parametrize(
    "path, fits, not_these",
    [
        ("/account/**", ["/account", "/account/", "/account/a/b"], ["/accounts", "/x/account", "/"]),
        ("/*/login", ["/it/login", "/de/login/"], ["/login", "/a/b/login"]),
        ("/**", ["/", "/a/b"], []),
        ("/", ["/"], ["/a"]),
        ("/a.b+c", ["/a.b+c"], ["/aXb+c", "/a.bbc"]),
        ("/p*/x", ["/p/x", "/pq/x"], ["/p/q/x"]),
        ("/app#/in/*", ["/app#/in/x"], ["/app", "/app#/out"]),
        ("/caffè/**", ["/caffè/x"], ["/caff/x"]),
    ],
)
def test_a_path_says_which_pages_it_means(path: str, fits: list[str], not_these: list[str]) -> None:
    rule = re.compile(pages.pattern(path))
    assert [one for one in fits if not rule.fullmatch(one)] == [] and [one for one in not_these if rule.fullmatch(one)] == []


def test_only_what_the_page_needs_goes_there(tmp_path: Path) -> None:
    text = '[options]\npreset = "balanced"\n[[page]]\npath = ["/a", "/b"]\nrecord = false\n[controller]\nname = "Secret Ltd"\n[notice]\nsite = "x"'
    made = pages.site(read(tmp_path, text))
    assert made == {"options": {"preset": "balanced"}, "pages": [["^\\/a\\/?$", {"record": False}], ["^\\/b\\/?$", {"record": False}]]}
