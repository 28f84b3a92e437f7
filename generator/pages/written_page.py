"""A page written by hand → its Markdown text."""

from __future__ import annotations

import posixpath
import re

from generator.kind import GUIDE_WAS
from generator.pages.escape import meta
from generator.pages.links import guide

_LINK = re.compile(r"(\]\(<?)([^)>\s#]+)(#[^)>\s]*)?")


def with_guide(body: str, at: str, slug: str) -> str:
    """Markdown of page ``at``, with what it calls by old names leading to the guide."""

    def led(match: re.Match[str]) -> str:
        place = GUIDE_WAS.get(posixpath.normpath(posixpath.join(posixpath.dirname(at), match[2])).removesuffix(".md"))
        return match[0] if place is None else match[1] + guide(at, slug) + place

    return _LINK.sub(led, body)


def written_page(title: str, description: str, body: str) -> str:
    """``body`` is Markdown already; the keys are put above it as every page of ours has them."""
    keys = [f"title: {meta(title)}", *([f"description: {meta(description)}"] if description else [])]
    return "\n".join(["---", *keys, "---", "", body, ""])
