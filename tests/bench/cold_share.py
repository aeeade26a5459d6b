"""``python -m tests.bench.cold_share [TESTS]``: how many sessions fetch the cold half of the runtime.

Laws: the tests are such as ``python build.py profile`` does not play, or the answer would be told beforehand; a session is a
worker that started; each test that fetched is named, so that one can see what it does that the profile lacks. A fetch costs the
visitor bytes, never an answer.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from recorder.host.layout import ROOT
from recorder.host.profile import SESSIONS

UNSEEN = (
    "tests/browser/same",
    "tests/browser/test_audit_fixture.py",
    "tests/browser/test_consent.py",
    "tests/browser/test_random_pages.py",
    "tests/browser/test_reliability_faults.py",
    "tests/browser/test_when.py",
)


def main(tests: list[str]) -> int:
    """Play them, count, tell."""
    seen = [asked for asked in tests if any(asked.startswith(known.partition("::")[0]) for known in SESSIONS)]
    if seen:
        print(f"The profile is made of these, so they prove nothing: {', '.join(seen)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        hits = Path(folder) / "hits"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.browser.heat", *(tests or UNSEEN)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "VELO_HITS": str(hits)}, check=False)
        sessions, cold = count(hits.read_text(encoding="utf-8").splitlines())
    for test in cold:
        print(f"cold: {test}")
    print(f"{len(cold)} of {sessions} sessions fetched the cold half: {len(cold) / max(sessions, 1):.1%}")
    return 0


def count(lines: Iterable[str]) -> tuple[int, list[str]]:
    """How many workers started, and the tests in which the cold half was fetched, each as often as it was."""
    notes = [json.loads(line).partition(" ") for line in lines if line.startswith('"')]
    return sum(half == "image" for half, _, _ in notes), [test for half, _, test in notes if half == "cold"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
