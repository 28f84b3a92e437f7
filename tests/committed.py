"""A root with a history: what lies in it is committed on a day of one's choice."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path


def git(root: Path, *words: str, day: date | None = None) -> None:
    when = {f"GIT_{who}_DATE": f"{day}T12:00:00+0800" for who in ("AUTHOR", "COMMITTER")} if day else {}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    settings = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.org", "-c", "init.defaultBranch=main", "-c", "gc.auto=0")
    subprocess.run(["git", *settings, *words], cwd=root, check=True, capture_output=True, env={**os.environ, **when, **own})


def committed(root: Path, day: date) -> None:
    """All that lies in ``root``, as it stood at the end of ``day``."""
    if not (root / ".git").exists():
        git(root, "init")
    git(root, "add", "-A")
    git(root, "commit", "--allow-empty", "-m", f"as of {day}", day=day)


def put_right(source: Path, root: Path, day: date) -> Path:
    """``source`` with a history: before/ in it is what had been committed on ``day``."""
    shutil.copytree(source, root)
    now = root.parent / "now"
    shutil.copytree(root / "data", now)
    shutil.copytree(root / "before", root / "data", dirs_exist_ok=True)
    shutil.rmtree(root / "before")
    committed(root, day)
    shutil.rmtree(root / "data")
    now.rename(root / "data")
    return root
