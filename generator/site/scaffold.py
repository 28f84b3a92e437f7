"""`gongkai new`: a few facts → a small valid board, or the settings of a site; and what came as an example taken out."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import periods, values
from generator.addresses import is_example
from generator.kind import Kind
from generator.site.tree import write_whole

ASIDE = "build/samples"
"""Where the samples are put: nothing that was not asked for twice is deleted."""


class BadFact(Exception):
    """A fact that cannot be used; the message says what to type."""


# --- one fact each: what is meant by what was typed, or why it cannot be used


def plain(text: str) -> str:
    """Any text that can be read."""
    if values.forbidden(text):
        raise BadFact("里面有看不见的控制字符，重新打一遍。")
    return values.clean(text)


def named(text: str) -> str:
    """A name, not empty."""
    return plain(text) or _bad("名字不能空着。")


def month(text: str) -> str:
    """2026-03, also typed as 2026年3月."""
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", text.strip())
    month_typed = f"{match[1]}-{int(match[2]):02d}" if match else text.strip()
    return month_typed if periods.MONTH.fullmatch(month_typed) else _bad(f"月份「{text}」看不懂，写成 2026-03 这样。")


def amount(text: str) -> str:
    """An amount of 元, as typed."""
    try:
        values.parse_money(text)
    except ValueError as why:
        raise BadFact(f"余额「{text}」{why}，写成 12345.67 这样。") from None
    return text


def address(text: str) -> str:
    """A whole address that is no example; "" for none."""
    url = plain(text)
    if url and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
        raise BadFact(f"网址「{url}」不是完整的地址，写成 https:// 开头的；还没有放好的空着。")
    return _bad(f"网址「{url}」是例子里的，写网站真正的地址；还没有放好的空着。") if url and is_example(url) else url


def free(root: Path, slug: str) -> Path:
    """The folder of a new village, jiacun or zhen/jiacun, that nothing stands in."""
    hint = "用小写英文字母、数字和短横线，如 dongxian；分乡镇放的写 yaozhan/dongxian。"
    parts = slug.split("/")
    for part in parts:
        if not values.SLUG.fullmatch(part):
            lower = part.lower()
            near = f"是不是 {lower}？" if lower != part and values.SLUG.fullmatch(lower) else ""
            kept = "是网站或者 Windows 自己要用的名字，换一个。" if re.fullmatch(r"[a-z0-9]+", part) and len(part) <= 64 else ""
            raise BadFact(f"文件夹名「{part}」{kept or '不合规。'}{near or hint}")
    if len(parts) > 2:
        raise BadFact(f"「{slug}」有 {len(parts)} 层，最多两层。{hint}")
    villages = root / "data" / "villages"
    if len(parts) == 2 and (villages / parts[0] / "village.yml").is_file():
        raise BadFact(f"data/villages/{parts[0]} 是一个村，里面不能再放村；乡镇的文件夹换个名字。")
    folder = villages / slug
    if folder.is_dir() and not (folder / "village.yml").is_file() and any((p / "village.yml").is_file() for p in folder.iterdir()):
        raise BadFact(f"data/villages/{slug} 是放着各村的乡镇文件夹，新的村写成 {slug}/jiacun 这样。")
    if folder.exists():
        raise BadFact(f"data/villages/{slug} 已经有了，不覆盖它。换一个文件夹名，或直接改里面的文件。")
    return folder


def same_name_elsewhere(root: Path, slug: str) -> str:
    """Another village whose folder is called the same: it may be about to move here, or from here; "" where there is none."""
    villages, name = root / "data" / "villages", slug.rpartition("/")[2]
    places = [
        p.parent.relative_to(villages).as_posix() for p in (*villages.glob(f"{name}/village.yml"), *villages.glob(f"*/{name}/village.yml"))
    ]
    return next((place for place in sorted(places) if place != slug), "")


def _bad(message: str) -> str:
    raise BadFact(message)


# --- what is written


def site_free(root: Path) -> None:
    """BadFact where data/site.yml is an owner's already."""
    if (root / "data/site.yml").exists() and not sample_settings(root):
        raise BadFact("data/site.yml 已经有了，不覆盖它。要改的，直接改里面的内容。")


def folder_free(root: Path) -> None:
    """BadFact where ``root`` cannot become a site's folder: a file, or a folder with something in it."""
    if root.exists() and not root.is_dir():
        raise BadFact(f"「{root}」已经有了，不是文件夹。换一个名字。")
    if root.is_dir() and any(root.iterdir()):
        raise BadFact(f"「{root}」里已经有东西了，不往里面写。换一个新的文件夹；只要在那里新建 data/site.yml 的，用 -C 指明它。")


def new_site(root: Path, facts: Mapping[str, str]) -> str:
    """Write data/site.yml, in place of the example; its path."""
    text = "".join(f"{key}: {_quoted(fact)}\n" for key, fact in facts.items() if fact)
    (root / "data" / "villages").mkdir(parents=True, exist_ok=True)
    write_whole(root / "data/site.yml", text.encode())
    return "data/site.yml"


def new_village(
    root: Path, slug: str, ledger: Kind, name: str, town: str, contact: str, phone: str, month: str, opening: str, decision: str
) -> list[str]:
    """Write village.yml and the first month's ledger; paths relative to the root. Overwrites nothing."""
    folder = free(root, slug)
    files = {
        "village.yml": _settings(name, town, contact, phone, decision),
        f"{ledger.name}/{month}.csv": _first_month(ledger, values.parse_money(opening) or 0),
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path, text.encode())
    return [f"data/villages/{slug}/{path}" for path in files]


# --- what came as an example


def sample_settings(root: Path) -> bool:
    """True where data/site.yml is the example's in any line."""
    return any(_of_example(line) for line in _site_lines(root))


def take_out(root: Path, slugs: Sequence[str]) -> list[str]:
    """Put villages and their own pages aside, and leave the example's lines out of data/site.yml; what was done, in sentences."""
    for place in (place for slug in slugs for place in (f"data/villages/{slug}", f"content/{slug}") if (root / place).exists()):
        target = root / ASIDE / place
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(root / place, target)
    report = [f"拿走了示例村 {'、'.join(slugs)}，放在 {ASIDE}/ 里，不要的可以删。"] if slugs else []
    lines = _site_lines(root)
    kept = [line for line in lines if not _of_example(line)]
    if kept != lines:
        write_whole(root / "data/site.yml", "".join(kept).encode())
        report.append("data/site.yml 里例子的网址、主办删掉了；网站放好以后，在里面加一行「网址」，才有二维码和封面。")
    regions = [p.name for p in sorted((root / "data" / "regions").glob("*.yml")) if "示例" in p.read_text(encoding="utf-8")[:40]]
    if regions:
        report.append(f"留着 data/regions/ 里的 {'、'.join(regions)}：照它写本地的规定；没有村用就不起作用，也不会登出来。")
    return report


def _site_lines(root: Path) -> list[str]:
    file = root / "data/site.yml"
    return file.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True) if file.is_file() else []


def _of_example(line: str) -> bool:
    key, _, value = line.partition(":")
    value = value.strip().strip("\"'")
    return (key.strip() == "网址" and is_example(value)) or (key.strip() == "主办" and value.endswith(("(示例)", "（示例）")))


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
