"""A person's full name, told from a firm, an office or a word that begins with a surname; as data and what reads it.

A cell that is meant for a name is judged by its surname and by what it is not; running text, where words meet that belong to no name, by
the characters given names are made of and by what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from generator.classes import dataclass
from generator.law import data
from generator.law.begun import begun, surely
from generator.law.sensitive import sensitive
from generator.pattern import lazy

_SPACE = lazy(r"[\s\u3000·]+")
_HAN = lazy("[\u4e00-\u9fff]{2,4}")
_SEVERAL = lazy(r"[、,，;；/&＆\n]|和|与|及")
_PARENTHESES = lazy(r"[(（][^()（）]*[)）]")
_LONGEST = 40
"""Characters of a cell, or of a part of one, that may be somebody's name and what is said of him."""
_SYLLABLE = (
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|[aeiouv]))"
)
"""Of Mandarin in Latin letters."""
_remembered = lru_cache(maxsize=1 << 14)
"""Names and headers are few and stand in many rows."""
_EDGE = r"(?=$|[\s\u3000，。、；：:,;.!?！？（）()“”\"'「」《》|\]】~-])"


@dataclass(frozen=True)
class NameWords:
    cautious: frozenset[str]
    """Surnames that begin many words."""
    given: frozenset[str]
    words: re.Pattern[str]
    firms: re.Pattern[str]
    endings: frozenset[str]
    around: re.Pattern[str]
    """Group 1: the name in a cell that says more of the person than the name."""
    name: str
    """A pattern for a name in running text: group and all characters of given names."""
    whole_name: re.Pattern[str]
    """The same, compiled."""
    anybody: str
    """The same for a name beside words that leave little doubt: any characters, 王某, 王*明; what ends it is part of the pattern."""
    called: re.Pattern[str]
    listed: re.Pattern[str]
    alone: re.Pattern[str]
    labelled: re.Pattern[str]
    """A word behind which those stand whom a list is of, and a name: 新增：王建国, 姓名：王建国."""
    masked: re.Pattern[str]
    """王某, 王*国 at the head of a line of a list, with what such a line goes on with."""
    spelt: re.Pattern[str]
    """A surname and two syllables in the name of a file: wang-jianguo."""
    leading: re.Pattern[str]
    """A name at the head of a line of a list, and what such a line goes on with."""


@cache
def persons() -> NameWords:
    told = data.told("persons")
    known = sensitive()
    given = f"[{told['名字用字']}]"
    double = "|".join(sorted(known.double_surnames))
    name = f"(?:(?:{double}){given}{{1,2}}|[{known.surnames}]{given}{{1,2}})"
    after = f"(?:{told['人后']})"
    sure = "".join(sorted(set(known.surnames) - set(told["常用字姓"])))
    masked = f"[{known.surnames}][某*＊×][\u4e00-\u9fff*＊×]?"
    plain = f"[{sure}]{given}{{2}}"
    whole = f"(?:(?:{double})|[{known.surnames}]){given}{{2}}"
    anybody = f"(?:{whole}|(?:{name}|{masked}|[{sure}][\u4e00-\u9fff]{{1,2}})(?:{_EDGE}|(?={after})))"
    return NameWords(
        cautious=frozenset(told["常用字姓"]),
        given=frozenset(told["名字用字"]),
        words=lazy(told["词"]),
        firms=lazy(told["单位"]),
        endings=frozenset(told["单位尾"]),
        around=lazy(f"{told['人名前']}(.+?){told['人名后']}"),
        name=name,
        whole_name=lazy(name),
        anybody=anybody,
        labelled=lazy(f"(?:(?:户主)?姓名|户主|{told['列人']})\\s*[:：]\\s*(?P<name>{name}|{masked})(?:{_EDGE}|(?=[0-9]))"),
        masked=lazy(f"(?P<name>{masked})(?=\\s*$|\\s*[0-9]|[\\s:：,，、(（|]+(?:[0-9一二三四五六七八九十]|[女男户]|$))"),
        spelt=lazy(f"(?:{'|'.join(told['拼音姓'].split())})[-_]?{_SYLLABLE}[-_]?{_SYLLABLE}(?:[-_]?\\d+)?"),
        leading=lazy(
            f"(?P<name>{name}|[{sure}][\u4e00-\u9fff]{{1,2}}(?=[\\s:：]*[0-9]))(?=\\s*$|[0-9]|[\\s:：,，、(（|]+(?:[0-9一二三四五六七八九十]|{name}|[女男户]|$))"
        ),
        called=lazy(f'(?:{told["称人"]})[:：“"(（「]?(?P<name>{name})(?:{_EDGE}|(?={after}))'),
        listed=lazy(f"(?:(?<![\u4e00-\u9fff])|(?<=[有是为由给付向请]))(?P<name>{name}(?:[、，, ]+{name})+)(?:{_EDGE}|(?={after}))"),
        alone=lazy(
            f'(?:^|(?<=[-—－/\\s，。；：:、（(“"「付给由向请让找欠退补将把对为]))(?P<name>{whole})(?:{_EDGE}|(?={after}))|(?<=[付给由欠还托])(?P<paid>{plain})'
        ),
    )


