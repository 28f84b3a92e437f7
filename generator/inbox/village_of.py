"""Which village a file is of: by its name inside, in the file's name and in the folders', by the 12-digit code, by the folder of its board.

Names stand inside one another (王村 in 小王村), and a village that is not here may have one of them in its own: what stands before and
behind a name decides whether it is the name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.classes import dataclass
from generator.inbox.understood import Doubt, DoubtChoice, Guess
from generator.kind import Kind
from generator.load.discover import find_villages
from generator.load.settings import load_village
from generator.pattern import lazy

_HAN = "一-鿿"
_PLACE_BEFORE = lazy(
    rf"(?:^|[^{_HAN}])$|(?:省|市|县|区|乡|镇|街道|办事处|旗|场|公司|关于|公布|公示|公开|副本|附件|表|报|的|是|和|年度?|月份?|日)$"
)
"""What may stand before the name of a village."""
_NAME_BEHIND = lazy(rf"[{_HAN}]{{1,3}}(?<![民本全各驻进到])(?:村|社区)(?!民|委|务|级|集|股|干|规|财|党|情|史|容)")
"""What stands behind a name that is only the beginning of another: 王村 in 王村沟村."""
_OTHER = lazy(
    rf"([{_HAN}]{{1,10}})(?<!村)(村|社区)(?=村?民委员会|村?委会?|居委会|股份|集体|经济合作|经济联合|村务|财务|党务|收支|账|(?:19|20)\d\d|[^{_HAN}]|$)"
)
_ABOVE = lazy("^.*(?:省|市|县|区|乡|镇|街道|关于|公布|公示|公开)")
_NO_NAME = lazy("^(?:.*[本全各我每农乡驻到进新届第])$|行政|自然|中心|文明|美丽|示范$|先进|振兴|城中")


@dataclass(frozen=True)
class KnownVillage:
    """What of a village's settings tells it from others."""

    slug: str
    name: str
    code: str = ""
    places: tuple[str, ...] = ()
    """Its county and township, and the folder of that."""
    twin: bool = False
    """Another one here has the same name."""

    @property
    def title(self) -> str:
        town = next((place for place in self.places if place.endswith(("镇", "乡", "街道"))), "") if self.twin else ""
        return f"{town}{self.name}（{self.slug}）"


def known_villages(root: Path, kinds: Sequence[Kind]) -> tuple[KnownVillage, ...]:
    """Those of a root; one whose settings cannot be read is known by its folder only."""
    titles = [kind.title for kind in kinds]
    villages = [_known(root, slug, titles) for slug in find_villages(root)[0]]
    names = Counter(village.name for village in villages)
    return tuple(replace(village, twin=names[village.name] > 1) for village in villages)


def _known(root: Path, slug: str, titles: Sequence[str]) -> KnownVillage:
    village, _ = load_village(root / "data" / "villages" / slug, f"data/villages/{slug}/village.yml", titles)
    if village is None:
        return KnownVillage(slug, slug)
    return KnownVillage(slug, village.name, village.code, (*village.place[-2:], *slug.split("/")[:-1]))


@dataclass(frozen=True)
class _Mention:
    slug: str
    start: int
    end: int
    sure: bool


def _mentions(text: str, villages: Iterable[KnownVillage], folder: bool) -> list[_Mention]:
    """Names of villages in a text. ``folder``: the text names a file or a folder, which may be called as the board's."""
    every = [mention for village in villages for mention in _of_village(text, village, folder)]
    return [
        one for one in every if not any(o.start <= one.start and one.end <= o.end and o.end - o.start > one.end - one.start for o in every)
    ]


