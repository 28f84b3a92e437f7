"""A village in which somebody stands in every place where a kind may name him, each with a name of his own that stands nowhere else.

Nothing here knows which kinds there are: a kind says itself where persons stand in it (``Column.persons``, ``Kind.roll``, the column of
consent, ``Kind.document``), and what is planted is its sample with other names. Where that cannot be done ``Unplanted`` says what to give.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml
from PIL import Image

from generator.check.redaction import with_texts
from generator.config import Context, Edition, SiteConfig, Village
from generator.kind import TOLD, Kind
from generator.kinds import all_kinds
from generator.kinds._consent import CONSENT, PHOTOS
from generator.kinds._document_keys import ABOUT
from generator.law.catalogue import items
from generator.load.board_data import load_board
from generator.model import Column, Dataset, Row
from generator.photo import AGREED, CHECKED, asked_for
from generator.photo import KEYS as PHOTO_KEYS
from generator.photo import PHOTOS as PHOTO
from tests.conftest import OPENED, ROOT, TODAY

LAST = TODAY
"""The last day of everything that ends."""
NEXT = LAST + timedelta(days=1)
BEGUN, LATER = LAST - timedelta(days=14), LAST + timedelta(days=30)
NAMED, MASKED = "named", "masked"
"""The two boards: one whose items let everybody be named until the last day, one whose region asks for surnames."""
REGION = "strict"
EVER, NEVER = date.max, date.min
FIRST, SECOND = "姗婕媛嫣婧婵倩娅妮姝姣婉娴嫱姮妤", "俐佩岚凯奎坚屹宪尧乾亚丹"
"""Characters of given names of which no two stand together elsewhere: what is no such character is no name in running text."""
_GIVEN = tuple(itertools.product(FIRST, SECOND))
_SHOWN = ("named", "consent", "unseen")
SAMPLES = ("shifan", "dongxian")


class Unplanted(AssertionError):
    """A kind has persons, and nobody can be planted in it: what its sample lacks."""


@dataclass(frozen=True)
class Planted:
    """Somebody, and the last day on which each edition may name him (``EVER``, ``NEVER``)."""

    board: str
    where: str
    """The kind, the column and why he stands there."""
    mark: str
    """What of him stands nowhere else: his given name, or the name of his picture."""
    until: Mapping[Edition, date]

    @property
    def name(self) -> str:
        return f"王{self.mark}"


@dataclass
class Field:
    """What was planted: files of the boards, and who stands in them."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)

    def somebody(self, board: str, where: str, public: date, village: date) -> Planted:
        given = "".join(_GIVEN[sum(not who.mark.isascii() for who in self.planted)])  # a picture needs none
        who = Planted(board, where, given, {"public": public, "village": village})
        self.planted.append(who)
        return who


def field_of(kinds: Iterable[Kind]) -> Field:
    """Raises Unplanted."""
    plants = Field()
    texts = {kind.name for kind in all_kinds() if kind.document}
    masked = [item for item in items() if item.code == "C15" or _names_somebody(item.kinds) or texts & set(item.kinds)]
    region = [{"码": item.code, "隐私": 2} for item in masked]
    plants.files[f"/data/regions/{REGION}.yml"] = yaml.safe_dump({"名称": "本地", "目录": region}, allow_unicode=True)
    plants.files["/data/site.yml"] = "标题: 甲镇\n网址: https://jiazhen.cn/\n"
    for board, more in ((NAMED, ""), (MASKED, f"地区: {REGION}\n")):
        plants.files[f"/data/villages/{board}/village.yml"] = (
            f"村名: {'甲村' if board == NAMED else '乙村'}\n联系:\n  - {{事项: 村务公开, 姓名: 王示例, 电话: 0000-0000001}}\n{OPENED}{more}"
        )
    for kind in kinds:
        (_documents if kind.document else _tables)(kind, plants)
    return plants


