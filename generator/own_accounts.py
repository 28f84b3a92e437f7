"""The village's own accounts, 库存现金 and those at banks: what is a name of one, and which entries only move money between them.

What is taken from the bank in cash is no expense, and what is paid in no income.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from generator import values
from generator.pattern import lazy

CASH, BANK = "库存现金", "银行存款"
TRANSIT = "在途资金"
"""What has left one own account and not yet come to another: an account of its own, which nobody keeps a book of."""
_SAME = {
    **dict.fromkeys(("现金", "库存现金", "现金户", "现金账户", "手头现金", "cash"), CASH),
    **dict.fromkeys(("银行", "银行存款", "存款", "bank"), BANK),
    **dict.fromkeys(("在途", "在途资金", "在途货币资金", "在途现金"), TRANSIT),
    "basic": "基本户",
    "special": "专户",
}
_KEPT = "(?:基本|一般|专|专用|结算|存款|零余额|资金|账|金)户"
_ACCOUNT = lazy(
    rf".*(?:现金|银行|存款|{_KEPT}|[农工建中邮交招信]行|农商|农信|信用社|信合|微信|支付宝|备用金|在途).*|(?:cash|bank|basic|special)\d{{0,2}}"
)
_BOOK = lazy(
    r"^(?:\d{4}[年.-]?(?:\d{1,2}月?)?|(?:\d{1,2}|[一二三四五六七八九]|十[一二]?)月份?)|(?:出纳|日记|明细|流水)?账(?:簿|本|页)?$|收支(?:明细|情况)?(?:表)?$"
)
_JOINT = lazy(r"[-—–_/\\·]+")
_PLACE = rf"(?:现金|银行|存款|活期|定期|.{{0,6}}{_KEPT}|.{{0,6}}[农工建中邮交招信]行|.{{0,6}}银行|.{{0,6}}信用社)"
_SURE = lazy(
    rf"(?:从{_PLACE})?(?:提取?备用金|提现|提取?现金|取现)|存现|现金存入?(?:银行)?|存入?现金|(?:缴|送|交|解)存现金|现金(?:缴|送|交|解)存(?:银行)?"
    rf"|(?:户间|账户间|内部)(?:划转|转账|转款|调拨)|由?从?{_PLACE}(?:转账|划转|转|划|调拨?)(?:到|至|入|往|存)?{_PLACE}|资金(?:归集|调拨)|存款转存|转存(?:定期|活期)"
)
"""A 摘要 that says nothing else moves money between own accounts."""
_HINT = lazy("[提取存转划拨]")
_SUBJECT = frozenset(
    {"备用金", "提现", "存现", "提取现金", "提取备用金", "户间划转", "户间转账", "内部划转", "内部转账", "账户间划转", "划转", "转账"}
)


@lru_cache(1 << 10)
def account(text: str) -> str:
    """One name for one account: 现金 and 现金日记账 → 库存现金, 银行存款—基本户 → 基本户; "" for nothing."""
    label = values.label(re.sub(r"[(\uff08].*?[)\uff09]", "", text))
    parts = [part for part in _JOINT.split(label) if part]
    if len(parts) > 1 and _SAME.get(parts[0]) in (CASH, BANK):
        parts = parts[1:]
    label = "".join(parts)
    while (bare := _BOOK.sub("", label)) not in ("", label):
        label = bare
    return _SAME.get(label.lower(), label)


@lru_cache(1 << 10)
def is_account(name: str) -> bool:
    """True where a sheet or a file of this name is the book of an account: 现金日记账, 基本户, 农行, cash."""
    return bool(_ACCOUNT.fullmatch(values.label(name).lower()))


def says_transfer(about: str) -> bool:
    """True for a 摘要 that only moves money: 提取备用金, 存现, 基本户转专户."""
    return bool(_HINT.search(about)) and bool(_SURE.fullmatch(re.sub(r"\d|[,.元]", "", values.label(about))))


@lru_cache(1 << 12)
def is_money(subject: str) -> bool:
    """True for a 科目 that is money itself, 库存现金 or 银行存款—基本户, or a word for its moves."""
    label = values.label(subject)
    head = re.sub(r"^\d+", "", _JOINT.split(label)[0])
    return _SAME.get(head) in (CASH, BANK, TRANSIT) or label in _SUBJECT


def moves_only(about: str, subject: str, own: str, accounts: Collection[str], *, known: bool) -> bool:
    """True for an entry whose other side is money too. ``own``: its account; ``known``: its 科目 is an account of another sort.

    A book whose 科目 is its own account everywhere says nothing by it.
    """
    if says_transfer(about):
        return not known
    other = account(subject)
    return (is_money(subject) or other in accounts) and other != own
