"""Asks esbuild's CSS parser whether selectors parse, so that a wrong one ends the build and not the recording.

The browser that asks them is stricter still (``loader/options.js``): there a selector that it does not know means that nothing is
recorded.
"""

import json
import tempfile
from pathlib import Path

from recorder.host import node
from recorder.host.layout import HOST


def refused(node_command: tuple[str, ...], selectors: list[str]) -> dict[str, str]:
    """Those that do not parse, each with the parser's reason."""
    asked = json.dumps(sorted(set(selectors)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "selectors.json"
        file.write_text(asked, encoding="utf-8")
        found: dict[str, str] = json.loads(node.run(node_command, HOST / "selectors.mjs", str(file)))
    return found
