"""The recorders that are measured beside each other: which they are, and their scripts as a site would serve them.

Laws: each comes from npm in the version that package-lock.json names, is bundled alone and minified alike, and runs with its own
defaults; Velo is served as it was built.
"""

import json
from pathlib import Path

from recorder.hooks import HOOKS
from recorder.host import bundle, node
from recorder.host.layout import CACHE, NODE_MODULES, VELO
from tests.browser.server import Site

NONE = "none"
RRWEB = "rrweb"
VELO_ARM = "velo"
# rrweb as a site has it at work: packed and sent every two seconds, as Velo does.
SENDING = "sending"
# Watches what Velo watches and does nothing: what no recorder can be below.
BARE = "bare"
ARMS = (NONE, RRWEB, SENDING, "sentry", "clarity", BARE, VELO_ARM)
# Arms that are Velo, and where each was built.
BUILDS = {VELO_ARM: VELO}
# Where the functions of an arm come from, as a trace names it.
SCRIPTS = {RRWEB: "/bench/built/rrweb.js", SENDING: "/bench/built/rrweb.js", VELO_ARM: "/velo/"}

# The package of each, and what is taken of it.
PACKAGES = {
    RRWEB: ("@rrweb/record", "export { record } from '@rrweb/record'"),
    "sentry": ("@sentry/browser", "export { init, replayIntegration } from '@sentry/browser'"),
    "clarity": ("clarity-js", "export { clarity } from 'clarity-js'"),
}
PAGE = Path(__file__).parent / "page"
BUILT = CACHE / "bench"


def make() -> None:
    """Bundle what others made, and write down what Velo listens to."""
    BUILT.mkdir(parents=True, exist_ok=True)
    heard = [(hook.target, hook.event) for hook in HOOKS]
    (BUILT / "bare.js").write_text(f"export const heard = {json.dumps(heard)};\n", encoding="utf-8")
    command = node.node(lambda groups: False)
    for name, (_, source) in PACKAGES.items():
        entry = NODE_MODULES.parent / ".build" / "bench" / f"{name}.entry.js"
        entry.write_text(source + ";\n", encoding="utf-8")
        options = ["--bundle", "--format=esm", "--minify", f"--target={bundle.TARGET}", "--log-level=error"]
        node.run(command, bundle.ESBUILD, str(entry), f"--outfile={BUILT / name}.js", *options)


def versions() -> dict[str, str]:
    """Of each package."""
    return {name: _version(package) for name, (package, _) in PACKAGES.items()}


def _version(package: str) -> str:
    version: str = json.loads((NODE_MODULES / package / "package.json").read_text(encoding="utf-8"))["version"]
    return version


def site(arm: str = VELO_ARM) -> Site:
    """An origin of its own with all of them, and the build of Velo that this arm names."""
    return Site(BUILDS.get(arm, VELO), {"/bench/built/": BUILT, "/bench/": PAGE}, packs=True)


def sent(site: Site) -> int:
    """Bytes of all that was sent."""
    return sum(len(asked.body) for asked in site.snapshot() if asked.method in ("PUT", "POST"))


def segments(site: Site) -> int:
    """How many times something was sent."""
    return sum(asked.method in ("PUT", "POST") for asked in site.snapshot())
