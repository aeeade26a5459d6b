"""Both packages as somebody else gets them: packed, installed without a network, imported, bundled, and recording."""

import json
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from recorder.host import bundle, layout, node, npm
from tests.browser.chrome import visit
from tests.browser.server import Site
from tests.pages import Probe, parse

PROJECT = tomllib.loads((layout.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMAND = node.node(lambda groups: False)

APP = """
import * as velo from "velo-recorder";
window.started = velo.start({ endpoint: "/collect", consent: "not-required" });
window.stateNow = () => velo.state;
document.body.append(Object.assign(document.createElement("p"), { textContent: "Zephyrine Quackenbush" }));
window.flushed = () => velo.flush();
"""


def run(*command: object, folder: Path | None = None) -> str:
    done = subprocess.run([*map(str, command)], cwd=folder, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


# --- npm


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has installed the package from its file."""
    folder = tmp_path_factory.mktemp("app")
    (packed,) = json.loads(run(*node.npm(COMMAND), "pack", npm.NPM, "--json", "--pack-destination", folder))
    (folder / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    run(*node.npm(COMMAND), "install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", folder / packed["filename"], folder=folder)
    return folder


def names(app: Path, *modules: str) -> list[list[str]]:
    """What each module exports, in Node."""
    script = f"console.log(JSON.stringify(await Promise.all({json.dumps(modules)}.map(async (one) => Object.keys(await import(one)).sort()))))"
    found: list[list[str]] = json.loads(run(*COMMAND, "--input-type=module", "-e", script, folder=app))
    return found


def test_both_packages_say_the_same(app: Path) -> None:
    told = json.loads((app / "node_modules/velo-recorder/package.json").read_text(encoding="utf-8"))
    assert (told["name"], told["version"], told["description"]) == (PROJECT["name"], PROJECT["version"], PROJECT["description"])
    assert not {"scripts", "dependencies", "devDependencies"} & set(told), "nothing runs at installation, nothing else comes"
    urls = {"Homepage": "https://velo.example", "Repository": "https://git.velo.example/velo", "Issues": "https://velo.example/issues"}
    addressed = npm.package(PROJECT | {"urls": urls})
    assert addressed["repository"] == {"type": "git", "url": "git+https://git.velo.example/velo.git"} and addressed["publishConfig"]["provenance"]
    for path in (app / "node_modules/velo-recorder").glob("*.*"):
        assert str(layout.ROOT) not in path.read_text(encoding="utf-8"), path.name


def test_every_file_that_package_json_names_is_in_the_package(app: Path) -> None:
    installed = app / "node_modules/velo-recorder"
    told = json.loads((installed / "package.json").read_text(encoding="utf-8"))
    named = {told["types"], *told["bin"].values(), *told["exports"]["."].values(), told["exports"]["./script"]}
    assert [name for name in named if not (installed / name).is_file()] == []
    assert {"README.md", "LICENSE", "velo/licences.txt"} <= {path.relative_to(installed).as_posix() for path in installed.rglob("*")}
    manifest = json.loads((layout.VELO / "manifest.json").read_text(encoding="utf-8"))
    assert [name for name in manifest["files"] if (installed / "velo" / name).read_bytes() != (layout.VELO / name).read_bytes()] == []


def test_where_there_is_no_page_the_same_names_do_nothing(app: Path) -> None:
    installed = app / "node_modules/velo-recorder"
    server, page, module = names(app, "velo-recorder", (installed / "index.mjs").as_uri(), (layout.VELO / "velo.mjs").as_uri())
    assert server == page == sorted([*module, "filesAt"]) and "start" in server
    script = """
    import * as velo from "velo-recorder";
    velo.filesAt("/x"); velo.event("a"); velo.identify("b"); velo.pause(); velo.resume(); velo.mask(".x")(); velo.on("batch", () => 0)();
    await velo.stop(); await velo.flush();
    console.log(JSON.stringify([await velo.start({}), velo.state, await velo.consent.grant(), await velo.ledger()]));
    """
    assert json.loads(run(*COMMAND, "--input-type=module", "-e", script, folder=app)) == ["off", "off", "off", {}]


def test_typescript_finds_the_types(app: Path) -> None:
    settings = {"noEmit": True, "strict": True, "target": "es2022", "module": "nodenext", "moduleResolution": "nodenext", "types": []}
    (app / "tsconfig.json").write_text(json.dumps({"compilerOptions": settings, "files": ["page.ts"]}), encoding="utf-8")
    lines = ["import * as velo from 'velo-recorder';", "velo.filesAt('/x/');", "const s: Promise<velo.State> = velo.start({ consent: 'required' });"]
    lines += ["void s;", "// @ts-expect-error", "velo.start({ consent: 5 });"]
    (app / "page.ts").write_text("\n".join(lines), encoding="utf-8")
    run(*COMMAND, layout.NODE_MODULES / "typescript/bin/tsc", "--project", app)


def test_the_files_are_copied_by_its_command(app: Path) -> None:
    told = run(*COMMAND, app / "node_modules/.bin/velo-recorder", "copy", "public/velo", folder=app)
    assert "copied to public/velo" in told and (app / "public/velo/velo.js").is_file()
    wrong = subprocess.run([*COMMAND, str(app / "node_modules/.bin/velo-recorder"), "copi"], cwd=app, text=True, capture_output=True, check=False)
    assert wrong.returncode == 2 and "copy FOLDER" in wrong.stderr


@pytest.mark.browser
def test_a_bundle_records(app: Path, browser: Browser) -> None:
    (app / "app.js").write_text(APP, encoding="utf-8")
    esbuild = bundle.ESBUILD
    run(*COMMAND, esbuild, app / "app.js", "--bundle", "--minify", "--format=esm", f"--outfile={app / 'out.js'}", "--log-level=warning")
    with Site(app / "node_modules/velo-recorder/velo") as site:
        site.page("/app.js", (app / "out.js").read_text(encoding="utf-8"), ".js")
        site.page("/", '<!doctype html><title>App</title><body><h1>Shop</h1><script type="module" src="/app.js"></script>')
        with visit(browser, site) as page:
            assert page.evaluate("() => window.started") == "recording" and page.evaluate("() => stateNow()") == "recording"
            page.evaluate("() => window.flushed()")
        assert {event["type"] for event in site.events()} >= {2, 4} and "Quackenbush" not in "\n".join(site.lines())
        asked = {entry.address.split("?")[0] for entry in site.snapshot()}
        assert any(re.fullmatch(r"/velo/worker-\w+\.js", address) for address in asked)


def test_a_bundle_without_a_call_carries_nothing(app: Path) -> None:
    (app / "unused.js").write_text('import * as velo from "velo-recorder";\nexport const one = 1;\n', encoding="utf-8")
    text = run(*COMMAND, bundle.ESBUILD, app / "unused.js", "--bundle", "--minify", "--format=esm")
    assert len(text) < 100


# --- PyPI


@pytest.fixture(scope="module")
def wheel() -> Path:
    (built,) = layout.DIST.glob("velo_recorder-*.whl")
    return built


def test_the_wheel_installs_without_a_network_and_records_a_batch(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env/bin/python"
    if not python.exists():
        pytest.skip("no such layout of a virtual environment here")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--disable-pip-version-check", wheel)
    page = Probe(parse("<!doctype html><html><head></head><body><p class=card>Zephyrine</p></body></html>"))
    script = """
import json, sys
from importlib.metadata import version
from recorder import Policy, Recorder
from recorder.config import Options
from recorder.detect import find
batch, told = sys.stdin.read(), []
for preset in ("strict", "balanced"):
    recorder = Recorder(Policy(Options(preset=preset)))
    recorder.receive(batch, 0)
    lines = recorder.take()
    told.append([[json.loads(line)["type"] for line in lines.splitlines()], "Zephyrine" in lines])
print(json.dumps([version("velo-recorder"), find("Write to jo@example.org"), told]))
"""
    batch = page.batch(page.tree())
    done = subprocess.run([python, "-c", script], cwd=tmp_path, input=batch if isinstance(batch, str) else batch.decode(), text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [PROJECT["version"], [[9, 23, "email"]], [[[4, 2], False], [[4, 2], True]]]


def test_the_wheel_is_what_an_index_wants(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    told = BytesParser().parsebytes(archive.read(name))
    assert told["License-Expression"] == "Apache-2.0" and told["Description-Content-Type"] == "text/markdown" and told["Requires-Python"] == ">=3.11"
    assert "Typing :: Typed" in told.get_all("Classifier", []) and "recorder/py.typed" in archive.namelist() and told.get_all("License-File") == ["LICENSE"]
    text = str(told.get_payload())
    assert "velo-recorder" in text and not re.search(r"\]\((?!https://)", text), "links of the description lead somewhere on an index, too"


# --- snippets


def snippet(heading: str, language: str = "html") -> str:
    """The first piece of code below a heading of docs/snippets.md."""
    text = (layout.ROOT / "docs" / "snippets.md").read_text(encoding="utf-8")
    below = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.search(rf"```{language}\n(.*?)```", below, re.DOTALL)
    assert found, heading
    return found[1]


@pytest.mark.browser
@pytest.mark.parametrize("heading", ["Plain HTML", "Google Tag Manager"])
def test_a_snippet_waits_for_consent_and_then_records(browser: Browser, heading: str) -> None:
    with Site(layout.VELO) as site:
        site.page("/", f"<!doctype html><title>Shop</title><body><h1>Zephyrine</h1>{snippet(heading)}</body>")
        with visit(browser, site) as page:
            page.wait_for_function("() => window.velo && velo.state === 'waiting'")
            assert {entry.address for entry in site.snapshot()} <= {"/", "/velo/velo.js", "/favicon.ico"}
            assert page.evaluate("() => velo.consent.grant()") == "recording"
            page.evaluate("() => velo.flush()")
        assert site.events() and "Zephyrine" not in "\n".join(site.lines())
