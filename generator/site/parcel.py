"""Folders sent to another machine and back, as one file in a place that both can reach: a shared disk, or an S3-compatible store.

A place is an fsspec address: /srv/parcels, s3://bucket/parcels (with the package for it installed).
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path

from generator.site.manifest import Files, digest
from generator.site.tree import below, plain_file, put

MAX_FILES, MAX_BYTES = 200_000, 4 * 1024**3
"""In one parcel: far more than the largest board has."""
_WHEN = (1980, 1, 1, 0, 0, 0)


def send(place: str, name: str, top: Path, below: Iterable[str]) -> None:
    """Pack files and folders ``below`` ``top`` into ``place``/``name``.zip; what is not there is left out. Whole or not at all."""
    import fsspec

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for path in (p for each in below for p in _files(top / each)):
            parcel.writestr(zipfile.ZipInfo(path.relative_to(top).as_posix(), _WHEN), plain_file(path))
    files, address = fsspec.core.url_to_fs(f"{place.rstrip('/')}/{name}.zip")
    files.makedirs(address.rpartition("/")[0], exist_ok=True)
    files.pipe_file(address, out.getvalue())


def receive(place: str, name: str, top: Path) -> Files:
    """Unpack ``place``/``name``.zip into ``top``, a folder of ours: what was written, as ``manifest.scan`` would tell. Raises ValueError
    for a name that would leave it, for what is no file, and for more than a board ever holds."""
    import fsspec

    files, address = fsspec.core.url_to_fs(f"{place.rstrip('/')}/{name}.zip")
    with zipfile.ZipFile(io.BytesIO(files.cat_file(address))) as parcel:
        held = parcel.infolist()
        if len(held) > MAX_FILES or sum(item.file_size for item in held) > MAX_BYTES:
            raise ValueError("too much for a board")
        written: Files = {}
        for item in held:
            if not below(item.filename) or stat.S_IFMT(item.external_attr >> 16) not in (0, stat.S_IFREG):
                raise ValueError(f"{item.filename} leaves the folder, or is no file")
            content = parcel.read(item)
            put(top / item.filename, content)
            written[item.filename] = digest(content)
        return written


def there(place: str, name: str) -> bool:
    """True where a parcel of this name was sent before: names hold the id of the content."""
    import fsspec

    files, address = fsspec.core.url_to_fs(f"{place.rstrip('/')}/{name}.zip")
    return bool(files.exists(address))


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
