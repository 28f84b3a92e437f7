"""What a round granted, against its scheme and what it says itself: titles, stars, quota, terms, counts, prizes; and who judged whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator import values
from generator.check.award_changes import GRANTED, STARS, TERM, TITLE, number
from generator.check.award_rounds import AMONG, ASIDE, ENTRIES, GRANTS, JURY, POSTED, PRIZE_MONEY, among, last_of, step_of
from generator.check.award_schemes import (
    LISTED,
    PERSON,
    PRIZE,
    QUOTA,
    SCORE,
    UNIT,
    Granting,
    many,
    of_title,
    stars_of,
)  # fmt: skip
from generator.check.decisions import Expenses
from generator.check.lists import stated_once, stating
from generator.check.walk import OUT
from generator.config import Context
from generator.model import Problem, problem
from generator.pattern import lazy

GrantCheck = Callable[[Granting, Context], Iterable[Problem]]
_BETWEEN = lazy(r"[、，,；;/\s]+")


def titles_known(granting: Granting, context: Context) -> Iterator[Problem]:
    """A title is one of its scheme, given to whom the scheme gives it."""
    scheme = granting.scheme
    for row in granting.rows if scheme and scheme.titles else ():
        title = scheme.titles.get(values.label(row.text(TITLE))) if scheme else None
        if title is None:
            known = "、".join(of.text("名称") for of in scheme.titles.values()) if scheme else ""
            text = f"评选办法里没有「{row.text(TITLE)}」这个称号。"
            yield problem("award-not-in-scheme", row.at(TITLE), text, f"评选办法里有的称号：{known}。", row.excerpt())
        elif title[UNIT] and row[UNIT] and title[UNIT] != row[UNIT]:
            text = f"「{row.text(TITLE)}」在评选办法里授给{title[UNIT]}，这里写的是{row[UNIT]}。"
            yield problem("award-not-in-scheme", row.at(UNIT), text, excerpt=row.excerpt())


def stars_agree(granting: Granting, context: Context) -> Iterator[Problem]:
    """As many stars as the title has, each of them one of the scheme's, and no more points than can be scored."""
    scheme = granting.scheme
    rules = {values.label(name) for name in scheme.rules} if scheme else set()
    for row in granting.rows:
        stars, most = number(row, STARS), stars_of(row, scheme)
        if stars is not None and most is not None and stars != most:
            text = f"「{row.text(TITLE)}」是 {most} 星，「{STARS}」写的是 {stars}。"
            yield problem("award-stars-differ", row.at(STARS), text, excerpt=row.excerpt())
        strange = [name for name in names_of(row.text(LISTED)) if rules and values.label(name) not in rules]
        if strange:
            text = f"「{LISTED}」里的「{strange[0]}」，评选办法的标准里没有。"
            yield problem("award-stars-differ", row.at(LISTED), text, excerpt=row.excerpt())
        score = number(row, SCORE)
        if scheme and scheme.points and score is not None and score > scheme.points:
            text = f"「{SCORE}」写的是 {score}，评选办法各项分值加起来是 {scheme.points}。"
            yield problem("award-stars-differ", row.at(SCORE), text, excerpt=row.excerpt())


def quota_kept(granting: Granting, context: Context) -> Iterator[Problem]:
    """No more of a title than the scheme has places."""
    for title, rows in of_title(granting.rows).items():
        of = granting.scheme.titles.get(values.label(title)) if granting.scheme else None
        quota, count = number(of, QUOTA) if of else None, many(rows)
        if quota is not None and count > quota:
            text = f"「{title}」在评选办法里最多 {quota} 个，「{granting.name}」评了 {count} 个，多了 {count - quota} 个。"
            yield problem("award-over-quota", rows[0].at(TITLE), text)


def counts_listed(granting: Granting, context: Context) -> Iterator[Problem]:
    """As many stand on the roll as the round says it granted, together and of each title."""
    data, parts = granting.data, among(granting.data)
    listed = {title: many(rows) for title, rows in of_title(granting.rows).items()}
    row, total = stating(data, GRANTS), stated_once(data, GRANTS)
    told_already = parts and sum(parts.values()) != total
    if row and isinstance(total, int) and listed and sum(listed.values()) != total and not told_already:
        text = f"评出写的是 {total}，荣誉名单里写着「{granting.name}」的一共 {sum(listed.values())}。"
        yield problem("award-count-differs", row.at(GRANTS), text)
    row, known = stating(data, AMONG), {values.label(title): count for title, count in listed.items()}
    for title, count in parts.items() if row and listed else ():
        there = known.get(values.label(title), 0)
        if row and there != count:
            yield problem("award-count-differs", row.at(AMONG), f"其中写的是「{title}」{count}，荣誉名单里有 {there}。")


