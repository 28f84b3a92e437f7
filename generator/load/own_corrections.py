"""更正 in the keys of the very file that was put right: of a notice, of a list in YAML. Of a table village.yml says it."""

from __future__ import annotations

from datetime import date

from generator.declared import WAYS, StatedCorrection
from generator.keys import CORRECTION_KEYS, CORRECTIONS
from generator.load.records import read_nested
from generator.load.yaml_tree import Node
from generator.model import Problem, Row

_OF_FILE = "文件"
_KEYS = tuple(key for key in CORRECTION_KEYS if key.name != _OF_FILE)


def own_corrections(node: Node | None, file: str) -> tuple[tuple[StatedCorrection, ...], list[Problem]]:
    """What stands under the key in ``file``: all of it is about that file."""
    rows, problems = read_nested(node, _KEYS, file, CORRECTIONS)
    return tuple(stated_correction(row, "/".join(file.split("/")[-2:])) for row in rows), problems


def stated_correction(row: Row, file: str = "") -> StatedCorrection:
    """``file``: what it is about, where the row itself does not say it."""
    day, way = row["日期"], next((each for each in WAYS if each == row["做法"]), WAYS[0])
    place, reason, agreed, column, was = map(row.text, ("行", "原因", "经谁同意", "项目", "原为"))
    stated_day = day if isinstance(day, date) else None
    return StatedCorrection(file or row.text(_OF_FILE), place, stated_day, reason, agreed, way, column, was, row.line, row.head.file)
