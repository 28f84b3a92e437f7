"""Two folders change places in one step where the system can, else in three that can be recovered."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_EXCHANGE = 2
_AT_FDCWD = -100


def swap(aside: Path, site: Path) -> None:
    """``site`` becomes what ``aside`` is, and the other way round; where there is no site yet, aside becomes it."""
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        os.rename(aside, site)
    elif not _exchange(aside, site):
        os.rename(site, _between(site))
        os.rename(aside, site)
        os.rename(_between(site), aside)


def recover(aside: Path, site: Path) -> None:
    """After a kill between the renames of a system without exchange, bring the old site back."""
    between = _between(site)
    if between.is_dir():
        os.rename(between, aside if site.exists() else site)


def _between(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _exchange(a: Path, b: Path) -> bool:
    """Linux renameat2(RENAME_EXCHANGE): both names change places at once."""
    if sys.platform != "linux":
        return False
    import ctypes  # here, because where nothing changed nothing changes places

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _EXCHANGE) == 0)
