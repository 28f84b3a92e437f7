"""What is given with an honor, to print: a certificate for each who may be named, and a plate for the door of each household."""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check import terms
from generator.check.award_changes import PLATE, STARS
from generator.classes import dataclass
from generator.config import Context
from generator.kinds._awards import first_over, honor_badge
from generator.model import Dataset, Row
from generator.section import HONORS
from generator.shown import Content, Page

_TO = {"户": "{}家庭", "人": "{}同志", "对": "{}", "集体": "{}"}
_CHILD = "{}小朋友"


@dataclass(frozen=True)
class Paper:
    """One certificate, or one plate."""

    to: str
    """「王示例家庭」."""
    title: str
    stars: int
    number: str
    given: str
    until: str
    """「2027年12月25日」; "" where no term is stated."""


@dataclass(frozen=True)
class Papers:
    """All of one batch, as its template takes them."""

    batch: str
    back: str
    village: str
    whole_name: str
    """Who stands for it."""
    certificates: tuple[Paper, ...]
    plates: tuple[Paper, ...]
    day: date | None = None
    """The newest day on which one of them was granted."""


def page(data: Dataset, batch: str, context: Context, sample: str) -> Page | None:
    """The page that prints; None where nobody who holds one may be named."""
    rows = [row for row in data.rows if row.text("姓名") and honor_badge(row, context.today).tone == "good"]
    if not rows:
        return None
    certificates = tuple(_paper(row) for row in rows)
    plates = tuple(_paper(row) for row in rows if row["对象"] == "户")
    village, back = context.village, f"{HONORS.path}/{data.key}.md"
    whole = village.full_name or f"{village.name}村民委员会"
    day = max((day for row in rows if isinstance(day := row["授予日期"], date)), default=None)
    papers = Papers(batch, back, village.name, whole, certificates, plates, day)
    return Page(
        f"{HONORS.path}/papers/{data.key}.md", f"打印{batch}的{printed(data)}", "honors", "papers", _content, (data, papers),
        description=f"{village.name}{batch}的{printed(data)}，用来打印。", sample=sample, sources=(data.file,),
        fades=first_over(rows),
    )  # fmt: skip


def printed(data: Dataset) -> str:
    """What the page of a batch prints."""
    return "证书和门牌" if any(row["对象"] == "户" for row in data.rows) else "证书"


def _content(data: Dataset, papers: Papers) -> Content:
    return Content(papers)


def _paper(row: Row) -> Paper:
    day, end, stars = row["授予日期"], terms.row_end(row), row[STARS]
    until = "长期有效" if end == values.FOREVER else values.date_cn(end) if end else ""
    to = (_CHILD if row["未满14岁"] == "是" else _TO[str(row["对象"])]).format(row.text("姓名"))
    given = values.date_cn(day) if isinstance(day, date) else ""
    return Paper(to, row.text("称号"), stars if isinstance(stars, int) else 0, row.text(PLATE), given, until)
