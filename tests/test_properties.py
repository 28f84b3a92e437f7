"""Promises about all inputs: honest books pass, a single changed fen is found, and every text survives the journey."""

from __future__ import annotations

import csv
import html
import io
import re
import tempfile
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import markdown
import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from generator import build, values
from generator.board import plan_board
from generator.config import Context, SiteConfig, Village
from generator.kinds.ledger import KIND
from generator.load.csv_file import read_csv
from generator.load.xlsx_file import read_xlsx
from generator.pages import escape
from generator.pages.render import environment, render
from generator.shown import Content, Page, Table, TableColumn
from generator.site.downloads import table_csv, table_xlsx
from generator.task import BoardTask
from tests.conftest import TODAY, docs_of, examples, write_tree
from tests.ledgers import Entry, Month, as_csv, books


def problems(months: list[list[list[str]]], keys: list[str]) -> list[tuple[str, str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        root = write_tree(Path(folder), {f"ledger/{key}.csv": as_csv(rows) for key, rows in zip(keys, months, strict=True)})
        return [(p.code, p.source.file, p.source.row) for p in build.check(root, TODAY).problems]


@examples(40)
@given(books(), st.booleans(), st.booleans())
def test_honest_books_have_no_problem(months: list[Month], opening: bool, total: bool) -> None:
    rows = [month.cells(opening=opening or i == 0, total=total) for i, month in enumerate(months)]
    assert problems(rows, [m.key for m in months]) == []


@examples(60)
@given(books(), st.data())
def test_one_fen_changed_anywhere_is_found_at_its_row_or_sum(months: list[Month], data: st.DataObject) -> None:
    rows = [month.cells() for month in months]
    at = data.draw(st.integers(0, len(rows) - 1))
    row = data.draw(st.integers(1, len(rows[at]) - 1))
    filled = [i for i in (4, 5, 6) if rows[at][row][i]]
    column = data.draw(st.sampled_from(filled))
    fen = values.parse_money(rows[at][row][column]) or 0
    rows[at][row][column] = values.plain_yuan(fen + data.draw(st.sampled_from([1, -1])))
    found = problems(rows, [m.key for m in months])
    file = f"data/villages/demo/ledger/{months[at].key}.csv"
    named = {r for _, f, r in found if f == file}
    total_row = len(rows[at])
    first_data_row = 3  # a wrong 上月余额 shows at the first row that follows from it
    assert named & ({row + 1, total_row} | ({first_data_row} if row == 1 else set())), found


AWKWARD = (
    "a|b",
    "<script>alert(1)</script>",
    '"引号"',
    "'单'",
    "=cmd()",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "一行\n两行",
    "\t制表",
    "{{ x }}",
    "{% raw %}",
)
AWKWARD += (
    "# 标题",
    "* 点",
    "[x](y)",
    "![x](http://a)",
    "&amp;",
    "&#60;",
    "`code`",
    "***",
    "---",
    "http://example.com",
    "\\",
    "'=1",
    "''",
    "<!--",
)
# Every text a cell may hold: no control characters (they are refused), no surrogates (they cannot be saved).
texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40) | st.sampled_from(AWKWARD)


def as_loaded(text: str) -> str:
    """What the loader makes of a text: invisible marks and blank edges go."""
    return values.clean(text)


class Cells(HTMLParser):
    """The text of every data cell of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self.cells.append("")
            self._open = True
        elif tag == "br" and self._open:
            self.cells[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.cells[-1] += data


@examples(60)
@given(st.lists(texts.filter(lambda t: not values.forbidden(t)), min_size=2, max_size=2))
def test_any_text_comes_out_on_the_page_as_it_went_in(pair: list[str]) -> None:
    table = Table("t", "表", (TableColumn("甲", "title"), TableColumn("乙")), (tuple(pair),))
    part = environment().get_template("parts.md.j2").module.table(table)  # type: ignore[attr-defined]
    page = markdown.markdown(f"# 标题\n\n{part}\n\n后面的话", extensions=["tables"])
    reader = Cells()
    reader.feed(page)
    assert reader.cells[2:4] == pair
    assert "<p>后面的话</p>" in page
    assert "<script" not in page


@examples(60)
@given(texts.filter(lambda t: not values.forbidden(t)))
def test_any_text_in_a_heading_is_only_text(text: str) -> None:
    page = markdown.markdown(f"## {escape.md(text)}甲", extensions=["tables"])
    found = re.fullmatch(r"<h2>(.*)</h2>", page, re.DOTALL)
    assert found
    assert html.unescape(found[1]) == (" ".join(text.split()) + "甲" if not text[-1:].isspace() else html.unescape(found[1]))


@examples(40)
@given(st.lists(st.lists(texts.filter(lambda t: not values.forbidden(t)), min_size=2, max_size=2), min_size=1, max_size=3))
def test_downloads_read_back_to_the_same_texts_and_calculate_nothing(rows: list[list[str]]) -> None:
    loaded = [[as_loaded(t) for t in row] for row in rows]
    table = Table("t", "表", (TableColumn("甲"), TableColumn("乙")), tuple(map(tuple, loaded)))
    with tempfile.TemporaryDirectory() as folder:
        for name, content, read in (("t.csv", table_csv(table), read_csv), ("t.xlsx", table_xlsx(table), read_xlsx)):
            path = Path(folder) / name
            path.write_bytes(content)
            grids, found = read(path, name)
            assert found == []
            got = [([*list(row.cells), "", ""])[:2] for row in grids[0].rows[1:]]
            assert got + [["", ""]] * (len(loaded) - len(got)) == loaded
    for cells in csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"), newline="")):
        assert not any(as_programs_see(c).startswith(("=", "+", "@")) or re.fullmatch(r"-+[^-\d].*|-\d.*[^\d.,].*", c) for c in cells)
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(table)))
    assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)  # type: ignore[union-attr]


@examples(8)
@given(st.lists(texts.filter(lambda t: not values.forbidden(t)), min_size=1, max_size=4))
def test_any_summary_travels_from_the_file_to_the_page_and_its_download(summaries: list[str]) -> None:
    kept = [as_loaded(t) for t in summaries if as_loaded(t) not in values.NOTHING and not re.match("例[::]", as_loaded(t))]
    kept = [t for t in kept if values.label(t) not in _LABELS and t[0] != "'"]
    entries = tuple(Entry(i + 1, 100, 0) for i in range(len(kept)))
    month = Month("2026-03", 10_000, entries)
    with tempfile.TemporaryDirectory() as folder:
        root = write_tree(Path(folder), {"ledger/2026-03.csv": as_csv(month.cells(texts=kept))})
        _, plan, found = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
        assert found == []
        assert plan
        docs = docs_of(plan)
        reader = Cells()
        reader.feed(markdown.markdown(docs["finance/2026-03.md"].decode(), extensions=["tables"]))
        assert [c for c in kept if c not in reader.cells] == []
        path = Path(folder) / "again.csv"
        path.write_bytes(docs["finance/2026-03/2026-03.csv"])
        (grid,), _ = read_csv(path, "again.csv")
        summary = grid.rows[0].cells.index("摘要")
        assert [row.cells[summary] for row in grid.rows[2:-1]] == kept


def as_programs_see(text: str) -> str:
    """Without what has no width, and what is of full width as what it stands for."""
    return unicodedata.normalize("NFKC", "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Mn"))).lstrip()


_LABELS = {*KIND.opening_labels, *KIND.total_labels, *KIND.year_labels}


def test_page_titles_cannot_carry_markup() -> None:
    page = Page("a.md", '<b>"甲"</b> & *乙*', "offline", "offline", Content, ({"lists": []},), day=TODAY)
    text = render(page, _context())
    assert "<b>" not in text


def _context() -> Context:
    return Context(SiteConfig(), Village("demo", "甲村"), TODAY)
