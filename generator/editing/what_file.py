"""What a path of the clerk's folders is: a file of which kind and key."""

from __future__ import annotations

from generator.kind import Kind
from generator.kinds import all_kinds
from generator.load.discover import InputFile, input_at


def what_it_is(file: str) -> tuple[InputFile | None, Kind | None]:
    """The file of a kind that a path says, and the kind; None for village.yml, attachments, hand-written pages."""
    item = input_at(file, all_kinds())
    return item, next((kind for kind in all_kinds() if item and kind.name == item.kind), None)
