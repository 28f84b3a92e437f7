"""`gongkai new village`: a few facts → a small valid board."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator import periods, values
from generator.kind import Kind
from generator.site.tree import write_whole


class BadFact(Exception):
    """A fact that cannot be used; the message says what to type."""


def new_village(
    root: Path, slug: str, ledger: Kind, name: str, town: str, contact: str, phone: str, month: str, opening: str, decision: str
) -> list[str]:
    """Write village.yml and the first month's ledger; paths relative to the root. Overwrites nothing."""
    if not values.SLUG.fullmatch(slug):
        raise BadFact(f"文件夹名「{slug}」不合规。用小写英文字母、数字和短横线，如 dongxian。")
    if found := re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", month.strip()):
        month = f"{found[1]}-{int(found[2]):02d}"
    if not periods.MONTH.fullmatch(month):
        raise BadFact(f"月份「{month}」看不懂，写成 2026-03 这样。")
    if not values.clean(name) or any(values.forbidden(fact) for fact in (name, town, contact, phone, decision)):
        raise BadFact("村名不能空着，也不能有看不见的控制字符。")
    try:
        fen = values.parse_money(opening) or 0
    except ValueError as why:
        raise BadFact(f"余额「{opening}」{why}，写成 12345.67 这样。") from None
    folder = root / "data" / "villages" / slug
    if folder.exists():
        raise BadFact(f"data/villages/{slug} 已经有了，不覆盖它。换一个文件夹名，或直接改里面的文件。")
    files = {
        "village.yml": _settings(name, town, contact, phone, decision),
        f"{ledger.name}/{month}.csv": _first_month(ledger, fen),
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path, text.encode())
    return [f"data/villages/{slug}/{path}" for path in files]


def _first_month(ledger: Kind, opening: int) -> str:
    """The header and one row that states what was there before."""
    stated = {ledger.label_column: ledger.opening_labels[0], "余额": values.plain_yuan(opening)}
    columns = [c for c in ledger.columns if c.name != "备注"]
    rows = [[c.name for c in columns], [stated.get(c.name, "") for c in columns]]
    return "\ufeff" + "".join(",".join(row) + "\r\n" for row in rows)


def _settings(name: str, town: str, contact: str, phone: str, decision: str) -> str:
    lines = [f"村名: {_quoted(name)}"]
    lines += [f"乡镇: {_quoted(town)}"] if town else []
    if contact or phone:
        lines += ["联系:", "  - 事项: 村务公开"]
        lines += [f"    姓名: {_quoted(contact)}"] if contact else []
        lines += [f"    电话: {_quoted(phone)}"] if phone else []
    lines += ["向社会公开: 全部", f"向社会公开依据: {_quoted(decision)}"] if values.clean(decision) else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(values.clean(text), ensure_ascii=False)