@_remembered
def surname(text: str) -> str:
    """王 of 王小明, 欧阳 of 欧阳修; "" for what is no person's full name: an office, a firm, a village, 匿名, 王某."""
    name, known = _SPACE.sub("", text), sensitive()
    if not _HAN.fullmatch(name) or "某" in name or known.bodies.search(name) or persons().firms.search(name):
        return ""
    if name[:2] in known.double_surnames and len(name) > 2:
        return name[:2]
    if name[0] not in known.surnames or (len(name) == 2 and name[-1] in persons().endings):
        return ""
    return name[0]


def in_cell(text: str) -> tuple[str, ...]:
    """The full names that a cell for a party is made of: 王建国（三组）, 村民王建国、李英, 王建国等3户; () for firms, units and groups."""
    names = []
    for part in _SEVERAL.split(_PARENTHESES.sub("", text)):
        around = persons().around.fullmatch(_SPACE.sub("", part)) if len(part) <= _LONGEST else None
        if around and _surely(around[1]):
            names.append(around[1])
    return tuple(names)


def _surely(name: str) -> bool:
    """True for a full name beside which firms are named, too: 金穗粮油 and 赵庄 are none, 王李明华 is one."""
    words, first = persons(), surname(name)
    if not first:
        return False
    rest = name[len(first) :]
    given = words.given.issuperset(rest)
    if name[-1] in words.endings or words.words.fullmatch(name):
        return False
    if len(rest) > 2:
        return rest[0] in sensitive().surnames and given
    return given or first not in words.cautious


def doubtful(name: str) -> bool:
    """True for what running text has by chance: a word, part of a firm's name, or two characters of which the first begins many words."""
    words = persons()
    if words.words.match(name) or words.firms.search(name) or name[1:2] == "家":  # 刘家河 is a place
        return True
    return len(name) == 2 and name[0] in words.cautious and "某" not in name


@_remembered
def plainly(text: str) -> bool:
    """True where the whole text is a name made of what names are made of; a cell of any column, so that 路灯 is none."""
    name = _SPACE.sub("", text)
    return bool(persons().whole_name.fullmatch(name)) and not persons().words.search(name) and not persons().firms.search(name)


def in_text(text: str, alone: bool = True, called: bool = True) -> Iterator[str]:
    """Full names in running text: one after another; (``called``) called 村民 or of a group; (``alone``) between what may stand around a
    name."""
    words = persons()
    for pattern in (words.listed, *((words.called,) if called else ()), *((words.alone,) if alone else ())):
        for match in pattern.finditer(text):
            names = match["name"] or match["paid"]
            yield from (name for name in _SEVERAL.split(names.replace(" ", "、")) if name and not doubtful(name))


@dataclass(frozen=True)
class Situations:
    """What only sums may say of, as it stands beside a person or a count in running text."""

    word: re.Pattern[str]
    """Where any of the words begins, whatever it says."""
    words: str
    """A plain pattern that is found in a text where ``word`` is."""
    pattern: re.Pattern[str]
    """Any of the words where they mean those people, not a work or an office."""
    before: re.Pattern[str]
    """低保户王建国: the name is the group."""
    after: re.Pattern[str]
    """王建国因……患……癌: name, gap and what follows are groups."""
    names: re.Pattern[str]
    """The first sign of anything ``after`` may begin with."""
    few: re.Pattern[str]
    """低保户 3 户, 两名孤儿."""
    doing: re.Pattern[str]
    whole: re.Pattern[str]
    """A cell that says nothing else: 低保户, 肢体残疾."""


@cache
def situations() -> Situations:
    """What persons.yml says of them."""
    told = data.told("persons")
    words = persons()
    word = f"(?:{told['情形']})(?!{told['不是情形']}){told['情形后']}(?!{told['不是情形']})"
    few = r"(?<![0-9０-９.十百千第每各满近\-])(?:[1-4１-４]|[一二两三四])\s*(?:户|人|名|位|个)(?![一以十]|次|月|小组|组)"
    kin = "(?:户|家|家庭|一家|同志|老人|等|夫妇|之?[妻夫父母子女]|的?(?:儿子|女儿|母亲|父亲|妻子|丈夫|孙子|孙女|老伴|爱人|弟弟|哥哥))?"
    return Situations(
        word=begun(told["情形"]),
        words=surely(told["情形"]),
        pattern=lazy(word),
        before=lazy(f"{word}(?:有|是|为|如|包括)?[：:，,、（(“]?(?P<name>{words.anybody})"),
        after=lazy(
            f'(?P<name>{words.name}|[{sensitive().surnames}][某*＊×][\u4e00-\u9fff*＊×]?){kin}(?P<gap>[^。；！？\\s"|<>]{{0,12}}?)(?P<word>{word})'
        ),
        names=lazy(f"[{sensitive().surnames}{''.join(name[0] for name in sorted(sensitive().double_surnames))}]"),
        few=lazy(f"(?:{word})(?:[^，。；：\\s0-9]{{0,4}}?|\\s*){few}|{few}\\s*(?:的)?(?:{word})"),
        doing=lazy(told["做事"]),
        whole=lazy(f"(?:[一二三四1-4]级)?{word}(?:[一二三四1-4]级)?"),
    )