def _names_somebody(names: Iterable[str]) -> bool:
    """For the kinds of an item: one of them names persons as the item lets them be told, and not by their consent."""
    kinds = {kind.name: kind for kind in all_kinds()}
    of = [kinds[name] for name in (each.partition("/")[0] for each in names) if name in kinds]
    return any(not _agreeing(kind) and any(c.persons == "named" for c in kind.columns) for kind in of)


def _agreeing(kind: Kind) -> bool:
    return any(column.name == CONSENT.name for column in kind.columns)


# --- tables and cases ------------------------------------------------------------------------


def columns_of_persons(kind: Kind) -> tuple[Column, ...]:
    """Where somebody may stand by his full name in a file of it."""
    who = kind.roll.who if kind.roll else ""
    of_photos = PHOTO_KEYS if asked_for(kind.columns) else ()  # planted with the photo
    named = (column for column in kind.columns if column.name not in of_photos)
    return tuple(column for column in named if column.persons in _SHOWN or column.name == who)


@cache
def sample(board: str) -> Mapping[str, tuple[Dataset, ...]]:
    return load_board(ROOT, board, all_kinds())[0].datasets


def _sample_of(kind: Kind) -> Dataset:
    """The newest of the first board that has one."""
    data = next((each[-1] for board in SAMPLES if (each := sample(board).get(kind.name))), None)
    if data is None or not data.entries:
        raise Unplanted(f"{kind.name}: no file with rows in {' or '.join(SAMPLES)}")
    return data


def _tables(kind: Kind, plants: Field) -> None:
    columns = columns_of_persons(kind)
    if not columns and not photographed(kind):
        return
    if "csv" not in kind.formats:
        raise Unplanted(f"{kind.name}: not written as CSV, so it needs a planting of its own in {__name__}")
    data = _sample_of(kind)
    for board in (NAMED, MASKED):
        ends = LAST if board == NAMED else LATER
        row = _row_of(kind, data)
        rows = list(data.entries)
        at = rows.index(row)
        texts = {}
        for column in columns:
            until = ends if kind.roll else EVER
            agreed = _agreeing(kind) and row.text(CONSENT.name) == "是"
            public = NEVER if (column.persons == "consent" and not agreed) or (board == MASKED and not _agreeing(kind)) else until
            public, village = (NEVER, NEVER) if column.persons == "unseen" else (public, until)
            if (board == MASKED and _agreeing(kind)) or named_elsewhere(column, kind):
                continue  # those who say what they agree to are planted below; whom a register names as well, there
            texts[column.name] = plants.somebody(board, f"{kind.name} {column.name}", public, village).name
        texts |= _photo(kind, board, ends, plants, texts)
        rows[at] = _with(row, texts | _ending(kind, row, ends))
        if board == MASKED and _agreeing(kind):
            own = kind.known_by if kind.known_by not in {column.name for column in columns} else ""
            for number, texts in enumerate(_consents(kind, columns, plants)):
                rows.append(_with(row, texts | ({own: f"9{number}"} if own else {})))
        registered = {c.name: "" for c in columns if named_elsewhere(c, kind)}
        rows = [_with(each, _ENOUGH.get(kind.name, registered)) for each in rows]
        rows = [
            each if n == at else _with(each, dict.fromkeys(set(PHOTO_KEYS) & each.head.places.keys(), "")) for n, each in enumerate(rows)
        ]
        plants.files[f"/data/villages/{board}/{kind.name}/{data.key}.csv"] = _written(kind, data, rows, ends)


_ENOUGH = {"point_households": {"期初": "1000"}}
"""What takes the place of the months that are not planted: points a household had before."""


def photographed(kind: Kind) -> bool:
    """True where a photo can be planted: in tables that name no entry of a kind that is not planted."""
    return (
        asked_for(kind.columns)
        and not kind.document
        and (bool(columns_of_persons(kind)) or not any(c.ref and not c.ref_loose for c in kind.columns))
    )


