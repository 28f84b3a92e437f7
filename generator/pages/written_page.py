"""A page written by hand → its Markdown text."""

from __future__ import annotations

from generator.pages.escape import meta


def written_page(title: str, description: str, body: str) -> str:
    """``body`` is Markdown already; the keys are put above it as every page of ours has them."""
    keys = [f"title: {meta(title)}", *([f"description: {meta(description)}"] if description else [])]
    return "\n".join(["---", *keys, "---", "", body, ""])
