"""All files of one village → its settings and datasets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from generator import door, glance, periods
from generator.classes import dataclass
from generator.config import Village
from generator.contents import content_of
from generator.corrected import Past
from generator.kind import Kind
from generator.load.accounts import joined, set_apart, with_account
from generator.load.csv_file import read_csv
from generator.load.discover import InputFile, find_inputs
from generator.load.document import read_document
from generator.load.listing import read_listing
from generator.load.photo_files import doubtful as doubtful_photos
from generator.load.photo_files import with_photos
from generator.load.settings import load_village
from generator.load.table import read_table
from generator.load.xlsx_file import read_xlsx
from generator.load.year_books import account_of, by_account
from generator.load.year_file import is_year_file, read_year
from generator.model import Dataset, Problem, Source, problem
from generator.workers import spread


@dataclass(frozen=True)
class BoardData:
    """What one village's files say."""

    village: Village | None
    datasets: dict[str, tuple[Dataset, ...]] = field(default_factory=dict)
    """By kind name, ordered by key."""
    past: Past = field(default_factory=Past)
    """What of it is not as it was published."""
    files: tuple[InputFile, ...] = ()
    """All that are of a kind, readable or not."""


Memory = dict[str, Dataset]
"""Datasets by file, as they were read before: one whose file and tables still have the same bytes is not read again."""


def load_board(root: Path, slug: str, kinds: Sequence[Kind], memory: Memory | None = None) -> tuple[BoardData, list[Problem]]:
    """Read everything; report everything that is wrong. ``memory`` is brought up to date: what was read without a problem."""
    with glance.glanced(root, f"data/villages/{slug}"):  # documents ask for each file beside them, in a folder of a thousand
        return _load_board(root, slug, kinds, {} if memory is None else memory)


def _load_board(root: Path, slug: str, kinds: Sequence[Kind], memory: Memory) -> tuple[BoardData, list[Problem]]:
    before = dict(memory)
    memory.clear()
    folder = root / "data" / "villages" / slug
    village, problems = load_village(folder, f"data/villages/{slug}/village.yml", [k.title for k in kinds])
    inputs, companions, more = find_inputs(root, slug, kinds)
    problems += [*more, *door.closed(root, f"data/villages/{slug}", f"content/{slug}")]
    by_name = {kind.name: kind for kind in kinds}
    by_kind: dict[str, list[Dataset]] = {kind.name: [] for kind in kinds}
    doubtful: set[str] = set()
    of_years: list[tuple[InputFile, Dataset | None]] = []
    for item, (dataset, more) in zip(inputs, _read_all(root, inputs, by_name, before), strict=True):
        if dataset and not more:
            memory[item.file] = dataset
        problems += more
        doubtful |= {item.kind} if doubtful_photos(dataset, more) else set()
        if is_year_file(by_name[item.kind], item.key):
            of_years.append((item, dataset))
            continue
        if dataset is None and by_name[item.kind].key in ("month", "period") and not by_name[item.kind].document:
            dataset = Dataset(item.kind, item.key, item.file, unread=True, complete=False)
        if dataset:
            kind = by_name[item.kind]
            if dataset.parts and not dataset.entries:  # remembered as the sheets it was put together from
                dataset = joined(dataset.parts, kind).as_read(dataset.digest)
            if item.account:
                dataset = set_apart(with_account(dataset, item.account, kind), kind).as_read(dataset.digest)
            by_kind[item.kind].append(dataset)
    for kind in (k for k in kinds if k.key == "month"):
        years = [(item, data) for item, data in of_years if item.kind == kind.name]
        months, twice = _months_of(years, [item for item in inputs if item.kind == kind.name], kind)
        by_kind[kind.name] += months
        problems += twice
    for kind in (k for k in kinds if k.account_column):
        by_kind[kind.name] = _one_a_month(by_kind[kind.name], kind)
    for kind in (k for k in kinds if k.key == "month"):
        known = {d.key for d in by_kind[kind.name]}
        guessed = {key for p in problems if (key := _month_meant(p, kind, slug)) and key not in known}
        by_kind[kind.name] += [Dataset(kind.name, key, "", unread=True, complete=False) for key in sorted(guessed)]
    # Where a document could not be read, or misspells a file, nobody can say that a file is used by none.
    unused = [c for c in companions if c.kind not in doubtful]
    problems += _unused(unused, [d for datasets in by_kind.values() for d in datasets], by_name)
    datasets = {name: tuple(sorted(ds, key=lambda d: d.key)) for name, ds in by_kind.items()}
    own = [each for several in datasets.values() for data in several for each in data.corrections]
    if village and own:
        village = replace(village, corrections=(*village.corrections, *own))
    return BoardData(village, datasets, files=tuple(inputs)), problems


_Answer = tuple[Dataset | None, list[Problem]]


def _read_all(root: Path, inputs: Sequence[InputFile], kinds: Mapping[str, Kind], before: Memory) -> Iterator[_Answer]:
    """What each file says and what is wrong with it. Those that are not as they were ``before`` are read, on all cores that are free."""
    same = {item.file for item in inputs if (data := before.get(item.file)) and data.digest and _digest(root, data) == data.digest}
    todo = [item for item in inputs if item.file not in same]
    read = chain.from_iterable(spread(partial(_read, root, kinds), todo))
    return ((before[item.file], []) if item.file in same else next(read) for item in inputs)


