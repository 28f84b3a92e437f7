"""What of a board may have to go: for each of its files what it lets be shown, as digests; and for each page the files it rests on.

Both are noted when a board is published. Where a later one cannot be made, for an error anywhere in it, what its files let be shown now is
held against that: what is gone goes at once. Nothing that is noted can be read back: there is no text in it, only digests.

Law: 个人信息保护法 art. 15, 47 (consent taken back, purpose fulfilled: deleted without delay).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

from generator import bounds, door, periods
from generator.check import posting, rolls
from generator.check.redaction import as_may_be_shown, as_they_stand
from generator.check.scope import in_edition, of_edition
from generator.classes import dataclass
from generator.config import Context, Village
from generator.kept import as_before, kept
from generator.kind import Datasets, Kind, Roll
from generator.kinds._consent import CONSENT, GUARDIAN, PHOTOS, agreed_until, consented
from generator.lately import Itself
from generator.load.board_data import BoardData
from generator.load.content import load_content
from generator.load.inputs import content_ids
from generator.made_of import TITLED
from generator.model import Dataset, Problem
from generator.photo import PICTURES, of_all, pictured
from generator.rests_on import KIND, Rests
from generator.watched import names_let

May = dict[str, list[str]]
"""File → what it lets be shown: digests, those that only pages made of this very file show behind ``OWN``, its title and that it is there
behind ``TITLED`` where the newest page of its kind leads to it, others behind ``LISTED``."""
LISTED, OWN = "+", "-"
_DAY = timedelta(1)


# --- what a board may show -------------------------------------------------------------------


def may_show(root: Path, context: Context, board: BoardData, kinds: Sequence[Kind], problems: list[Problem]) -> May:
    """``board``: all that is there, right or wrong; ``problems``: what was found in it."""
    content, _ = load_content(root, context.village.slug)
    shown = as_may_be_shown(in_edition(board.datasets, context), context, kinds)  # a list that has been posted to its end names nobody
    refused = {p.source.file for p in problems if p.code.startswith("attachment-")}
    folder, _ = own = _own(context)
    more: dict[str, list[tuple[str, ...]]] = {}  # what hangs on more than what the files of a kind say

    def let(file: str, how: str, texts: Iterable[str]) -> None:
        more.setdefault(file, []).append(_tokens(_within(file, own), how, texts))

    of_kinds = [*_of_kinds(context, board, shown, kinds)]
    for data in (data for of_kind in of_kinds for data in of_kind.holders):
        if data.document and data.attachments:
            let(data.file, OWN, _attached(root, data, context, data.file in refused))
        if pictured(data):
            let(data.file, LISTED, _photos(root, data, data.file in refused))
    for page in content.pages:
        let(page.file, LISTED, [""])
        if page.file.startswith(f"content/{context.village.slug}/"):
            let(page.file, OWN, [page.title, page.description, *page.body.splitlines()])
    let(f"{folder}village.yml", LISTED, _of_village(context.village))
    for each in context.village.corrections:
        let(each.stated_in, LISTED, filter(None, (each.reason, each.agreed, each.was)))
    for line in context.village.allowances:
        let(folder + line.place.strip().partition(" ")[0].removeprefix(folder), LISTED, [f"{line.code} {line.place.removeprefix(folder)}"])
    may = {file: tokens for of_kind in of_kinds for file, tokens in of_kind.may.items()}
    for file, lets in more.items():
        may[file] = _counted([*lets, *(part for of_kind in of_kinds for part in of_kind.lets.get(file, ()))])
    return dict(sorted(may.items()))


@dataclass(frozen=True)
class _LetsOfKind:
    """What the files of one kind let be shown by what they say."""

    lets: Mapping[str, list[tuple[str, ...]]]
    may: May  # the same, counted
    holders: Datasets  # those whose attachments and photos are to be read, too


def _of_kinds(context: Context, board: BoardData, shown: Mapping[str, Datasets], kinds: Sequence[Kind]) -> Iterator[_LetsOfKind]:
    """Of each, kept by its files."""
    slug = context.village.slug
    context = as_before(slug, "may", context)
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for item in board.files:
        by_kind.setdefault(item.kind, []).append((item.key, item.file))
    for kind in kinds:
        there = () if kind.document else tuple(by_kind.get(kind.name, ()))  # a document that is not shown is not told of
        given = (Itself(kind), context, there, shown.get(kind.name, ()))
        yield kept(slug, f"may {kind.name}", given, partial(_of_kind, kind, *given[1:]))


def _of_kind(kind: Kind, context: Context, there: Sequence[tuple[str, str]], shown: Datasets) -> _LetsOfKind:
    """``there``: key and file of each table, read or not."""
    own, lets = _own(context), defaultdict[str, list[tuple[str, ...]]](list)
    for data in of_edition([Dataset(kind.name, key, file) for key, file in there], context):
        lets[data.file].append(_tokens(_within(data.file, own), LISTED, [""]))
    filled = [data for data in shown if data.entries]
    for data in filled:
        for file, tokens in _lets_of_all(data, kind, context):
            lets[file].append(tokens)
    holders = (data for data in filled if (data.document and data.attachments) or pictured(data))
    held = tuple(data for data in holders if not data.document or posting.on_the_board(data, context))
    slug = context.village.slug
    counted = {file: kept(slug, f"may {file}", tuple(tokens), partial(_counted, tokens)) for file, tokens in lets.items()}
    return _LetsOfKind(lets, counted, held)


def _lets_of_all(data: Dataset, kind: Kind, context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The same of all its parts, each with its file, and of what it is called: what hangs on nothing else that lies there."""

    def lets() -> Iterator[tuple[str, tuple[str, ...]]]:
        how, called = (LISTED, ["", data.rows[0].text("标题")]) if data.document else (TITLED, _titles_of(data, kind))
        yield data.file, _tokens(_within(data.file, _own(context)), how, called)
        yield from ((part.file, lets_of(part, kind, context)) for part in data.parts or (data,))

    if data.document and not posting.on_the_board(data, context):
        return ()
    return data.once("lets of all", (context.edition, *lets_by(kind, context)), lambda: tuple(lets()))


