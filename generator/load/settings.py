"""site.yml and village.yml → typed settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator import periods
from generator.config import CONTACT_KEYS, NESTED, OFFICER_KEYS, SITE_KEYS, VILLAGE_KEYS, Contact, Difference, Officer, SiteConfig, Village
from generator.load.records import read_record
from generator.load.text import read_text
from generator.load.yaml_tree import Node, read_tree
from generator.model import Column, Problem, Row, Source, problem


def load_site(root: Path) -> tuple[SiteConfig, list[Problem]]:
    """data/site.yml; the defaults where there is none."""
    file = "data/site.yml"
    if not (root / file).is_file():
        return SiteConfig(), []
    tree, problems = _tree(root / file, file)
    if tree is None:
        return SiteConfig(), problems
    row, more = read_record(tree, SITE_KEYS, file, "site.yml ")
    days = row["最短公示天数"]
    url = row.text("网址")
    if url and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
        more.append(
            problem("bad-value", row.at("网址"), f"「网址」写的是「{url}」，不是完整的地址。", "写成 https://…… 开头的地址，或删去这一项。")
        )
        url = ""
    if isinstance(days, int) and days < SiteConfig.min_posting_days:
        said = f"「最短公示天数」写的是 {days}，法律规定不得少于 {SiteConfig.min_posting_days} 天。"
        more.append(problem("bad-count", row.at("最短公示天数"), said, f"写 {SiteConfig.min_posting_days} 或更大的数，或删去这一项。"))
    due, size = row["财务公开日"], row["附件上限"]
    if isinstance(due, int) and due > 28:
        said = f"「财务公开日」写的是 {due}，不是每个月都有这一天。"
        more.append(problem("bad-count", row.at("财务公开日"), said, "写 1 到 28 之间的数，或删去这一项。"))
    return SiteConfig(
        title=row.text("标题") or SiteConfig.title,
        host=row.text("主办"),
        url=url if not url or url.endswith("/") else url + "/",
        min_posting_days=days if isinstance(days, int) else SiteConfig.min_posting_days,
        finance_every=3 if row["财务公开"] == "每季" else 1,
        finance_day=due if isinstance(due, int) and due <= 28 else SiteConfig.finance_day,
        footer=row.text("页脚"),
        attachment_bytes=int(size * 1024 * 1024) if isinstance(size, Decimal) else SiteConfig.attachment_bytes,
    ), problems + more


def load_village(folder: Path, file: str, kind_titles: Sequence[str]) -> tuple[Village | None, list[Problem]]:
    """village.yml of one village. None only where there is nothing to read."""
    if not (folder / "village.yml").is_file():
        return None, [problem("missing-settings", Source(file), "这个村的文件夹里没有 village.yml。")]
    tree, problems = _tree(folder / "village.yml", file)
    if tree is None or tree.entries is None:
        return None, problems or [problem("bad-yaml", Source(file, line=1), "应当是几行「项目: 内容」。")]
    flat = tuple(key for key in VILLAGE_KEYS if key.name not in NESTED)
    row, more = read_record(tree, flat, file, "village.yml ", also=tuple(NESTED))
    problems += more
    nested: dict[str, list[Row]] = {}
    for name, keys in NESTED.items():
        nested[name], more = _nested(tree.entries.get(name), keys, file, name)
        problems += more
    sample = row["示例数据"] if isinstance(row["示例数据"], tuple) else ()
    for word in sample:
        if word not in ("全部", *kind_titles):
            allowed = "、".join(("全部", *kind_titles))
            problems.append(problem("bad-choice", row.at("示例数据"), f"「示例数据」写的是「{word}」：只能是 {allowed}。"))
    code = row.text("行政区划代码").replace(" ", "")
    if code and not re.fullmatch(r"\d{12}", code):
        what = f"有 {len(code)} 位" if code.isdigit() else "里有不是数字的字"
        problems.append(problem("bad-code", row.at("行政区划代码"), f"「行政区划代码」{what}，应当是 12 位数字。"))
    changed = row.text("会计制度变更")
    if changed and not periods.MONTH.fullmatch(changed):
        said = f"「会计制度变更」写的是「{changed}」，应当是年月。"
        problems.append(problem("bad-value", row.at("会计制度变更"), said, "写成 2024-01 这样，或删去这一项。"))
        changed = ""
    stars, closed = row["星名"], row["停止更新"]
    return Village(
        slug=file.removeprefix("data/villages/").removesuffix("/village.yml"),
        name=row.text("村名") or folder.name,
        full_name=row.text("全称"),
        intro=row.text("简介"),
        place=tuple(t for t in map(row.text, ("省", "市", "县", "乡镇")) if t),
        code=code,
        code_year=row.text("代码年份"),
        households=_count(row, "户数"),
        people=_count(row, "人口"),
        regime=row.text("会计制度"),
        closed=closed if isinstance(closed, date) else None,
        sample=tuple(map(str, sample)),
        sample_note=row.text("示例说明"),
        contacts=tuple(Contact(*map(r.text, (k.name for k in CONTACT_KEYS))) for r in nested["联系"]),
        officers=tuple(Officer(*map(r.text, (k.name for k in OFFICER_KEYS))) for r in nested["班子"]),
        supervisors=tuple(Officer(*map(r.text, (k.name for k in OFFICER_KEYS))) for r in nested["监督"]),
        stars=tuple(map(str, stars)) if isinstance(stars, tuple) else (),
        regime_changed=changed,
        differences=_differences(nested["已知差异"]),
        allowances=_differences(nested["隐私放行"]),
    ), problems


def _tree(path: Path, file: str) -> tuple[Node | None, list[Problem]]:
    text, problems = read_text(path, file)
    return (None, problems) if problems else read_tree(text, file)


def _nested(node: Node | None, keys: Sequence[Column], file: str, name: str) -> tuple[list[Row], list[Problem]]:
    if node is None or (node.items is None and node.entries is None and not node.text):
        return [], []
    if node.items is None:
        where = Source(file, line=node.line, field=name)
        return [], [problem("bad-yaml", where, f"「{name}」下面要一条一条写。", f"每条前面加「- 」，如「- {keys[0].name}: ……」。")]
    rows: list[Row] = []
    problems: list[Problem] = []
    for item in node.items:
        row, more = read_record(item, keys, file, f"「{name}」的一条")
        problems += more
        if row.head.fields:
            rows.append(row)
    return rows, problems


def _differences(rows: Sequence[Row]) -> tuple[Difference, ...]:
    return tuple(Difference(r.text("代码"), r.text("位置"), r.text("原因"), r.line) for r in rows)


def _count(row: Row, name: str) -> int | None:
    value = row[name]
    return value if isinstance(value, int) else None
