"""What ``build.py`` does once its environment is there: the steps of a build, then the thing asked for.

Each step runs only when its inputs changed (``step.py``). A person sees one line for each that ran, and one
at the end.
"""

import argparse
import ipaddress
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from recorder.host import (
    browser,
    bundle,
    configuration,
    demo_files,
    docs,
    first_file,
    licences,
    manifest,
    node,
    npm,
    own_rules,
    packages,
    pages,
    profile,
    pyscript,
    runtime,
    schema,
    selectors,
    wheel,
)
from recorder.host.layout import ROOT
from recorder.host.step import BuildError, Steps

Install = Callable[[list[str]], bool]

# Two files of tests at a time: most browser tests wait more than they work.
AT_ONCE = ("-n", "2", "--dist", "loadfile")

WITHOUT_BUILD = ("init", "notice", "docs")
START = 'Put dist/velo on your site as /velo/, and on its pages: <script async src="/velo/velo.js"></script>'


def build(asked: argparse.Namespace, install: Install) -> int:
    """Build all; 0, or 1 after saying what was wrong."""
    if asked.command in WITHOUT_BUILD:
        return 0
    try:
        if asked.command == "demo":
            refuse_other_hosts(asked.host)
        every = {"rules": asked.rules, "brought": asked.packages, "config": asked.config, "seal": asked.encrypt_to}
        build_all(Steps(), install, plain=asked.plain, **every)
        say_how_to_start(asked)
    except BuildError as error:
        return refuse(error)
    return 0


def refuse(error: BuildError) -> int:
    """Say what was wrong; the exit code."""
    Console(stderr=True, highlight=False).print(f"[red]build.py:[/] {escape(str(error))}", soft_wrap=True)
    return 1


def build_all(
    steps: Steps,
    install: Install,
    *,
    plain: bool,
    rules: str | None = None,
    brought: Sequence[str] = (),
    config: str | None = None,
    seal: str | None = None,
) -> dict[str, Any]:
    """The steps in order; gives the sizes of a first visit.

    ``rules``, ``brought``: the owner's own rules, see own_rules.py. ``config``: the owner's velo.toml, see configuration.py.
    ``seal``: the file of a public key, see keys.py.
    """
    if node.packages_missing():
        command = node.node(install)
        steps.always("npm", lambda: node.install_packages(command), "packages of package-lock.json")

    site = None
    if config:
        read = configuration.read(config, lambda every: selectors.refused(node.node(install), every))
        site, rules, seal = pages.site(read), rules or read.file_of("rules"), seal or read.file_of("encryptTo")
        brought = brought or read.build.get("packages", ())
        if read.file_of("encryptTo"):
            install(["keys"])
    point = _public_key(seal) if seal else ""
    own = own_rules.read(rules, _wheels(steps, list(brought))) if rules else None
    made = steps.run("runtime", runtime.inputs(own, plain=plain), lambda: runtime.make(node.node(install), own, plain=plain))
    told, attributes = made["runtime"], made["attributes"]
    if made["warning"]:
        Console(stderr=True, highlight=False).print(f"[yellow]build.py:[/] {escape(made['warning'])}", soft_wrap=True)
    steps.run("rules", bundle.rules_inputs(attributes), lambda: bundle.make_rules(attributes))
    loader = steps.run(
        "loader",
        bundle.loader_inputs(told, site, plain=plain, seal=point),
        lambda: bundle.make_loader(node.node(install), told, site, plain=plain, seal=point),
    )
    steps.run("demo", bundle.vendor_inputs(), lambda: bundle.make_vendor(node.node(install)))
    made_wheel = steps.run("wheel", wheel.inputs(), wheel.make)
    steps.run("pyscript", pyscript.inputs(made_wheel["files"]), lambda: pyscript.make(made_wheel["files"]))
    steps.run("audit", wheel.audit_inputs(), wheel.make_audit)
    steps.run("schema", schema.inputs(), schema.make)
    notice = steps.run("notice", licences.inputs(), licences.make)
    files = [*made["files"], *loader["files"], *notice["files"]]
    small = not plain and not made["warning"]
    limit = manifest.FIRST_VISIT_BYTES if small and own is None and site is None and not seal else None
    sizes = steps.run(
        "manifest",
        manifest.inputs(files, told, packed=not plain, limit=limit),
        lambda: manifest.make(files, told, packed=not plain, limit=limit),
    )
    steps.run("site", demo_files.inputs(), demo_files.make)
    steps.run("package", npm.inputs(files, loader["told"]), lambda: npm.make(node.node(install), files, loader["told"]))
    steps.summary(f"dist/velo is ready; {sizes['says']}")
    first_visit: dict[str, Any] = sizes["first_visit"]
    return first_visit


