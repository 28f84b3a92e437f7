"""Where that is kept which follows from the program alone and takes longer to make than most changed rows: compiled templates and
patterns, what the program's own data say, the guide.

Some of it is code, and the rest is believed as code is. So it lies where Python keeps the compiled program itself, and is trusted just as
far; never in build/, which others may restore.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


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


def compiled_templates() -> Path | None:
    """The folder of those; None where nothing may be kept there."""
    return kept_with_program("templates")


def keeps() -> bool:
    """True where what is made once is there for all that come after."""
    return kept_with_program("values") is not None


def kept(sort: str, source: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gives of ``source``, which is all that it looks at: plain values, made once for all processes of one Python. ``source``
    is the program's own, never a text of a village: what is kept here stays."""
    folder = kept_with_program("values")
    if folder is None:
        return make()
    key = f"{sys.version}\n{sys.platform}\n{sort}\n{source}".encode("utf-8", "surrogatepass")
    path = f"{folder}/{sort}-{hashlib.blake2b(key, digest_size=16).hexdigest()}"
    with suppress(OSError, EOFError, ValueError, TypeError), open(path, "rb", buffering=0) as file:
        return marshal.loads(file.read())  # noqa: S302 - as Python does beside it
    value = make()
    with suppress(OSError, ValueError):  # what holds a day, say, is made each time
        data = marshal.dumps(value)
        aside = f"{path}.{os.getpid()}"
        with open(aside, "xb") as file:
            file.write(data)
        os.replace(aside, path)
    return value
