"""What the search index of a board of 1,200 pages costs beside the site engine's work on as many pages."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from generator.site.search import FOLDER, build_search
from tests import many


def search_figures(engine_seconds: float, engine_pages: int) -> dict[str, float]:
    """Seconds, bytes and the ratio to the engine, whose seconds for ``engine_pages`` pages were taken in the same run."""
    records = many.records()
    with tempfile.TemporaryDirectory() as folder:
        board = Path(folder)
        start = time.perf_counter()
        build_search(board, records)
        seconds = time.perf_counter() - start
        size = sum(path.stat().st_size for path in (board / "site" / FOLDER).rglob("*") if path.is_file())
    ratio = seconds / (engine_seconds * many.PAGES / engine_pages)
    return {"pages": many.PAGES, "records": len(records), "seconds": seconds, "bytes": size, "engine_ratio": ratio}


def said(figures: dict[str, float]) -> str:
    """One line for a terminal."""
    return (
        f"  search index, {figures['pages']:.0f} pages, {figures['records']:.0f} records: {figures['seconds']:.2f} s, "
        f"{figures['engine_ratio']:.2f} × engine for as many pages, {figures['bytes'] / 1e6:.1f} MB"
    )
