"""Where compiled templates are kept: compiling takes longer than most one-row changes.

They are code, and who reads them runs them. So they lie where Python keeps the compiled program itself, and are trusted just as far;
never in build/, which others may restore.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path


@cache
def compiled_templates() -> Path | None:
    """The folder; None where nothing may be kept there."""
    if sys.dont_write_bytecode:
        return None
    folder = Path(cache_from_source(__file__)).parent / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return folder if os.access(folder, os.W_OK) and not folder.is_symlink() else None
    return None
