"""The owner's rules in the build: what is wrong is said with file and line; packages are pure Python and stay in their place."""

import hashlib
import itertools
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

for package in ("rich", "packaging", "pyodide_build"):
    pytest.importorskip(package, reason="the build's own packages are missing: use `python build.py test`")

from recorder import hooks  # noqa: E402 (they may be missing, see above)
from recorder.host import bundle, check_rules, own_rules, packages, runtime  # noqa: E402
from recorder.host.layout import ROOT  # noqa: E402
from recorder.host.step import BuildError  # noqa: E402

_numbers = itertools.count()

DETECTOR = "from recorder.custom import *\n@detector('odd')\ndef odd(text):\n    return "
TREATMENT = "from recorder.custom import *\n@treatment('odd')\ndef odd(element):\n    return "

# A rules.py that is wrong, the line, and what is said of it.
WRONG = [
    ("import nowhere_to_be_found\n", 1, "--with PACKAGE"),
    ("\nfrom recorder.custom import detektor\n", 2, "it has: Element, allow_attribute, detector"),
    ("x = 1\n\nx / 0\n", 3, "ZeroDivisionError"),
    ("exit(3)\n", 1, "SystemExit"),
    ("x = 1\n", 0, "register nothing"),
    ("\nfrom recorder.custom import detector\n@detector\ndef f(text): ...\n", 3, '@detector("order number")'),
    ("from recorder.custom import allow_attribute\n\nallow_attribute('title')\n", 3, "recorded already"),
    ("from recorder.custom import forbid_attribute\nforbid_attribute('titel')\n", 2, "is its name right"),
    (DETECTOR + "1 / 0\n", 4, 'detector "odd", tried on what every page has: ZeroDivisionError'),
    (DETECTOR + "[(at, at) for at in (1, undefined)]\n", 4, "NameError"),
    (DETECTOR + "[(0, 99_999)]\n", 2, "it must give pairs of start and end within the text"),
    (DETECTOR + "None\n", 2, "it must give pairs"),
    (DETECTOR + "5 if len(text) > 500 else []\n", 2, "it must give pairs"),
    ("from recorder.custom import *\n@detector('odd')\ndef odd(text, more):\n    return []\n", 2, "cannot be called with one argument"),
    (TREATMENT + "'hide'\n", 2, "it must give None or exclude or mask or ignore or allow"),
    (TREATMENT + "element.attributes['id']\n", 4, 'treatment "odd", tried on what every page has: KeyError'),
    (TREATMENT + "True\n", 2, "it must give None"),
]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Checks a source as the build does inside Pyodide."""
    monkeypatch.syspath_prepend(tmp_path)

    def checked(source: str) -> dict[str, Any]:
        name = f"rules_of_a_build_{next(_numbers)}"
        (tmp_path / f"{name}.py").write_text(source)
        answer: dict[str, Any] = json.loads(check_rules.check(name))
        return answer

    return checked


@pytest.mark.parametrize(("source", "line", "says"), WRONG, ids=[f"{says}-{nth}" for nth, (_, _, says) in enumerate(WRONG)])
def test_what_is_wrong_is_said_with_its_line(check: Any, source: str, line: int, says: str) -> None:
    ((found, sentence),) = check(source)["problems"]
    assert found == line and says in sentence
    own = own_rules.OwnRules("my/rules.py", source.encode())
    with pytest.raises(BuildError) as raised:
        own.tried(json.dumps({"problems": [(found, sentence)]}))
    assert str(raised.value).startswith(f"my/rules.py:{line}: " if line else "my/rules.py: ")


def test_rules_that_work_are_counted(check: Any) -> None:
    source = DETECTOR + "[]\n@treatment('two')\ndef two(element): ...\nread_attribute('data-b')\nallow_attribute('data-a')\n"
    answer = check(source)
    assert answer == {"problems": [], "detectors": 1, "treatments": 1, "attributes": ["data-a", "data-b"]}
    own = own_rules.OwnRules("my/rules.py", b"", (Path("text_unidecode-1.3-py2.py3-none-any.whl"),))
    assert own.says(answer) == "rules.py: 1 detector and 1 treatment, with text-unidecode 1.3"
    assert own.tried(json.dumps(answer)) == answer


def test_every_wrong_rule_is_named_at_once(check: Any) -> None:
    assert len(check(DETECTOR + "1 / 0\n@treatment('two')\ndef two(element): return 5\n")["problems"]) == 2


def test_the_example_in_the_documentation_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: Any) -> None:
    text = (ROOT / "docs" / "custom-rules.md").read_text()
    example = text.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "phonenumbers.py").write_text("def PhoneNumberMatcher(text, region): return []\n")
    assert own_rules.OwnRules("rules.py", example.encode()).tried(json.dumps(check(example))) == {
        "problems": [], "detectors": 2, "treatments": 1, "attributes": ["data-audience", "data-sku", "data-step"],
    }  # fmt: skip
    trying = text.rpartition("```python\n")[2].partition("```")[0]
    (tmp_path / "rules.py").write_text(example)
    monkeypatch.delitem(sys.modules, "rules", raising=False)
    exec(compile(trying, "custom-rules.md", "exec"), {})
    monkeypatch.delitem(sys.modules, "rules", raising=False)


# --- before anything runs


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("\n\ndef broken(:\n", ":3: SyntaxError"),
        ("x = '\0'", "null bytes"),
        ("import re\nimport js\n", ":2: a rule judges what it is given"),
        ("def late():\n    from pyodide.http import pyfetch\n", ":2: a rule judges what it is given"),
    ],
)
def test_what_needs_no_run_to_be_seen(tmp_path: Path, source: str, says: str) -> None:
    (tmp_path / "rules.py").write_text(source)
    with pytest.raises(BuildError) as raised:
        own_rules.read(str(tmp_path / "rules.py"), [])
    assert says in str(raised.value) and "rules.py" in str(raised.value)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(BuildError, match="No such file"):
        own_rules.read("nowhere/rules.py", [])


def build_py(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "build.py"), *arguments], text=True, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--with", "phonenumberslite"], "--rules rules.py"),
        (["--rules", "x.py", "test"], "goes with build and demo"),
    ],
)
def test_the_command_line_says_what_goes_together(arguments: list[str], says: str) -> None:
    refused = build_py(*arguments)
    assert refused.returncode == 2 and says in refused.stderr


def test_a_change_of_rules_or_packages_is_a_change_of_the_build(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    wheel.write_bytes(b"one")
    made = [own_rules.OwnRules("r.py", b"x"), own_rules.OwnRules("r.py", b"y"), own_rules.OwnRules("r.py", b"x", (wheel,))]
    seen = [runtime.inputs(own, plain=False) for own in (None, *made)]
    wheel.write_bytes(b"two")
    seen.append(runtime.inputs(made[2], plain=False))
    assert len(set(seen)) == len(seen)
    assert own_rules.OwnRules("r.py", b"x").digest == own_rules.OwnRules("other.py", b"x").digest
    assert bundle.rules_inputs([]) != bundle.rules_inputs(["data-x"])


def test_the_probe_reads_what_the_rules_need() -> None:
    before, after = hooks.probe_rules()["read"]["attributes"], hooks.probe_rules(["data-x"])["read"]["attributes"]
    assert {*after} - {*before} == {"data-x"} and "data-x" not in hooks.probe_rules()["read"]["attributes"]


# --- packages


def wheel(folder: Path, name: str, *files: str, text: str = "") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.writestr(file, text)
    return path


@pytest.mark.parametrize("name", ["-r x", "https://example.org/a.whl?x", "a @ https://example.org/a.zip", "../x", "a b", ""])
def test_only_names_of_packages_are_asked_of_pip(name: str) -> None:
    with pytest.raises(BuildError, match="write the name of a package"):
        packages.checked([name])


def test_names_versions_and_files_are_taken() -> None:
    assert packages.checked(["text-unidecode==1.3", "x>=2"]) == ["text-unidecode==1.3", "x>=2"]
    assert packages.checked(["own-1.0-py3-none-any.whl"]) == [str(Path("own-1.0-py3-none-any.whl").resolve())]


def test_a_file_of_another_content_is_another_wheel(tmp_path: Path) -> None:
    names = [str(wheel(tmp_path, "a-1.0-py3-none-any.whl", "a.py", text="1"))]
    before = packages.folder(names)
    wheel(tmp_path, "a-1.0-py3-none-any.whl", "a.py", text="2")
    assert packages.folder(names) != before and packages.wheels(names) == []


def test_a_wheel_of_ones_own_comes_without_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "WHEELS", tmp_path / "kept")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    record = "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    path = tmp_path / "ours-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ours/__init__.py", "x = 1")
        archive.writestr("ours-1.0.dist-info/WHEEL", record)
        archive.writestr("ours-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n")
        archive.writestr("ours-1.0.dist-info/RECORD", "")
    names = packages.checked([str(path)])
    packages.fetch(names)
    (found,) = packages.wheels(names)
    assert packages.version_of(found) == "ours 1.0"
    assert hashlib.sha256(found.read_bytes()).digest() == hashlib.sha256(path.read_bytes()).digest()


def test_a_package_that_pip_does_not_find_is_said_in_our_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "WHEELS", tmp_path)
    failed = subprocess.CompletedProcess([], 1, "", "WARNING: slow\nERROR: No matching distribution found for fast\n")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: failed)
    with pytest.raises(BuildError) as raised:
        packages.fetch(["fast"])
    says = str(raised.value)
    assert "py3-none-any" in says and "pip: No matching" in says and "--with path/to/" in says and "slow" not in says
    assert packages.wheels(["fast"]) == []


def test_modules_data_and_licences_are_unpacked_and_nothing_else(tmp_path: Path) -> None:
    kept = ["a/__init__.py", "a/data.bin", "a-1.0.dist-info/licenses/LICENSE"]
    rest = ["a/types.pyi", "a-1.0.dist-info/METADATA", "a-1.0.data/scripts/run", "../escape.py", "/absolute.py"]
    made = wheel(tmp_path, "a-1.0-py3-none-any.whl", *kept, *rest, "a-1.0.data/purelib/b.py")
    packages.unpack(made, tmp_path / "app")
    found = {path.relative_to(tmp_path / "app").as_posix() for path in (tmp_path / "app").rglob("*") if path.is_file()}
    assert found == {*kept, "b.py"}
    assert not (tmp_path / "escape.py").exists()


@pytest.mark.parametrize("module", ["json/x.py", "recorder/x.py", "re.py", "velo_rules.py", "js.py"])
def test_a_package_takes_no_other_modules_place(tmp_path: Path, module: str) -> None:
    made = wheel(tmp_path, "a-1.0-py3-none-any.whl", module)
    with pytest.raises(BuildError, match="would hide another"):
        packages.unpack(made, tmp_path / "app")


def test_two_packages_do_not_share_a_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        made = wheel(tmp_path, f"{name}-1.0-py3-none-any.whl", "shared/__init__.py")
        if name == "a":
            packages.unpack(made, tmp_path / "app")
    with pytest.raises(BuildError, match="so does another"):
        packages.unpack(made, tmp_path / "app")


@pytest.mark.parametrize(
    ("name", "file"), [("a-1.0-py3-none-any.whl", "a/fast.so"), ("a-1.0-cp314-cp314-linux_x86_64.whl", "a/__init__.py")]
)
def test_compiled_code_is_refused(tmp_path: Path, name: str, file: str) -> None:
    with pytest.raises(BuildError, match="compiled code"):
        packages._refuse_compiled(wheel(tmp_path, name, file))


def test_what_packages_import_late_is_shipped_but_for_developers_tools(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n    import colorsys, doctest, other_package\n    from email import policy\n")
    (tmp_path / "b.py").write_text("print 'for another Python'\n")
    assert runtime._late(["a.py", "b.py"], tmp_path) == {"colorsys", "email"}
