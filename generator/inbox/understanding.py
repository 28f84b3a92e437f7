"""A piece → what it is: village, kind and period with the reasons, and a question for each of them that is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from generator import door, periods, values
from generator.classes import dataclass
from generator.inbox.kind_of import MARGIN, Scored, kind_of, named_in, of_names, scores
from generator.inbox.period_of import Evidence, days_of, fits, period_of, years_named
from generator.inbox.period_words import key_written
from generator.inbox.understood import Answers, Doubt, Guess, OnePiece, Received, Refusal, Understood
from generator.inbox.village_of import KnownVillage, known_villages, village_of
from generator.kind import KEYS, Kind
from generator.load.discover import classified
from generator.load.front_matter import front_matter
from generator.load.grid import Grid
from generator.load.header import find_header
from generator.load.row_sort import closes
from generator.load.table import read_table
from generator.load.yaml_tree import Node, read_tree
from generator.load.year_file import not_begun
from generator.own_accounts import account, is_account

_TOP, _FOOT = 3, 5
_MADE = re.compile(r"\s*(?:制表|填表|填报|编制|打印|公示|公布|公开|报送|记账|审核|张榜|审批)(?:人|日期|时间|日|情况|意见)?\s*[:：]")
"""What says when a table was made, or posted: nothing of what it is of."""
_PLACE = re.compile(r"(?:^|/)data/villages/((?:[^/]+/)?[^/]+)/([a-z_]+)/([^/]+)$")
_SETTINGS = re.compile(r"(?:^|/)data/villages/((?:[^/]+/)?[^/]+)/village\.yml$")
_OWN_BOOK = re.compile(
    r"库存现金|现金日?记?账|现金(?=账|日记|流水|明细)|银行(?:存款)?日记账|[基一专][本般用]户|专户"
    r"|[农工建中邮交]行|农商行|信用社"
)


@dataclass(frozen=True)
class Known:
    """What every file is held against."""

    root: Path
    today: date
    kinds: tuple[Kind, ...]
    villages: tuple[KnownVillage, ...]
    came: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Of the files of this call: (bundle, folder of a village in it) → what the settings that came along call the village."""

    def kind(self, name: str) -> Kind | None:
        return next((kind for kind in self.kinds if name in (kind.name, kind.title)), None)


def with_settings(here: Known, files: Iterable[Received]) -> Known:
    """``here`` with what the villages of these files are called by their own settings. Every desk calls its first village cun1."""
    came = {}
    for file in files:
        if match := _SETTINGS.search(file.place):
            tree, _ = read_tree(file.data.decode("utf-8-sig", "replace"), file.name)
            name = ((tree.entries if tree else None) or {}).get("村名")
            if name and name.text:
                came[_home(file, match)] = values.clean(name.text)
    return replace(here, came=came)


def _home(file: Received, match: re.Match[str]) -> tuple[str, str]:
    return file.given if file.inside else "", file.place[: match.end(1)]


def known(root: Path, today: date, kinds: Sequence[Kind]) -> Known:
    return Known(root, today, tuple(kinds), known_villages(root, kinds))


