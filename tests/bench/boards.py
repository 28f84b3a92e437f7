"""Made-up boards of a number of pages: the same bytes for the same seed, and nothing in them that `gongkai check` minds.

A quarter of the pages are months with about thirty rows each, most others are notices with a small table. Standard library only:
the process that measures must stay small (measure.py says why).
"""

from __future__ import annotations

import calendar
import csv
import io
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
NEWEST = (2026, 10)
ALWAYS = 8
"""Pages of every board: home, 公开目录, search, guide/parts, the page for no network, 公开记录, the poster of the month, content/how.md."""
ROWS = (26, 34)

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "秀英桂兰玉梅建国志强海燕春生红军凤霞国庆淑珍"
_WHERE = ["一组", "二组", "三组", "四组", "五组", "村部", "河东片", "路南片", "文化广场", "三号塘", "西干渠"]
_WHAT = [
    "路灯电费",
    "水费",
    "沟渠清理",
    "垃圾清运费",
    "保洁员工资",
    "水泵维修",
    "道路硬化",
    "防汛值班",
    "节日慰问",
    "绿化浇水",
    "公墓维护",
    "管网改造",
]
_SUBJECT = ["公益支出", "管理费用", "经营支出", "税金及附加"]
_MATTER = ["土地发包", "村级工程", "误工费", "慰问", "资产出租", "宅基地审批", "财务审计", "惠农补贴"]
_TALK = (
    "经村民代表会议讨论通过，现予公示，公示期内有异议的请向村务监督委员会反映。",
    "资金由上级补助和村集体自筹两部分组成，结余转入下年使用。",
    "承包期内不得改变土地用途，不得转租转包，到期收回重新发包。",
    "施工单位应当在六十日内完工，验收合格后付清余款，质保金一年后退还。",
)
_HEADER = ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "经手人", "证明人", "审批人", "账户", "项目", "附件"]
_SITE = "标题: 村务公开栏\n主办: 某镇人民政府\n最短公示天数: 15\n"


def make_root(root: Path, boards: int, pages: int, *, address: str = "", git: bool = True, sheets: bool = True, seed: int = 1) -> Path:
    """``boards`` boards of ``pages`` pages each, with the theme beside them, all of it committed where ``git`` is asked for."""
    shutil.copytree(REPOSITORY / "theme_overrides", root / "theme_overrides")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    _write(root / "data" / "site.yml", _SITE + (f"网址: {address}\n" if address else "") + ("" if sheets else "海报: 不做\n"))
    _write(root / ".gitignore", "/build/\n/site/\n")
    for n in range(boards):
        make_board(root / "data" / "villages" / slug(n), f"第{n + 1}村", pages, random.Random(seed * 100_003 + n))
    if git:
        commit(root)
    return root


def slug(n: int) -> str:
    return f"village-{n + 1:04d}"


def commit(root: Path) -> None:
    """A repository in which nothing differs from its last commit, whatever the settings of this machine."""
    own = ["git", "-C", str(root), "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]
    own += ["-c", "gc.auto=0", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "boards"]):
        subprocess.run([*own, *words], check=True)


def make_board(folder: Path, name: str, pages: int, luck: random.Random) -> None:
    """village.yml, months up to NEWEST, and as many notices as are wanting to ``pages``."""
    months = _months(max(3, pages // 4))
    years = {year for year, _ in months}
    whole = any(sum(y == year for y, _ in months) == 12 for year in years)
    notices = pages - ALWAYS - 3 - len(months) - len(years) - whole  # 3: the indexes of accounts and of notices, and the proof
    if notices < 1:
        raise ValueError(f"{pages} pages are too few for a board")
    phone = "联系:\n  - {事项: 村务公开, 姓名: 王示例, 电话: 0000-0000001}\n"
    _write(folder / "village.yml", f"村名: {name}\n乡镇: 某镇\n向社会公开: 全部\n向社会公开依据: 村民代表会议决定\n{phone}")
    left = luck.randrange(20_000_000, 40_000_000)
    for year, month in months:
        rows, left = _month(year, month, left, luck)
        _write(folder / "ledger" / f"{year}-{month:02d}.csv", _csv(rows))
    first = date(*months[0], 1)
    for n in range(notices):
        day = first + timedelta(days=n * (TODAY - first).days // notices)
        _notice(folder / "notices", f"{day.year}-{n + 1:04d}", day, luck)


def _months(count: int) -> list[tuple[int, int]]:
    newest = NEWEST[0] * 12 + NEWEST[1] - 1
    return [(n // 12, n % 12 + 1) for n in range(newest - count + 1, newest + 1)]


def _person(luck: random.Random) -> str:
    return luck.choice(_FAMILY) + "".join(luck.sample(_GIVEN, 2))


def _fen(luck: random.Random) -> int:
    return round(10 ** luck.uniform(1.5, 4.2)) * 100 + luck.choice((0, 0, 0, 50, luck.randrange(100)))


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _month(year: int, month: int, left: int, luck: random.Random, between: tuple[int, int] = ROWS) -> tuple[list[list[str]], int]:
    """Rows of the file, and what the month leaves: the village receives when it would run dry."""
    rows = [_HEADER, ["", "", "上月余额", "", "", "", _yuan(left), *[""] * 6]]
    count = luck.randint(*between)
    days = sorted(luck.randint(1, calendar.monthrange(year, month)[1]) for _ in range(count))
    sums = [0, 0]
    for n, day in enumerate(days, 1):
        fen, what = _fen(luck), luck.choice(_WHERE) + luck.choice(_WHAT) + luck.choice(("", f"{luck.randint(2, 40)}个工"))
        receipt = left < 10_000_000 or luck.random() < 0.3
        fen = fen * 4 if receipt else min(fen, left)
        left += fen if receipt else -fen
        sums[not receipt] += fen
        amounts = (_yuan(fen), "") if receipt else ("", _yuan(fen))
        subject = "补助收入" if receipt else luck.choice(_SUBJECT)
        signed = (_person(luck), _person(luck), "王示例", "银行存款", "", f"{luck.randint(1, 4)}张")
        rows.append([f"{year}-{month:02d}-{day:02d}", f"记-{n:03d}", what, subject, *amounts, _yuan(left), *signed])
    rows.append(["", "", "合计", "", *map(_yuan, sums), _yuan(left), *[""] * 6])
    return rows, left


def _notice(folder: Path, key: str, day: date, luck: random.Random) -> None:
    title = f"{luck.choice(_WHERE)}{luck.choice(_WHAT)}{luck.choice(_MATTER)}公示"
    facts = {"标题": title, "事项": luck.choice(_MATTER), "主体": "村民委员会", "范围": "社会", "公开日": day, "期间": "无", "公示起": day}
    facts |= {"公示止": day + timedelta(days=16), "结果": "无异议", "审核": f"村务监督委员会 {day} 审核通过", "附表": f"{key}-list.csv"}
    head = "".join(f"{name}: {said}\n" for name, said in facts.items())
    body = f"{''.join(luck.sample(_TALK, 2))}\n\n## 怎么办\n\n- {luck.choice(_TALK)}\n- {luck.choice(_TALK)}\n"
    _write(folder / f"{key}.md", f"---\n{head}---\n\n{body}")
    lines = [[_person(luck), luck.choice(_WHERE), _yuan(_fen(luck))] for _ in range(luck.randint(4, 9))]
    _write(folder / f"{key}-list.csv", _csv([["户主", "位置", "金额(元)"], *lines]))


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return "\ufeff" + out.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
