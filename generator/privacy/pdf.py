"""PDF: what it says, what of it no program can read, and the document that is published instead: only what its pages show.

The reading is done in a process of its own (``pdf_child``), since no library reads every hostile file in bounded time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.classes import dataclass
from generator.privacy.passage import Passage

FEW = 8
"""A page with fewer characters than this has no text layer: a scan, or a stamp on a scan."""
TOO_MUCH = "太复杂"
SECONDS = 8
_BYTES_A_SECOND = 500_000
_PATIENCE = 12
"""How many times its own seconds a child may wait for a busy machine."""
_START = "import sys; seconds, *sys.path = sys.argv[1:]; from generator.privacy.pdf_child import main; main()"


@dataclass(frozen=True)
class Read:
    """What is known of one file."""

    unsafe: str
    """Why it cannot be published: a Chinese half-sentence; "" where it can."""
    spoken: tuple[tuple[str, str], ...] = ()
    """(where, text) of what stands beside the pages; it is not published."""
    pages: tuple[tuple[str, str], ...] = ()
    """(text, its numbers as they stand on the paper) of each page."""
    pictured: tuple[int, ...] = ()
    """Pages that show what is no text."""
    written: bytes = b""


def pdf_passages(data: bytes) -> Iterator[Passage]:
    """Text of each page, and what stands beside the pages."""
    contents = _read(data)
    for number, (text, seen) in enumerate(contents.pages, 1):
        yield Passage((text,), part=f"第 {number} 页")
        flat = "".join(text.split())
        if missing := [run for run in seen.split("\n") if run not in flat]:
            yield Passage(("\n".join(missing),), part=f"第 {number} 页")
    yield from (Passage((text,), part=part) for part, text in contents.spoken)


def pdf_unread(data: bytes) -> str:
    """What of the file no program can read: a Chinese half-sentence; "" where all is text."""
    contents = _read(data)
    pages = [i for i, (text, _) in enumerate(contents.pages, 1) if i in contents.pictured or len("".join(text.split())) < FEW]
    return f"第 {'、'.join(map(str, pages[:8]))} 页是扫描，或者有图片、画出来的字" if pages else ""


def pdf_unsafe(data: bytes) -> str:
    """Why a PDF cannot be published at all; "" where it can."""
    return _read(data).unsafe


def pdf_stripped(data: bytes) -> bytes:
    """The document written anew: the same bytes every time."""
    contents = _read(data)
    if contents.unsafe:
        raise ValueError(contents.unsafe)
    return contents.written


@lru_cache(maxsize=4)
def _read(data: bytes) -> Read:
    answer = _asked(data)
    if answer is None:
        return Read(TOO_MUCH)
    answer_told, written = answer
    if answer_told["unsafe"]:
        return Read(answer_told["unsafe"])
    pages, spoken = (tuple((a, b) for a, b in answer_told[key]) for key in ("pages", "spoken"))
    return Read("", spoken, pages, tuple(answer_told["pictured"]), written)


def _asked(data: bytes) -> tuple[dict[str, Any], bytes] | None:
    """What the other process says; None where it was ended."""
    seconds = SECONDS + len(data) // _BYTES_A_SECOND
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", "-c", _START, str(seconds), *sys.path],
            input=data,
            capture_output=True,
            timeout=seconds * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    line, _, written = done.stdout.partition(b"\n")
    return None if done.returncode or not line else (json.loads(line), written)
