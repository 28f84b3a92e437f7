"""site.yml and village.yml → typed settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator import door, periods
from generator.addresses import is_example, is_place
from generator.config import Contact, Officer, SiteConfig, Village
from generator.declared import Difference, Excused
from generator.keys import CONTACT_KEYS, NESTED, SITE_KEYS, STEP_KEYS, VILLAGE_KEYS
from generator.law.meanings import words
from generator.load.own_corrections import stated_correction
from generator.load.records import read_nested, read_record, read_settings
from generator.load.regions import load_regions, no_such_region
from generator.load.samples import others_in
from generator.load.yaml_tree import why_unreadable
from generator.model import Problem, Row, Source, problem


def load_site(root: Path) -> tuple[SiteConfig, list[Problem]]:
    """data/site.yml and data/regions/; the defaults where there is none."""
    file = "data/site.yml"
    regions, problems = load_regions(root)
    if not door.is_file(root, file):
        return SiteConfig(regions=regions, words=words()), problems
    tree, more = read_settings(root / file, file)
    problems += more
    if tree is None:
        return SiteConfig(regions=regions, words=words()), problems
    row, more = read_record(tree, SITE_KEYS, file, "site.yml ")
    days = row["最短公示天数"]
    url = row.text("网址")
    if url and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
        more.append(
            problem("bad-value", row.at("网址"), f"「网址」写的是「{url}」，不是完整的地址。", "写成 https://…… 开头的地址，或删去这一项。")
        )
        url = ""
    if is_example(url) and (others := others_in(root)):
        message = f"「网址」是例子里的地址 {url}，{others[0]} 这些村的二维码、封面都会指到那里，谁也打不开。"
        more.append(problem("example-address", row.at("网址"), message))
    if isinstance(days, int) and days < SiteConfig.min_posting_days:
        message = f"「最短公示天数」写的是 {days}，法律规定不得少于 {SiteConfig.min_posting_days} 天。"
        more.append(problem("bad-count", row.at("最短公示天数"), message, f"写 {SiteConfig.min_posting_days} 或更大的数，或删去这一项。"))
    due, size, since = row["财务公开日"], row["附件上限"], row["更正起"]
    if isinstance(due, int) and due > 28:
        message = f"「财务公开日」写的是 {due}，不是每个月都有这一天。"
        more.append(problem("bad-count", row.at("财务公开日"), message, "写 1 到 28 之间的数，或删去这一项。"))
    if (region := row.text("地区")) and region not in (known := [r.name for r in regions]):
        more.append(no_such_region(row.at("地区"), region, known))
    return SiteConfig(
        title=row.text("标题") or SiteConfig.title,
        host=row.text("主办"),
        url=url if not url or url.endswith("/") else url + "/",
        min_posting_days=days if isinstance(days, int) else SiteConfig.min_posting_days,
        finance_every=3 if row["财务公开"] == "每季" else 1,
        finance_day=due if isinstance(due, int) and due <= 28 else SiteConfig.finance_day,
        footer=row.text("页脚"),
        region=region,
        regions=regions,
        words=words(),
        answer_days=answered if isinstance(answered := row["答复期限"], int) else SiteConfig.answer_days,
        posters=row.text("海报") or SiteConfig.posters,
        must_explain=row["更正须说明"] == "必须",
        corrected_since=since if isinstance(since, date) else None,
        attachment_bytes=int(size * 1024 * 1024) if isinstance(size, Decimal) else SiteConfig.attachment_bytes,
    ), problems + more


def load_village(folder: Path, file: str, kind_titles: Sequence[str]) -> tuple[Village | None, list[Problem]]:
    """village.yml of one village. None only where there is nothing to read."""
    root = folder.parents[file.count("/") - 1]
    if (sort := door.sort_of(root, file)) == "strange":
        return None, []  # whoever finds the files has told
    if sort != "file":
        return None, [problem("missing-settings", Source(file), "这个村的文件夹里没有 village.yml。")]
    tree, problems = read_settings(folder / "village.yml", file)
    if tree is None or tree.entries is None:
        why, hint = why_unreadable(tree.text if tree else "")
        return None, problems or [
            problem("bad-yaml", Source(file, line=1), f"应当是几行「项目: 内容」{why}。", hint, tree.text if tree else "")
        ]
    flat = tuple(key for key in VILLAGE_KEYS if key.name not in NESTED)
    row, more = read_record(tree, flat, file, "village.yml ", also=tuple(NESTED))
    problems += more
    nested: dict[str, list[Row]] = {}
    for name, keys in NESTED.items():
        nested[name], more = read_nested(tree.entries.get(name), keys, file, name)
        problems += more
    sample = row["示例数据"] if isinstance(row["示例数据"], tuple) else ()
    for word in sample:
        if word not in ("全部", *kind_titles):
            from difflib import get_close_matches  # here: most words are right

            near = get_close_matches(word, kind_titles, 3, 0.5)
            asked = f"，像的有 {'、'.join(near)}" if near else ""
            message = f"「示例数据」写的是「{word}」：只能是 全部，或者一类的名称{asked}。"
            problems.append(problem("bad-choice", row.at("示例数据"), message, "名称就是「填表指南」里每一类的标题，如 收支明细。"))
    code = row.text("行政区划代码").replace(" ", "")
    if code and not re.fullmatch(r"\d{12}", code):
        what = f"有 {len(code)} 位" if code.isdigit() else "里有不是数字的字"
        problems.append(problem("bad-code", row.at("行政区划代码"), f"「行政区划代码」{what}，应当是 12 位数字。"))
    (changed, since), more = _months(row, "会计制度变更", "公开起始")
    problems += more
    former, more = _former(row, file.removeprefix("data/villages/").removesuffix("/village.yml"))
    problems += more
    stars, closed, opened = row["星名"], row["停止更新"], row["向社会公开"]
    for step in nested["议事程序"]:
        place = step.text("第几步")
        if place and not re.fullmatch(r"\d{1,2}(-\d{1,2})?", place):
            message = f"「第几步」写的是「{place}」。"
            problems.append(problem("bad-value", step.at("第几步"), message, "写一个数，如 4；一次做完两步的写 1-2。"))
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
        officers=tuple(map(_officer, nested["班子"])),
        supervisors=tuple(map(_officer, nested["监督"])),
        stars=tuple(map(str, stars)) if isinstance(stars, tuple) else (),
        regime_changed=changed,
        differences=_differences(nested["已知差异"]),
        region=row.text("地区"),
        since=since,
        excused=tuple(Excused(r.text("目录"), r.text("原因"), r.line) for r in nested["不适用"]),
        opened=tuple(map(str, opened)) if isinstance(opened, tuple) else (),
        opened_by=row.text("向社会公开依据"),
        steps=tuple(tuple("" if k.name in r.invalid else r.text(k.name) for k in STEP_KEYS) for r in nested["议事程序"]),
        former=former,
        corrections=tuple(map(stated_correction, nested["更正"])),
        allowances=_differences(nested["隐私放行"]),
        posters=row.text("海报"),
    ), problems


def _former(row: Row, slug: str) -> tuple[tuple[str, ...], list[Problem]]:
    """曾用网址 as folders below the site, and those that are none."""
    told = row["曾用网址"]
    places = [(str(text), re.sub(r"^https?://[^/]*/", "", str(text)).strip("/ ")) for text in told] if isinstance(told, tuple) else []
    good = tuple(place for _, place in places if is_place(place) and place != slug)
    hint = "写以前在 data/villages/ 里的文件夹名，如 jiacun；在乡镇里的写 zhen/jiacun。"
    problems = [
        problem(
            "bad-value", row.at("曾用网址"), f"「曾用网址」写的是「{text}」，{'就是现在的' if place == slug else '不是'}文件夹名。", hint
        )
        for text, place in places
        if place not in good
    ]
    return good, problems


def _months(row: Row, *names: str) -> tuple[list[str], list[Problem]]:
    """What stands under each name; "" and a problem where it is no month."""
    months = [(name, row.text(name)) for name in names]
    invalid = {name for name, text in months if text and not periods.MONTH.fullmatch(text)}
    hint = "写成 2024-01 这样，或删去这一项。"
    problems = [
        problem("bad-value", row.at(name), f"「{name}」写的是「{text}」，应当是年月。", hint) for name, text in months if name in invalid
    ]
    return ["" if name in invalid else text for name, text in months], problems


def _officer(row: Row) -> Officer:
    relatives = row["近亲属"]
    kin = tuple(map(str, relatives)) if isinstance(relatives, tuple) else ()
    return Officer(row.text("姓名"), row.text("职务"), row.text("分工"), kin)


def _differences(rows: Sequence[Row]) -> tuple[Difference, ...]:
    return tuple(Difference(r.text("代码"), r.text("位置"), r.text("原因"), r.line) for r in rows)


def _count(row: Row, name: str) -> int | None:
    value = row[name]
    return value if isinstance(value, int) else None
