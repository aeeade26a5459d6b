"""Making Pyodide small changes nothing that it does: each step on a module or text small enough to read."""

import json
from pathlib import Path
from typing import Any

import pytest

for package in ("rich", "brotli", "pyodide_build"):
    pytest.importorskip(package, reason="the build's own packages are missing: use `python build.py test`")

from recorder.host import glue, image, inside, layout, licences, node, profile, slim, split, wasm, wasm_code  # noqa: E402
from tests.bench import cold_share  # noqa: E402

HOST = layout.HOST

# (memory 1) (table 4) (global $n mut i32 0)
# 0 first(x)  = middle(x) + 1, and $n += 1      exported
# 1 middle(x) = last(x) * 2
# 2 last(x)   = x + byte at 64, through the table at 0
# 3 text()    = byte at 96                      exported
I32 = 0x7F
BODIES = (
    bytes.fromhex("00 2300 4101 6a 2400 2000 1001 4101 6a 0b"),
    bytes.fromhex("00 2000 4100 11 01 00 4102 6c 0b"),
    bytes.fromhex("00 2000 4100 2d 00 40 6a 0b"),
)


def small() -> bytes:
    """The module that is described above."""
    bodies = [*BODIES, bytes([0, 0x41, 0, 0x2D, 0, 96, 0x0B])]
    parts = {
        wasm.TYPE: wasm.vector([b"\x60\0\0", b"\x60\1\x7f\1\x7f", b"\x60\0\1\x7f"]),
        wasm.FUNCTION: wasm.vector([b"\1", b"\1", b"\1", b"\2"]),
        wasm.TABLE: wasm.vector([b"\x70\0\1"]),
        wasm.MEMORY: wasm.vector([b"\0\1"]),
        wasm.GLOBAL: wasm.vector([bytes([I32, 1, 0x41, 0, 0x0B])]),
        wasm.EXPORT: wasm.vector([wasm.name("first") + b"\0\0", wasm.name("text") + b"\0\3", wasm.name("unused") + b"\0\2"]),
        wasm.ELEMENT: wasm.vector([b"\0\x41\0\x0b" + wasm.vector([b"\2"])]),
        wasm.CODE: wasm.vector(wasm.leb(len(body)) + body for body in bodies),
        wasm.DATA: wasm.vector(split._segments([(64, b"\5"), (96, b"\7")])),
    }
    return wasm.written(parts)


def halves(hot: set[int], cold_data: list[tuple[int, int]]) -> split.Halves:
    module = wasm.read(small())
    memory = image.Image(module.data)
    return split.split(module, hot, {"first", "text"}, memory.without(cold_data), memory.within(cold_data))


RUN = """
import { readFileSync } from "node:fs";
const { connect } = await import(process.argv[2]);
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[3]), {});
const { exports } = connect(instance, {});
console.log(JSON.stringify([Object.keys(exports), exports.first(10), exports.text(), exports.first(20)]));
"""


def answers(made: split.Halves, folder: Path) -> Any:
    """What Node says of the two halves, joined by cold.js."""
    (folder / "run.mjs").write_text(RUN)
    (folder / "cold.mjs").write_text((HOST / "cold.js").read_text() + "\nexport { connect };\n")
    (folder / "hot.wasm").write_bytes(made.hot)
    (folder / slim.COLD).write_bytes(made.cold)
    return json.loads(node.run(NODE, folder / "run.mjs", (folder / "cold.mjs").as_uri(), str(folder / "hot.wasm")))


def no_install(groups: list[str]) -> bool:
    raise AssertionError(f"a test must not install {groups}")


NODE = node.node(no_install)
WHOLE = [["first", "text"], 31, 7, 51]


@pytest.mark.parametrize("hot", [set(), {0, 1}, {2}, {1, 3}])
def test_whatever_is_hot_the_answers_are_the_same(hot: set[int], tmp_path: Path) -> None:
    assert answers(halves(hot, []), tmp_path) == WHOLE


def test_data_of_the_cold_half_is_there_when_its_code_is(tmp_path: Path) -> None:
    made = halves({0, 1, 3}, [(60, 70)])
    assert 5 not in [data[0] for _, data in wasm.read(made.hot).data]
    assert answers(made, tmp_path) == WHOLE


def test_a_half_that_is_not_needed_is_not_fetched(tmp_path: Path) -> None:
    made = halves({0, 1, 2, 3}, [])
    assert answers(split.Halves(made.hot, b"no module"), tmp_path) == WHOLE
    with pytest.raises(Exception, match="failed"):
        answers(split.Halves(halves({0, 1, 3}, []).hot, b"no module"), tmp_path)