def say_how_to_start(asked: argparse.Namespace) -> None:
    """The tag that a page needs, for who has a velo.toml; where one lies here and was not used, that it was not."""
    console = Console(highlight=False)
    if asked.config:
        console.print(START, markup=False, soft_wrap=True)
    elif asked.command == "build" and Path(configuration.NAME).exists():
        console.print(f"{configuration.NAME} lies here and was not used: build with --config {configuration.NAME}")


def _public_key(file: str) -> str:
    from recorder.host import keys  # its package is there only when it was asked for

    return keys.as_text(keys.read_public(file))


def _wheels(steps: Steps, names: list[str]) -> list[Path]:
    names = packages.checked(names)
    if names and not packages.wheels(names):
        steps.always("packages", lambda: packages.fetch(names), f"wheels for {', '.join(names)}")
    return packages.wheels(names) if names else []


def run(asked: argparse.Namespace) -> int:
    """What was asked for beside the build; its exit code."""
    python = [sys.executable, "-m"]
    if asked.command == "init":
        return _init(Path(asked.output))
    if asked.command == "keys":
        return _call([*python, "recorder.host.keys", *asked.rest])
    if asked.command == "notice":
        return _notice(asked)
    if asked.command == "docs":
        return _docs()
    if asked.command == "demo":
        return _call([*python, "demo_site.collector", "--host", asked.host, "--port", str(asked.port)])
    if asked.command in ("test", "bench", "profile"):
        _bring_browser()
    if asked.command == "test":
        with Console(highlight=False).status("Looking for Firefox and WebKitGTK …"):
            browser.install_engines()
        return _call([*python, "pytest", *AT_ONCE, *asked.rest])
    if asked.command == "bench":
        return _call([*python, "tests.bench", *asked.rest])
    if asked.command == "profile":
        return profile.run(asked.rest)
    if asked.command == "audit":
        return _call([*python, "recorder.host.audit", *asked.rest])
    if asked.command == "mutants":
        return _call([*python, "tests.mutation", *asked.rest])
    return 0


def _init(file: Path) -> int:
    try:
        first_file.write(file)
    except BuildError as error:
        return refuse(error)
    says = f"Wrote {file}. Say in it what you want, then: python build.py --config {file}"
    Console(highlight=False).print(says, markup=False, soft_wrap=True)
    return 0


def _docs() -> int:
    steps = Steps()
    try:
        made = steps.run("docs", docs.inputs(), docs.make)
    except BuildError as error:
        return refuse(error)
    steps.summary(made["says"])
    return 0


def _notice(asked: argparse.Namespace) -> int:
    from recorder.host import notice_files  # brings Babel, which only this needs

    try:
        notice_files.run(asked.config, asked.lang, Path(asked.output))
    except BuildError as error:
        return refuse(error)
    return 0


def refuse_other_hosts(host: str) -> None:
    """The demo speaks no TLS, and a password must not cross a network without."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise BuildError(
            f"The demo will not listen on {host}: it speaks no TLS, and passwords would cross the network readable.\n"
            "Use --host 127.0.0.1 (or ::1), and from another machine a tunnel: ssh -L 8000:127.0.0.1:8000 …"
        )


def _bring_browser() -> None:
    console = Console(highlight=False)
    if browser.find_chromium() is None:
        with console.status("No Chromium here; installing one …"):
            found = browser.install_chromium()
        console.print(f"Chromium: {found}" if found else f"Tests in a browser are skipped: {browser.NO_BROWSER}.")


def _call(command: list[str]) -> int:
    try:
        return subprocess.call(command, cwd=ROOT)
    except KeyboardInterrupt:
        return 130
