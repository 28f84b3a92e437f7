"""Persons in notices: what only sums may be told of lists nobody, in no table beside the notice and in nothing of its text."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import body
from generator.check.alone import alone
from generator.check.redaction import MASKED, SUMS_ONLY, grade
from generator.check.requirements import MATTER, OTHER, about, is_other, matter, near
from generator.check.rosters import listed, listed_where_sums_are, named_cell, named_columns, persons_in, spelt
from generator.check.served import officers
from generator.config import Context
from generator.kind import Datasets
from generator.law.persons import in_text, plainly, situations
from generator.model import Dataset, Problem, problem
from generator.pattern import lazy
from generator.shown import Table

_FIELDS = ("结果", "依据", "异议渠道", "审核")
_SERVED = ("异议渠道", "审核")
_DAY_OR_TELEPHONE = lazy(r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}日?)?|\d{3,4}[-—\s]?\d{4}[-—\s]?\d{3,4}")
_AMOUNT = lazy(r"\d{2,}|元")
_OFFICE = lazy(
    "审核|评议|评审|填报|制表|主讲|授课|监督|经办|负责|联系|电话|签字|参加|主持|记录|出席|列席|核对|走访|入户|主任|书记|委员|组长|专干|干部"
)
"""Beside a name: what somebody is who works for the village, and is not on a list."""


@alone
def matter_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """事项 is one of the catalogue, or of the region, or 其他: what may be said of persons hangs on it."""
    for data in datasets:
        (row,) = data.rows
        text = row.text(MATTER)
        if text and not is_other(text) and MATTER not in row.invalid and matter(text, context) is None:
            maybe = near(text, context)
            hint = f"是不是{'、'.join(f'「{title}」' for title in maybe)}？都不是就写 {OTHER}。" if maybe else ""
            yield problem("unknown-matter", row.at(MATTER), f"「事项」写的是「{text[:30]}」，公开目录里没有。", hint)


@alone
def sums_name_nobody(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Where only sums may be told, no table has a column of names and no line begins with one, whoever may see the notice
    (社会救助法 art. 11 and 45, 个人信息保护法 art. 28)."""
    for data in datasets:
        (row,) = data.rows
        if grade(data, context) < SUMS_ONLY:
            continue
        item = about(data, context)
        strict = item is not None and item.privacy >= SUMS_ONLY
        told = f"「{item.short}」只公布汇总" if item and strict else "写到低保、救助、残疾这些的，只公布汇总"
        known = officers(context)
        for table in data.tables:
            if column := _column(table, known):
                yield problem("personal-list", row.at("附表"), f"{told}，附表「{table.title or table.name}」有一列是「{column}」。")
        for part in body.parts(data.body):
            if part.table and (column := _column(part.table, known)):
                yield problem("personal-list", body.at(data, part.start), f"{told}，正文里的表有一列是「{column}」。")
        named = [(n, name) for n, line in _prose(data) for name in _names(line, strict)]
        if named:
            many = f"等 {len({name for _, name in named})} 个人" if len(named) > 1 else ""
            yield problem("personal-list", body.at(data, named[0][0]), f"{told}，正文里写了「{named[0][1][0]}某」{many}的姓名。")
        for field in _FIELDS:
            prose = [body.as_read(line) for line in row.text(field).splitlines()]
            if field in _SERVED:  # those who review and are called stand there, with a day or a telephone; a list has amounts
                prose = [line for line in (_DAY_OR_TELEPHONE.sub("", line) for line in prose) if _AMOUNT.search(line)]
            if names := [name for line in prose for name in _names(line, strict) if name not in known]:
                yield problem("personal-list", row.at(field), f"{told}，「{field}」里写了「{names[0][0]}某」的姓名。")
        if names := list(in_text(row.text("标题"))):
            yield problem("personal-list", row.at("标题"), f"{told}，标题里写了「{names[0][0]}某」的姓名。")


def _names(line: str, strict: bool) -> Iterator[str]:
    if not _OFFICE.search(line):
        yield from listed([line], strict)
        yield from listed_where_sums_are(line)


@alone
def files_name_nobody(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """The file of a table keeps its name on the site: where names are masked or left out, it is not somebody's in Latin letters."""
    for data in datasets:
        (row,) = data.rows
        for table in data.tables if grade(data, context) >= MASKED else ():
            if spelt(table.name):
                message = f"附表的文件名「{table.name[0]}……」像是一个人姓名的拼音，网页上看得见。"
                yield problem("personal-list", row.at("附表"), message, "文件名换成说内容的字，如 2026-q3-dibao.csv，再改「附表」。")


@alone
def few_in_text(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """The text of a notice counts no fewer than five of those of whom only sums may be told: neighbours would know who they are."""
    for data in datasets:
        (row,) = data.rows
        front = [(row.at(name), row.text(name)) for name in ("标题", "结果")]
        for where, text in (*front, *((body.at(data, n), line) for n, line in _prose(data))):
            if match := situations().few.search(text):
                yield problem("personal-few", where, f"写着「{match[0]}」，不到 5 的数，邻居一看就知道是谁。")


def _column(table: Table, known: frozenset[str]) -> str:
    """The header of the first column of names, "" where all of them are ``known``; where the table has no header, what stands there is
    a name and is not repeated."""
    persons = set(persons_in(table))
    if persons and persons <= known:
        return ""
    columns = named_columns(table) or [i for i in [named_cell(table)] if i >= 0]
    name = next((table.columns[i].name for i in columns), "")
    return f"{name[0]}某" if plainly(name) else name


def _prose(data: Dataset) -> Iterator[tuple[int, str]]:
    """The lines of the body that are in no table, as they are read, each with its number, from 0."""
    for part in body.parts(data.body):
        if not part.table:
            yield from enumerate(map(body.as_read, part.lines), part.start)
