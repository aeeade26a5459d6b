"""The owner's own rules in the build: ``--rules FILE`` and, for what it imports, ``--with PACKAGE``.

Laws: what is wrong with them ends the build, with file and line; they go into the recorder's archive, so that its name, and with
it every name up to ``velo.js``, changes with them; a build with rules makes a worker that does not record without them.
"""

import ast
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorder.host import packages
from recorder.host.step import BuildError

MODULE = "velo_rules"  # what the file is called in the archive
CHECK = "check_rules.py"
TRIAL_S = 180
_PAGE = {"js", "pyodide", "pyodide_js", "_pyodide", "pyscript"}


@dataclass(frozen=True)
class OwnRules:
    """A ``rules.py``, read, and the wheels that come with it. ``shown``: the file as the owner named it."""

    shown: str
    source: bytes
    wheels: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """Equal exactly when rules and wheels are the same."""
        running = hashlib.sha256(self.source)
        for wheel in self.wheels:
            running.update(hashlib.sha256(wheel.read_bytes()).digest())
        return running.hexdigest()

    def stage(self, app: Path) -> None:
        """Put the file and the packages beside the recorder."""
        for wheel in self.wheels:
            packages.unpack(wheel, app)
        (app / f"{MODULE}.py").write_bytes(self.source)

    def tried(self, answer: str) -> dict[str, Any]:
        """What ``check_rules.py`` found.

        Raises:
            BuildError: a rule is wrong.
        """
        registered: dict[str, Any] = json.loads(answer)
        self.refuse([(line, says) for line, says in registered["problems"]])
        return registered

    def refuse(self, problems: list[tuple[int, str]]) -> None:
        """Ends the build if there are problems (line or 0, sentence)."""
        if problems:
            places = [f"{self.shown}:{line}: {says}" if line else f"{self.shown}: {says}" for line, says in problems]
            raise BuildError("\n".join([*places, "Nothing was built with these rules. See docs/custom-rules.md."]))

    def says(self, registered: dict[str, Any]) -> str:
        """What came along, for a person."""
        counts = [("detector", registered["detectors"]), ("treatment", registered["treatments"])]
        words = [f"{count} {name}{'s' * (count != 1)}" for name, count in counts]
        brought = f", with {', '.join(map(packages.version_of, self.wheels))}" if self.wheels else ""
        return f"{Path(self.shown).name}: {' and '.join(words)}{brought}"


def read(file: str, wheels: list[Path]) -> OwnRules:
    """The rules of this file, as far as they can be judged without running them.

    Raises:
        BuildError: the file cannot be read, is no Python, or reaches for the page.
    """
    try:
        own = OwnRules(file, Path(file).read_bytes(), tuple(wheels))
    except OSError as error:
        raise BuildError(f"--rules {file}: {error.strerror}.") from None
    try:
        tree = ast.parse(own.source, file)
    except (SyntaxError, ValueError) as error:
        own.refuse([(getattr(error, "lineno", 0) or 0, f"{type(error).__name__}: {error.args[0]}")])
        raise
    own.refuse([(line, _NO_PAGE) for line, name in _imports(tree) if name.partition(".")[0] in _PAGE])
    return own


_NO_PAGE = "a rule judges what it is given; it may not reach for the page or the network (js, pyodide)"


def _imports(tree: ast.AST) -> list[tuple[int, str]]:
    found = []
    for at in ast.walk(tree):
        if isinstance(at, ast.Import):
            found += [(at.lineno, alias.name) for alias in at.names]
        elif isinstance(at, ast.ImportFrom) and at.module:
            found.append((at.lineno, at.module))
    return found
