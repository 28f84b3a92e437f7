"""What a form offers where a clerk cannot know it by heart: items of the catalogue, warnings that wait for a word, names of other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.requirements import all_items
from generator.codes import CODES, Severity
from generator.config import Context
from generator.declared import Difference
from generator.editing.live import BoardLook
from generator.kinds import all_kinds
from generator.model import Column

INSTEAD = {
    ("已知差异", "代码"): "哪一种提醒，从列出来的里选；在「今天」的那条提醒下面点「写明原因」，会自己填好",
    ("隐私放行", "代码"): "哪一种错误，从列出来的里选",
    ("", "地区"): "照哪个地区的规定公开，从列出来的里选；不写就照国家的",
}
"""(list, key) → what is explained where the words are offered: elsewhere they must be looked up."""
Offer = tuple[str, str]
"""(what is typed, what it is called); "" where that is the same."""


def offered(column: Column, part: str, look: BoardLook, context: Context) -> list[Offer]:
    """For a key that stands once, or one of a record of ``part``."""
    regime = look.data.village.regime if look.data.village else ""
    if words := column.offers_2004 if regime == "2004" and column.offers_2004 else column.offers:
        return [(word, "") for word in words]
    if column.ref:
        return [(name, "") for name in dict.fromkeys(_names(column.ref, look))]
    match part, column.name:
        case ("", "地区"):
            return [(region.name, region.title) for region in context.site.regions]
        case ("", "示例数据"):
            return [("全部", ""), *((kind.title, "") for kind in all_kinds())]
        case ("不适用", "目录") | ("", "向社会公开") | ("目录", "码"):
            return [*([("全部", "")] if not part else []), *((item.code, item.title) for item in all_items(context))]
        case ("已知差异", "代码"):
            return _codes([p.code for p in look.problems if p.severity is Severity.WARNING], context.village.differences)
        case ("隐私放行", "代码"):
            return _codes([p.code for p in look.problems if p.code.startswith("personal-")], context.village.allowances)
        case ("更正", "文件") | ("已知差异", "位置") | ("隐私放行", "位置"):
            return [(file, "") for file in sorted(_files(look))]
    return []


def _names(kinds: Iterable[str], look: BoardLook) -> Iterator[str]:
    for kind in (each for each in all_kinds() if each.name in kinds):
        for data in look.datasets(kind.name):
            for row in data.rows:
                yield from kind.names_of(row)


def _files(look: BoardLook) -> Iterator[str]:
    for datasets in look.data.datasets.values():
        for data in datasets:
            if data.file:
                yield "/".join(data.file.rsplit("/", 2)[1:])


def _codes(told: Iterable[str], written: Iterable[Difference]) -> list[Offer]:
    """Those that are told of now, and those that a word was written for: they are quiet."""
    codes = dict.fromkeys((*told, *(each.code for each in written)))
    return [(code, CODES[code].title) for code in codes if code in CODES]
