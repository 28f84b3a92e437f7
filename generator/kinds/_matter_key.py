"""关于: which decision, work or project a row or a document is about. A kind that has this column is told of on the page of that matter."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Column

CONCERNS = Column(
    "关于",
    required=False,
    aliases=("关于什么", "哪件事", "涉及事项", "涉及工程"),
    help="说的是哪件议定的事、哪项工程，名字照四议两公开、村级工程里写；都不是的空着",
    example="",
    width=20,
    ref=("decisions", "works", "projects"),
)
ABOUT_MATTER = replace(CONCERNS, many=True)
"""The same as a key of a document."""
