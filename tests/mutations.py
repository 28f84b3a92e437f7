"""Faults put into honest books one at a time: which of them the checks find. `python -m tests.mutations --count 10000` prints the rate.

A fault: one amount changed by one fen, two digits of an amount or of a code changed about, one row dropped, one row written twice,
anywhere in 收支明细, 科目余额表 or a statement. Findable: an error whose place or words name that file. No fault, so not made:
dropping or repeating a row that only repeats what others say (合计, a subtotal that may be left out, a later 上月余额, a line of nothing),
for all that is left in the file is true.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator import values
from generator.model import Problem
from tests.books import FOLDER, Books, Cells, as_text, check, make_books

FAULTS = ("fen", "digits", "dropped", "repeated")
BOOKS = 40
"""Books of one run: each is read once, and then only the file that has the fault."""


@dataclass(frozen=True)
class Fault:
    """One fault in one file."""

    books: Books
    file: str
    what: str
    row: int
    """Index of the row, header counted."""
    said: str
    cells: Cells

    def problems(self) -> list[Problem]:
        """What the program says of the books with this fault."""
        texts = self.books.texts | {self.file: as_text(self.cells)}
        return check(texts.items(), self.books.context, self.file)

    @property
    def found(self) -> bool:
        """An error names the file."""
        place = FOLDER + self.file
        return any(p.severity.value == "error" and (p.source.file == place or place in p.message) for p in self.problems())


def faults(count: int, seed: int = 1) -> Iterator[Fault]:
    """``count`` faults in books made with ``seed``; the same for the same seed."""
    luck = random.Random(seed)
    shelf = [make_books(luck, totals=True) for _ in range(min(BOOKS, count))]
    made = 0
    while made < count:
        books = shelf[made % len(shelf)]
        kind = luck.choice(("ledger", "trial", "statement"))
        file = luck.choice([name for name in books.files if name.startswith(kind)])
        fault = make_fault(books, file, luck.choice(FAULTS), luck)
        if fault:
            made += 1
            yield fault


def make_fault(books: Books, file: str, what: str, luck: random.Random) -> Fault | None:
    """None where the row that luck chose cannot have this fault."""
    cells = [list(row) for row in books.files[file]]
    head = next(i for i, row in enumerate(cells) if any(c[:1].isdigit() or "-" in c for c in row[1:]))
    at = luck.randrange(head, len(cells))
    row = cells[at]
    said = ""
    if what in ("fen", "digits"):
        chosen = luck.choice([i for i in range(len(row)) if _typed(row, i, what)] or [-1])
        changed = _change(row[chosen], what, luck) if chosen >= 0 else None
        if changed is None:
            return None
        said, row[chosen] = f"{row[chosen]!r} → {changed!r}", changed
    elif _says_again(file, row, first=at == head):
        return None
    elif what == "dropped":
        del cells[at]
    else:
        cells.insert(at, list(row))
    return Fault(books, file, what, at, said or " | ".join(row), cells)


def _is_amount(text: str) -> bool:
    return "." in text and text.replace(".", "").replace("-", "").isdigit()


def _typed(row: list[str], i: int, what: str) -> bool:
    """Cells with an amount; the blank ones beside them too, where a row has data; codes, where digits are changed about."""
    if _is_amount(row[i]):
        return True
    if what == "digits":
        return row[i].isdigit()
    return row[i] == "" and i >= len(row) - 3 and "合计" not in row and "上月余额" not in row and any(map(_is_amount, row))


def _change(text: str, what: str, luck: random.Random) -> str | None:
    if what == "fen":
        return values.plain_yuan((values.parse_money(text) or 0) + luck.choice((1, -1)))
    places = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    if not places:
        return None
    i = luck.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _says_again(file: str, row: list[str], *, first: bool) -> bool:
    amounts = [c for c in row if _is_amount(c)]
    later = "上月余额" in row and not (first and file.endswith("-01.csv"))
    return "合计" in row or "固定资产小计" in row or later or not any(values.parse_money(c) for c in amounts)


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    words.add_argument("--count", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    start = time.perf_counter()
    made, missed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for fault in faults(asked.count, asked.seed):
        key = (fault.file.partition("/")[0], fault.what)
        made[key] += 1
        if not fault.found:
            missed[key] += 1
            print(f"missed: {fault.what} in {fault.file}, row {fault.row + 1}: {fault.said}", flush=True)
    for key, count in sorted(made.items()):
        print(f"{key[0]:<10}{key[1]:<10}{count - missed[key]:>6} of {count:>6}  {100 * (count - missed[key]) / count:6.2f} %")
    found = asked.count - sum(missed.values())
    print(f"{found} of {asked.count} found, {100 * found / asked.count:.2f} %, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
