"""Made-up personal numbers in all disguises, and the many numbers of a village that are nobody's: what the detectors find and what they
must leave alone. `python -m tests.corpus` prints the table. Seeded: the same texts every time; no number belongs to anybody we know of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from generator.privacy.digits import credit_code, luhn
from generator.privacy.find import find

_COUNTIES = ["110105", "371426", "420117", "500236", "622301", "450127", "330726", "231182", "532628", "650104"]
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


# --- what is somebody's ----------------------------------------------------------------------


def resident(luck: random.Random) -> str:
    head = f"{luck.choice(_COUNTIES)}{luck.randint(1935, 2019)}{luck.randint(1, 12):02d}{luck.randint(1, 28):02d}{luck.randint(0, 999):03d}"
    total = sum(int(d) * w for d, w in zip(head, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return head + "10X98765432"[total % 11]


def old_resident(luck: random.Random) -> str:
    return f"{luck.choice(_COUNTIES)}{luck.randint(20, 75):02d}{luck.randint(1, 12):02d}{luck.randint(1, 28):02d}{luck.randint(0, 999):03d}"


def card(luck: random.Random) -> str:
    prefix, size = luck.choice(
        [("621700", 19), ("622848", 19), ("623052", 19), ("622202", 19), ("621098", 19), ("625965", 16), ("436742", 16), ("955880", 19)]
    )
    head = prefix + "".join(luck.choice("0123456789") for _ in range(size - 7))
    return head + next(d for d in "0123456789" if luhn(head + d))


def mobile(luck: random.Random) -> str:
    return f"1{luck.randint(3, 9)}{luck.randint(0, 999_999_999):09d}"


def landline(luck: random.Random) -> str:
    area = luck.choice(["010", "021", "0531", "0534", "0715", "0898", "0999"])
    return f"{area}-{luck.randint(21, 89)}{luck.randint(0, 99999):05d}" + (str(luck.randint(0, 9)) if len(area) == 3 else "")


def passport(luck: random.Random) -> str:
    return luck.choice("EG") + f"{luck.randint(0, 99_999_999):08d}"


def plate(luck: random.Random) -> str:
    return luck.choice("京津冀鲁鄂渝甘浙") + luck.choice("ABCDEFGHJKN") + f"{luck.randint(0, 99999):05d}"


def mail(luck: random.Random) -> str:
    return f"{luck.choice(['wang', 'li', 'zhang'])}{luck.randint(1, 9999)}@{luck.choice(['example.com', 'example.org', 'mail.example.cn'])}"


def door(luck: random.Random) -> str:
    return luck.choice(
        [
            f"{luck.choice('一二三四五六七八九')}组{luck.randint(1, 199)}号",
            f"{luck.randint(1, 30)}栋{luck.randint(1, 6)}单元{luck.randint(101, 699)}",
        ]
    )


MAKERS: dict[str, tuple[Callable[[random.Random], str], str, str]] = {
    "身份证 18 位": (resident, "personal-id", "户主{name} {it}"),
    "身份证 15 位": (old_resident, "personal-id", "身份证：{it}"),
    "银行卡": (card, "personal-card", "{name} {it} 已发放"),
    "手机": (mobile, "personal-phone", "{name}，{it}"),
    "固话": (landline, "personal-phone", "电话：{it}"),
    "护照": (passport, "personal-number", "护照号：{it}"),
    "车牌": (plate, "personal-plate", "{name}的车 {it}"),
    "邮箱": (mail, "personal-mail", "写信到 {it} 。"),
    "门牌": (door, "personal-address", "{name} {it}"),
}
"""What it is → (maker, code, the sentence it stands in)."""
LABELLED: dict[str, tuple[Callable[[random.Random], str], str, str]] = {
    "存折": (lambda k: _digits(k, k.choice([15, 17, 19, 20])), "personal-card", "存折：{it}"),
    "QQ": (lambda k: _digits(k, k.randint(6, 10)), "personal-number", "QQ：{it}"),
    "微信": (lambda k: f"{k.choice(['wx', 'li', 'ma'])}_{k.randint(1000, 99999)}", "personal-number", "微信号：{it}"),
    "医保": (lambda k: _digits(k, k.randint(8, 12)), "personal-number", "医保编号：{it}"),
    "户号": (lambda k: f"3{_digits(k, 9)}", "personal-number", "用电户号：{it}"),
    "短号": (lambda k: f"6{_digits(k, k.randint(3, 5))}", "personal-phone", "{name}，短号 {it}"),
    "证件": (lambda k: f"{k.choice('KRSZ')}{_digits(k, 9)}", "personal-id", "证件号码：{it}"),
    "后六位": (lambda k: f"{k.randint(10000, 99999)}{k.choice('0123456789X')}", "personal-id", "身份证后六位：{it}"),
    "港澳台": (lambda k: f"{k.choice(['C', 'H', 'M'])}{_digits(k, 8)}", "personal-number", "通行证：{it}"),
    "境外电话": (lambda k: f"+{k.choice(['852', '853'])} {_digits(k, 4)} {_digits(k, 4)}", "personal-phone", "打 {it} 。"),
    "出生": (
        lambda k: f"{k.randint(1940, 2015)}年{k.randint(1, 12)}月{k.randint(1, 28)}日",
        "personal-birth",
        "{name}，{it}出生",
    ),
    "室": (lambda k: f"{k.randint(1, 20)}-{k.randint(1, 6)}-{k.randint(101, 699)}", "personal-address", "{name}某住 {it}"),
}
"""Known by a word beside it only."""
MAKERS |= LABELLED


# --- disguises -------------------------------------------------------------------------------


def full_width(text: str, luck: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def apart(text: str, luck: random.Random) -> str:
    """Spaces, hyphens, dots or invisible marks: between all, in fours, or in one place."""
    mark = luck.choice([" ", "-", ".", "\u200b", "\u3000", "\u2011", "·", "\ufeff"])
    how = luck.randint(0, 2)
    at = luck.randint(2, max(2, len(text) - 4))  # 138001380.00 is an amount, whoever meant it as a telephone
    gaps = (range(1, len(text)), range(3, len(text), 4), [at])[how]
    return "".join((mark if i in gaps and not _sign(text[i - 1]) and not _sign(c) else "") + c for i, c in enumerate(text))


def cut_off(text: str, luck: random.Random) -> str:
    """The end of a line falls into it."""
    at = luck.randint(3, len(text) - 3)
    return text[:at] + luck.choice(["\n", "\r\n", "\n  "]) + text[at:]


def alike(text: str, luck: random.Random) -> str:
    """O and l for 0 and 1."""
    return "".join({"0": luck.choice("0Oo"), "1": luck.choice("1lI")}.get(c, c) for c in text)


def starred(text: str, luck: random.Random) -> str:
    """The middle hidden, the rest enough to know whose it is."""
    keep = {18: (6, 4), 15: (6, 3), 11: (3, 4)}.get(len(text), (6, 4))
    star = luck.choice("*＊×●")
    return text[: keep[0]] + star * (len(text) - sum(keep)) + text[-keep[1] :]


def slashed(text: str, luck: random.Random) -> str:
    """In the groups people read it out in, with a mark of lists between them."""
    parts = {11: (3, 4, 4), 18: (6, 8, 4), 16: (4, 4, 4, 4), 19: (4, 4, 4, 4, 3)}[len(text)]
    mark, at, said = luck.choice("/、,，:：|~～"), 0, []
    for size in parts:
        said.append(text[at : at + size])
        at += size
    return mark.join(said)


def far_apart(text: str, luck: random.Random) -> str:
    """Several spaces or dashes in one place."""
    gap = luck.choice([" ", "-", "－", "\u3000"]) * luck.randint(3, 8)
    return text[:-8] + gap + text[-8:-4] + gap + text[-4:]


def in_words(text: str, luck: random.Random) -> str:
    """一三八 or 壹叁捌, all of it or a part."""
    signs = luck.choice(["〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零一二三四五六七八九"])
    begin = luck.choice([0, 3])
    return text[:begin] + "".join(signs[int(c)] if c.isdigit() else c for c in text[begin:])


def foreign(text: str, luck: random.Random) -> str:
    """Circled, or in the digits of another script."""
    if luck.random() < 0.5:
        return "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in text)
    zero = luck.choice([0x0660, 0x06F0, 0x0966, 0x0E50, 0x1D7CE, 0x1D7D8])
    return "".join(chr(zero + int(c)) if c.isdigit() else c for c in text)


def plainly(text: str, luck: random.Random) -> str:
    return text


def _sign(char: str) -> bool:
    return not char.isalnum() or not char.isascii()


DISGUISES = {
    "照写": plainly,
    "全角": full_width,
    "隔开": apart,
    "断行": cut_off,
    "形近": alike,
    "半掩": starred,
    "斜线": slashed,
    "远隔": far_apart,
    "汉字": in_words,
    "异形": foreign,
}


def makes_sense(what: str, disguise: str) -> bool:
    """A starred e-mail, plate or passport says nothing any more; a mail or a door is not broken over lines, and has no look-alikes."""
    if disguise == "半掩":
        return what in ("身份证 18 位", "身份证 15 位", "银行卡", "手机")
    if disguise in ("斜线", "远隔", "汉字", "异形"):
        return what in ("身份证 18 位", "银行卡", "手机")
    if what in LABELLED:
        return disguise in ("照写", "全角")
    if what in ("邮箱", "门牌"):
        return disguise in ("照写", "全角")
    return not (what == "护照" and disguise == "形近")


def positives(count: int, seed: int = 1) -> Iterator[tuple[str, str, str, str]]:
    """(what, disguise, code, text): ``count`` of each kind in each disguise that makes sense."""
    luck = random.Random(seed)
    for what, (make, code, sentence) in MAKERS.items():
        for disguise, change in DISGUISES.items():
            if makes_sense(what, disguise):
                for _ in range(count):
                    name = luck.choice(_FAMILY) + "某"
                    yield what, disguise, code, sentence.format(name=name, it=change(make(luck), luck))


# --- what is nobody's ------------------------------------------------------------------------


def _yuan(luck: random.Random) -> str:
    fen = round(10 ** luck.uniform(2, 11))
    return f"{fen // 100:,}.{fen % 100:02d}" if luck.random() < 0.5 else f"{fen // 100}.{fen % 100:02d}"


def _day(luck: random.Random) -> str:
    year, month, day = luck.randint(1990, 2030), luck.randint(1, 12), luck.randint(1, 28)
    return luck.choice(
        [f"{year}-{month:02d}-{day:02d}", f"{year}.{month}.{day}", f"{year}年{month}月{day}日", f"{year}{month:02d}{day:02d}"]
    )


def _digits(luck: random.Random, size: int) -> str:
    return str(luck.randint(1, 9)) + "".join(luck.choice("0123456789") for _ in range(size - 1))


def _credit(luck: random.Random) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    while True:
        head = luck.choice(["91", "54", "55", "52", "N2"]) + luck.choice(_COUNTIES) + "".join(luck.choice(signs) for _ in range(9))
        for sign in signs:
            if credit_code(head + sign):
                return head + sign


def _near_id(luck: random.Random) -> str:
    good = resident(luck)
    return good[:-1] + luck.choice([c for c in "0123456789" if c != good[-1]])


def _near_card(luck: random.Random) -> str:
    good = card(luck)
    return good[:-1] + str((int(good[-1]) + luck.randint(1, 9)) % 10)


NEGATIVES: dict[str, Callable[[random.Random], str]] = {
    "凭证号": lambda k: f"{k.choice(['记', '收', '付', '银付'])}-{k.randint(1, 999):03d}-{k.randint(1, 4)}/{k.randint(4, 9)}",
    "金额": lambda k: f"{k.choice(['付电费', '合计', '上月余额', ''])}{k.choice(['', '¥'])}{_yuan(k)}{k.choice(['', '元', ' 元'])}",
    "两个金额": lambda k: f"收 {_yuan(k)}，付 {_yuan(k)}，余 {_yuan(k)}",
    "整数金额": lambda k: f"{k.randint(1, 999) * 100} 元、{k.randint(1, 99) * 1000} 元、{k.randint(1, 9) * 10000} 元",
    "日期": _day,
    "起止日期": lambda k: f"{_day(k)}{k.choice([' 至 ', '—', '-', '~', ' '])}{_day(k)}",
    "区划代码": lambda k: f"{k.choice(['行政区划代码 ', '', '统计用区划代码：'])}{k.choice(_COUNTIES)}{_digits(k, 6)}",
    "信用代码": lambda k: f"{k.choice(['统一社会信用代码：', '', '承包方 '])}{_credit(k)}",
    "身份证差一位": _near_id,
    "银行卡差一位": _near_card,
    "流水号": lambda k: f"{k.choice(['流水号', '交易号', '订单号', '票据号', '发票号码：'])}{_digits(k, k.randint(8, 24))}",
    "长编号": lambda k: f"2{k.choice('0')}{k.randint(10, 30)}{_digits(k, k.randint(6, 16))}",
    "零开头的编号": lambda k: f"{k.randint(0, 99999999):0{k.randint(9, 14)}d}",
    "像手机的合同号": lambda k: f"{k.choice(['合同号', '合同编号：', 'HT', 'HT-', 'NO', '第', f'{k.randint(2000, 2030)}-'])}{mobile(k)}",
    "像手机的金额": lambda k: f"{mobile(k)}.{k.randint(0, 99):02d}",
    "面积单价": lambda k: (
        f"{k.randint(1, 99)}.{k.randint(0, 99):02d} 亩 × {k.randint(100, 900)} 元 × {k.randint(1, 30)} 年 = {_yuan(k)} 元"
    ),
    "组和设施": lambda k: f"{k.choice('一二三四五')}组{k.randint(1, 20)}号{k.choice(['机井', '塘', '泵站', '路灯', '变压器'])}维修",
    "楼和面积": lambda k: f"{k.randint(1, 9)}号楼{k.randint(100, 999)}平方米",
    "汉字年月": lambda k: f"二〇{k.choice('一二')}{k.choice('〇一二三四五六七八九')}年{k.choice('一二三四五六七八九')}月",
    "小数": lambda k: f"{k.random():.12f}",
}


def negatives(count: int, seed: int = 2) -> Iterator[tuple[str, str]]:
    luck = random.Random(seed)
    names = sorted(NEGATIVES)
    for n in range(count):
        what = names[n % len(names)]
        yield what, NEGATIVES[what](luck)


def missed(count: int, seed: int = 1) -> dict[tuple[str, str], list[str]]:
    """Texts of which the right thing was not found, by (what, disguise); every pair is there."""
    found: dict[tuple[str, str], list[str]] = {}
    for what, disguise, code, text in positives(count, seed):
        lost = found.setdefault((what, disguise), [])
        if code not in {hit.code for hit in find(text)}:
            lost.append(text)
    return found


def flagged(count: int, seed: int = 2) -> list[tuple[str, str, str]]:
    """(what, code, text) of everything found where nothing is anybody's."""
    return [(what, hit.code, text) for what, text in negatives(count, seed) for hit in find(text)]


def main() -> None:
    each, many = 200, 20_000
    lost = missed(each)
    print(f"{'':<14}" + "".join(f"{name:>8}" for name in DISGUISES))
    for what in MAKERS:
        cells = [f"{(each - len(lost[what, d])) / each:8.1%}" if (what, d) in lost else f"{'—':>8}" for d in DISGUISES]
        print(f"{what:<14}" + "".join(cells))
    for pair, texts in lost.items():
        for text in texts[:3]:
            print("  missed:", *pair, repr(text))
    wrong = flagged(many)
    print(f"{len(wrong)} of {many} that are nobody's were flagged")
    for what, code, text in wrong[:20]:
        print("  flagged:", what, code, repr(text))


if __name__ == "__main__":
    main()