def test_no_engine_can_bet_on_indirect_calls_of_the_hot_half() -> None:
    """Whom they call is seen only in functions too long for V8 to build into others (indirect.py)."""
    hot = wasm.read(halves({0, 1, 2, 3}, []).hot)
    through = [body for body in hot.bodies if any(code == wasm.CALL_INDIRECT and not table for _, code, table in wasm_code.instructions(body))]
    assert len(through) == 1 and len(through[0]) > 500
    index = hot.bodies.index(through[0])
    assert hot.types[hot.functions[index]] == (b"\x7f\x7f", b"\x7f")
    assert (wasm.CALL, index) in [(code, value) for _, code, value in wasm_code.instructions(hot.bodies[1])]


def test_flags_tell_which_functions_were_called(tmp_path: Path) -> None:
    (tmp_path / "flagged.wasm").write_bytes(split.instrumented(wasm.read(small())))
    (tmp_path / "run.mjs").write_text(
        'import { readFileSync } from "node:fs";\n'
        "const { instance: { exports } } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});\n"
        "const said = exports.text();\n"
        "console.log(JSON.stringify([said, ...[0, 1, 2, 3].map((at) => exports['$' + at].value)]));\n"
    )
    assert json.loads(node.run(NODE, tmp_path / "run.mjs", str(tmp_path / "flagged.wasm"))) == [7, 0, 0, 0, 1]


# --- reading and writing


def test_what_is_read_is_written_as_the_same_bytes() -> None:
    module = wasm.read(small())
    assert wasm.written(module.sections, module.custom) == small()
    assert [module.type_of(index) for index in range(4)] == [1, 1, 1, 2]


@pytest.mark.parametrize("value", [0, 1, 63, 64, 127, 128, 300, 2**31 - 1])
def test_numbers_are_written_as_they_are_read(value: int) -> None:
    assert wasm.Reader(wasm.leb(value)).leb() == value
    signed = wasm.signed_leb(value)
    assert wasm.Reader(signed).leb() == value and not signed[-1] & 0x40


@pytest.mark.parametrize("wrong", [b"", b"\0asm\2\0\0\0", small() + bytes([wasm.START, 1, 0]), small() + bytes([14, 0])])
def test_what_it_does_not_know_it_refuses(wrong: bytes) -> None:
    with pytest.raises(wasm.UnknownWasm):
        wasm.read(wrong)


def test_an_unknown_instruction_is_refused() -> None:
    with pytest.raises(wasm.UnknownWasm):
        list(wasm_code.instructions(bytes([0, 0xFB, 0, 0x0B])))


# --- the profile


@pytest.mark.parametrize("numbers", [set(), {0}, {3}, {0, 1, 2, 7, 8, 20}])
def test_a_profile_is_read_as_it_was_written(numbers: set[int]) -> None:
    assert slim.functions(slim.runs(numbers)) == numbers
    written = {
        "wasm": "ab",
        "strings": [1, 2],
        "cold_data": [{"from": 1, "to": 2, "used_by": [3]}],
        "functions": slim.runs(numbers),
        "resumed": [],
    }
    assert json.loads(slim.written(written)) == written


def test_the_profile_is_of_the_wasm_that_is_shipped() -> None:
    known = slim.read_profile()
    assert known["wasm"] == slim.hash_of((layout.PYODIDE / "pyodide.asm.wasm").read_bytes())
    assert all(800 < len(slim.functions(known[name])) < 8000 for name in slim.LISTS)


def test_a_table_that_a_hot_function_uses_is_hot() -> None:
    known = {"cold_data": [{"from": 10, "to": 20, "used_by": [5]}, {"from": 30, "to": 40, "used_by": [6, 7]}]}
    assert slim.cold_data(known, {7}) == [(10, 20)]
    assert slim.cold_data(known, {8}) == [(10, 20), (30, 40)]


def test_what_workers_told_is_added_up() -> None:
    assert profile.read_hits(["[1, 2]", '"cold test"', "[2, 9]"]) == {1, 2, 9}


def test_who_fetched_the_cold_half_is_counted() -> None:
    lines = ['"image a::one"', "[1, 2]", '"cold a::one"', '"image a::two[x y]"', '"image b::three"']
    assert cold_share.count(lines) == (3, ["a::one"])
    assert cold_share.count([]) == (0, [])


# --- static data