def lets_of(data: Dataset, kind: Kind, context: Context) -> tuple[str, ...]:
    """What the rows or the text of one file, as it may be shown, let be shown: kept beside it."""

    def tokens() -> tuple[str, ...]:
        texts = _texts_of(data) if data.document else names_let(data, kind, context)
        return _tokens(_within(data.file, _own(context)), OWN if data.document else LISTED, texts)

    return data.once(LETS, lets_by(kind, context), tokens)


def lets_by(kind: Kind, context: Context) -> tuple[object, ...]:
    """By what this hangs on beside the file."""
    return kind.name, context.today


LETS = "lets"


def _titles_of(data: Dataset, kind: Kind) -> list[str]:
    """What its rows have it called: nothing where that is its period and the title of its kind, which no file can take back."""
    title = kind.title_of(data)
    by_period = periods.PERIOD.fullmatch(data.key) and title == periods.period_cn(data.key) + kind.title
    return [title] if title and not by_period else []


def _own(context: Context) -> tuple[str, str]:
    """The folders of a board."""
    return f"data/villages/{context.village.slug}/", f"content/{context.village.slug}/"


def _within(file: str, folders: Iterable[str]) -> str:
    """What a file is called in the folder of its board, which stays when the board moves."""
    return next((file.removeprefix(folder) for folder in folders if file.startswith(folder)), file)


def as_before_it_moved(file: str, slug: str, old: str) -> str:
    """What a file of the board at ``slug`` was called while the board stood at ``old``."""
    for top in ("data/villages", "content"):
        if file.startswith(f"{top}/{slug}/"):
            return f"{top}/{old}/{file.removeprefix(f'{top}/{slug}/')}"
    return file


def ends(datasets: Mapping[str, Datasets], context: Context, kinds: Iterable[Kind]) -> dict[str, str]:
    """File → the first day after today on which it lets less be shown though nobody changes it: for when nobody can open it then."""
    by_file: dict[str, str] = {}
    named = {kind.name: kind.roll for kind in kinds}
    seen = as_they_stand(in_edition(datasets, context), context, kinds)
    for data in (part for several in seen.values() for each in several for part in each.parts or (each,)):
        roll = named.get(data.kind)
        if ends := data.once("ends", (Itself(roll), context), partial(_ends_of, data, roll, context)):
            by_file[data.file] = min(ends, by_file.get(data.file, "9999"))  # a year's file is of several months
    return dict(sorted(by_file.items()))


def _ends_of(data: Dataset, roll: Roll | None, context: Context) -> str:
    """ "" where there is no such day."""
    heads = {id(row.head): row.head for row in data.entries}.values()
    columns = [column for column in (CONSENT, GUARDIAN, PHOTOS) if any(column.name in head.places for head in heads)]
    days = [last + _DAY for row in data.entries for column in columns if (last := agreed_until(row, column))] if columns else []
    if data.document:
        down, posted = data.rows[0]["撤下日"], data.rows[0]["公示止"]
        days += [down] if isinstance(down, date) else []
        days += [posted + _DAY] if isinstance(posted, date) else []
    days += rolls.ends(data, roll, context) if roll else []
    return min((day.isoformat() for day in days if day > context.today), default="")


