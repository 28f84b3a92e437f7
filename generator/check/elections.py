"""选举: ballots handed out, taken back and valid; who has enough votes; no more elected than there are places."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.lists import stated_once, stating
from generator.config import Context
from generator.kind import Datasets
from generator.law.procedures import election_rule
from generator.model import Dataset, Problem, problem

ROUND, SECOND = "轮次", "另行选举"
REGISTERED, TOOK_PART, HANDED, BACK, VALID, SPOILT = "登记选民", "参加投票", "发出选票", "收回选票", "有效票", "废票"
BALLOTS = (REGISTERED, TOOK_PART, HANDED, BACK, VALID, SPOILT)
POST, PLACES, NAME, VOTES, RESULT, ELECTED = "职务", "应选人数", "姓名", "得票", "结果", "当选"


def count_of(data: Dataset, name: str) -> int | None:
    """A count that holds for the whole election."""
    count = stated_once(data, name)
    return count if isinstance(count, int) else None


def ballots_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """参加投票 and 发出 ≤ 登记, 收回 ≤ 发出, 有效 + 废票 = 收回."""
    for data in datasets:
        for less, more in ((TOOK_PART, REGISTERED), (HANDED, REGISTERED), (BACK, HANDED)):
            few, many, row = count_of(data, less), count_of(data, more), stating(data, less)
            if row and few is not None and many is not None and few > many:
                yield problem("ballots-mismatch", row.at(less), f"{less} {few}，{more} {many}，多了 {few - many}。")
        back, valid, spoilt, row = count_of(data, BACK), count_of(data, VALID), count_of(data, SPOILT) or 0, stating(data, VALID)
        if row and back is not None and valid is not None and valid + spoilt != back:
            message = f"{VALID} {valid} + {SPOILT} {spoilt} = {valid + spoilt}，{BACK} {back}。"
            yield problem("ballots-mismatch", row.at(VALID), message)


def votes_within(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nobody has more votes than there are valid ballots."""
    for data in datasets:
        valid = count_of(data, VALID)
        for row in data.rows:
            votes = row[VOTES]
            if valid is not None and isinstance(votes, int) and votes > valid:
                message = f"得票 {votes}，{VALID} {valid}，多了 {votes - valid}。"
                yield problem("votes-over", row.at(VOTES), message, excerpt=row.excerpt())


def enough_votes(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Enough took part for the election to count, and enough voted for each who is elected."""
    for data in datasets:
        part, needed = election_rule(stated_once(data, ROUND) == SECOND)
        cast, registered, row = count_of(data, TOOK_PART), count_of(data, REGISTERED), stating(data, TOOK_PART)
        if cast is None or row is None:
            continue
        if registered is not None and cast <= registered and not part.enough(cast, registered):
            yield problem("election-void", row.at(TOOK_PART), f"{REGISTERED} {registered}，{TOOK_PART} {cast}，{part.missed}。")
        for one in data.rows:
            votes = one[VOTES]
            if one[RESULT] == ELECTED and isinstance(votes, int) and not needed.enough(votes, cast):
                message = f"{TOOK_PART} {cast}，得票 {votes}，{needed.missed}，却写了当选。"
                yield problem("elected-short", one.at(VOTES), message, excerpt=one.excerpt())


def places_kept(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No more elected to a post than it has places."""
    for data in datasets:
        for post in dict.fromkeys(row.text(POST) for row in data.rows):
            of = [row for row in data.rows if row.text(POST) == post]
            places = next((n for row in of if isinstance(n := row[PLACES], int)), None)
            elected = [row for row in of if row[RESULT] == ELECTED]
            if places is not None and len(elected) > places:
                message = f"「{post}」应选 {places} 人，写了当选的有 {len(elected)} 人。"
                yield problem("elected-many", elected[places].at(RESULT), message)
