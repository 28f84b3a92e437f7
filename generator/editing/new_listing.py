"""What a new file of keys begins with."""

from __future__ import annotations

from generator.editing.form_shape import form_shape
from generator.editing.yaml_spans import scalar_text


def begin_listing(file: str, given: tuple[tuple[str, str], ...] = ()) -> bytes:
    """The bytes of a new file: the keys that must be there, those that are ``given``, and its list, empty."""
    shape, there = form_shape(file, {}), dict(given)
    heads = [(c.name, there.get(c.name, "")) for c in shape.heads if there.get(c.name) or c.required or not c.blank]
    lines = [f"{name}: {scalar_text(text, 2)}".rstrip() for name, text in heads]
    return "\n".join([*lines, *(f"{part.name}:" for part in shape.lists if part.must), ""]).encode()
