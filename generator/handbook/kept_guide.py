"""The files of the guide, made once for an installation: they follow from the program and the theme, whatever village is built."""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from contextlib import suppress

from generator.compiled import kept_with_program
from generator.site import manifest
from generator.site.tree import plain_file

_FORM = 2
"""Of marshal: the last of which equal values are equal bytes, whoever else holds them."""
MOST = 8
"""Guides: of owners' themes on one machine, and of both editions."""


def recall(inputs: str) -> Mapping[str, bytes] | None:
    """The files made from ``inputs``, in which nothing personal was found; None where they are not kept."""
    if not (folder := kept_with_program("guides")):
        return None
    with suppress(OSError, ValueError):
        if (kept := manifest.whole_text(plain_file(folder / inputs))) is not None:
            files: Mapping[str, bytes] = marshal.loads(kept)  # noqa: S302 - lies beside the compiled program, and is trusted as far
            return files
    return None


def keep(inputs: str, files: Mapping[str, bytes]) -> None:
    """Those of a guide that has been looked at."""
    if not (folder := kept_with_program("guides")):
        return
    with suppress(OSError):
        manifest.save_text(folder / inputs, marshal.dumps(dict(files), _FORM))
        others = sorted((entry for entry in os.scandir(folder) if entry.name != inputs), key=lambda entry: entry.stat().st_mtime)
        for entry in others[: -(MOST - 1)]:
            os.unlink(entry)
