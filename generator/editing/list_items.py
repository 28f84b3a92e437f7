"""A list of a line each, with other items: what stays keeps how it is written, and its comments."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from generator.editing.yaml_spans import WrittenSpan, as_data, line_end, line_start, scalar_text


def with_items(text: str, spans: Sequence[WrittenSpan], items: Sequence[str], at: int, end: str) -> str:
    """``text`` with other items in a list of a line each (``spans``, below the line in which ``at`` is): one that stays keeps how it is
    written and the comments above and behind it, one that is changed its comments."""
    ends = [line_end(text, at), *(line_end(text, span.end) for span in spans)]
    dash = spans[0].start - line_start(text, spans[0].start)
    was, lines = [as_data(span.node) for span in spans], [text[above:below] for above, below in pairwise(ends)]
    changed = text[: ends[0]]
    for same, first, last, new_first, new_last in SequenceMatcher(None, was, items, autojunk=False).get_opcodes():
        for i, item in enumerate(items[new_first:new_last], first):
            written = scalar_text(item, dash + 2)
            changed += "" if changed.endswith(("\n", "\r")) else end
            if same == "equal":
                changed += lines[i]
            elif i < last:
                changed += text[ends[i] : spans[i].node.start_mark.index] + written + text[spans[i].end : ends[i + 1]]
            else:
                changed += f"{' ' * dash}- {written}{end}"
    return changed + text[ends[-1] :]
