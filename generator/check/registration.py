"""统一社会信用代码 of an organisation: eighteen characters, the last of which follows from the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.config import Context
from generator.kind import Datasets
from generator.law.credit_code import credit_code, strange_signs
from generator.model import Problem, problem

CREDIT_CODE = "信用代码"


def credit_codes(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each is one that can be."""
    for row in (row for data in datasets for row in data.rows):
        typed = row.text(CREDIT_CODE)
        text = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
        if not typed or (credit_code(text) and text == typed):
            continue
        if credit_code(text):
            told, mend = "里面有空格、小写字母或全角字", f"写成 {text[:2]}……{text[-2:]} 这样连着的 18 位半角数字和大写字母。"
        elif strange := strange_signs(text):
            told, mend = f"里面有「{'、'.join(strange)}」", "信用代码里没有 I、O、S、V、Z，多半是 1、0、5 看错了；对照证书改。"
        elif len(text) != 18:
            told, mend = f"有 {len(text)} 位", "对照登记证书写全 18 位；只备案、没有登记的，写备案号，这一项空着。"
        else:
            told, mend = "最后一位和前面的对不上", "有一位抄错了，对照登记证书改。"
        yield problem("credit-code", row.at(CREDIT_CODE), f"「{CREDIT_CODE}」{told}。", mend)
