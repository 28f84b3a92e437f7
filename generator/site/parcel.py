"""Folders sent to another machine and back, as one file in a place that both can reach: a shared disk, or an S3-compatible store.

A place is an fsspec address: /srv/parcels, s3://bucket/parcels (with the package for it installed).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from generator.site.tree import put

_WHEN = (1980, 1, 1, 0, 0, 0)


def send(place: str, name: str, top: Path, below: Iterable[str]) -> None:
    """Pack files and folders ``below`` ``top`` into ``place``/``name``.zip; what is not there is left out. Whole or not at all."""
    import fsspec

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for path in (p for each in below for p in _files(top / each)):
            parcel.writestr(zipfile.ZipInfo(path.relative_to(top).as_posix(), _WHEN), path.read_bytes())
    files, address = fsspec.core.url_to_fs(f"{place.rstrip('/')}/{name}.zip")
    files.makedirs(address.rpartition("/")[0], exist_ok=True)
    files.pipe_file(address, out.getvalue())


def receive(place: str, name: str, top: Path) -> None:
    """Unpack ``place``/``name``.zip into ``top``. A name that would leave it is refused."""
    import fsspec

    files, address = fsspec.core.url_to_fs(f"{place.rstrip('/')}/{name}.zip")
    with zipfile.ZipFile(io.BytesIO(files.cat_file(address))) as parcel:
        for path in parcel.namelist():
            target = (top / path).resolve()
            if not target.is_relative_to(top.resolve()):
                raise ValueError(f"{path} leaves the folder")
            put(target, parcel.read(path))


def there(place: str, name: str) -> bool:
    """True where a parcel of this name was sent before: names hold the id of the content."""
    import fsspec

    files, address = fsspec.core.url_to_fs(f"{place.rstrip('/')}/{name}.zip")
    return bool(files.exists(address))


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
