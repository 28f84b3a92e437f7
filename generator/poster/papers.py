"""Certificates and door plates, one on each sheet of A4 on its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from generator.config import Context
from generator.kinds._award_papers import Papers
from generator.poster.sheet import Poster, frame, stem
from generator.shown import Page


def papers(pages: Sequence[Page], key: str, context: Context, qr: str) -> Poster:
    """``pages``: one."""
    (page,) = pages
    view = page.content.view
    if not isinstance(view, Papers):
        raise TypeError(page.path)
    title = page.title.removeprefix("打印")
    told = frame(page, context, qr) | {
        "title": title,
        "from": view.village,
        "whole": view.whole_name,
        "certificates": [_told(asdict(paper)) for paper in view.certificates],
        "plates": [_told(asdict(paper)) for paper in view.plates],
    }
    return Poster(f"{stem(page)}-papers", "papers", title, page.path, view.day or context.today, told, size="A4", fixed=True)


def _told(paper: dict[str, object]) -> dict[str, str]:
    stars = paper["stars"]
    return {name: str(value) for name, value in paper.items()} | {"stars": "★" * stars if isinstance(stars, int) else ""}
