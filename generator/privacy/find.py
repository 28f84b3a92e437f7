"""All detectors over one text."""

from __future__ import annotations

import re

from generator.privacy.hit import NOTHING, Declared, Hit, blot
from generator.privacy.numbers import LOCAL_WORDS, long_run, numbers
from generator.privacy.places import papers_begin, places
from generator.privacy.plain import mentions
from generator.privacy.starred import starred

# Words without the part that is written in several ways: 份证 and 分证 stand for 身份证 as people type it, hone for Phone and phone.
_CALLED = (*LOCAL_WORDS, "联系方式", "微信", "hone")
_PAPERS = (
    "份证",
    "分证",
    "证件",
    "公民身份",
    "居民证",
    "卡号",
    "银行卡",
    "一卡通",
    "一折通",
    "存折",
    "账号",
    "账户",
    "帐号",
    "帐户",
    "开户行",
)
"""What a header may say, so that a number below it is taken for more than it looks: any number, or one of 13 digits and more."""
_SCIENTIFIC = re.compile(r"\d\.\d{6,}E\+?\d\d")
"""How a spreadsheet holds 13800138000 that was typed as a number."""

_FIRST = ("personal-id", "personal-card", "personal-phone", "personal-number", "personal-plate", "personal-mail", "personal-address")


def find(text: str, label: str = "", declared: Declared = NOTHING) -> list[Hit]:
    """What is personal in ``text``, in its order; of two that overlap the graver. ``label``: what the header of the cell says."""
    found = [hit for hits in (numbers(text, label), starred(text), places(text, label)) for hit in hits if not declared.allows(hit)]
    if len(found) < 2:
        return found
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (_FIRST.index(hit.code), hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def blotted(text: str, label: str = "") -> str:
    """The text with all that is personal in it starred, declared or not."""
    return blot(text, find(text, label)) if text else text


def suspect(text: str) -> bool:
    """False where ``find`` can find nothing in any cell of a table given as one text, whatever its header says."""
    if mentions(text, _CALLED) or papers_begin(text) or (mentions(text, _PAPERS) and long_run(text)):
        return True
    return bool(_SCIENTIFIC.search(text) or find(text))