def _photo(kind: Kind, board: str, ends: date, plants: Field, texts: Mapping[str, str]) -> dict[str, str]:
    """A photo that was agreed to until the last day, with somebody's name in what is seen on it where one may stand there."""
    if not photographed(kind):
        return {}
    folder, look = f"/data/villages/{board}/{kind.name}", f"赵范例 {BEGUN} 已看过"
    of = [item for item in items() if kind.name in {name.partition("/")[0] for name in item.kinds}]
    masked = board == MASKED and any(item.code == "C15" or _names_somebody(item.kinds) for item in of)
    picture = f"{board}-shot-{kind.name}"
    plants.planted.append(Planted(board, f"{kind.name} photo", picture, {"public": NEVER if masked else LAST, "village": LAST}))
    plants.files[f"{folder}/{picture}.png"] = _picture()
    who = next(iter(texts.values()), "") if kind.column(PHOTO).persons else ""
    return {PHOTO: f"{picture}.png {who}路边", AGREED: LAST.isoformat(), CHECKED: look}


def named_elsewhere(column: Column, kind: Kind) -> bool:
    """True where it is only compared with who stands under the same number in a register, which is a kind of its own."""
    if column.persons != "unseen":
        return False
    numbers = {c.name for c in kind.columns if c.ref}
    return any(other.known_by in numbers and column.name in {c.name for c in other.columns} for other in all_kinds() if other is not kind)


def _row_of(kind: Kind, data: Dataset) -> Row:
    """One that may not name somebody beyond the posting, once what it says of a term is the last day."""
    context = Context(SiteConfig(), Village("demo", "甲村"), LAST)
    for row in data.entries:
        who = _with(row, {kind.roll.who: "王建国"} if kind.roll else {})
        until = kind.roll.until(who, data, context) if kind.roll else None
        if until is None or until <= LAST or _ending(kind, row, LAST):
            return row
    raise Unplanted(f"{kind.name}: no row of its sample is of somebody whose name leaves with the posting")


def _ending(kind: Kind, row: Row, day: date) -> dict[str, str]:
    """Terms and postings of one row that end on the day, and what is told for so long of who has left that it ends then."""
    if not kind.roll:
        return {}
    left = {kind.roll.left: (day - TOLD).isoformat()} if kind.roll.left else {}
    own = {"公示起": BEGUN.isoformat(), "公示止": day.isoformat()} if {"公示起", "公示止"} <= {c.name for c in kind.columns} else {}
    return {c.name: day.isoformat() for c in kind.columns if c.type == "term" and row.text(c.name)} | left | own


def _consents(kind: Kind, columns: tuple[Column, ...], plants: Field) -> Iterator[dict[str, str]]:
    for agreed, until in ((LAST.isoformat(), LAST), ("否", NEVER), ("撤回", NEVER)):
        where = f"{kind.name} {CONSENT.name} {agreed}"
        public = NEVER if _masked_beside_others(kind) else until
        named = {c.name: (NEVER, NEVER) if c.persons == "unseen" else (public, until) for c in columns}
        yield {name: plants.somebody(MASKED, where, *days).name for name, days in named.items()} | {CONSENT.name: agreed}


def _masked_beside_others(kind: Kind) -> bool:
    """True where its item is also of a kind whose persons the region of the second board masks."""
    return any(kind.name in {name.partition("/")[0] for name in item.kinds} and _names_somebody(item.kinds) for item in items())


def _with(row: Row, texts: Mapping[str, str]) -> Row:
    """The row with some cells typed anew, those of columns that it lacks too."""
    more = tuple(name for name in texts if name not in row.head.places)
    if more:
        head = type(row.head)(row.head.file, (*row.head.fields, *more))
        blank = ("",) * len(more)
        row = Row(head, row.number, row.line, (*row.texts, *blank), (*row.values, *(None for _ in more)))
    return with_texts(row, texts)