def understand(piece: OnePiece, here: Known, told: Answers) -> Understood | Refusal:
    """``told``: what somebody said of it, which is believed."""
    if placed := by_path(piece, here, told):
        return placed
    inside = (*_around(piece, here.kinds), piece.sheet) if piece.grids else _keys_told(piece)
    name, folders = _stem(piece.received.name), piece.received.folders
    village = Guess(told.village, "村是你写明的") if told.village else village_of(inside, name, folders, here.villages)
    titles = inside if piece.grids else inside[:1]  # what else a text says of itself may name a paper of another kind
    scored = _scored(piece, here.kinds, (*titles, name, *folders))
    kind = Guess(told.kind, "类别是你写明的") if told.kind else kind_of(scored, here.kinds)
    of_kind = here.kind(kind.value)
    if of_kind and piece.ending not in of_kind.formats:
        formats = "、".join(f".{ending}" for ending in of_kind.formats)
        message = f"「{of_kind.title}」里放的是 {formats} 文件，这一份是 .{piece.ending}。"
        return Refusal(piece.received.path, message, f"改存为 {formats} 再交。")
    if of_kind and piece.month and not_begun(read_table(list(piece.grids), of_kind, piece.received.name, f"2000-{piece.month[-2:]}")[0]):
        name = f"{piece.received.path} 的工作表「{piece.sheet}」"
        return Refusal(name, "一笔也没有。", "登了再交；这个月没有收支的，在摘要写「本月无收支」。")
    period = Guess()
    if of_kind:
        period = _period(piece, of_kind, inside, here, village.value, told)
    guesses = [guess for guess in (village, kind, period) if guess.value or guess.doubt]
    return Understood(
        piece,
        village.value,
        of_kind.name if of_kind else "",
        period.value,
        _account(piece, of_kind) if of_kind else "",
        tuple(guess.why for guess in guesses if guess.why),
        tuple(guess.doubt for guess in guesses if guess.doubt),
    )


def _period(piece: OnePiece, kind: Kind, inside: Sequence[str], here: Known, village: str, told: Answers) -> Guess:
    if piece.month and periods.YEAR.fullmatch(told.period):  # the year of a workbook of months
        return Guess(f"{told.period}-{piece.month[-2:]}", "年份是你写明的")
    typed = told.period if kind.key == "slug" or not told.period else key_written(told.period) or told.period
    if typed and fits(typed, kind):
        return Guess(typed, "期别是你写明的")
    if told.period:
        return Guess(
            doubt=Doubt(
                "period", f"「{told.period}」不能作「{kind.title}」的{'名字' if kind.key == 'slug' else '期别'}", typed=KEYS[kind.key][1]
            )
        )
    name = piece.received.name if kind.key == "slug" else _stem(piece.received.name)
    if piece.month:  # the name of the whole says the year, and of which months it is
        inside = (f"{piece.month[:4]}年" if len(piece.month) > 2 else "", f"{int(piece.month[-2:])}月")
        name = "，".join(f"{year}年" for year in years_named(Evidence(name=name)))
    there = tuple(_there(here.root, village, kind)) if kind.key == "slug" and village else ()
    evidence = Evidence(tuple(text for text in inside if not _MADE.match(text)), name, piece.received.folders, there=there)
    years = years_named(evidence)
    days = days_of(piece.grids, kind, years[0] if len(years) == 1 else "") if piece.grids and kind.key != "slug" else ()
    return period_of(kind, replace(evidence, days=days), here.today)


def _there(root: Path, village: str, kind: Kind) -> list[str]:
    names = [name.rpartition(".") for name in door.listed(root, f"data/villages/{village}/{kind.name}")]
    return [stem for stem, _, ending in names if ending in kind.formats]


def by_path(piece: OnePiece, here: Known, told: Answers) -> Understood | Refusal | None:
    """A file whose path says where it belongs: of a bundle, or of another copy of the data."""
    place = piece.received.place
    slugs = {village.slug for village in here.villages}
    matches = [match for pattern in (_SETTINGS, _PLACE) if (match := pattern.search(place))]  # both: 村/类/village.yml, 镇/村/village.yml
    match = next((match for match in matches if match[1] in slugs), matches[0] if matches else None)
    if not match or piece.sheet or told != Answers():
        return None
    slug, why = match[1], "它在的文件夹写明了位置"
    name = here.came.get(_home(piece.received, match), "")
    if name and name not in (village.name for village in here.villages if village.slug == slug):
        alike = [village for village in here.villages if village.name == name]
        if len(alike) == 1:  # the same village in a folder of another name
            slug, why = alike[0].slug, f"和它一起来的设置里，村名是「{name}」"
        elif slug in slugs:
            own = next(village.name for village in here.villages if village.slug == slug)
            message = f"和它一起来的设置里，村名是「{name}」；这里的 data/villages/{slug} 是「{own}」。"
            hint = f"是另一个村：先新建（gongkai new village），村名写「{name}」，再来。是改了名：先改这里 village.yml 的村名。"
            return Refusal(piece.received.path, message, hint)
    if slug not in slugs:
        message = f"这里没有 data/villages/{match[1]} 这个村。"
        return Refusal(piece.received.path, message, f"先新建：gongkai new village {match[1]}；是别的村的，用 --village 写明。")
    if match.re is _SETTINGS:
        return Understood(piece, slug, "", "village", why=(why,), file=f"data/villages/{slug}/village.yml")
    kind = here.kind(match[2])
    item = classified(f"data/villages/{slug}/{match[2]}", match[3], kind) if kind else None
    if not kind or not item or not match[3].endswith(f".{piece.ending}"):
        return None
    return Understood(piece, slug, kind.name, item.key, item.account, (why,), file=item.file)


