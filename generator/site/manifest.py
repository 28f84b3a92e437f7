"""What a folder of made files holds: path → digest; and how caches are kept, each with a digest of its own."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.site.tree import NotOurs, below, make_way, plain_file, write_whole

Files = dict[str, str]
"""Path with forward slashes → the first 32 hex digits of the SHA-256 of its bytes."""


def scan(folder: Path) -> Files:
    """Every file below ``folder``; what is no regular file is not read, its digest is ""."""
    return {path: _digest_at(entry) for path, entry in _walk(folder, "")}


def _digest_at(entry: os.DirEntry[str]) -> str:
    if not entry.is_file(follow_symlinks=False):
        return ""
    with open(entry.path, "rb") as opened:
        return digest(opened.read())


def _walk(folder: Path | str, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{below}{entry.name}/")
        else:
            yield below + entry.name, entry


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def bytes_of(path: str | Path, known_digest: str | None) -> bytes:
    """Of a file that holds what the digest says. Raises NotOurs where it does not."""
    with suppress(OSError):
        data = plain_file(path)
        if digest(data) == known_digest:
            return data
    raise NotOurs(path)


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


_versions: deque[tuple[Files, str]] = deque(maxlen=4)
"""What it was asked of last: of a board with thousands of files it is asked several times while that is made."""


def version(files: Mapping[str, str]) -> str:
    """One short id for all of them."""
    for known, told in _versions:
        if known == files:
            return told
    told = digest("".join(f"{path}\0{known_digest}\0" for path, known_digest in sorted(files.items())).encode())
    _versions.append((dict(files), told))
    return told


def as_json(value: object) -> bytes:
    """The text that ``save`` keeps."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")  # names may be in no known writing


def save(path: Path, value: object) -> bytes:
    """A cache file: whole or not there, and with a digest of its own, so that a damaged one is known. What was written."""
    return save_text(path, as_json(value))


def save_text(path: Path, text: bytes) -> bytes:
    """The same of a value that is JSON already."""
    stored = digest(text).encode() + b"\n" + text
    path.parent.mkdir(parents=True, exist_ok=True)
    make_way(path)
    write_whole(path, stored)
    return stored


def recall(path: str | Path) -> object | None:
    """What ``save`` wrote; None where it is lost or damaged."""
    with suppress(OSError):
        return recalled_from(plain_file(path))
    return None


def recalled_from(stored: bytes) -> object | None:
    """The same of what stands in such a file."""
    with suppress(ValueError, RecursionError):
        text = whole_text(stored)
        return None if text is None else json.loads(text)
    return None


def whole_text(stored: bytes) -> bytes | None:
    """The JSON in such a file."""
    checksum, _, text = stored.partition(b"\n")
    return text if checksum == digest(text).encode() else None