def terms_agree(granting: Granting, context: Context) -> Iterator[Problem]:
    """An honor is for as long as the scheme says."""
    for row in granting.rows:
        of = granting.scheme.titles.get(values.label(row.text(TITLE))) if granting.scheme else None
        start, laid_down, term = row[GRANTED], of[TERM] if of else None, row[TERM]
        if not isinstance(start, date) or not laid_down or not term or TERM in row.invalid:
            continue
        if values.term_end(start, str(laid_down)) != values.term_end(start, str(term)):
            text = f"「{row.text(TITLE)}」在评选办法里有效 {laid_down}，这里写的是 {row.text(TERM)}。"
            yield problem("award-term-differs", row.at(TERM), text, excerpt=row.excerpt())


def not_before_posting(granting: Granting, context: Context) -> Iterator[Problem]:
    """Nothing is granted before the posting is over."""
    ends = [day for row in granting.data.rows if step_of(row) == POSTED and (day := last_of(row))]
    for row in granting.rows if ends else ():
        start = row[GRANTED]
        if isinstance(start, date) and start < max(ends):
            text = f"{GRANTED}是 {values.date_cn(start)}，「{granting.name}」公示到 {values.date_cn(max(ends))}才满。"
            yield problem("award-early", row.at(GRANTED), text, excerpt=row.excerpt())
            return


def judged_by_others(granting: Granting, context: Context) -> Iterator[Problem]:
    """Nobody of the jury is honored, nor near kin of one who is on the committee, unless he stepped aside."""
    aside = {values.label(name) for name in names_of(str(stated_once(granting.data, ASIDE) or ""))}
    jury = {values.label(name): name for name in names_of(str(stated_once(granting.data, JURY) or ""))}
    kin = {values.label(name): of.name for of in context.village.officers if values.label(of.name) in jury for name in of.relatives}
    seen: set[str] = set()
    for row in granting.rows:
        for name in map(values.label, names_of(row.text(PERSON))):
            judge = jury.get(name) or kin.get(name)
            if judge and values.label(judge) not in aside | seen:
                seen.add(values.label(judge))
                whose = "自己家" if name in jury else "近亲属家"
                text = f"「{judge}」在「{granting.name}」的{JURY}里，{whose}也评上了「{row.text(TITLE)}」。"
                yield problem("jury-own-household", row.at(PERSON), text)


def prizes_paid(granting: Granting, ledger: Expenses) -> Iterator[Problem]:
    """What the scheme promises for those honored, what the round says it cost and what the ledger spent on it are the same, to the fen."""
    data, scheme = granting.data, granting.scheme
    row, stated, told = stating(data, PRIZE_MONEY), stated_once(data, PRIZE_MONEY), str(stated_once(data, ENTRIES) or "")
    promised = {title: fen for title, of in scheme.titles.items() if (fen := of.fen(PRIZE))} if scheme else {}
    due = sum(promised.get(values.label(title), 0) * many(rows) for title, rows in of_title(granting.rows).items())
    if row and isinstance(stated, int) and promised and granting.rows and stated != due:
        text = f"{PRIZE_MONEY}写的是 {values.yuan(stated)}，按评选办法和名单算是 {values.yuan(due)}，{_apart(stated, due)}。"
        yield problem("award-money-differs", row.at(PRIZE_MONEY), text)
        return
    if not told or not ledger.entries:
        return
    row = stating(data, ENTRIES)
    words = names_of(told)
    lines = [line for *_, line in ledger.entries if line.text("项目") in words or any(word in line.text("摘要") for word in words)]
    spent, due = sum(line.fen(OUT) or 0 for line in lines), stated if isinstance(stated, int) else due
    if row and due and spent != due:
        where = f"有 {len(lines)} 笔，一共 {values.yuan(spent)}" if lines else "没有"
        text = f"奖金应当是 {values.yuan(due)}，收支明细里写着「{told}」的{where}" + (f"，{_apart(spent, due)}。" if lines else "。")
        yield problem("award-money-differs", row.at(ENTRIES), text)


def _apart(one: int, other: int) -> str:
    return f"{'多' if one > other else '少'}了 {values.yuan(abs(one - other))}"


def names_of(text: str) -> list[str]:
    """Those in one cell: 王示例、李样本."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


ON_GRANTS: tuple[GrantCheck, ...] = (
    titles_known,
    stars_agree,
    quota_kept,
    counts_listed,
    terms_agree,
    not_before_posting,
    judged_by_others,
)
