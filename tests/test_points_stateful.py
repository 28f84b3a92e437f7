"""Points and goods under any order of what happens: the same balances as a simple recount, and whatever comes below nothing is told."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from generator.check.points import Points, accounts, altogether, shelves
from generator.check.points_rules import in_stock, never_below
from tests.conftest import examples
from tests.points_files import points

DAYS = st.integers(0, 40).map(lambda n: date(2026, 1, 1) + timedelta(days=n * 7))
WHO = st.sampled_from(["1", "2", "3"])
THING = st.sampled_from(["毛巾", "牙膏"])
RULE_POINTS = {"A01": 5, "A02": -5, "B01": 3, "B02": -1}
PRICE = {"毛巾": 8, "牙膏": 10}
HOUSEHOLDS = {"1": ("王示例", "一组"), "2": ("李样本", "二组"), "3": ("赵范例", "二组")}


class Village(RuleBasedStateMachine):
    """Rows are written in any order, for any day, as clerks do; none is refused while it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[tuple[date, str, str, int]] = []
        self.redeemed: list[tuple[date, str, str, int, int]] = []
        self.goods: list[tuple[date, str, object, str, int]] = []
        self.opening = {"1": 0, "2": 12, "3": 0}

    @rule(day=DAYS, who=WHO, by=st.sampled_from(sorted(RULE_POINTS)), times=st.integers(1, 3))
    def enter(self, day: date, who: str, by: str, times: int) -> None:
        self.entries.append((day, who, by, RULE_POINTS[by] * times))

    @rule(day=DAYS, who=WHO, thing=THING, pieces=st.integers(1, 2))
    def redeem(self, day: date, who: str, thing: str, pieces: int) -> None:
        self.redeemed.append((day, who, thing, pieces, PRICE[thing] * pieces))

    @rule(day=DAYS, thing=THING, pieces=st.integers(0, 3))
    def stock_up(self, day: date, thing: str, pieces: int) -> None:
        self.goods.append((day, thing, PRICE[thing], "进货", pieces))

    @rule(day=DAYS, thing=THING)
    def lose(self, day: date, thing: str) -> None:
        self.goods.append((day, thing, "", "报损", 1))

    @rule(seed=st.randoms(use_true_random=False))
    def sort_otherwise(self, seed: random.Random) -> None:
        for rows in (self.entries, self.redeemed, self.goods):
            seed.shuffle(rows)

    def files(self) -> Points:
        return points(self.entries, self.redeemed, self.goods, HOUSEHOLDS, self.opening)

    def recounted(self, who: str, until: date) -> int:
        came = sum(n for day, of, _, n in self.entries if of == who and day <= until)
        return self.opening[who] + came - sum(n for day, of, *_, n in self.redeemed if of == who and day <= until)

    def pieces(self, thing: str, until: date) -> int:
        came = sum(-n if how == "报损" else n for day, of, _, how, n in self.goods if of == thing and day <= until)
        return came - sum(n for day, _, of, n, _ in self.redeemed if of == thing and day <= until)

    def days(self) -> list[date]:
        return sorted({row[0] for row in (*self.entries, *self.redeemed, *self.goods)})

    @invariant()
    def what_is_left_is_what_came_less_what_went(self) -> None:
        last = max(self.days(), default=date(2026, 6, 1))
        known = accounts(self.files(), date(2026, 1, 1), last)
        assert {who: known[who].closing for who in HOUSEHOLDS} == {who: Decimal(self.recounted(who, last)) for who in HOUSEHOLDS}
        total = altogether(known)
        assert total.closing == total.opening + total.added - total.taken - total.redeemed
        half = accounts(self.files(), last.replace(day=1), last)
        assert {who: half[who].closing for who in HOUSEHOLDS} == {who: known[who].closing for who in HOUSEHOLDS}

    @invariant()
    def whoever_comes_below_nothing_is_told_once(self) -> None:
        below = {who for who in HOUSEHOLDS if any(self.recounted(who, day) < 0 for day in self.days())}
        told = [problem.message.split()[1] for problem in never_below(self.files())]
        assert sorted(told) == sorted(below)

    @invariant()
    def whatever_is_not_on_the_shelf_is_told_once(self) -> None:
        listed = {thing for _, thing, *_ in self.goods}
        below = {thing for thing in listed if any(self.pieces(thing, day) < 0 for day in self.days())}
        told = [problem.message.partition("」")[0][1:] for problem in in_stock(self.files())]
        assert sorted(told) == sorted(below)
        last = max(self.days(), default=date(2026, 6, 1))
        assert {shelf.name: shelf.left(last) for shelf in shelves(self.files()).values()} == {t: self.pieces(t, last) for t in listed}


TestVillage = Village.TestCase
TestVillage.settings = examples(25, stateful_step_count=25)
