"""data/regions/*.yml → what provinces and counties have otherwise than the catalogue. Every rule can be read, or is a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator import door, values
from generator.config import Change, Region
from generator.keys import CHANGE_KEYS, OUTLINE_KEYS, REGION_KEYS, WORD_KEYS
from generator.law import catalogue
from generator.law.catalogue import POSTED_AS_LAW_ASKS
from generator.law.limits import CADENCES, calendar_days, limit, span
from generator.law.meanings import with_own
from generator.law.organisations import local_size
from generator.load.records import read_nested, read_record, read_settings
from generator.model import Problem, Row, Source, problem

AFFAIRS = "村务"
"""The group of items that the law gives fifteen days."""
_NESTED = ("目录", "总结提纲", "词语")
"""Keys that hold a list of small records."""
_LONGEST = 100
"""Characters of what a word means."""
_KINDS: dict[str, tuple[Callable[[str], object], str]] = {
    "时限": (limit, "写成 期末后15日、每季首月8日、期初后30日、事后5个工作日、当年4月8日 或 次年2月8日 这样。"),
    "张贴": (span, "写成 15日 或 20个工作日 这样。"),
    "备案期限": (span, "写成 10日 或 5个工作日 这样。"),
    "班子人数": (local_size, "写成 村民委员会 5-7人、村务监督委员会 3人 这样。"),
    "公示": (span, "写成 7日 或 5个工作日 这样。"),
    "周期": (lambda text: text in CADENCES, f"可以写的有：{'、'.join(CADENCES)}。"),
}
"""How a rule is read, and how it should have been written."""


def load_regions(root: Path) -> tuple[tuple[Region, ...], list[Problem]]:
    """All regions by name, in order."""
    regions: list[Region] = []
    problems: list[Problem] = []
    for name in door.listed(root, "data/regions"):
        path, file = root / "data" / "regions" / name, f"data/regions/{name}"
        if path.name.startswith("."):
            continue
        if path.suffix != ".yml" or not door.is_file(root, file) or not values.SLUG.fullmatch(path.stem):
            message = f"regions/ 里不认识「{path.name}」。"
            problems.append(problem("unknown-file", Source(file), message, "这里每个地区一个文件，用小写英文字母命名，如 shandong.yml。"))
            continue
        region, more = _region(path, file)
        problems += more
        regions += [region] if region else []
    return tuple(regions), problems


def no_such_region(where: Source, name: str, known: Iterable[str]) -> Problem:
    """A 地区 that data/regions/ does not have."""
    there = "、".join(known)
    message = f"可以写的有：{there}。" if there else "data/regions/ 里还没有文件，删去这一项，或写一个。"
    return problem("unknown-region", where, f"「地区」写的是「{name}」，data/regions/ 里没有 {name}.yml。", message)


def _region(path: Path, file: str) -> tuple[Region | None, list[Problem]]:
    tree, problems = read_settings(path, file)
    if tree is None or tree.entries is None:
        return None, problems or [problem("bad-yaml", Source(file, line=1), "应当是几行「项目: 内容」。")]
    row, more = read_record(tree, tuple(key for key in REGION_KEYS if key.name not in _NESTED), file, "地区", also=_NESTED)
    problems += more
    rows, more = read_nested(tree.entries.get("目录"), CHANGE_KEYS, file, "目录")
    problems += more
    outline, more = read_nested(tree.entries.get("总结提纲"), OUTLINE_KEYS, file, "总结提纲")
    problems += more
    words, more = read_nested(tree.entries.get("词语"), WORD_KEYS, file, "词语")
    problems += [*more, *_doubtful_words(words)]
    limits, posting = _rules(row, "默认时限", problems), _posting(row, "默认张贴", AFFAIRS, problems)
    changes = tuple(_change(each, problems) for each in rows if each.text("码"))
    filing = "".join(_rules(row, "备案期限", problems)[:1])
    sizes, own = _rules(row, "班子人数", problems), tuple(map(_outline_line, outline))
    words_of_region = with_own(tuple((each.text("词"), each.text("意思")) for each in words)) if words else ()
    name = row.text("名称") or path.stem
    return Region(path.stem, name, limits, posting, changes, filing, sizes, own, words_of_region), problems


def _doubtful_words(words: Iterable[Row]) -> Iterator[Problem]:
    """A word that is told twice, of which one would be lost in silence, and what is too long to be read over the foot of a screen."""
    told: set[str] = set()
    for row in words:
        word, meaning = row.text("词"), row.text("意思")
        if word in told:
            yield problem("repeated-key", row.at("词"), f"「{word}」在「词语」里写了两次。", "留一条，另一条删去。")
        if len(meaning) > _LONGEST:
            message = f"「{word}」的意思写了 {len(meaning)} 个字，手机上一屏放不下。"
            yield problem("bad-value", row.at("意思"), message, f"写成一句话，{_LONGEST} 个字以内。")
        told.add(word)


def _outline_line(row: Row) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    also, takes = (tuple(map(str, told)) if isinstance(told := row[name], tuple) else () for name in ("又称", "收"))
    return row.text("提纲"), row.text("题目"), also, takes


def _change(row: Row, problems: list[Problem]) -> Change:
    privacy, basis = row["隐私"], row["依据"]
    if isinstance(privacy, int) and privacy not in range(4):
        message, hint = f"「隐私」写的是「{row.text('隐私')}」，看不懂。", "写 0、1、2 或 3：不涉及个人、有姓名、姓名要遮、只发汇总。"
        problems.append(problem("bad-rule", row.at("隐私"), message, hint))
        privacy = None
    return Change(
        code=row.text("码"), title=row.text("名称"), group=row.text("类"), body=row.text("主体"), scope=row.text("范围"),
        cadences=_rules(row, "周期", problems), limits=_rules(row, "时限", problems), posting=_posting(row, "张贴", _group(row), problems),
        proposing="".join(_rules(row, "公示", problems)[:1]),
        privacy=privacy if isinstance(privacy, int) else None, basis=tuple(map(str, basis)) if isinstance(basis, tuple) else (),
        explanation=row.text("说明"), line=row.line,
    )  # fmt: skip


def _group(row: Row) -> str:
    """党务, 村务, 财务 or 荣誉."""
    item = catalogue.item(row.text("码"))
    return item.group if item else row.text("类") or AFFAIRS


def _posting(row: Row, name: str, group: str, problems: list[Problem]) -> str:
    """How long what was decided hangs, as the region has it. Law: 村民委员会组织法 (2025) art. 35, no fewer than fifteen days."""
    rule = "".join(_rules(row, name, problems)[:1])
    spans, least = span(rule), span(POSTED_AS_LAW_ASKS)
    if spans and least and group == AFFAIRS and calendar_days(spans) < least.days:
        hint = f"写 {POSTED_AS_LAW_ASKS} 或更长；决定、发放以前征求意见的天数，写在那个事项的「公示」里。"
        problems.append(problem("bad-rule", row.at(name), f"「{name}」写的是「{rule}」，法律规定不得少于 {least}。", hint))
        return ""
    return rule


def _rules(row: Row, name: str, problems: list[Problem]) -> tuple[str, ...]:
    """The rules below a key, those that can be read."""
    reads, hint = _KINDS[name.removeprefix("默认")]
    told = row.text(name).split("\n") if row.text(name) else []
    invalid = [text for text in told if not reads(text)]
    problems += [problem("bad-rule", row.at(name), f"「{name}」写的是「{text}」，看不懂。", hint) for text in invalid]
    return tuple(text for text in told if text not in invalid)
