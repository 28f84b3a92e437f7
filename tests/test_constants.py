"""Every number that is a limit in the program's own code, looked at one below it, at it and one above it.

The modules are walked: a constant that is added to one has its three cases in THREE, the test that looks at it named in ELSEWHERE, or
stands in NO_LIMIT among those that nobody who fills a form can run into. What stands in YAML and in forms: tests/test_limits.py.
"""

from __future__ import annotations

import ast
import importlib
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from generator import bounds, day_words, door, duties, values
from generator.check import sanitation
from generator.check.cell_suppression import FEW, left_out
from generator.check.few import MOST, few
from generator.check.hanging import needed
from generator.check.placed_figures import KnownFigures
from generator.check.registers import AT_MOST_ONE_IN, reserve_land
from generator.check.typed_figures import _TENTH, contradictions
from generator.cli_args import FIRST_DAY, LAST_DAY, Day
from generator.config import Context, SiteConfig, Village
from generator.corrected import FileChange, RowChange
from generator.corrections import held
from generator.corrections.reasons import NEAR, Board, reasons_of
from generator.declared import StatedCorrection
from generator.duties import Duty, Obligation, standing
from generator.kind import TOLD
from generator.kinds import ledger, posts
from generator.kinds._awards import REVOKED
from generator.kinds.contracts import SOON, term_badge
from generator.kinds.honors import _named_until
from generator.law.catalogue import ASKED_SINCE
from generator.load.convert import MAX_TEXT, Unprintable, _refuse_unreadable
from generator.load.csv_file import csv_grids, read_csv
from generator.load.document import MAX_BODY, MAX_BRACKETS, read_body
from generator.load.xlsx_scan import TooLarge, scan
from generator.load.yaml_tree import MAX_DEPTH, read_tree
from generator.model import Dataset, Head, Row, Source, problem
from generator.offered import OfferedFigure, year_offers
from generator.overviews._ranking import NAMED_FOR
from generator.overviews.ranking import _fades
from generator.privacy.gate import findings
from generator.privacy.rows import ADULT
from tests.conftest import ROOT, TODAY
from tests.test_bounds import LIMITS, book, csv_limits, sheet

CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
Told = Callable[[int, Path, pytest.MonkeyPatch], bool]
"""Whether what is so many steps from the limit is refused, told, or otherwise on its far side."""
ABOVE, AT, BELOW = (False, False, True), (False, True, True), (True, False, False)
"""What of one below, at and one above the limit is on its far side."""


