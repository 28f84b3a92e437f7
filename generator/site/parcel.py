"""Files sent to another machine and back, as one file in a place that both can reach: a shared disk, or an S3-compatible store.

A place is an fsspec address: /srv/parcels, s3://bucket/parcels (with the package for it installed).

A parcel is a line of JSON, [[path, how many bytes it has, or the path of which it is the same file], …], and then the bytes of all files.
A board is thousands of small files, of which most downloads lie in docs/ and site/ both. Nothing is pressed: that takes longer than a
network takes to send it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.site.manifest import digest
from generator.site.tree import below, plain_file, plain_files, put, share

MAX_FILES, MAX_BYTES = 200_000, 4 * 1024**3
"""In one parcel: far more than the largest board has."""


def packed(files: Iterable[tuple[str, bytes | str]]) -> bytes:
    """A parcel of ``files``: each its path, and its bytes or the path before it of which it is the same file."""
    held: list[tuple[str, int | str]] = []
    contents: list[bytes] = []
    for path, what in files:
        if not isinstance(what, str):
            contents.append(what)
        held.append((path, what if isinstance(what, str) else len(what)))
    return b"".join((json.dumps(held).encode(), b"\n", *contents))


def send(place: str, name: str, parcel: bytes) -> None:
    """Put it at ``place``/``name``.parcel, whole or not at all."""
    import fsspec

    disk, address = fsspec.core.url_to_fs(_at(place, name))
    disk.makedirs(address.rpartition("/")[0], exist_ok=True)
    disk.pipe_file(address, parcel)


def files_of(top: Path, but: str = "") -> Iterator[tuple[str, bytes | str]]:
    """All of a folder of ours, for ``packed``, without what lies in its folder ``but``. Raises ValueError where it holds anything but files
    and folders."""
    paths = plain_files(top)
    if paths is None:
        raise ValueError(f"{top} holds more than files")
    first: dict[tuple[int, int], str] = {}
    for path in sorted(path for path in paths if not but or not path.startswith(f"{but}/")):
        at = os.lstat(f"{top}/{path}")
        same = first.setdefault((at.st_dev, at.st_ino), path) if at.st_nlink > 1 else path
        yield path, plain_file(top / path) if same == path else same


def receive(place: str, name: str, top: Path, known: str = "") -> None:
    """Unpack ``place``/``name``.parcel into ``top``, an empty folder of ours. ``known``: the digest of it, where who sent it has told.
    Raises ValueError, and has written nothing, for a parcel with another; and for a name that would leave the folder, for what is no
    parcel or not all of one, and for more than a board ever holds."""
    import fsspec

    files, address = fsspec.core.url_to_fs(_at(place, name))
    data: bytes = files.cat_file(address)
    if known and digest(data) != known:
        raise ValueError("another parcel than was sent")
    start = data.find(b"\n") + 1
    held = json.loads(data[:start])
    if not isinstance(held, list) or len(held) > MAX_FILES or len(data) > MAX_BYTES:
        raise ValueError("no parcel, or too much for a board")
    written: set[str] = set()
    for path, what in held:
        if not below(path) or path in written or (isinstance(what, str) and what not in written):
            raise ValueError(f"{path} leaves the folder, is there twice, or is no file")
        if isinstance(what, str):
            share(f"{top}/{what}", f"{top}/{path}")
        else:
            content = data[start : start + what]
            if what < 0 or len(content) != what:
                raise ValueError("not all of a parcel")
            start += what
            put(f"{top}/{path}", content)
        written.add(path)
    if start != len(data):
        raise ValueError("more than a parcel")


def there(place: str, name: str) -> bool:
    """True where a parcel of this name was sent before: names hold the id of the content."""
    import fsspec

    files, address = fsspec.core.url_to_fs(_at(place, name))
    return bool(files.exists(address))


def _at(place: str, name: str) -> str:
    return f"{place.rstrip('/')}/{name}.parcel"