def test_data_comes_back_as_it_was() -> None:
    segments = [(64, b"abc" + b"\0" * 50 + b"d"), (300, b"e" * 30)]
    memory = image.Image(segments)
    ranges = [(65, 66), (310, 320)]
    again = image.Image([*memory.without(ranges), *memory.within(ranges)])
    assert again.memory == memory.memory
    assert image.Image(memory.without(ranges)).memory[65] == 0


def test_a_string_is_idle_when_nothing_leads_to_it() -> None:
    text = b"one\0two\0three\0four\0five\0"
    pointer = (64 + text.index(b"three") + 2).to_bytes(4, "little")
    memory = image.Image([(64, text), (128, pointer), (132, (64).to_bytes(4, "little"))])
    named = {64 + text.index(b"two"), 64 + text.index(b"four") - 1}
    idle = memory.idle_strings(64, 64 + len(text), named, [(132, 136)])
    assert [bytes(memory.memory[low:high]) for low, high in idle] == [b"one", b"five"]


def test_a_frozen_module_is_replaced_where_it_stands() -> None:
    names = b"_frozen_importlib\0_frozen_importlib_external\0"
    entries = [(64, 512, 40), (64 + names.index(b"\0") + 1, 560, 40)]
    table = b"".join(number.to_bytes(4, "little") for entry in entries for number in (*entry, 0))
    memory = image.Image([(64, names), (256, table), (512, b"x" * 40 + b"\0" * 8 + b"y" * 40), (2000, b"z")])
    assert {name: found[2] for name, found in memory.frozen().items()} == {
        "_frozen_importlib": 40,
        "_frozen_importlib_external": 40,
    }
    memory.replace("_frozen_importlib_external", b"small")
    assert memory.frozen()["_frozen_importlib_external"][2] == 5
    assert bytes(memory.memory[552:602]) == b"\0" * 8 + b"small" + b"\0" * 35 + b"\0\0"
    with pytest.raises(wasm.UnknownWasm):
        memory.replace("_frozen_importlib", b"x" * 41)


# --- the glue


def test_an_edit_that_finds_nothing_or_too_much_is_refused() -> None:
    assert glue.once("a b c", "b", "x") == "a x c"
    for text in ("a c", "b b"):
        with pytest.raises(glue.UnknownGlue):
            glue.once(text, "b", "x")


def test_for_another_wasm_the_plain_files_are_shipped_with_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = slim.read_profile()
    monkeypatch.setattr(slim, "read_profile", lambda: known | {"wasm": "0" * 64})
    monkeypatch.setattr(slim, "CACHE", tmp_path)
    made = slim.make(NODE, plain=False)
    assert "build.py profile" in made.warning
    assert made.files == slim.make(NODE, plain=True).files
    assert sorted(made.files) == sorted(slim.FILES)


def test_a_missing_tool_means_plain_files_and_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(slim, "CACHE", tmp_path)
    monkeypatch.setattr(slim, "frozen", lambda *_: {})
    monkeypatch.setattr(slim, "TERSER", tmp_path / "nothing")
    assert "as it came" in slim.make(NODE, plain=False).warning


# --- stand-ins and notices


@pytest.mark.parametrize("file", sorted(path.stem for path in (HOST / "stubs").glob("*.py") if path.stem != "__init__"))
def test_a_stand_in_has_what_is_asked_of_it_on_import(file: str) -> None:
    wanted = {
        "socket": "AF_UNSPEC AI_PASSIVE",
        "subprocess": "PIPE",
        "logging": "DEBUG getLogger",
        "asyncio__base_events": "BaseEventLoop Server",
        "asyncio__unix_events": "EventLoop _DefaultEventLoopPolicy",
        "pyodide___package_loader": "SITE_PACKAGES DSO_DIR init_loaded_packages",
    }
    source = (HOST / "stubs" / f"{file}.py").read_text()
    code = compile(source, file, "exec")
    assert set(wanted.get(file, "__all__").split()) <= set(code.co_names)


def test_the_notice_names_what_is_shipped() -> None:
    licences.make()
    text = (layout.VELO / licences.NAME).read_text()
    version = json.loads((layout.PYODIDE / "package.json").read_text())["version"]
    assert f"Pyodide {version}" in text and "{" not in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in text and "Mozilla Public License" in text


def test_frozen_code_is_without_locations_and_runs() -> None:
    code = inside._without_locations(compile("x = 1\n" * 20, "<frozen x>", "exec", optimize=2))
    assert all(position == (None,) * 4 for position in code.co_positions())
