"""What the build promises: pinned, repeatable, hashed, whole, and none of the owner's side in a browser."""

import argparse
import ast
import base64
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import traceback
import zipfile
from pathlib import Path
from typing import Any

import pytest

for package in ("rich", "brotli", "pyodide_build"):
    pytest.importorskip(package, reason="the build's own packages are missing: use `python build.py test`")

import brotli  # noqa: E402
from rich.console import Console  # noqa: E402 (it may be missing, see above)

from recorder import config  # noqa: E402
from recorder.host import browser, bundle, command, inside, layout, node, runtime, slim, split, step, wasm  # noqa: E402
from recorder.host import manifest as sizes_of  # noqa: E402
from recorder.session import Visit  # noqa: E402
from tests.bench import inside_worker  # noqa: E402

ROOT = layout.ROOT
TESTS = Path(__file__).parent

ENTRIES = sizes_of.ENTRIES


def quiet() -> step.Steps:
    return step.Steps(Console(file=io.StringIO()))


def no_install(groups: list[str]) -> bool:
    raise AssertionError(f"a test must not install {groups}")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The built dist/velo; built here when it is not yet."""
    command.build_all(quiet(), no_install, plain=False)
    listed: dict[str, Any] = json.loads((layout.VELO / "manifest.json").read_text())
    return listed


# --- what is installed


def test_every_python_package_has_one_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    pinned = [name for group in groups.values() for name in group]
    pinned += project["project"]["dependencies"] + project["tool"]["velo"]["constraints"]
    assert len(pinned) > 30
    assert [name for name in pinned if not re.match(r"[\w.-]+==[\w.]+(; python_version [<>]=? '3\.\d+')?$", name)] == []


def test_npm_packages_are_pinned_and_name_no_registry() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for path, entry in locked.items():
        assert "resolved" not in entry, path
        assert not path or re.match(r"sha512-", entry["integrity"]), path


def test_an_older_python_can_read_build_py_far_enough_to_be_told() -> None:
    ast.parse((ROOT / "build.py").read_text(), feature_version=(3, 7))


# --- the command line


def build_py(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "build.py"), *arguments], text=True, capture_output=True, check=False)


def test_help_names_every_command() -> None:
    shown = build_py("--help")
    assert shown.returncode == 0
    assert [name for name in ("build", "demo", "test", "bench", "--plain") if name not in shown.stdout] == []


@pytest.mark.parametrize("arguments", [["nonsense"], ["build", "--nonsense"], ["--nonsense"], ["demo", "--port", "x"]])
def test_what_it_does_not_know_is_refused(arguments: list[str]) -> None:
    refused = build_py(*arguments)
    assert refused.returncode == 2
    assert arguments[-1] in refused.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_the_demo_refuses_to_be_reached_from_elsewhere(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = argparse.Namespace(command="demo", host=host, port=8000, plain=False)
    assert command.build(asked, no_install) == 1
    assert "no TLS" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_the_demo_listens_on_this_machine(host: str) -> None:
    command.refuse_other_hosts(host)


def test_ci_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "build.py test" in script.read_text()
    if bash := shutil.which("bash"):
        subprocess.run([bash, "-n", str(script)], check=True)


# --- one step


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(step, "DIST", tmp_path)
    monkeypatch.setattr(step, "STAMPS", tmp_path / ".stamps")
    return tmp_path


def ran(inputs: str, dist: Path) -> bool:
    steps = quiet()

    def work() -> step.Facts:
        (dist / "made").write_text("x")
        return {"files": ["made"], "what": inputs}

    assert steps.run("trial", inputs, work)["what"] == inputs
    return steps.ran == ["trial"]


def test_a_step_runs_again_only_when_it_must(dist: Path) -> None:
    assert ran("one", dist)
    assert not ran("one", dist)
    assert ran("two", dist)
    (dist / "made").unlink()
    assert ran("two", dist)
    (dist / ".stamps" / "trial.json").write_text("{ half")
    assert ran("two", dist)


def test_a_step_that_fails_is_not_remembered(dist: Path) -> None:
    def fails() -> step.Facts:
        raise step.BuildError("no")

    with pytest.raises(step.BuildError):
        quiet().run("trial", "one", fails)
    assert ran("one", dist)


def test_a_digest_sees_names_contents_and_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    for name, content in {"a": "12", "b": "1", "c": "1"}.items():
        (tmp_path / name).write_text(content)
    a, b, c = (tmp_path / name for name in "abc")
    seen = [
        layout.digest([a]),
        layout.digest([b]),
        layout.digest([c]),
        layout.digest([b, c]),
        layout.digest([b], True),
    ]
    assert len(set(seen)) == len(seen)
    assert layout.digest([a]) == seen[0]


# --- byte code


def test_code_without_locations_runs_alike_and_its_errors_can_be_shown() -> None:
    source = "def halve(x):\n    def inner():\n        return 1 / x\n    return inner()\n" + "y = 0\n" * 40
    bare = inside._without_locations(compile(source, "bare.py", "exec", optimize=2))
    space: dict[str, Any] = {}
    exec(bare, space)
    assert space["halve"](2) == 0.5
    with pytest.raises(ZeroDivisionError) as raised:
        space["halve"](0)
    assert all(position == (None,) * 4 for position in space["halve"].__code__.co_positions())
    assert "bare.py" in "".join(traceback.format_exception(raised.value))


def test_an_archive_is_the_same_bytes_whatever_the_order_and_time(tmp_path: Path) -> None:
    names = ["b/two.pyc", "a.pyc", "b/one.pyc"]
    for folder, order, time in (("first", names, 1_000_000_000), ("second", names[::-1], 1_500_000_000)):
        for name in order:
            file = tmp_path / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name)
            os.utime(file, (time, time))
    first, second = runtime.archive(tmp_path / "first"), runtime.archive(tmp_path / "second")
    assert first == second
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert [entry.filename for entry in entries] == sorted(names)
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


# --- what was built


def test_the_manifest_lists_every_file_as_it_is(manifest: dict[str, Any]) -> None:
    served = {path.relative_to(layout.VELO).as_posix() for path in layout.VELO.rglob("*") if path.is_file()}
    packed = {name + suffix for name in manifest["files"] for suffix in sizes_of.SUFFIXES}
    assert {*manifest["files"], *packed} == served - {"manifest.json"}
    for name, entry in manifest["files"].items():
        content = (layout.VELO / name).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert base64.b64decode(entry["integrity"].removeprefix("sha384-")) == hashlib.sha384(content).digest()
        assert 0 < entry["brotli_bytes"] <= entry["gzip_bytes"] <= len(content) + 32
        assert brotli.decompress((layout.VELO / f"{name}.br").read_bytes()) == content
        assert gzip.decompress((layout.VELO / f"{name}.gz").read_bytes()) == content
        for suffix, key in ((".br", "brotli_bytes"), (".gz", "gzip_bytes")):
            assert entry[key] == (layout.VELO / (name + suffix)).stat().st_size
    later = {*ENTRIES[1:], *(name for name in manifest["files"] if "cold" in name or name.startswith("player-"))}
    fetched = [entry for name, entry in manifest["files"].items() if name not in later]
    assert manifest["first_visit"]["brotli_bytes"] == sum(entry["brotli_bytes"] for entry in fetched)


def test_what_was_measured_once_is_what_a_plain_build_ships() -> None:
    shipped = {slim.hash_of((layout.PYODIDE / name).read_bytes()) for name in slim.FILES}
    assert set(sizes_of.MEASURED) <= shipped


def test_a_first_visit_that_grows_ends_the_build(manifest: dict[str, Any]) -> None:
    files = [f"velo/{name}" for name in manifest["files"]]
    grown = manifest["first_visit"]["brotli_bytes"] - 1
    with pytest.raises(step.BuildError, match="has grown to"):
        sizes_of.make(files, manifest["runtime"], packed=True, limit=grown)
    assert sizes_of.make(files, manifest["runtime"], packed=True, limit=grown + 1)["first_visit"] == manifest["first_visit"]


@pytest.mark.parametrize("name", ["velo.js", "probe-"])
def test_a_file_of_the_page_that_grows_ends_the_build(
    manifest: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    files = [f"velo/{file}" for file in manifest["files"]]
    (size,) = [entry["brotli_bytes"] for file, entry in manifest["files"].items() if file.startswith(name)]
    monkeypatch.setitem(sizes_of.PAGE_BYTES, name, size - 1)
    with pytest.raises(step.BuildError, match=f"{name}.* has grown to"):
        sizes_of.make(files, manifest["runtime"], packed=True, limit=sizes_of.FIRST_VISIT_BYTES)
    monkeypatch.setitem(sizes_of.PAGE_BYTES, name, size)
    assert sizes_of.make(files, manifest["runtime"], packed=True, limit=sizes_of.FIRST_VISIT_BYTES)


def test_all_but_the_entry_files_carry_the_hash_of_their_content(manifest: dict[str, Any]) -> None:
    hashed = set(manifest["files"]) - set(ENTRIES)
    assert len(hashed) >= 6
    folder = manifest["runtime"]["pyodide"]
    for name in hashed:
        if not name.startswith(folder):
            assert layout.content_hash((layout.VELO / name).read_bytes()) in name
    contents = [(layout.VELO / folder / name).read_bytes() for name in ("pyodide.asm.mjs", "pyodide.asm.wasm", slim.COLD)]
    assert layout.content_hash(*contents) in folder


def test_the_entry_files_lead_to_worker_and_probe_and_the_worker_to_the_runtime(manifest: dict[str, Any]) -> None:
    (worker,) = [name for name in manifest["files"] if name.startswith("worker-")]
    (probe,) = [name for name in manifest["files"] if name.startswith("probe-")]
    for entry in ("velo.js", "velo.mjs"):
        code = (layout.VELO / entry).read_text()
        assert worker in code and probe in code
    code = (layout.VELO / worker).read_text()
    assert [name for name in ("pyodide", "image") if manifest["runtime"][name] not in code] == []


def test_no_module_of_the_probe_means_the_windows_own_where_the_wrapper_names_another() -> None:
    # The probe's file has natives.js's names for parameters: a module that does not import one must not use the window's of that name.
    globals_too = {
        "addEventListener",
        "removeEventListener",
        "getComputedStyle",
        "getSelection",
        "innerWidth",
        "innerHeight",
        "navigation",
    }
    taken = (globals_too | {"scrollX", "scrollY"}) & set(bundle.natives_used())
    assert len(taken) >= 6
    for path in bundle.probe_sources():
        code = re.sub(r"/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        imported = {name for names in re.findall(r"import \{([^}]*)\}", code) for name in re.findall(r"\w+", names)}
        assert [name for name in taken - imported if re.search(rf"(?<![.\w]){name}\b", code)] == [], path.name


def test_typescript_finds_the_types_beside_the_module(manifest: dict[str, Any], tmp_path: Path) -> None:
    settings = {"noEmit": True, "strict": True, "target": "es2022", "module": "esnext", "types": []}
    settings["moduleResolution"] = "bundler"
    (tmp_path / "tsconfig.json").write_text(json.dumps({"compilerOptions": settings, "include": ["*.ts"]}))
    for name in ("velo.mjs", "velo.d.mts"):
        shutil.copy(layout.VELO / name, tmp_path)
    tsc = [*node.node(no_install), str(layout.NODE_MODULES / "typescript/bin/tsc"), "--project", str(tmp_path)]
    for options, found in (("{ consent: 'not-required' }", 0), ("{ consent: 5 }", 1)):
        (tmp_path / "page.ts").write_text(f"import * as velo from './velo.mjs';\nvelo.start({options});\n")
        done = subprocess.run(tsc, text=True, capture_output=True, check=False)
        assert done.stdout.count("error TS") == found, done.stdout


def test_the_types_know_every_option_and_function() -> None:
    types = (layout.LOADER / "velo.d.ts").read_text()
    options = re.search(r"interface Options \{(.*?)^\}", types, re.DOTALL | re.MULTILINE)
    assert options
    assert set(re.findall(r"^  (\w+)\?:", options[1], re.MULTILINE)) == set(config.option_table())
    exports = re.findall(r"^export (?:let|const) (?:(\w+) =|\{([^}]*)\})", (layout.LOADER / "velo.js").read_text(), re.MULTILINE)
    names = {name.strip() for pair in exports for part in pair for name in part.split(",") if name.strip()}
    assert {"start", "state", "on"} <= names
    assert set(re.findall(r"^export (?:declare )?(?:const|let|function) (\w+)", types, re.MULTILINE)) == names


def test_the_owners_side_is_neither_in_the_bundle_nor_in_the_wheel(manifest: dict[str, Any]) -> None:
    (wheel,) = layout.DIST.glob("velo_recorder-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if "host" in name.split("/")] == []
    assert {"recorder/policy.py", "recorder/py.typed"} <= set(names)


BATCH = inside_worker.begun(inside_worker.articles, 150)[0]


@pytest.fixture(scope="module", params=["two halves", "one piece"])
def resumed(request: pytest.FixtureRequest, manifest: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Python says of itself after it was started from the memory that is shipped; also by a wasm of which nothing is cold."""
    folder = layout.VELO if request.param == "two halves" else in_one_piece(manifest, tmp_path_factory.mktemp("whole"))
    scripts = [str(TESTS / f"inside_{name}.py") for name in ("walk", "resumed")]
    said = node.run(node.node(no_install), TESTS / "resumed.mjs", str(folder), json.dumps(manifest["runtime"]), BATCH, *scripts)
    found: dict[str, Any] = json.loads(said)
    return found


