"""The texts of a workbook, which openpyxl makes an object each of: as many as there are cells, and plain nearly always."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_ITEM, _PLAIN = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"


class Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
    """Reads a workbook as openpyxl does."""

    def read_strings(self) -> None:
        """What openpyxl reads, in the same order."""
        if part := self.package.find(SHARED_STRINGS):
            archive = self.archive
            with archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_texts(source))


def _texts(source: IO[bytes]) -> Iterator[str]:
    for _, node in iterparse(source):
        if node.tag == _ITEM:
            yield _text(node)
            node.clear()


def _text(node: Element) -> str:
    """``<si><t>…</t></si>`` at once; what is written in several fonts, or with how it is spoken above it, as openpyxl has it."""
    plain = len(node) == 1 and node[0].tag == _PLAIN
    text = (node[0].text or "") if plain else Text.from_tree(node).content
    return str(text).replace("x005F_", "")
