"""Words whose truth depends on the day of reading, in one table for both who say them: pages, for the day of the build, and board.js, for
the reader's own day (the build hands the table over as assets/gongkai/words.js)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.pattern import lazy
from generator.shown import Badge, Tone

Mode = Literal[
    "posting", "term", "term-short", "force", "due", "clock", "office", "paused", "moved", "since", "overdue", "waiting", "doing", "delayed"
]
BadgeMode = Literal["posting", "term", "term-short", "force", "due", "clock", "office", "paused", "moved", "waiting", "doing", "delayed"]
"""Those a badge has."""

SOON: dict[Mode, int] = {"clock": 7, "office": 90}
"""Days before the last day on which what has "far" is near."""

WORDS: dict[Mode, dict[str, tuple[Tone, str]]] = {
    "posting": {
        "before": ("plain", "{month}月{day}日开始公示"),
        "left": ("now", "公示中，还剩 {n} 天"),
        "last": ("now", "公示中，今天最后一天"),
        "past": ("off", "公示期满"),
    },
    "term": {"left": ("good", "有效，到 {end}"), "past": ("off", "已到期（{end}）")},
    "term-short": {"left": ("good", "有效"), "past": ("off", "已到期")},
    "force": {"before": ("plain", "{month}月{day}日起施行"), "left": ("good", "现在用的"), "past": ("off", "不用了")},
    "due": {"left": ("now", "还有 {n} 天"), "last": ("now", "今天最后一天"), "past": ("late", "已过 {n} 天")},
    "clock": {
        "far": ("plain", "未到期，还有 {n} 天"),
        "left": ("now", "将到期，还有 {n} 天"),
        "last": ("now", "将到期，今天最后一天"),
        "past": ("late", "逾期 {n} 天"),
    },
    "office": {
        "far": ("plain", "任期到 {end}"),
        "left": ("now", "任期到 {end}，还有 {n} 天"),
        "last": ("now", "任期今天满"),
        "past": ("late", "任期已满（{end}）"),
    },
    "paused": {
        "before": ("now", "{month}月{day}日起暂停"),
        "left": ("late", "暂停，到 {end}"),
        "last": ("late", "暂停，今天最后一天"),
        "past": ("good", "照常"),
    },
    "moved": {
        "before": ("now", "{month}月{day}日起改时间"),
        "left": ("now", "时间改了，到 {end}"),
        "last": ("now", "时间改了，今天最后一天"),
        "past": ("good", "照常"),
    },
    "since": {"last": ("plain", "（0 天前）"), "past": ("plain", "（{n} 天前）")},
    "overdue": {"past": ("late", " {n} 天")},
    "waiting": {
        "left": ("plain", "未开始，还有 {n} 天"),
        "last": ("now", "未开始，今天最后一天"),
        "past": ("late", "逾期 {n} 天"),
    },
    "doing": {"left": ("plain", "推进，还有 {n} 天"), "last": ("now", "推进，今天最后一天"), "past": ("late", "逾期 {n} 天")},
    "delayed": {"left": ("now", "延期，到 {end}"), "last": ("now", "延期，今天最后一天"), "past": ("late", "延期后又逾期 {n} 天")},
}
"""What is said where → how a day stands to the last day → tone and words.

before: the first day has not come; far: more than SOON days of the mode are left; left: days are left; last: it is the last day;
past: it is over.
A mode without "before", "far" or "last" says "left" then. {n}: days between the two; {month}, {day}: of the first day; {end}: the last day.
"""


def on_day(mode: Mode, today: date, end: date, start: date | None = None) -> tuple[Tone, str]:
    """Tone and words for ``today``; ("plain", "") where the mode says nothing of that day."""
    words, left = WORDS[mode], (end - today).days
    if start and today < start and "before" in words:
        state = "before"
    elif left < 0:
        state = "past"
    elif left == 0 and "last" in words:
        state = "last"
    else:
        state = "far" if "far" in words and left > SOON[mode] else "left"
    tone, text = words.get(state, ("plain", ""))
    first = start or end
    return tone, text.format(n=abs(left), end=end.isoformat(), month=first.month, day=first.day)


def day_badge(mode: BadgeMode, today: date, end: date, start: date | None = None) -> Badge:
    """A badge that is true on ``today``, with the days that let the reader's device say it for the reader's own day."""
    tone, text = on_day(mode, today, end, start)
    # One mode for both: the script knows the short words, which hold no day.
    return Badge(text, tone, "term" if mode == "term-short" else mode, start, end)


_LEFT = lazy(r"(，?)(?:还有|还剩) \d+ 天|(，?)今天最后一天")
_PAST = lazy(r"(逾期|已过) \d+ 天")


def uncounted(badge: Badge) -> str:
    """The words of a badge with its last day in place of the days until then: a file that is kept is not another one every morning."""
    if not badge.mode or badge.end is None:
        return badge.text
    end = badge.end.isoformat()
    left = _LEFT.sub(lambda match: "" if end in badge.text else f"{match[1] or match[2] or ''}到 {end}", badge.text)
    return _PAST.sub(rf"\1（{end}）", left)
