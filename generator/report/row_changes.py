"""What is new before it is published, for a terminal, for the page of a merge request, and for paper: `gongkai changes`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from generator.corrected import Correction
from generator.reviewed import BoardReview, TableReview
from generator.values import date_cn, yuan

_MARK = {"改正": "改", "补登": "加", "撤下": "少"}
_STYLE = """@page{size:A4;margin:15mm}
body{font:12pt/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:50em;margin:1em auto;padding:0 1em}
h1{font-size:18pt}h2{font-size:15pt;border-bottom:1px solid}h3{font-size:12pt;margin:1em 0 .2em;break-after:avoid}
table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:.2em .5em;text-align:left;vertical-align:top}tr{break-inside:avoid}
td:first-child{white-space:nowrap}.sign{display:flex;margin-top:2em;break-inside:avoid}
.sign div{flex:1;height:25mm;border:1px solid;padding:.3em .5em}.sign div+div{border-left:0}"""


def changed_as(style: str, boards: Sequence[BoardReview], today: date) -> str:
    """``style``: text, md or html."""
    return {"text": _text, "md": _markdown, "html": _html}[style](boards, today)


def told_row(row: Correction, says: str) -> str:
    """What is otherwise, and what the village says of it."""
    what = [f"{column}原为 {was}，改为 {now or '空白'}" for column, was, now in row.was if was]
    if other := "、".join(f"「{column}」" for column, was, _ in row.was if not was):
        what.append(f"{other}改过")
    why = f"原因：{row.reason}；{row.agreed}同意" if row.reason else ""
    return "；".join(filter(None, (*what, says, why)))


def told_sums(table: TableReview) -> str:
    """The sums before and after; "" where none is another."""
    return "；".join(f"{column}合计 {yuan(before)} → {yuan(now)} 元" for column, before, now in table.sums)


def _text(boards: Sequence[BoardReview], today: date) -> str:
    def lines() -> Iterator[str]:
        for board in boards:
            yield f"{board.name}（{board.slug}）：{board.compared}" + ("" if board.tables else "没有改动。")
            for table in board.tables:
                yield f"  {table.title}（{table.file}）：{table.counts}"
                yield from (
                    f"    {_MARK[row.way]} {'：'.join(filter(None, (row.row or '一行', told_row(row, says))))}" for row, says in table.rows
                )
                yield from [f"    {told_sums(table)}"] if table.sums else []

    return "".join(f"{line}\n" for line in lines())


def _markdown(boards: Sequence[BoardReview], today: date) -> str:
    """Tables as GitHub and GitLab show them; what a clerk typed is no markup."""

    def lines() -> Iterator[str]:
        yield f"## 这次改了什么（{date_cn(today)}）\n"
        for board in boards:
            yield f"### {_cell(board.name)}\n\n{_cell(board.compared)}" + ("" if board.tables else "没有改动。") + "\n"
            for table in board.tables:
                yield f"**{_cell(table.title)}**（`{table.file}`）：{table.counts}" + (f"；{told_sums(table)}" if table.sums else "") + "\n"
                if table.rows:
                    yield "| | 行 | 改动 |\n|---|---|---|"
                    yield from (
                        f"| {_MARK[row.way]} | {_cell(row.row or '一行')} | {_cell(told_row(row, says))} |" for row, says in table.rows
                    )
                    yield ""

    return "".join(f"{line}\n" for line in lines())


def _cell(text: str) -> str:
    plain = escape(" ".join(text.split()), quote=False)
    return "".join(f"\\{sign}" if sign in "\\`*_[]|#@~" else sign for sign in plain)


def _html(boards: Sequence[BoardReview], today: date) -> str:
    """One file that asks for no other, for A4, with boxes to be signed in."""

    def lines() -> Iterator[str]:
        yield f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>改动清单</title><style>{_STYLE}</style></head><body>'
        yield f"<h1>改动清单（{date_cn(today)}）</h1>"
        for board in boards:
            yield f"<h2>{escape(board.name)}</h2>\n<p>{escape(board.compared)}{'' if board.tables else '没有改动。'}</p>"
            for table in board.tables:
                yield f"<h3>{escape(table.title)}：{table.counts}</h3>"
                if table.rows:
                    yield "<table><thead><tr><th></th><th>行</th><th>改动</th></tr></thead><tbody>"
                    for row, says in table.rows:
                        what = escape(told_row(row, says))
                        yield f"<tr><td>{_MARK[row.way]}</td><td>{escape(row.row or '一行')}</td><td>{what}</td></tr>"
                    yield "</tbody></table>"
                if table.sums:
                    yield f"<p>{escape(told_sums(table))}</p>"
        yield '<div class="sign"><div>审核意见</div><div>审核人签字</div><div>日期</div></div>'
        yield "</body></html>"

    return "".join(f"{line}\n" for line in lines())
