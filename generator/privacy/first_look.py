"""A first look at a long text: which detectors can find anything in it, and what of a table can say more of its cells than they do, told by
one engine in one pass over its bytes.

The engine (Hyperscan, which not every system has) knows no look behind and ahead; it is asked in the mode that takes a pattern for a wider
one. So it may name a detector that then finds nothing, and names every one that would find something: where it does not know a sign for
sure, it names all. Without it, or for a short text, all are named, and each takes its own first look. docs/decisions/0054.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache, lru_cache, partial
from typing import Any

from generator.compiled import keeps, kept
from generator.law.persons import situations
from generator.law.sensitive import sensitive
from generator.privacy.detector import Detector
from generator.privacy.digit_signs import DECIMAL, RINGED, ranges
from generator.privacy.labels import BEGUN, LATIN, LETTERED, LONG_ONLY, OF_PERSONS, PHONES
from generator.privacy.numbers import BRACKETS
from generator.privacy.places import (
    AT,
    AT_WORDS,
    BORN_BEGUN,
    DOOR_WORDS,
    HOME_WORDS,
    PASSPORT_BEGUN,
    PLATE_BEGUN,
    ROOM_AFTER_WORD,
    ROOM_BEGUN,
)
from generator.privacy.plain import BEYOND, CELL, CHINESE_DIGITS, DIGITS, LIKE_ONE, LIKE_ZERO, UNSEEN
from generator.privacy.starred import STARRED_BEGUN

LONG = 100
"""Characters for which the engine is worth its call."""


_USUAL = "0-9OoIl\u3007" + CHINESE_DIGITS
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_UNUSUAL = f"[{ranges({*DECIMAL, *RINGED, *LIKE_ZERO, *LIKE_ONE} - {*'0123456789OoIl〇'})}{BEYOND}{UNSEEN}\uff21-\uff3a\uff41-\uff5a]"
"""A digit, or a mark without width, that only the patterns themselves can place."""
_WORDS = BEGUN.pattern.split("|")
_NO_LETTER = f"[^A-Za-z0-9{_HAN}]"
_NO_DIGIT = f"[^A-CE-HJ-MO-Za-np-z0-9\n{CELL}]"
"""What may stand between a word and its number: Chinese, ID and No, and all that is no letter; it ends with a line and with a cell."""
_FIGURED = [word for word in _WORDS if word not in LETTERED and word not in OF_PERSONS]
_CALLED, _NUMBERED = ("|".join(word for word in _FIGURED if (word in PHONES) is called) for called in (True, False))
_BEHIND_WORDS = (
    "|".join(word for word in _WORDS if word not in _FIGURED),
    f"(?:{_NUMBERED}){_NO_DIGIT}*[A-Za-z]*{_NO_LETTER}*[0-9](?:{_NO_LETTER}*[0-9OolI]){{4}}",
    f"(?:{_CALLED}){_NO_DIGIT}*[2-8](?:{_NO_LETTER}*[0-9]){{4}}",
    "|".join(word for word in LATIN if word not in PHONES),
    f"(?:{'|'.join(word for word in LATIN if word in PHONES)})[^0-9]{{0,48}}[0-9]",
)
"""Each word with as many digits as the shortest of its numbers has; those of letters, and the last digits of a card, with none."""
_TEN_FIGURES = f'[{_USUAL}](?:[^A-Za-z0-9"<>{_HAN}{CELL}]*[{_USUAL}]){{9}}'
_PATTERNS: tuple[tuple[str, int], ...] = (
    (_UNUSUAL, Detector.ALL),
    (_TEN_FIGURES, Detector.NUMBERS),
    (BRACKETS.pattern, Detector.NUMBERS),
    (r"[+＋][0-9]|00(?:85[23]|886)", Detector.NUMBERS),
    ("○", Detector.NUMBERS),
    *((pattern, Detector.LABELS) for pattern in _BEHIND_WORDS),
    (STARRED_BEGUN.pattern, Detector.STARS),
    (AT.pattern, Detector.MAILS),
    (AT_WORDS.pattern, Detector.MAILS),
    (PLATE_BEGUN.pattern, Detector.PLATES),
    (DOOR_WORDS.pattern, Detector.DOORS),
    (ROOM_BEGUN.pattern, Detector.ROOMS),
    (ROOM_AFTER_WORD.pattern, Detector.ROOMS),
    (PASSPORT_BEGUN.pattern, Detector.PASSPORTS),
    (BORN_BEGUN.pattern, Detector.BIRTHS),
    ("|".join((*(word for word in _WORDS if word not in LONG_ONLY), *LATIN)), Detector.HEADERS),
    (f"{HOME_WORDS}|出生|生日|[0-9]E\\+?[0-9]", Detector.HEADERS),
    ("|".join(sorted(LONG_ONLY)), Detector.LONG_HEADERS),
)


@cache
def _patterns() -> tuple[tuple[str, int], ...]:
    """All of them; those of words are read from data."""
    words = sensitive()
    states = (words.health, words.minor, words.health_headers, words.minor_headers, words.age_headers)
    return (
        *_PATTERNS,
        (words.suffers.pattern, Detector.SENTENCES),
        (situations().words, Detector.SENTENCES),
        (words.names.pattern, Detector.NAMES),
        ("|".join((*(pattern.pattern for pattern in states), "岁")), Detector.STATES),
    )


_engine: tuple[Any, ...] | None = None


def prepare(lots: bool) -> None:
    """From here on the engine looks at long texts, where there is one. To make its tables takes a moment, which only ``lots`` of texts are
    worth where they cannot be kept; to read them again takes none."""
    global _engine
    if _engine is None and (lots or keeps()) and importlib.util.find_spec("hyperscan"):
        parts: tuple[list[int], list[int]] = [], []  # sooner ready where the pattern that has most states of its own stands apart
        for number, (pattern, _) in enumerate(_patterns()):
            parts[pattern == _TEN_FIGURES].append(number)
        _engine = tuple(map(_made_ready, parts))


def _made_ready(numbers: list[int]) -> Any:
    """What looks for the patterns with these numbers."""
    import hyperscan

    sources = [_as_the_engine_writes(_patterns()[number][0]) for number in numbers]
    make = partial(_tables, numbers, sources)
    tables = kept("first-look", repr((getattr(hyperscan, "__version__", ""), numbers, sources)), make)
    try:
        engine = hyperscan.loadb(tables, mode=hyperscan.HS_MODE_BLOCK)
    except (hyperscan.error, TypeError):  # damaged, or of another sort of processor
        engine = hyperscan.loadb(make(), mode=hyperscan.HS_MODE_BLOCK)
    engine.scratch = hyperscan.Scratch(engine)
    return engine


def _tables(numbers: list[int], sources: list[str]) -> bytes:
    import hyperscan

    wider = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_UCP | hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_PREFILTER
    engine = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    engine.compile(expressions=[source.encode() for source in sources], ids=numbers, flags=[wider] * len(numbers))
    tables: bytes = hyperscan.dumpb(engine)
    return tables


_RARE = (UNSEEN, DIGITS.removeprefix("0-9"), "\uff10-\uff19", "\uff21-\uff3a", "\uff41-\uff5a")
"""Of what patterns write between [ and ], that which is unusual: where it stands, all are named anyway."""
_UP_TO_SIX = "{0,6}?"


def _as_the_engine_writes(pattern: str) -> str:
    """The pattern or a wider one, sooner made ready: without unusual signs, and with any number of what may stand six times."""
    if pattern != _UNUSUAL:
        for rare in _RARE:
            pattern = pattern.replace(rare, "")
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: f"\\x{{{code[1]}}}", pattern.replace(_UP_TO_SIX, "*"))


@lru_cache(maxsize=4)
def first_look(text: str) -> int:
    """The detectors that may find something in ``text``."""
    if _engine is None or len(text) < LONG:
        return Detector.ALL
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a sign
        return Detector.ALL
    numbers: list[int] = []
    for engine in _engine:
        engine.scan(data, match_event_handler=lambda number, *_: numbers.append(number))
    may = 0
    for number in numbers:
        may |= _patterns()[number][1]
    return may


def quiet(text: str, table: bool) -> bool:
    """True where nothing can be found in a text; in a ``table``, not in any of its cells either."""
    may = first_look(text)
    if not may or may & Detector.IN_TEXTS:
        return not may
    return not table or not (may & (Detector.HEADERS | Detector.LONG_HEADERS) or (may & Detector.NAMES and may & Detector.STATES))
