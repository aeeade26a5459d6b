"""The plots of ``docs/bench``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

COLOURS = {
    "rrweb": "#b9bec9",
    "sending": "#9fa6b5",
    "sentry": "#8d8fb8",
    "clarity": "#d8b98a",
    "bare": "#e4e6ea",
    "velo": "#2b6f77",
}
NAMES = {
    "rrweb": "rrweb",
    "sending": "rrweb, sending",
    "sentry": "Sentry",
    "clarity": "Clarity",
    "bare": "watching",
    "velo": "Velo",
}
LEAST_MS = 0.1


def _pyplot() -> Any:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 9, "svg.hashsalt": "velo"})
    return pyplot


def main_thread(rows: Sequence[tuple[str, str, dict[str, float], float]], file: Path) -> None:
    """A group of bars for each row (kind, name, ms by recorder, ratio), on a logarithmic scale."""
    pyplot = _pyplot()
    figure, axes = pyplot.subplots(figsize=(8.4, 9.6), layout="constrained")
    arms = list(COLOURS)
    for at, arm in enumerate(arms):
        places = [place + (at - 2.5) * 0.14 for place in range(len(rows))]
        shown = [max(LEAST_MS, ms[arm]) for _, _, ms, _ in rows]
        axes.barh(places, shown, 0.13, color=COLOURS[arm], label=NAMES[arm])
    for place, (_, _, ms, ratio) in enumerate(rows):
        axes.text(max(LEAST_MS, ms["velo"]) * 1.1, place + 0.3, f"{ratio:.2f} × rrweb", va="center", color="#333", fontsize=7)
    names = [f"start on {name}" if kind == "start" else name for kind, name, _, _ in rows]
    axes.set_yticks(list(range(len(rows))), names)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(1, max(max(ms.values()) for _, _, ms, _ in rows) * 2.5)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel("main-thread CPU time that recording adds, ms (logarithmic; less is better)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(file, dpi=140, metadata={"Software": None})
    pyplot.close(figure)


def runtime(runs: dict[str, list[Any]], file: Path) -> None:
    """Every run's cold start and download, stock Pyodide beside ours."""
    pyplot = _pyplot()
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8.4, 2.4), layout="constrained")
    for place, (name, colour) in enumerate((("stock", "#b9bec9"), ("velo", "#2b6f77"))):
        times = [run.cold_ms / 1000 for run in runs[name]]
        left.scatter(times, [place] * len(times), color=colour, s=28, alpha=0.8)
        right.barh([place], [runs[name][0].bytes / 1e6], 0.5, color=colour)
    for axes, label in ((left, "cold start, s (each run)"), (right, "download of a first visit, MB with brotli")):
        axes.set_yticks([0, 1], ["stock Pyodide", "Velo"])
        axes.set_ylim(1.6, -0.6)
        axes.set_xlim(left=0)
        axes.set_xlabel(label)
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=140, metadata={"Software": None})
    pyplot.close(figure)
