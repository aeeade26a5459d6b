"""The one place that looks for a Chromium: tests and measurements run on the one found here, or say why not.

``VELO_CHROMIUM`` names one and wins. Then: what is on the PATH, Playwright's own, usual places of other
systems.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_ON_PATH = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")

_USUAL_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)

_PLAYWRIGHT_FOLDERS = (
    "~/.cache/ms-playwright",
    "~/Library/Caches/ms-playwright",
    "~/AppData/Local/ms-playwright",
)
_PLAYWRIGHT_NAMES = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/**/Chromium",
    "chromium-*/chrome-win*/chrome.exe",
)

_IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

# Nothing that a browser does by itself may reach the network. Its sandbox cannot start as root.
CHROMIUM_FLAGS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if _IS_ROOT else []),
]

# Debian's packages for the other engines, and a program that each brings.
ENGINES = {"firefox-esr": "firefox-esr", "webkit2gtk-driver": "WebKitWebDriver", "xvfb": "Xvfb"}

NO_BROWSER = "no Chromium found: install one (Debian: apt-get install chromium) or name it in VELO_CHROMIUM"


def find_chromium() -> str | None:
    """Path of a Chromium or Chrome, or None."""
    named = os.environ.get("VELO_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    for name in _ON_PATH:
        if found := shutil.which(name):
            return found
    return _playwrights_own() or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def install_chromium() -> str | None:
    """Bring a Chromium where there is none: as root from Debian, else from Playwright. Gives its path."""
    if found := find_chromium():
        return found
    if os.environ.get("VELO_CHROMIUM"):
        return None
    if _from_debian(["chromium", "fonts-liberation"]) and (found := find_chromium()):
        return found
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, capture_output=True, check=False)
    return find_chromium()


def install_engines() -> None:
    """Bring Firefox and WebKitGTK for the tests, as root from Debian; elsewhere those tests say what they miss."""
    missing = [package for package, program in ENGINES.items() if not shutil.which(program)]
    if missing:
        _from_debian(missing)


def _from_debian(packages: list[str]) -> bool:
    """Install packages where that can be done; whether it was tried."""
    if not (_IS_ROOT and shutil.which("apt-get")):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-qy", "--no-install-recommends", *packages]):
        subprocess.run(command, env=quiet, capture_output=True, check=False)
    return True


def _playwrights_own() -> str | None:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for folder in [named] if named and named != "0" else _PLAYWRIGHT_FOLDERS:
        for pattern in _PLAYWRIGHT_NAMES:
            if found := sorted(Path(folder).expanduser().glob(pattern)):
                return str(found[-1])
    return None
