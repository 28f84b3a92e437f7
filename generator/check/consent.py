"""What is written of a consent: yes, no, or until which day. Law: 个人信息保护法 art. 15 (it can be taken back), art. 25."""

from __future__ import annotations

from datetime import date

from generator import values

REFUSALS = ("否", "撤回", "放弃公布", "放弃", "本人放弃公布", "不同意")
CONSENTS = ("是", "同意", "已同意")
NOBODY = ("无人", "没有人", "没人", "没有认得出的人")
"""Of a photo on which nobody is seen who may be known."""


def last_day(text: str) -> date | None:
    """The day until which somebody agreed; None where the text is no day."""
    try:
        return values.parse_date(text) if text else None
    except ValueError:
        return None


def may_be_seen(text: str, today: date) -> bool:
    """Whether what is written of a photo lets it be shown. Nothing written lets nothing be shown: silence is no consent."""
    last = last_day(text)
    return text in (*CONSENTS, *NOBODY) or (last is not None and today <= last)


def understood(text: str) -> bool:
    """False for what might be a yes or a no."""
    return text in ("", *CONSENTS, *NOBODY, *REFUSALS) or last_day(text) is not None
