"""Addresses inside a board. Page finance/2026-03.md is served at finance/2026-03/; files keep their path."""

from __future__ import annotations

import posixpath

from generator.model import Page, Table


def folder(path: str) -> str:
    """The folder a page is served at, which is also where its downloads lie; "" for the home page."""
    stem = path.removesuffix(".md")
    return posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem


def href(to: str, at: str) -> str:
    """The address of page or file ``to`` as written on page ``at``."""
    target = folder(to) if to.endswith(".md") else to
    relative = posixpath.relpath("/" + target, "/" + folder(at))
    return relative + "/" if to.endswith(".md") else relative


def download_path(page: Page, table: Table, ending: str) -> str:
    """Where a table's download lies below docs."""
    return posixpath.join(folder(page.path), f"{table.name}.{ending}")