def as_read(root: Path, slug: str, datasets: Mapping[str, Datasets]) -> dict[str, str]:
    """File → id of its bytes and of all that it names, of tables and notices and of the board's own pages."""
    written = [f"content/{slug}/{name}" for name in door.listed(root, f"content/{slug}") if name.endswith(".md")]
    tables = (part for several in datasets.values() for data in several for part in data.parts or (data,))
    return {data.file: data.digest for data in tables if data.file} | content_ids(root, written)


def _tokens(file: str, how: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(how + _digest(file, text) for text in texts)


def _counted(lets: Iterable[tuple[str, ...]]) -> list[str]:
    """What is let be shown twice is two."""
    tokens = [*chain.from_iterable(lets)]
    if len({*tokens}) == len(tokens):  # nearly always
        return sorted([f"{token}#0" for token in tokens])
    counted = Counter(tokens)
    return sorted(f"{token}#{n}" for token, count in counted.items() for n in range(count))


def _digest(file: str, text: str) -> str:
    return hashlib.sha256(f"{file}\0{' '.join(text.split())}".encode()).hexdigest()[:16]


def _texts_of(data: Dataset) -> Iterator[str]:
    """Every line of a document and every text in its tables."""
    front = data.rows[0]
    yield from (line for line in data.body.splitlines() if line.strip())
    yield from (line for name in front.head.fields if name not in _HELD_BACK for line in front.text(name).splitlines())
    for table in data.tables:
        yield from (cell for row in table.rows for cell in row if isinstance(cell, str) and cell)


_HELD_BACK = ("标题", "范围", "公开日", "撤下日", "结果日期", "取代", "附表", "附件", "人工核查", PHOTOS.name)
"""What a document says and its page does not, or what is asked elsewhere."""


def _attached(root: Path, data: Dataset, context: Context, refused: bool) -> Iterator[str]:
    """The attachments that may be shown: looked at, and the photos agreed to."""
    pictures = consented(data.rows[0], context.today, PHOTOS)
    for file in () if refused else data.attachments:
        if door.is_file(root, file) and (pictures or not file.lower().endswith(PICTURES)):
            yield hashlib.sha256(door.read(root, file, bounds.UNPACKED)).hexdigest()


def _photos(root: Path, data: Dataset, refused: bool) -> Iterator[str]:
    """The photos agreed to, with what is said of them; they stand on pages over several kinds, too."""
    for photo in () if refused else of_all((data,)):
        if door.is_file(root, photo.file):
            yield f"{hashlib.sha256(door.read(root, photo.file, bounds.UNPACKED)).hexdigest()} {photo.seen}"


def _of_village(village: Village) -> Iterator[str]:
    yield from (officer.name for officer in (*village.officers, *village.supervisors))
    yield from (f"{contact.name} {contact.phone}" for contact in village.contacts)


# --- what must go ----------------------------------------------------------------------------


def taken_for(before: May, until: Mapping[str, str], unopened: Collection[str], today: date) -> May:
    """What files that nobody can open now are taken to let be shown: what they did, but for those of which a day has come since."""
    return {file: words_of for file, words_of in before.items() if within(file, unopened) and until.get(file, "9") > today.isoformat()}


def unchanged(before: May, read: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The files that say what they said, or of which nobody noted what."""
    return {file for file in before if file not in read or now.get(file) == read[file]}


def within(file: str, places: Iterable[str]) -> bool:
    """True for one of the places, and for what lies in one."""
    return any(file == place or file.startswith(f"{place}/") for place in places)


def gone(before: May, now: May) -> dict[str, str]:
    """File → TITLED, LISTED or OWN, the first of them that holds, for each that let be shown what it does not any more."""
    lost = {file: {token[0] for token in set(tokens) - set(now.get(file, ()))} for file, tokens in before.items()}
    return {file: next(mark for mark in (TITLED, LISTED, OWN) if mark in how) for file, how in lost.items() if how}


def concerned(files_of: Rests, lost: Mapping[str, str], slug: str) -> set[str]:
    """The pages on which something of it may stand."""
    return {path for path, files in files_of.items() if any(_concerns(files, file, how, slug) for file, how in lost.items())}


def _concerns(files: list[str] | None, file: str, how: str, slug: str) -> bool:
    if files is None or file in files:
        return files is not None or how != OWN
    kind = file.removeprefix(f"data/villages/{slug}/").partition("/")[0]
    return (how != OWN and KIND + kind in files) or (how == TITLED and TITLED + file in files)


def faded(fades: Mapping[str, str], today: date) -> set[str]:
    """The pages that name fewer by now though no file lets be shown less."""
    return {page for page, day in fades.items() if day <= today.isoformat()}


def still(before: May, now: May) -> May:
    """What was shown and may be still."""
    left = {file: sorted(set(tokens) & set(now.get(file, ()))) for file, tokens in before.items()}
    return {file: tokens for file, tokens in left.items() if tokens}