def _written(kind: Kind, data: Dataset, rows: list[Row], ends: date) -> bytes:
    fields = [c.name for c in kind.columns if any(c.name in row.head.places for row in rows)]
    opening = [row for mark, row in data.stated_rows if mark == "opening"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(fields)
    writer.writerows([row.text(name) for name in fields] for row in (*opening, *rows))
    return f"{out.getvalue()}公示期：{BEGUN} 至 {ends}\r\n".encode() if kind.roll else out.getvalue().encode()


# --- documents -------------------------------------------------------------------------------


def _documents(kind: Kind, plants: Field) -> None:
    """In a table beside the text, a table in it, a list, a sentence with several names, and a picture."""
    data = _sample_of(kind)
    has = {column.name for column in kind.columns}
    posted = {"公示起", "公示止"} <= has
    if not posted and "撤下日" not in has:
        raise Unplanted(f"{kind.name}: lists of persons in it have no end, since it lacks 公示起、公示止, and 撤下日")
    first = data.rows[0]
    for board in (NAMED, MASKED):
        ends = LAST if board == NAMED else LATER
        of_item = ABOUT.name in has or any(kind.name in item.kinds for item in items())
        public = NEVER if board == MASKED and of_item else ends
        ask = lambda where, public=public, ends=ends, board=board: plants.somebody(board, f"{kind.name} {where}", public, ends).name  # noqa: E731
        front: dict[str, Any] = {name: first.text(name) for name in first.head.fields if name in _KEPT and first.text(name)}
        front |= {"标题": f"{kind.title}公示", "事项": "村级工程", "主体": "村民委员会", "范围": "社会", "公开日": BEGUN}
        front |= {"公示起": BEGUN, "公示止": ends} if posted else {"撤下日": ends + timedelta(days=1)}
        name = "2026-planted" if kind.key == "slug" else "2026"
        body = f"| 户主 | 应收 |\n| --- | --- |\n| {ask('table in the text')} | 10 |\n\n- {ask('list in the text')} 35 元\n\n"
        body += f"欠费的有：{ask('sentence')}、{ask('sentence')}、{ask('sentence')}。\n"
        folder = f"/data/villages/{board}/{kind.name}"
        if "附表" in has:
            front |= {"附表": f"{name}.csv"}
            table = f"组别,姓名,金额\n一组,{ask('table')},10\n一组,{ask('table')},20\n二组,{ask('table')},30\n"
            plants.files[f"{folder}/{name}.csv"] = table
        if PHOTOS.name in has:
            picture = f"{board}-{kind.name}"
            front |= {"附件": f"{picture}.png", "人工核查": f"赵范例 {BEGUN} 已看过", PHOTOS.name: LAST}
            plants.planted.append(Planted(board, f"{kind.name} picture", picture, {"public": LAST, "village": LAST}))
            plants.files[f"{folder}/{picture}.png"] = _picture()
            shot = f"{board}-shot-{kind.name}"
            front |= {PHOTO: f"{shot}.png 路边"}
            plants.planted.append(Planted(board, f"{kind.name} photo", shot, {"public": min(LAST, public), "village": LAST}))
            plants.files[f"{folder}/{shot}.png"] = _picture()
        needed = {c.name: first.text(c.name) for c in kind.columns if c.required and not c.persons}
        front = {name: str(value) for name, value in (needed | front).items() if name in has}
        plants.files[f"{folder}/{name}.md"] = f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n{body}"


_KEPT = ("主体", "范围", "事项", "期间")
"""What a document says as its sample does; the rest of the front matter is what is planted."""


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(out, "PNG")
    return out.getvalue()


# --- what may never be typed -----------------------------------------------------------------


def full_names(kinds: Iterable[Kind]) -> Iterator[tuple[Kind, str, tuple[Column, ...], bytes]]:
    """(kind, key, columns, its sample with a full name in each of them) for the columns of text that name nobody, or persons by their
    surname only."""
    for kind in (kind for kind in kinds if not kind.document):
        data = _sample_of(kind)
        columns = tuple(c for c in kind.columns if c.type == "text" and c.persons in ("", "party"))
        rows = [_with(data.entries[0], {column.name: "王建国" for column in columns}), *data.entries[1:]]
        yield kind, data.key, columns, _written(kind, data, rows, LATER)