def in_one_piece(manifest: dict[str, Any], folder: Path) -> Path:
    """A folder with the same memory, and each function in the hot half."""
    originals = {name: (layout.PYODIDE / name).read_bytes() for name in slim.FILES}
    module = slim._checked(originals)[1]
    glue, exports = slim.trimmed_glue(originals, module)
    everything = set(range(len(module.bodies)))
    cold_data = wasm.data_of((layout.VELO / manifest["runtime"]["pyodide"] / slim.COLD).read_bytes())
    for name, content in (("asm.mjs", glue.encode()), ("asm.wasm", split.split(module, everything, exports, cold_data, []).hot)):
        file = folder / manifest["runtime"]["pyodide"] / f"pyodide.{name}"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    shutil.copy(layout.VELO / manifest["runtime"]["image"], folder)
    return folder


def test_memory_has_the_whole_recorder_and_nothing_can_be_imported(resumed: dict[str, Any]) -> None:
    told = 'import recorder.session, sys; print(*(name for name in sys.modules if name.partition(".")[0] == "recorder"))'
    names = subprocess.run([sys.executable, "-c", told], cwd=ROOT, text=True, capture_output=True, check=True).stdout.split()
    assert set(names) <= set(resumed["modules"]) and len(names) > 50
    assert "random" not in resumed["others"] and resumed["paths"] == []
    assert all("No module named" in says for says in resumed["imports"]) and len(resumed["imports"]) == 2