def _of_village(text: str, village: KnownVillage, folder: bool) -> Iterator[_Mention]:
    for match in re.finditer(re.escape(village.name), text) if village.name in text else ():  # there are hundreds of villages
        before = text[: match.start()]
        known = any(before.endswith(place) for place in village.places)
        sure = (known or bool(_PLACE_BEFORE.search(before))) and not _NAME_BEHIND.match(text[match.end() :])
        yield _Mention(village.slug, *match.span(), sure)
    if village.code and village.code in text:
        for match in re.finditer(rf"(?<!\d){village.code}(?!\d)", text):
            yield _Mention(village.slug, *match.span(), True)
    own = village.slug.rpartition("/")[2]
    if folder and own in (lower := text.lower()) and (place := re.search(rf"(?<![a-z0-9]){re.escape(own)}(?![a-z0-9])", lower)):
        yield _Mention(village.slug, *place.span(), True)
    if folder and text == village.name.removesuffix("村") != "":
        yield _Mention(village.slug, 0, len(text), True)


def strangers(text: str, villages: Sequence[KnownVillage]) -> list[str]:
    """Names of villages in a text that are none of those known: 李家村."""
    here = _mentions(text, villages, folder=False)
    names = []
    for match in _OTHER.finditer(text):
        at = match.end(2) - 1
        own = _ABOVE.sub("", match[1])
        if own and len(own) <= 6 and not _NO_NAME.search(own) and not any(m.sure and m.start <= at < m.end for m in here):
            names.append(own + match[2])
    return names


def village_of(inside: Sequence[str], name: str, folders: Sequence[str], villages: Sequence[KnownVillage]) -> Guess:
    """``inside``: what stands above and below the table, and the name of its sheet."""
    places = [("里面", False, inside), ("文件名", True, (name,)), ("文件夹", True, folders)]
    sure: dict[str, list[str]] = {}
    likely: dict[str, None] = {}
    others: list[str] = []
    by_slug = {village.slug: village for village in villages}
    for place, named, texts in places:
        for text in texts:
            for mention in _mentions(text, villages, named):
                likely[mention.slug] = None
                if mention.sure:
                    sure.setdefault(mention.slug, []).append(place)
            others += strangers(text, villages) if place != "文件夹" else []
    everything = "\n".join((*inside, name, *folders))
    named_so = _in_town(list(sure), by_slug, everything)
    if named_so and {by_slug[slug].name for slug in likely} > {by_slug[slug].name for slug in named_so}:
        named_so = list(likely)  # what is perhaps another village's name is asked
    if len(named_so) == 1 and not others:
        where = "、".join(dict.fromkeys(sure[named_so[0]]))
        return Guess(named_so[0], f"{where}写着「{by_slug[named_so[0]].name}」")
    if not likely and not others and len(villages) == 1:
        return Guess(villages[0].slug, "这里只有这一个村")
    if others and len(named_so) <= 1:
        question = f"里面写的是「{others[0]}」" + (f"，也写着「{by_slug[named_so[0]].name}」" if named_so else "，这里没有叫这个名字的村")
    elif len(named_so) > 1 and len({by_slug[slug].name for slug in named_so}) == 1:
        question = f"有 {len(named_so)} 个村叫「{by_slug[named_so[0]].name}」，没有写是哪个乡镇的"
    elif len(named_so) > 1:
        question = f"{'、'.join(f'「{by_slug[slug].name}」' for slug in named_so)}都写着，看不出是哪个村的"
    else:
        question = "看不出是哪个村的"
    first = [slug for slug in (*named_so, *likely) if slug in by_slug]
    ordered = list(dict.fromkeys((*first, *by_slug)))
    choices = tuple(DoubtChoice(slug, by_slug[slug].title) for slug in ordered)
    return Guess(doubt=Doubt("village", question, choices, len(named_so) if len(named_so) > 1 else 0, "村的文件夹名"))


def _in_town(slugs: list[str], by_slug: dict[str, KnownVillage], text: str) -> list[str]:
    """Of villages of one name those whose township the file names, where it names any."""
    names = {by_slug[slug].name for slug in slugs}
    if len(slugs) < 2 or len(names) > 1:
        return slugs
    here = [slug for slug in slugs if any(place in text for place in by_slug[slug].places[-2:] if place)]
    return here if len(here) == 1 else slugs
