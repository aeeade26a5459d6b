"""Laws of the code itself: who imports what, who makes safe text, who opens raw text, what the core may not touch."""

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

import recorder

CORE = Path(recorder.__file__).parent
MODULES = sorted(path for path in CORE.glob("*.py") if path.name != "__init__.py")
TESTS = Path(__file__).parent
LOADER = CORE.parent / "loader"

# Each module of the core, and what of the core it imports. Data flows one way: no name stands both left and above.
ARROWS = {
    "errors": "",
    "records": "",
    "parse": "errors records",
    "aliases": "records",
    "attributes": "",
    "floor": "",
    "ledger": "",
    "adopted": "drafts mirror records",
    "shape": "",
    "words": "",
    "letters": "",
    "amounts": "letters",
    "readings": "",
    "telling": "detect letters words",
    "copies": "amounts letters telling",
    "taint": "copies letters",
    "names": "words",
    "address": "",
    "urls": "address names words",
    "css_words": "words",
    "css_tokens": "css_words",
    "css_values": "css_tokens css_words names",
    "css_selectors": "attributes css_tokens css_values css_words names",
    "css": "css_selectors css_tokens css_values names",
    "config": "aliases errors",
    "custom": "attributes detect errors records",
    "policy": "attributes config custom floor records",
    "hooks": "aliases config policy records",
    "mirror": "errors records",
    "splices": "errors mirror",
    "changes": "errors mirror records splices",
    "drafts": "attributes mirror policy records",
    "beside": "attributes detect mirror records",
    "joined": "attributes beside mirror records",
    "growing": "beside drafts joined mirror policy records",
    "rrweb": "",
    "repeats": "ledger",
    "fields": "attributes mirror records",
    "findings": "detect ledger policy readings taint",
    "remembered": "fields findings mirror policy records taint",
    "stand_ins": "attributes records",
    "mask_texts": "findings ledger mirror policy records shape",
    "mask_addresses": "attributes findings ledger mirror names policy records repeats urls",
    "looks": "",
    "mask_attributes": "attributes css fields ledger looks mask_addresses mask_texts names policy records shape",
    "mask": "attributes css findings ledger mask_addresses mask_attributes mask_texts mirror names policy records repeats rrweb"
    " stand_ins taint",
    "veiled": "drafts joined mirror policy records remembered",
    "labelled": "beside detect joined mirror records",
    "encode_actions": "attributes drafts growing joined ledger mask mask_texts mirror policy records rrweb",
    "encode_states": "css_selectors mask mirror records rrweb",
    "encode_styles": "adopted drafts ledger mask mirror policy records rrweb",
    "encode_trees": "drafts mirror records rrweb",
    "encode_fields": "drafts encode_actions encode_states fields joined labelled ledger mask mask_texts mirror policy rrweb",
    "encode_nodes": "attributes drafts encode_actions encode_fields encode_states encode_trees growing joined ledger mask mirror"
    " policy records rrweb",
    "encode": "adopted attributes drafts encode_actions encode_fields encode_nodes encode_states encode_styles encode_trees growing joined"
    " ledger mask mask_attributes mirror policy records rrweb",
    "foreign_nodes": "attributes css_selectors errors mirror records rrweb",
    "foreign_tree": "attributes errors foreign_nodes mirror records",
    "foreign": "errors foreign_nodes foreign_tree records rrweb",
    "joins": "foreign records",
    "waiting": "drafts mirror records",
    "editors": "attributes floor mirror records",
    "echo": "attributes drafts fields mirror records",
    "structure": "adopted attributes changes drafts echo editors foreign joins ledger mirror policy records remembered splices veiled waiting",
    "actions": "drafts echo encode_actions encode_states fields foreign joined labelled mirror policy records remembered waiting",
    "recorder": "actions adopted drafts echo encode errors growing joins ledger mask mirror parse policy records remembered structure taint waiting",
    "checkpoints": "",
    "transport": "drafts",
    "queue": "transport",
    "session": "beside checkpoints config custom detect drafts labelled policy queue recorder rrweb taint telling transport",
    "page_shell": "custom errors session",
    "page": "errors page_shell",
}
# What runs in a page that runs Python itself: the only modules that know a browser.
PAGE = {"page", "page_shell"}
FORBIDDEN = {"js", "pyodide", "socket", "time", "datetime", "random", "os", "pathlib", "urllib", "http", "asyncio", "threading"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "recorder":
            found |= {f"recorder.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def calls(path: Path, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
        for node in ast.walk(ast.parse(path.read_text()))
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_data_flows_one_way(path: Path) -> None:
    used = {name.split(".")[1] for name in imports(path) if name.startswith("recorder.")}
    assert used == set(ARROWS[path.stem].split())


def test_no_cycles() -> None:
    order = list(ARROWS)
    known = {"detect", *order}
    assert {path.stem for path in MODULES} <= known
    for name, used in ARROWS.items():
        assert all(below in known for below in used.split()), name
    done: set[str] = {"detect"}
    while len(done) < len(ARROWS) + 1:
        ready = {name for name in ARROWS if name not in done and set(ARROWS[name].split()) <= done}
        assert ready, f"a cycle among {sorted(set(ARROWS) - done)}"
        done |= ready


@pytest.mark.parametrize("path", [*MODULES, *sorted((CORE / "detect").glob("*.py"))], ids=lambda path: path.stem)
def test_the_core_touches_no_clock_no_network_no_browser(path: Path) -> None:
    allowed = {"js", "pyodide", "asyncio"} if path.stem in PAGE else set()
    assert not {name.split(".")[0] for name in imports(path)} & FORBIDDEN - allowed


def test_only_the_gate_makes_safe_text() -> None:
    assert {path.stem for path in MODULES if calls(path, "SafeText")} == {"mask"}


def test_raw_text_is_opened_by_few() -> None:
    # parse.py: attribute names; mirror.py: names of elements, for look-ups; structure.py: attributes for policy.own_marks;
    # joined.py, beside.py: the text around a text, for the detectors; drafts.py: names of slots; encode_states.py: the places of options;
    # editors.py: what names an editor; growing.py: whether a text begins with the one before;
    # fields.py: types of fields, and what a value could become; remembered.py: what is to be found again. The rest is the gate's.
    assert {path.stem for path in MODULES if calls(path, "reveal")} == {
        "beside",
        "drafts",
        "editors",
        "encode_states",
        "fields",
        "growing",
        "joined",
        "labelled",
        "mask",
        "mask_addresses",
        "mask_attributes",
        "mask_texts",
        "mirror",
        "parse",
        "remembered",
        "stand_ins",
        "structure",
    }


def test_every_module_has_its_test_and_says_what_it_decides() -> None:
    for path in MODULES:
        if path.stem not in ("errors", "words", "css_words", "address", "page_shell"):
            assert (TESTS / f"test_{path.stem}.py").exists(), path.stem
        assert ast.get_docstring(ast.parse(path.read_text())), path.stem


def test_examples_in_docstrings_hold() -> None:
    tried = 0
    for path in [path for path in MODULES if path.stem not in PAGE]:
        module = importlib.import_module(f"recorder.{path.stem}")
        failed, attempted = doctest.testmod(module)
        assert not failed, path.stem
        tried += attempted
    assert tried >= 10


SHELL = {"worker.js", "shell.js", "ports.js", "sender.js", "boot.js", "queue.js", "store.js", "seal.js"}  # what runs in the worker only
NETWORK = (
    "fetch(",
    "sendBeacon",
    "XMLHttpRequest",
    "WebSocket",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "document.cookie",
)


def test_the_worker_shell_alone_talks_to_the_network() -> None:
    page_side = [path for path in LOADER.rglob("*.js") if path.name not in SHELL and "generated" not in path.parts]
    assert len(page_side) > 15
    for path in page_side:
        text = path.read_text()
        allowed = ("localStorage",) if path.name == "choice.js" else ()
        assert not [word for word in NETWORK if word in text and word not in allowed], path.name
        assert not [name for name in SHELL if f"/{name}" in text], f"{path.name} imports from the worker's side"


def test_velo_js_only_asks_whether_the_visitor_has_refused() -> None:
    users = {path.name: path.read_text() for path in LOADER.glob("*.js") if '/choice.js"' in path.read_text()}
    assert list(users) == ["consent.js"] and 'import { refused } from "./choice.js";' in users["consent.js"]


def test_the_shell_asks_for_its_own_files_and_sends_segments_and_nothing_else() -> None:
    callers = {name: (LOADER / name).read_text().count("fetch(") for name in SHELL}
    assert callers == {"queue.js": 0, "store.js": 0, "worker.js": 0, "shell.js": 0, "ports.js": 0, "boot.js": 1, "sender.js": 1, "seal.js": 0}


# How a list is gone through a page can change, and would see each time: `for ... of`, a list taken apart, spread or given to a map.
GOES_THROUGH = re.compile(
    r"\bfor (?:await )?\([^;)]* of |\b(?:const|let|var) \[|[\[(,] ?\.\.\.[\w.]+(?:\([^)]*\))?[\],)](?!\s*=>)|new \w*(?:Map|Set)\([^)]"
)
WHILE_RECORDING = [*sorted((LOADER / "probe").rglob("*.js")), LOADER / "link.js", LOADER / "early.js"]


@pytest.mark.parametrize("path", WHILE_RECORDING, ids=lambda path: path.stem)
def test_what_runs_while_recording_goes_through_lists_by_their_numbers(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    assert [found[0] for found in GOES_THROUGH.finditer(code)] == []


@pytest.mark.parametrize("text", ["for (const a of b)", "const [a, b] = c;", "[a, ...b()]", "f(...a)", "new SafeMap([[a, b]])"])
def test_what_goes_through_a_list_is_seen(text: str) -> None:
    assert GOES_THROUGH.search(text)


@pytest.mark.parametrize("text", ["(...args) => a", "{ ...own, value }", "for (let i = 0; i < n; i++)", "new SafeMap()"])
def test_what_goes_through_no_list_is_let_be(text: str) -> None:
    assert not GOES_THROUGH.search(text)