def test_memory_is_what_python_would_have_made(resumed: dict[str, Any]) -> None:
    assert resumed["functions"] > 500 and resumed["collected"] and resumed["alive"]
    assert resumed["text"] == "\xe8 \xff\xfe\ufeffab"
    assert resumed["found"] == "12a b3"


def test_texts_of_any_letters_reach_javascript_as_they_are(resumed: dict[str, Any]) -> None:
    assert resumed["garbled"] == []


def test_the_packed_memory_goes_once_it_is_unpacked(resumed: dict[str, Any]) -> None:
    assert not resumed["held"]


def test_all_of_memory_can_be_walked_over(resumed: dict[str, Any]) -> None:
    # Each object, class and key; a table of names that said to have fewer entries than it had made Python write past a list's end.
    assert resumed["objects"] > 25_000 and resumed["classes"] > 500
    assert resumed["wrong"] == [] and resumed["broken"] == 0
    assert resumed["again"] == resumed["sent"]


def test_a_session_from_memory_refuses_what_is_wrong(resumed: dict[str, Any]) -> None:
    assert resumed["refused"].startswith("ConfigError ") and 'option "preset"' in resumed["refused"]


@pytest.mark.parametrize("preset", ["strict", "balanced"])
def test_a_session_from_memory_says_what_it_says_on_cpython(resumed: dict[str, Any], preset: str) -> None:
    session = Visit().session(json.dumps({"preset": preset}), "recording")
    session.receive(BATCH, 1, 5)
    session.release(1)
    said = session.next(9000, True, True)
    assert said and len(said) > 10_000
    assert resumed["sent"][preset == "balanced"] == said


def test_memory_says_nothing_of_the_machine_that_built_it(manifest: dict[str, Any]) -> None:
    content = (layout.VELO / manifest["runtime"]["image"]).read_bytes()
    assert b"recorder/policy.py" in content and b"recorder/host" not in content
    assert str(ROOT).encode() not in content


def test_a_second_build_does_nothing(manifest: dict[str, Any]) -> None:
    steps = quiet()
    command.build_all(steps, no_install, plain=False)
    assert steps.ran == []


# --- the browser


def test_a_browser_named_by_the_owner_wins_or_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "my-chromium"
    monkeypatch.setenv("VELO_CHROMIUM", str(named))
    assert browser.find_chromium() is None
    assert browser.install_chromium() is None
    named.touch()
    assert browser.find_chromium() == str(named)


def test_playwrights_own_browser_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VELO_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert "my-chromium" not in str(browser.find_chromium())
    for version in ("chromium-1100", "chromium-1200"):
        file = tmp_path / version / "chrome-linux64" / "chrome"
        file.parent.mkdir(parents=True)
        file.touch()
    assert browser.find_chromium() == str(tmp_path / "chromium-1200/chrome-linux64/chrome")
