"""What a folder of made files holds: path → digest. A file is read again only when it is not as it was last time.

Size and modification time decide that, as in git's index: the files are our own, written here. Of what people write, content alone decides
(load/inputs.py).
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.classes import dataclass
from generator.site.tree import below, make_way, plain_file, write_whole

Files = dict[str, str]
"""Path with forward slashes → the first 32 hex digits of the SHA-256 of its bytes."""


@dataclass(frozen=True)
class Seen:
    """One file as it was when it was last read."""

    size: int
    time: int
    digest: str


def scan(folder: Path, before: Mapping[str, Seen]) -> dict[str, Seen]:
    """Every file below ``folder``; those that look as in ``before`` are not read, nor is what is no regular file (its digest is "")."""
    return {path: look(entry.path, entry.stat(follow_symlinks=False), before.get(path)) for path, entry in _walk(folder, "")}


def look(file: str | Path, at: os.stat_result, old: Seen | None = None) -> Seen:
    """One file, read only if it does not look as ``old``."""
    if not stat.S_ISREG(at.st_mode):
        return Seen(0, 0, "")
    if old and old.digest and (old.size, old.time) == (at.st_size, at.st_mtime_ns):
        return old
    with open(file, "rb") as opened:
        return Seen(at.st_size, at.st_mtime_ns, digest(opened.read()))


def _walk(folder: Path | str, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{below}{entry.name}/")
        else:
            yield below + entry.name, entry


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def files_of(told: object) -> Files:
    """What a cache says of files: each inside its folder, with a digest. Raises ValueError for what is no such thing."""
    if not isinstance(told, dict) or not all(
        below(path) and isinstance(known_digest, str) and known_digest for path, known_digest in told.items()
    ):
        raise ValueError("no list of files")
    return told


def texts_in(told: object, key: str) -> list[str]:
    """What a cache has in a list of texts; nothing of what is none."""
    texts = told.get(key) if isinstance(told, dict) else None
    return [each for each in texts if isinstance(each, str)] if isinstance(texts, list) else []


def version(files: Mapping[str, str]) -> str:
    """One short id for all of them."""
    return digest("".join(f"{path}\0{known_digest}\0" for path, known_digest in sorted(files.items())).encode())


def save(path: Path, value: object) -> bytes:
    """A cache file: whole or not there, and with a digest of its own, so that a damaged one is known. What was written."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")  # names may be in no known writing
    stored = digest(text).encode() + b"\n" + text
    path.parent.mkdir(parents=True, exist_ok=True)
    make_way(path)
    write_whole(path, stored)
    return stored


def recall(path: Path) -> object | None:
    """What ``save`` wrote; None where it is lost or damaged."""
    with suppress(OSError):
        return recalled_from(plain_file(path))
    return None


def recalled_from(stored: bytes) -> object | None:
    """The same of what stands in such a file."""
    with suppress(ValueError, RecursionError):
        checksum, _, text = stored.partition(b"\n")
        if checksum.decode() == digest(text):
            return json.loads(text)  # type: ignore[no-any-return]
    return None
