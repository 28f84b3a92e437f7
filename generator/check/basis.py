"""依据: the law that a disclosure rests on, as it was in force on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.alone import alone
from generator.config import Context
from generator.kind import Datasets
from generator.law.catalogue import Item
from generator.law.laws import Law, cite, laws
from generator.model import Problem, problem
from generator.pattern import lazy

_CITED = lazy(r"《(?:中华人民共和国)?([^》]+)》\s*[(（]\s*(\d{4})\s*(?:年)?\s*修[正订]\s*[)）]\s*(?:第([零一二三四五六七八九十百]+)条)?")


def bases(item: Item, context: Context, day: date) -> tuple[str, ...]:
    """What the catalogue cites for an item, of that day; a provincial law only in its province, which village.yml names first."""
    place = "".join(context.village.place[:1])
    here = (b for b in item.basis if (province := laws()[b.law].province) == "" or place.startswith(province))
    return tuple(dict.fromkeys((*filter(None, (cite(b.law, b.article, day, b.part) for b in here)), *item.local)))


@alone
def laws_of_their_day(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A notice cites the version of a law that was in force when it was made public: numbers of articles moved."""
    for data in datasets:
        (row,) = data.rows
        day = row["公开日"]
        if not isinstance(day, date):
            continue
        for title, year, article in _CITED.findall(row.text("依据")):
            law = next((law for law in laws().values() if law.title == title), None)
            then = law.on(day) if law else None
            if not law or not then or not then.name or f"{year}修正" == then.name:
                continue
            message = f"写的是《{title}》（{year}修正），{values.date_cn(day)}施行的是{then.name}。"
            number = _newest(law, year, values.chinese_number(article)) if article else 0
            right = cite(law.id, number, day) if number or not article else ""
            yield problem("law-version", row.at("依据"), message, f"写成 {right}。" if right else "")


def _newest(law: Law, year: str, article: int) -> int:
    """The number that an article of the version of ``year`` has in the newest one; 0 where nobody knows."""
    version = next((version for version in law.versions if version.name == f"{year}修正"), None)
    if version is None:
        return 0
    if version.articles is None:
        return article
    return next((int(new) for new, old in version.articles.items() if str(old) == str(article) and new.isdigit()), 0)
