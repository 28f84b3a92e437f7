"""A village that decides, builds and pays twenty works a year, each with what was decided, its steps, its row in the list, eight payments, a
question and a notice. Standard library only, as boards.py."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

from tests.bench.boards import _SITE, REPOSITORY, _csv, _write, _yuan

PAYMENTS = 8
_LISTED = ["工程", "立项", "预算", "招标方式", "中标人", "合同价", "结算", "总投资", "村集体出", "验收", "已付"]
_LEDGER = ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "项目"]
_VILLAGE = "村名: 大村\n乡镇: 某镇\n示例数据: 全部\n向社会公开: 全部\n向社会公开依据: 村民代表会议决定\n"


def make_matters(root: Path, years: int, each: int = 20) -> Path:
    """``years`` whole years up to 2025, with ``each`` matters in every one of them."""
    for name in ("theme_overrides", "content"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    _write(root / "data/site.yml", _SITE)
    folder = root / "data/villages/busy"
    _write(folder / "village.yml", _VILLAGE)
    left = 500_000_000_00
    for year in range(2026 - years, 2026):
        rows: dict[int, list[tuple[int, str, int]]] = {month: [] for month in range(1, 13)}
        listed, asked = [_LISTED], [["编号", "提问日期", "问题", "答复日期", "答复人", "答复", "关于"]]
        for n in range(each):
            name, first = f"{_in_letters(n)}片{year}年水渠", date(year, 1, 10) + timedelta(n)
            price = 100_000_00 + n * 700
            for k in range(PAYMENTS):
                rows[4 + k].append((1 + n % 28, name, price // PAYMENTS + (price % PAYMENTS if k == 0 else 0)))
            listed.append(_row(name, first, price))
            day = f"{year}-{5 + n % 6:02d}-10"
            asked.append([f"{year}-{n + 1:02d}", day, f"{name}哪天完工", day, "村委会副主任", "年底以前。", name])
            _write(folder / f"decisions/{year}-{n:03d}.yml", _decision(name, price, first))
            _write(folder / f"works/{year}-{n:03d}.yml", _work(name, price, first))
        _write(folder / f"projects/{year}.csv", _csv(listed))
        _write(folder / f"questions/{year}.csv", _csv(asked))
        for month, paid in rows.items():
            lines = [_LEDGER, ["", "", "上月余额", "", "", "", _yuan(left), ""]]
            for n, (day, name, fen) in enumerate(sorted(paid), 1):
                left -= fen
                lines.append(
                    [f"{year}-{month:02d}-{day:02d}", f"记-{n:03d}", f"付{name}工程款", "在建工程", "", _yuan(fen), _yuan(left), name]
                )
            _write(folder / f"ledger/{year}-{month:02d}.csv", _csv(lines))
    return root


def _in_letters(n: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[n // 10] + "子丑寅卯辰巳午未申酉"[n % 10]


def _row(name: str, first: date, price: int) -> list[str]:
    done = date(first.year, 12, 20)
    return [name, f"{first} 村民代表会议", _yuan(price), "比价", "某施工队", *[_yuan(price)] * 4, str(done), _yuan(price)]


def _decision(name: str, price: int, first: date) -> str:
    votes = "应到: 40, 到会: 36, 赞成: 34, 反对: 2, 结果: 通过"
    days = [first - timedelta(days) for days in (6, 4, 2, 0)]
    return f"""议题: {name}
事项: 公益事业兴办
预算: {_yuan(price)}
公开日: {first + timedelta(2)}
过程:
  - {{步骤: 党支部提议, 日期: {days[0]}}}
  - {{步骤: 两委商议, 日期: {days[1]}}}
  - {{步骤: 党员大会审议, 日期: {days[2]}, {votes}}}
  - {{步骤: 村民代表会议决议, 日期: {days[3]}, {votes}}}
  - {{步骤: 决议公开, 日期: {first + timedelta(2)}}}
  - {{步骤: 实施结果公开, 日期: {first.year}-12-28}}
"""


def _work(name: str, price: int, first: date) -> str:
    fen, year = _yuan(price), first.year
    return f"""工程: {name}
工程量: {200 + first.day} 米
监督: 村务监督委员会
过程:
  - {{步骤: 立项, 日期: {first}}}
  - {{步骤: 招标, 日期: {year}-03-01, 金额: {fen}, 单位: 某施工队}}
  - {{步骤: 合同, 日期: {year}-03-10, 金额: {fen}, 单位: 某施工队}}
  - {{步骤: 开工, 日期: {year}-03-20}}
  - {{步骤: 完工, 日期: {year}-12-10}}
  - {{步骤: 验收, 日期: {year}-12-20, 说明: 合格}}
  - {{步骤: 结算, 日期: {year}-12-22, 金额: {fen}}}
"""