def _read(root: Path, kinds: Mapping[str, Kind], inputs: Iterable[InputFile]) -> list[_Answer]:
    answers = []
    for item in inputs:
        dataset, problems = load_file(root, item, kinds[item.kind])
        answers.append((dataset and dataset.as_read(_digest(root, dataset)), problems))
    return answers


def _months_of(
    years: Sequence[tuple[InputFile, Dataset | None]], inputs: Sequence[InputFile], kind: Kind
) -> tuple[list[Dataset], list[Problem]]:
    """The months of years' files, but not those that stand elsewhere too; where a file could not be read, nothing is known of any."""
    there = {(item.key, item.account): item.file for item in inputs if not is_year_file(kind, item.key)}
    books: list[tuple[str, Dataset]] = []
    problems = []
    for item, year in years:
        months = year.parts if year else tuple(
            Dataset(item.kind, f"{item.key}-{n:02}", item.file, unread=True, complete=False) for n in range(1, 13)
        )  # fmt: skip
        if year:
            months = tuple(part.as_read(year.digest) for part in months)
        named = [(account_of(part, item.account), part) for part in months]
        twice = {part.key: file for own, part in named if (file := _elsewhere(own, part.key, there))}
        if twice and year:
            message = f"「{'、'.join(twice)}」已经有一个文件 {next(iter(twice.values())).rpartition('/')[2]}，这里面又有。"
            problems.append(
                problem("duplicate-file", Source(item.file), message, "只留一处：删去那个月的文件，或者把这里面那个月的各行删去。")
            )
        alone = [(own, with_account(part, own, kind) if own else part) for own, part in named if part.key not in twice]
        there |= {(part.key, own): item.file for own, part in alone if own}
        books += alone
    return by_account(books, {item.key for item in inputs if not is_year_file(kind, item.key)}, kind), problems


def _elsewhere(own: str, key: str, there: Mapping[tuple[str, str], str]) -> str:
    """The file that has the same month of the same account; beside one of all accounts there is none of one of them."""
    return next((file for (month, account), file in there.items() if month == key and (not own or account in ("", own))), "")


def _one_a_month(datasets: list[Dataset], kind: Kind) -> list[Dataset]:
    """The books of the accounts of one month, a file each, become one."""
    months: dict[str, list[Dataset]] = {}
    for data in datasets:
        months.setdefault(data.key, []).append(data)
    return [parts[0] if len(parts) == 1 else joined(parts, kind) for parts in months.values()]


def _digest(root: Path, data: Dataset) -> str:
    """Id of the bytes of a file and of all that it names, whether or not that is there."""
    known = _digests_in(root, data.file.rpartition("/")[0])
    of = data.file, data.companions
    if of not in known:
        hashed = hashlib.sha256()
        for file in (data.file, *data.companions):
            with suppress(door.Closed):
                hashed.update(bytes.fromhex(content_of(root, file).sha256))
            hashed.update(file.encode() + b"\0")
        known[of] = hashed.hexdigest()[:32]
    return known[of]


@glance.of_folder
def _digests_in(root: Path, folder: str) -> dict[tuple[str, tuple[str, ...]], str]:
    """Those that are known of its files, which name no others, while none of them moves."""
    return {}


def load_file(root: Path, item: InputFile, kind: Kind) -> tuple[Dataset | None, list[Problem]]:
    """One file by its ending."""
    path = root / item.file
    match path.suffix:
        case ".md":
            data, problems = read_document(path, item.file, kind, item.key)
        case ".yml":
            data, problems = read_listing(path, item.file, kind, item.key)
        case ending:
            grids, problems = (read_csv if ending == ".csv" else read_xlsx)(path, item.file)
            if problems:
                return None, problems
            data, problems = (read_year if is_year_file(kind, item.key) else read_table)(grids, kind, item.file, item.key)
    if data is None:
        return None, problems
    data, more = with_photos(root, data, kind)
    return data, [*problems, *more]


def _month_meant(p: Problem, kind: Kind, slug: str) -> str:
    """The month a wrongly named file is surely of: it is not missing, it is misnamed."""
    match = re.fullmatch(rf"data/villages/{slug}/{kind.name}/(\d{{4}})\D?(\d{{1,2}})\D.*", p.source.file)
    month = f"{match[1]}-{int(match[2]):02d}" if match and p.code in ("bad-name", "unknown-file") else ""
    return month if periods.MONTH.fullmatch(month) else ""


def _unused(companions: list[InputFile], datasets: list[Dataset], kinds: Mapping[str, Kind]) -> list[Problem]:
    used = {file for d in datasets for file in d.companions}
    return [
        problem("unused-table", Source(c.file), f"没有{kinds[c.kind].one}提到「{c.file.rpartition('/')[2]}」。", _how_used(kinds[c.kind]))
        for c in companions
        if c.file not in used
    ]


def _how_used(kind: Kind) -> str:
    """What to do with a photo that nothing names; a document has its own words, those of the code."""
    return "" if kind.document else "在它那一行的「照片」里写上文件名；没有哪一行用的，把文件移走。"
