"""A photo in the sizes it is published in: small on pages, as WebP and, for old phones, as JPEG; and larger where that leads to.

Written anew from the pixels as they are seen (pictures.py): nothing of the file itself goes out. The same bytes give the same files.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from generator.photo import SMALL_KB, Photo
from generator.privacy.pictures import PAGE_BYTES, SIDE, first_small, picture_jpeg, picture_seen, upright_size

if TYPE_CHECKING:
    from PIL.Image import Image

SMALL_SIDE = 640
"""Pixels of the longer side on a page: sharp on a phone of 360 pixels, most of which have two or three in place of one."""
SMALL_BYTES = SMALL_KB * 1024
_SMALL = ((SMALL_SIDE, 480, 320), (76, 62, 48))
_LARGE = ((SIDE, 1200, 900), (85, 70, 55))
"""(longer sides, qualities) that are tried: more coarsely first, then smaller."""


def photo_files(photo: Photo, data: bytes) -> dict[str, bytes]:
    """Path below docs → bytes, of every size."""
    seen = picture_seen(data, SIDE)
    seen = seen if seen.mode in ("L", "RGB") else seen.convert("RGB")
    return {
        photo.large: first_small(_ladder(seen, picture_jpeg, *_LARGE), PAGE_BYTES),
        photo.webp: first_small(_ladder(seen, _webp, *_SMALL), SMALL_BYTES),
        photo.small: first_small(_ladder(seen, picture_jpeg, *_SMALL), SMALL_BYTES),
    }


def small_size(data: bytes) -> tuple[int, int]:
    """Width and height of a photo on a page, in pixels; known from its header."""
    wide, high = upright_size(data)
    longer = max(wide, high, SMALL_SIDE)
    return max(1, wide * SMALL_SIDE // longer), max(1, high * SMALL_SIDE // longer)


def _ladder(seen: Image, write: Callable[[Image, int], bytes], sides: Iterable[int], qualities: tuple[int, ...]) -> Iterator[bytes]:
    for side in sides:
        picture = seen.copy()
        picture.thumbnail((side, side))
        yield from (write(picture, quality) for quality in qualities)


def _webp(picture: Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
