"""Where that is kept which follows from the program alone and takes longer to make than most changed rows: compiled templates, the guide.

Templates are code, and who reads them runs them; of the guide nobody asks again what may stand in it. So both lie where Python keeps the
compiled program itself, and are trusted just as far; never in build/, which others may restore.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path


def compiled_templates() -> Path | None:
    """Jinja's; None where nothing may be kept there."""
    return kept_with_program("templates")


@cache
def kept_with_program(name: str) -> Path | None:
    """A folder of that name; None where nothing may be kept there."""
    if sys.dont_write_bytecode:
        return None
    folder = Path(cache_from_source(__file__)).parent / name
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return folder if os.access(folder, os.W_OK) and not folder.is_symlink() else None
    return None