def large(file: str) -> Told:
    """A file of so many bytes, all of them nothing."""

    def told(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
        with (place / file).open("wb") as made:
            os.truncate(made.fileno(), bounds.of(file) + step)
        try:
            door.read(place, file)
        except door.Closed:
            return True
        return False

    return told


def csv(name: str) -> Told:
    limit, text = csv_limits()[name]
    return lambda step, place, patch: bool(csv_grids(text(limit + step), "a.csv")[1])


def workbook(limit: str, smaller: int, content: Callable[[int], str], before: int = 0) -> Told:
    """A sheet of so many; the limit made smaller, where what is just below it would take long to write."""

    def told(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
        patch.setattr(bounds, limit, smaller)
        with zipfile.ZipFile(io.BytesIO(book(content(smaller + step - before)))) as archive:
            try:
                scan(archive)
            except TooLarge:
                return True
        return False

    return told


def unpacked(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    """What the parts of a workbook say of their size is believed: a picture that says so much takes no time."""
    with zipfile.ZipFile(io.BytesIO(book(sheet([]), {"xl/media/a.png": ""}))) as archive:
        rest = sum(item.file_size for item in archive.infolist())
        archive.getinfo("xl/media/a.png").file_size = bounds.UNPACKED + step - rest
        try:
            scan(archive)
        except TooLarge:
            return True
    return False


def long_table(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    text = f"{'a' * 99}\n" * (bounds.TEXT // 100)
    (place / "a.csv").write_text(text[: bounds.TEXT + step] + "a" * max(0, step), encoding="utf-8", newline="")
    return bool(read_csv(place / "a.csv", "a.csv")[1])


def row(**cells: object) -> Row:
    return Row(Head("x", tuple(cells)), 2, 2, tuple(map(str, cells.values())), tuple(cells.values()))  # type: ignore[arg-type]


def long_text(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    try:
        _refuse_unreadable("字" * (MAX_TEXT + step))
    except Unprintable:
        return True
    return False


def amount(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    yuan, fen = divmod(values._LIMIT + step, 100)
    try:
        values.parse_money(f"{yuan}.{fen:02}")
    except ValueError:
        return True
    return False


def child(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    told = [each.code for each in findings("a.csv", f"姓名,年龄\n王某,{ADULT + step}\n".encode())]
    return "personal-minor" in told


def reserve(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    """So many hundredths of a mu more than may be kept back of a hundred mu."""
    kept = Decimal(100) / AT_MOST_ONE_IN + Decimal(step) / 100
    rows = (row(地类="机动地", 面积=kept), row(地类="耕地", 面积=100 - kept))
    return bool(list(reserve_land((Dataset("resources", "2026", "a.csv", rows),), CONTEXT)))


def fell_due(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    duty = Duty("2025", "试试", TODAY - timedelta(duties.YEAR + step))
    return standing([Obligation("X01", "村务", "试试", "村委会", "村民", "", "", (), duties=(duty,))], TODAY).fell_due == 0


def depth(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    levels = MAX_DEPTH + step - 1  # the mapping itself is the first
    return bool(read_tree(f"甲: {'[' * levels}{']' * levels}", "a.yml")[1])


def asked_since(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    return needed([], "", ASKED_SINCE + timedelta(step), CONTEXT) is None


def a_day(limit: date) -> Told:
    def told(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
        try:
            Day()(str(limit + timedelta(step)))
        except Exception as error:
            return "不像今天" in str(error)
        return False

    return told


def body(text: Callable[[int], str]) -> Told:
    return lambda step, place, patch: "不像一篇" in "".join(p.message for p in read_body(text(step), "a.md", 1, "公示")[1])


def faults(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    many = [problem("bad-amount", Source("a.csv", row=n), "看不懂。") for n in range(MOST + step)]
    return "这样的还有" in "".join(p.message for p in few(many))


def revoked(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    gone = TODAY - REVOKED - timedelta(step)
    return (_named_until(row(状态="撤销", 撤销日期=gone), Dataset("honors", "2026", "a.csv", ()), CONTEXT) or date.min) < TODAY


def far(mode: day_words.Mode) -> Told:
    return lambda step, place, patch: day_words.on_day(mode, TODAY, TODAY + timedelta(day_words.SOON[mode] + step))[0] == "plain"


def left(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    gone = row(姓名="王示例", 离任=TODAY - TOLD - timedelta(step))
    return (posts._named_until(gone, Dataset("posts", "2021", "a.csv", ()), CONTEXT) or date.min) < TODAY


def judged(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    inspection = row(日期=TODAY, 卫生区="一区", 评委=sanitation.JUDGES_USUAL + step)
    return bool(list(sanitation.enough_judges((Dataset("inspections", "2026-10", "a.csv", (inspection,)),), ())))


def ranked(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    month = (TODAY.year * 12 + TODAY.month - 1) - (NAMED_FOR + step)
    return _fades(Dataset("points", f"{month // 12}-{month % 12 + 1:02d}", "a.csv", ()), CONTEXT) is None


def roughly(step: int, place: Path, patch: pytest.MonkeyPatch) -> bool:
    """A number that is only 约, so many 元 from what is a tenth more than the data say."""
    known = KnownFigures(year_offers("2025", [("账", OfferedFigure("总收入", 1_000_000, "元", "", ""))]), year_offers("2024", []))
    return bool(list(contradictions(f"总收入约 {10_000 + 10_000 // _TENTH + step} 元", known)))


MARCH_ROW = Row(Head("data/villages/demo/ledger/2026-03.csv", ("日期",)), 2, 2, ("2026-03-05",), (date(2026, 3, 5),))
END = date(2026, 3, 31)


def added_late(steps: int, folder: Path, patch: pytest.MonkeyPatch) -> bool:
    """A row that is added to a month so many days after its books should be closed is told."""
    day = END + held._CLOSING + timedelta(steps)
    return bool([*held.held_against(ledger.KIND, "2026-03", END, day, [RowChange("补登", None, MARCH_ROW)], "")])


def public_ahead(steps: int, folder: Path, patch: pytest.MonkeyPatch) -> bool:
    """A table whose 公开日 is further off than that is taken to be public."""
    stated = Row(Head("", ("公开日",)), 1, 1, ("",), (END + held._AHEAD + timedelta(steps),))
    return held.public_by(ledger.KIND, [Dataset("ledger", "2026-03", "", stated_rows=(("公开日", stated),))], END)


def reason_far(steps: int, folder: Path, patch: pytest.MonkeyPatch) -> bool:
    """A reason of a day that is further off than that is none."""
    change = FileChange("ledger", "2026-03", MARCH_ROW.head.file, END + NEAR + timedelta(steps), RowChange("补登", None, MARCH_ROW))
    board = Board("demo", {"ledger": ledger.KIND}, {})
    return not reasons_of([change], board, [StatedCorrection("ledger/2026-03.csv", "", END, "看错", "监委会")])


THREE: dict[str, tuple[tuple[bool, bool, bool], Told]] = {
    **{f"bounds.FILE {ending}": (ABOVE, large(f"a{ending}")) for ending in bounds.FILE},
    "corrections.held._CLOSING": (ABOVE, added_late),
    "corrections.held._AHEAD": (ABOVE, public_ahead),
    "corrections.reasons.NEAR": (ABOVE, reason_far),
    "bounds.ANY_FILE": (ABOVE, large("a.bin")),
    "bounds.ROWS": (ABOVE, csv("rows")),
    "bounds.COLUMNS": (ABOVE, csv("columns")),
    "bounds.CELLS": (ABOVE, csv("cells")),
    "bounds.CELL": (ABOVE, csv("one cell")),
    "bounds.TEXT": (ABOVE, long_table),
    "bounds.UNPACKED": (ABOVE, unpacked),
    "bounds.PARTS": (ABOVE, workbook("PARTS", 20_000, LIMITS["bytes of the parts"][1])),
    "bounds.ELEMENTS": (ABOVE, workbook("ELEMENTS", 1_000, lambda n: sheet(['<row r="1"/>'] * n), before=2)),
    "bounds.MERGES": (ABOVE, workbook("MERGES", 100, LIMITS["merges"][1])),
    "load.convert.MAX_TEXT": (ABOVE, long_text),
    "load.document.MAX_BODY": (ABOVE, body(lambda step: "字" * (MAX_BODY + step))),
    "load.document.MAX_BRACKETS": (ABOVE, body(lambda step: "[甲\n" * (MAX_BRACKETS + step))),
    "load.yaml_tree.MAX_DEPTH": (ABOVE, depth),
    "values._LIMIT": (AT, amount),
    "shown.FEW": (BELOW, lambda step, place, patch: (0, 0) in left_out([[FEW + step, 60], [70, 80]])),
    "check.few.MOST": (ABOVE, faults),
    "check.registers.AT_MOST_ONE_IN": (ABOVE, reserve),
    "privacy.rows.ADULT": (BELOW, child),
    "law.catalogue.ASKED_SINCE": (BELOW, asked_since),
    "cli_args.FIRST_DAY": (BELOW, a_day(FIRST_DAY)),
    "cli_args.LAST_DAY": (ABOVE, a_day(LAST_DAY)),
    **{f"day_words.SOON {mode}": (ABOVE, far(mode)) for mode in day_words.SOON},
    "roll.TOLD": (ABOVE, left),
    "duties.YEAR": (ABOVE, fell_due),
    "kinds.contracts.SOON": (
        ABOVE,
        lambda step, place, patch: term_badge(row(起始日期=TODAY, 终止日期=TODAY + timedelta(SOON + step)), TODAY).mode != "due",
    ),
    "kinds._awards.REVOKED": (ABOVE, revoked),
    "check.sanitation.JUDGES_USUAL": (BELOW, judged),
    "overviews._ranking.NAMED_FOR": (ABOVE, ranked),
    "check.typed_figures._TENTH": (AT, roughly),
}


@pytest.mark.parametrize("name", THREE)
def test_a_limit_ends_where_the_program_says(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, told = THREE[name]
    assert tuple(told(step, tmp_path, monkeypatch) for step in (-1, 0, 1)) == expected


ELSEWHERE = {
    "test_words_explained.py": ("load.regions._LONGEST",),
    "test_poster.py": ("poster.picture.HIGHEST", "poster.picture.MOST", "poster.picture.WIDE"),
    "test_attached.py": ("privacy.pictures.SIDE", "privacy.pictures.PAGE_BYTES"),
    "test_photos.py": (
        "photo.MOST_WORDS",
        "photo.SMALL_KB",
        "check.photos_told.MOST",
        "privacy.photo_sizes.SMALL_BYTES",
        "privacy.photo_sizes.SMALL_SIDE",
    ),
    "test_desk_safety.py": ("desk.safety.MOST_BYTES",),
    "test_git.py": ("commit_times._NEAR",),
    "test_glance.py": ("board._TURNS", "glance._MOST"),
    "test_works.py": ("check.works.RANKS",),
    "test_editing.py": ("editing.history._MOST", "editing.pasting._ABOVE", "editing.mends._MOST", "editing.formulas._MOST"),
    "test_handbook.py": ("handbook.kept_guide.MOST",),
    "test_add.py": ("inbox.kind_of.LEAST", "inbox.kind_of.MARGIN", "inbox.received.MOST_NAMES"),
}
"""Limits that are looked at where what they are of is made, by the name of the constant."""

NO_LIMIT = {
    "units, signs and dates of formats": """
        check.points.NONE check.sanitation.NONE check.indicator_counts.ANY site.search._AS_LETTERS check.plan._MONTHS
        check.typed_figures._SCALES check.articles._DIGITS check.articles._TENS check.force._DAY
        bounds.MB overviews._compared.MONTHS capitals._VALUES capitals._UNITS values.UNITS values._DIGITS
        values._EXCEL_EPOCH values.FOREVER
        privacy.digit_signs._OTHERS law.limits.PERIODS door._FLAGS load.git_index._MASK load.git_index._REGULAR
        load.git_index._FLAGS site.tree._PLAIN
        privacy.pictures._ORIENTATION privacy.pictures._COLOURS
        privacy.pictures._OF_16_BITS privacy.pictures._SHORT privacy.picture_parts._APP0 privacy.picture_parts._APP14
        privacy.picture_parts._APP15 privacy.picture_parts._COMMENT privacy.picture_parts._SCAN privacy.picture_parts._END
        inbox.book_written._FIRST_YEAR inbox.book_written._MADE
        site.workbook._EPOCH site.workbook._FIRST_DAY site.workbook._FIRST_SURE site.forms._EPOCH site.workbook._DIGITS site.workbook._HEAD
        site.workbook._TEXT site.workbook._MONEY site.workbook._DAY own_process._PR_SET_PDEATHSIG
        own_process._F_SETPIPE_SZ own_process._M_MMAP_THRESHOLD
        corrections.past._DAY record.short_code.CHARACTERS
        record.short_code._GROUP record.short_code._BYTES record.served._DIGITS git._DAY site.swap._EXCHANGE
        site.swap._AT_FDCWD withdrawal._DAY check.posts._DAY
        check.redaction.MASKED check.redaction.SUMS_ONLY pages.chart._YUAN pages.chart._WAN
        check.indicators._TENS check.indicator_counts.ANY editing.sheet_xml._EPOCH""",
    "how much is shown at once, and where it stands": """
        handbook.kept_guide._FORM site.looks._FORM
        handbook.filled.ROWS handbook.filled.LINES handbook.filled.LONG handbook.mistakes.MOST record.verify.SHOWN
        site.board_feeds.PAST site.feeds.MOST
        cli.SHOWN cli_args.MANY cli_tools.MOST model.EXCERPT kinds._ledger_year.LARGEST kinds.honors._WIDTHS pages.chart._LEFT
        pages.chart._RIGHT pages.duties_page.AHEAD pages.duties_page.LINES
        compared.MANY pages.portal.OFFERED pages.table_rows._LONG pages.shapes._SHORT pages.shapes._SHARING pages.shapes._MOST
        pages.shapes._MANY pages.shapes._LIST pages.shapes._FIGURES privacy.attached._SHOWN
        kinds.services._FIRST kinds._document._AT_HOME kinds._document._FRONT kinds._document._OF_YEAR
        overviews._report_parts._SHOWN overviews._report_parts._ROOM overviews.year_report._LISTED overviews.matters._AT_FRONT
        overviews._ranking.MOST
        overviews._compared.YEARS overviews._ranking.OF_GROUP overviews.cleanliness.TREND kinds.indicators._SHOWN kinds.indicators.YEARS
        privacy.gate.AROUND privacy.gate.EACH privacy.pictures._FULL_QUALITY site.cover.SIDE site.cover._EDGE site.cover._BAND
        site.cover._FOOT site.cover._LEAD site.cover._LINE site.cover._STEPS
        poster.account._ITEMS poster.honor_roll._ROOM poster.honor_roll._WORDS poster.sheet.PHONES
        poster.picture._POINT poster.picture._BAND poster.picture._SHADES poster.picture._FOOT site.preview.MOST site.offline.HOLD_BYTES
        inbox.in_words._SHOWN inbox.kind_of._CHOICES inbox.period_of._MOST
        desk.drop_page._MOST desk.first_page.FEW desk.first_page.MOST desk.first_page.SOON desk.look_page.MOST desk.brought.MOST
        desk.past_page._MOST_LINES kinds._ledger_views._LONG pages.score_bars._MOST site.theme._HIGH""",
    "how far one looks for what is alike or near": """
        corrections.paired._MANY corrections.past._ABOVE pages.render._LABEL
        cli_args._AS_NEAR check.amended._ALIKE check.amended._ALIKE_BY_NUMBER check.amended._KEPT check.amended._PAIRS check.amended._PARTS
        check.amended._SIGNS check.placed_figures._NEAR check.references.ALIKE check.strays._SHORT check.versions._ALIKE
        check.indicators._ALIKE
        law.persons._LONGEST load.header.SEARCHED_ROWS load.header._USUAL_ROWS
        load.row_sort.FEW desk.looked_at._HEAD privacy.texts._FIRST_ROWS
        privacy.conditions.BEFORE_WORD privacy.conditions.REACH privacy.find.SHORT privacy.judged.LONGEST privacy.labels._AROUND
        privacy.numbers.BEFORE privacy.office.ALIKE privacy.texts.HALF privacy.pdf_text._SAME_LINE privacy.pdf_text._BESIDE
        privacy.pdf_text._BELOW privacy.pdf_text._SHORTEST privacy.pdf_bends._STRAIGHT privacy.pdf_bends._ROUND privacy.pdf_bends._GUIDED
        site.search._DRAWER site.search._NAME site.search.SHOWN_TOGETHER site.search._TOGETHER_OF_FEW
        site.search._FEW site.search._ASKED site.search.APART
        site.cover._FLARE load.discover._NEAR site.qr.QUIET
        privacy.pdf_letters.DIGITS privacy.pdf_letters.MANY privacy.pdf_letters._ALIKE
        privacy.pdf_letters._FEW_LINES privacy.pdf_letters._FULL privacy.pdf_letters._LEAST privacy.pdf_letters._MOST
        inbox.kind_of.BY_WORDS inbox.kind_of.LEAST_COLUMNS inbox.parted._TITLE_ROWS inbox.understanding._TOP inbox.understanding._FOOT
        privacy.pdf_outlines._PLACED privacy.pdf_written._LONG privacy.pdf_written._MANY_LINES privacy.pdf_written._STANDARD""",
    "what keeps a hostile file from taking the machine; tests/hostile.py has files far beyond": """
        contents._MOST corrections.published_board._LARGEST load.inputs._LARGEST record.site_files.MOST
        gate.both_ends.MOST load.git_index._LARGEST load.git_index._MANY load.xlsx_scan._TOKEN load.xlsx_scan._OTHER_ELEMENTS
        load.xlsx_scan._DEEP privacy.zipped.MAX_UNPACKED privacy.zipped.MAX_RATIO privacy.pdf.FEW privacy.pdf.SECONDS
        privacy.pdf._BYTES_A_SECOND privacy.pdf._PATIENCE privacy.pdf_child.MEMORY privacy.pdf_parts.MOST_DEPTH privacy.pdf_parts._MANY
        privacy.pdf_rebuild.MOST_DRAWING privacy.pdf_rebuild.MOST_PAGES privacy.pdf_rebuild.MOST_STEPS privacy.pdf_rebuild.MOST_CONTENT
        privacy.pdf_rebuild.MOST_BENDS
        privacy.pdf_refused._MOST privacy.pdf_streams.MOST_UNPACKED privacy.pdf_streams._STEP privacy.pdf_text.MOST_CHARACTERS
        privacy.pdf_text._MOST_ON_A_PAGE privacy.picture_parts.MOST_UNPACKED privacy.picture_parts._MOST_PARTS privacy.pictures._SAMPLES
        privacy.pictures._KEPT_WHOLE privacy.pictures._FULL_SAMPLES privacy.pictures._SCANS privacy.read.MAX_UNZIPPED
        site.parcel.MAX_FILES site.parcel.MAX_BYTES sum_rows._MOST
        inbox.archive.MOST inbox.received.MOST inbox.received.MOST_BYTES
        editing.drafts._LIMIT editing.history._LIMIT""",
    "how long and how often one waits": """
        dask_client.TRIES dask_client.PATIENCE glance._TICKS glance._COARSE git.SECONDS record.sources._SECONDS record.sources._AT_ONCE
        site.lock.PATIENCE site.lock._EACH site.known_looks._MOST site.known_folders._TICKS
        site.serve.QUIET_SECONDS editing.own_file._PATIENCE""",
    "how work is spread; tests/test_workers.py": """workers.SHARE workers._SHARES own_process._LARGE own_process._ANSWER gate.both_ends.MANY
        site.placing._AT_ONCE""",
    "how much the desk does before it answers, and what it holds": "desk.briefs.A_FEW desk.standing._OPEN editing.mends.ALONE",
    "how much is kept of what was worked out, and in what portions": """
        kept.BOARDS glance._FOLDERS contents._NAMES record.written._SPAN site.versions._MOST""",
    "from how many boards on another way is taken; tests/test_known_ids.py": "site.known_ids.MANY",
    "from how many on, and how often, their files are asked; tests/test_known_folders.py": "site.known_looks.MANY site.known_folders._DAY",
    "for how much an engine is worth it; tests/test_first_look.py": "gate.both_ends.LOTS privacy.first_look.LONG",
}


def names(path: Path) -> Iterator[str]:
    """Names in capitals that a module binds at its top."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) and node.value else []
        for each in ast.walk(ast.Tuple(targets)):  # type: ignore[arg-type]
            if isinstance(each, ast.Name) and each.id.strip("_").isupper():
                yield each.id


def constants() -> Iterator[str]:
    """Every constant of the program that is a number, an amount of time, a day, or several whole numbers by name."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] in ("__main__", "__init__") or not (bound := [*names(path)]):
            continue
        module = importlib.import_module(".".join(parts))
        for name in bound:
            value = getattr(module, name)
            several = list(value.values()) if isinstance(value, dict) else [value]
            if several and all(isinstance(one, int | float | Decimal | timedelta | date) and type(one) is not bool for one in several):
                yield ".".join((*parts[1:], name))


def test_no_constant_is_without_its_three_cases() -> None:
    """A new one: add it to THREE, or say above why it is no limit."""
    known = {name.split(" ")[0] for name in THREE} | {name for file in ELSEWHERE.values() for name in file}
    free = {name for text in NO_LIMIT.values() for name in text.split()}
    there = set(constants())
    assert there - known - free == set(), "without its three cases"
    assert (known | free) - there == set(), "named here, but not there"
    assert known & free == set()


@pytest.mark.parametrize("file", ELSEWHERE)
def test_what_is_looked_at_elsewhere_is(file: str) -> None:
    text = (ROOT / "tests" / file).read_text(encoding="utf-8")
    assert [name for name in ELSEWHERE[file] if name.rpartition(".")[2] not in text] == []
