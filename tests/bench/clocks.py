"""CPU time of the browser's processes and of their main threads, from Linux's own books.

The DevTools protocol tells a process's time in steps of 10 ms, and a thread's only while its tasks run; Linux counts both in
nanoseconds. Where there is no Linux, the protocol has to do.
"""

import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession

HAS_BOOKS = sys.platform == "linux" and Path("/proc/self/schedstat").is_file()


def processes(browser: Browser) -> list[dict[str, Any]]:
    """The browser's processes: ``id``, ``type``, ``cpuTime`` in seconds."""
    session = browser.new_browser_cdp_session()
    told: list[dict[str, Any]] = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return told


def all_ms(browser: Browser) -> float:
    """CPU time of all processes, threads that have ended too."""
    return sum(_process_ms(process) for process in processes(browser))


def main_threads_ms(browser: Browser, session: CDPSession) -> float:
    """CPU time of the main threads of all pages; of ``session``'s page where there are no books."""
    if not HAS_BOOKS:
        return metric(session, "TaskDuration") * 1000
    pages = [process["id"] for process in processes(browser) if process["type"] == "renderer"]
    return sum(_ran_ms(Path(f"/proc/{page}/task/{page}/schedstat")) for page in pages)


def metric(session: CDPSession, name: str) -> float:
    """One of the page's performance metrics."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics[name])


def _process_ms(process: dict[str, Any]) -> float:
    if HAS_BOOKS:
        try:
            return time.clock_gettime((~process["id"] << 3) | 2) * 1000  # clock_getcpuclockid(3)
        except OSError:
            pass  # it has just ended
    return float(process["cpuTime"]) * 1000


def _ran_ms(schedstat: Path) -> float:
    try:
        return int(schedstat.read_text(encoding="ascii").split()[0]) / 1e6
    except FileNotFoundError:
        return 0.0  # a page that has just gone
