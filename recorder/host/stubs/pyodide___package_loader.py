"""The recorder loads no packages."""

from pathlib import Path
from site import getsitepackages
from typing import Any

SITE_PACKAGES = Path(getsitepackages()[0])
DSO_DIR = Path("/usr/lib")


def init_loaded_packages() -> None:
    """There are none."""


def __getattr__(name: str) -> Any:
    raise AttributeError(f"{name} is not in this runtime: it loads no packages")
