"""No file takes long or much memory: what is too large is refused by a number before it is read; the limits have room for real books."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator import bounds, signs
from generator.build import check
from generator.check.few import MOST
from generator.kinds import kind_named
from generator.load.csv_file import csv_grids
from generator.load.header import find_header
from generator.load.xlsx_file import read_xlsx
from generator.load.xlsx_scan import TooLarge, scan
from generator.load.yaml_tree import read_tree
from generator.sheets import letter
from tests.conftest import LEDGER_HEADER, TODAY, write_tree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "xl/worksheets/sheet1.xml"


def book(sheet: str, more: dict[str, str] | None = None, part: str = SHEET) -> bytes:
    """A workbook of one sheet, its XML as it is given."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/>'
        f'<Override PartName="/{part}" ContentType="{SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/{part}"/>'
        "</Relationships>",
        part: sheet,
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def sheet(rows: Iterable[str], after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def text(at: str, said: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{said}</t></is></c>'


def filled(rows: int, columns: int) -> str:
    cells = [letter(i) for i in range(columns)]
    return sheet(f'<row r="{r}">' + "".join(text(f"{c}{r}", f"付第{r}笔水费") for c in cells) + "</row>" for r in range(1, rows + 1))


def area(count: int) -> str:
    """A rectangle of ``count`` cells of which two are there."""
    rows = next(r for r in range(bounds.ROWS, 0, -1) if count % r == 0 and count // r <= bounds.COLUMNS)
    return sheet([f'<row r="1">{text("A1", "甲")}</row>', f'<row r="{rows}"><c r="{letter(count // rows - 1)}{rows}"/></row>'])


def merges(count: int) -> str:
    refs = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, count + 1))
    return sheet([], f"<mergeCells>{refs}</mergeCells>")


def sheets_of(size: int) -> str:
    """A sheet that takes ``size`` bytes with the rest of its book."""
    rest = book(sheet([]))
    with zipfile.ZipFile(io.BytesIO(rest)) as archive:
        already = sum(item.file_size for item in archive.infolist())
    comments, left = divmod(size - already, 100_000)
    return sheet([], f"<!--{'x' * 99_993}-->" * comments + " " * left)


LIMITS: dict[str, tuple[int, Callable[[int], str]]] = {
    "rows": (bounds.ROWS, lambda n: sheet([f'<row r="{n}"><c r="A{n}"/></row>'])),
    "rows without a number": (bounds.ROWS, lambda n: sheet(["<row/>"] * n)),
    "rows with a number": (bounds.ROWS, lambda n: sheet([f'<row r="{n}"/>'])),
    "columns": (bounds.COLUMNS, lambda n: sheet([f'<row r="1"><c r="{letter(n - 1)}1"/></row>'])),
    "cells without a place": (bounds.COLUMNS, lambda n: sheet([f'<row r="1">{"<c/>" * n}</row>'])),
    "merged down": (bounds.ROWS, lambda n: sheet([], f'<mergeCells><mergeCell ref="A1:A{n}"/></mergeCells>')),
    "merged across": (bounds.COLUMNS, lambda n: sheet([], f'<mergeCells><mergeCell ref="A1:{letter(n - 1)}1"/></mergeCells>')),
    "merges": (bounds.MERGES, merges),
    "one cell": (bounds.CELL, lambda n: sheet([f'<row r="1">{text("A1", "修" * n)}</row>'])),
    "bytes of the parts": (bounds.PARTS, sheets_of),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_workbook_is_as_large_as_it_may_be(name: str) -> None:
    limit, make = LIMITS[name]
    for size in (limit - 1, limit, limit + 1):
        with zipfile.ZipFile(io.BytesIO(book(make(size)))) as archive:
            if size <= limit:
                assert list(scan(archive)) == [SHEET]
            else:
                with pytest.raises(TooLarge) as refused:
                    scan(archive)
                assert refused.value.hint


def test_empty_cells_count_as_well() -> None:
    for count, fits in ((bounds.CELLS - 8, True), (bounds.CELLS, True), (bounds.CELLS + 8, False)):
        with zipfile.ZipFile(io.BytesIO(book(area(count)))) as archive:
            if fits:
                scan(archive)
            else:
                with pytest.raises(TooLarge, match="空着的也算"):
                    scan(archive)


@pytest.mark.parametrize(
    "make",
    [
        lambda: book(sheet([]), {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{"<xf/>" * 200_000}</styleSheet>'}),
        lambda: book(sheet([]), {"xl/x.xml": "<a>" * 100 + "</a>" * 100}),
        lambda: book(sheet(['<row r="1"><c r="ZZ1"/></row>']), part="xl/elsewhere.bin"),
        lambda: book(sheet([]), {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"9" * 20_000}</t></si></sst>'}),
        lambda: book(sheet([]), {"xl/media/a.png": "x" * (bounds.UNPACKED + 1)}),
        lambda: book(sheet([]), {f"xl/media/{i}": "" for i in range(6000)}),
    ],
    ids=["styles", "depth", "another place", "texts", "pictures", "parts"],
)
def test_other_ways_to_be_large(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    assert [p.code for p in read_xlsx(path, "a.xlsx")[1]] == ["too-large"]


def test_what_stands_outside_of_cells_is_no_long_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet([f'<row r="1">{text("A1", "甲")}</row>'], "\n<x/>" * bounds.CELL)))
    (grid,), problems = read_xlsx(path, "a.xlsx")
    assert problems == []
    assert grid.rows[0].cells == ("甲",)


@pytest.mark.parametrize("long", ["<!--{}-->", "<?x {}?>", '<a x="{}"/>', "<a {}/>", "{}"])
def test_a_mark_that_does_not_end_is_not_waited_for(long: str, tmp_path: Path) -> None:
    """A reader that reads in pieces would look at it again with every piece."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet([], long.format(" " * 20_000_000))))
    problems: list[str] = []
    assert timed(lambda: problems.extend(p.code for p in read_xlsx(path, "a.xlsx")[1])) < 5
    assert problems == ["unreadable-file"]


@pytest.mark.parametrize("dtd", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'])
def test_a_document_type_is_refused(dtd: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(dtd + sheet([])))
    assert [p.code for p in read_xlsx(path, "a.xlsx")[1]] == ["unreadable-file"]


def csv_limits() -> dict[str, tuple[int, Callable[[int], str]]]:
    return {
        "rows": (bounds.ROWS, lambda n: "甲\n" * n),
        "columns": (bounds.COLUMNS, lambda n: "," * (n - 1)),
        "one cell": (bounds.CELL, lambda n: f"甲,{'修' * n}"),
        "a quoted cell": (bounds.CELL, lambda n: '甲,"' + "修\n" * (n // 2) + "修" * (n % 2) + '"'),
        "cells": (bounds.CELLS, lambda n: ",,,,,,,\n" * (n // 8) + "," * (n % 8 - 1 if n % 8 else 0) + ("甲" if n % 8 else "")),
    }


@pytest.mark.parametrize("name", csv_limits())
def test_a_csv_is_as_large_as_it_may_be(name: str) -> None:
    limit, make = csv_limits()[name]
    for size in (limit - 1, limit, limit + 1):
        grids, problems = csv_grids(make(size), "a.csv")
        assert [p.code for p in problems] == ([] if size <= limit else ["too-large"])
        assert len(grids) == (size <= limit)


def test_a_cell_that_never_ends_is_told_as_such() -> None:
    _, (found,) = csv_grids('甲,"' + "x" * 200_000, "a.csv")
    assert found.code == "too-large"
    assert "双引号" in found.message


def test_the_year_of_a_busy_village_fits(tmp_path: Path) -> None:
    """5,000 rows of 12 columns below a title."""
    with zipfile.ZipFile(io.BytesIO(book(filled(5_002, 12)))) as archive:
        assert scan(archive)[SHEET].cells == 5_002 * 12
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(filled(250, 12)))
    began = time.process_time()
    (grid,), problems = read_xlsx(path, "a.xlsx")
    assert problems == []
    assert len(grid.rows) == 250
    assert time.process_time() - began < 3  # a twentieth of the rows, half of the time


def timed(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


@pytest.mark.parametrize(
    "act",
    [
        lambda n: signs.unbracketed("(" * n + "\n" + ")"),
        lambda n: signs.unbracketed("(\n" * n),
        lambda n: signs.starts_formula("\u00ad" * n + "="),
        lambda n: read_tree("甲: [" + "1, " * n + "1]", "a.yml"),
        lambda n: csv_grids("(((((((,\n" * min(n, bounds.ROWS), "a.csv"),
    ],
    ids=["brackets", "many lines", "unseen marks", "a long line of YAML", "rows"],
)
def test_twice_as_much_takes_twice_as_long(act: Callable[[int], object]) -> None:
    """Not four times: with three doublings of even a small quadratic part, the last would take 64 times as long."""
    act(100)
    first, last = (min(timed(lambda size=size: act(size)) for _ in range(2)) for size in (5_000, 40_000))  # type: ignore[misc]
    assert last < 30 * first + 0.2


def test_a_header_of_brackets_is_looked_at_quickly() -> None:
    grids, problems = csv_grids("\n".join(",".join(["(" * 4000 + str(i) + str(r) for i in range(40)]) for r in range(20)), "a.csv")
    assert problems == []
    kind = kind_named("ledger")
    assert kind
    assert timed(lambda: find_header(grids[0], kind)) < 10


def test_a_fault_in_every_cell_is_told_as_often_as_can_be_read(tmp_path: Path) -> None:
    rows = "".join(f"2026-03-05,记-{i},付电费,公益支出,,约{i},约{i}\n" for i in range(1, 301))
    root = write_tree(tmp_path, {"ledger/2026-03.csv": f"{LEDGER_HEADER}\n,,上月余额,,,,9.00\n{rows}"})
    found = sorted((p for p in check(root, TODAY).problems if p.code == "bad-amount"), key=lambda p: p.order)
    assert [p.source.row for p in found] == [row for row in range(3, 3 + MOST // 2) for _ in ("支出", "余额")]
    assert [p for p in found if "这样的还有" in p.message] == found[-1:]
    assert f"还有 {600 - MOST} 处" in found[-1].message
