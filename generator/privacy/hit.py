"""What was found, and where in a text. The number itself is compared, never shown: not in a report, not in a repr."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from generator.classes import dataclass


@dataclass(frozen=True)
class Hit:
    """One personal thing in a text."""

    code: str
    """The problem code: personal-id."""
    start: int
    end: int
    why: str
    """How it is known: a Chinese half-sentence."""
    value: str = field(repr=False)
    """Without separators, for comparing; a masked one with stars."""

    def shown(self, text: str) -> str:
        """The first characters and stars: enough to find the place, too little to use."""
        keep = {"personal-mail": 1, "personal-address": 2, "personal-plate": 2, "personal-birth": 0}.get(self.code, 3)
        flat = "".join(text[self.start : self.end].split())
        return flat[: min(keep, len(flat) // 2)] + "******"


@dataclass(frozen=True)
class Declared:
    """What may be public: office lines of village.yml and site.yml, and what an allow line lets through."""

    phones: frozenset[str] = frozenset()
    """Digits only."""
    values: frozenset[str] = field(default=frozenset(), repr=False)

    def allows(self, hit: Hit) -> bool:
        if hit.value in self.values:
            return True
        if hit.code != "personal-phone":
            return False
        return any(_same(hit.value, phone) for phone in self.phones)

    def plus(self, values: Iterable[str]) -> Declared:
        return Declared(self.phones, self.values | set(values))


NOTHING = Declared()


def _same(typed: str, phone: str) -> bool:
    """Equal, or equal where it is not starred; the area code may be left out."""
    if "*" not in typed:
        return phone == typed or (len(typed) >= 7 and phone.endswith(typed))
    return len(typed) == len(phone) and all(a in ("*", b) for a, b in zip(typed, phone, strict=True))


def blot(text: str, hits: Iterable[Hit]) -> str:
    """The text with every hit starred; no two overlap."""
    parts, at = [], 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        parts += [text[at : hit.start], hit.shown(text)]
        at = hit.end
    return "".join((*parts, text[at:]))