# --- what stands in it -----------------------------------------------------------------------


def _around(piece: OnePiece, kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The cells above the header and those of the closing lines, where it is said whose table it is and of when."""
    texts: list[str] = []
    for grid in piece.grids:
        best = next(iter(scores([grid], (), kinds)), None)
        at = find_header(grid, best.kind) if best and best.header else None
        texts += [cell for row in grid.rows[: _TOP if at is None else at] for cell in row.cells if cell]
        texts += [cell for row in grid.rows[(at or 0) + 1 :][-_FOOT:] if closes(row) for cell in row.cells if cell]
        texts.append(grid.sheet)
    return tuple(dict.fromkeys(filter(None, texts)))


def _keys_told(piece: OnePiece) -> tuple[str, ...]:
    """The values of the keys that a text begins with."""
    tree = _tree(piece)
    return tuple(node.text for node in (tree.entries or {}).values() if node.text) if tree else ()


def _tree(piece: OnePiece) -> Node | None:
    front = front_matter(piece.text) if piece.ending == "md" else None
    text = front.keys if front else piece.text if piece.ending == "yml" else ""
    return read_tree(text, piece.received.name)[0] if text else None


def _scored(piece: OnePiece, kinds: Sequence[Kind], texts: Sequence[str]) -> list[Scored]:
    if piece.grids:
        return scores(piece.grids, texts, kinds)
    tree = _tree(piece)
    entries = (tree.entries if tree else None) or {}
    lists = [node for node in entries.values() if node.items]
    inner = [name for node in lists for item in (node.items or ())[:1] for name in (item.entries or {})]
    scored = []
    words = named_in(texts, kinds)
    for kind in (kind for kind in kinds if piece.ending in kind.formats):
        names = [values.label(name) for name in (*entries, *inner) if name != kind.rows_key]
        header, named = of_names(names, kind)
        strange = any(label not in kind.wordings for label in names)  # which would be an error there, where a column is left out
        scored.append(Scored(kind, max(header - MARGIN * strange, 0), named, tuple(words.get(kind.name, ()))))
    return sorted(scored, key=lambda each: (-each.score, each.kind.order))


def _account(piece: OnePiece, kind: Kind) -> str:
    """The own account whose book it is, where its title or its name says so; "" for all of them."""
    if not kind.account_column or len(piece.grids) != 1:
        return ""
    grid = piece.grids[0]
    if _has_column(grid, kind):
        return ""
    at = find_header(grid, kind) or 0
    if is_account(grid.sheet):
        return ""  # the loader knows it by its sheet
    titles = [cell for row in grid.rows[:at] for cell in row.cells if cell]
    books = {account(match[0]) for text in (*titles, _stem(piece.received.name)) for match in _OWN_BOOK.finditer(text)}
    return next(iter(books)) if len(books) == 1 else ""


def _has_column(grid: Grid, kind: Kind) -> bool:
    at = find_header(grid, kind)
    return at is not None and any(
        kind.wordings[label].name == kind.account_column for cell in grid.rows[at].cells if (label := values.label(cell)) in kind.wordings
    )


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
