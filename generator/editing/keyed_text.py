"""placeholder"""

from __future__ import annotations

from dataclasses import dataclass

from generator.editing.text_form import PLAIN, TextForm


@dataclass(frozen=True)
class KeyedText:
    """A YAML file, or a Markdown file with front matter, as it is written."""

    text: str
    form: TextForm = PLAIN

    def stored(self) -> bytes:
        """The bytes of the file."""
        return self.form.stored(self.text)

    def with_key(self, path: tuple[str | int, ...], value: str | tuple[str, ...]) -> KeyedText:
        raise NotImplementedError

    def without(self, path: tuple[str | int, ...]) -> KeyedText:
        raise NotImplementedError

    def with_entry(self, path: tuple[str | int, ...], entry: tuple[tuple[str, str], ...]) -> KeyedText:
        raise NotImplementedError

    def with_body(self, text: str) -> KeyedText:
        raise NotImplementedError
