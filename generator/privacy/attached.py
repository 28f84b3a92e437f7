"""Files that a notice publishes as they are: may they be, has somebody looked at what no program can read, and what is cut out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from generator import values
from generator.model import Problem, Row, problem
from generator.pattern import lazy
from generator.privacy.pdf import pdf_stripped
from generator.privacy.pictures import larger, picture_size, picture_stripped
from generator.privacy.read import PICTURES, unreadable, unsafe
from generator.sizes import megabytes, size_words

ATTACHED, CHECKED, WHOLE = "附件", "人工核查", "原图"
_ANEW = "用原来的软件打开，重新输出为 PDF（「打印」里选「打印为 PDF」），再放进来。"
_AS_JPEG = "在手机或电脑上打开它，「另存为」或「导出为」JPG，再放进来。"
_SHOWN = 3
"""Photos that are told by name."""
_SIGNED = lazy(r"\s*([\u4e00-\u9fffA-Za-z·]{2,12})[\s，,]+(.+?)(?:\s|[，,已看])")


def too_large(row: Row, file: str, size: int, limit: int, what: str = ATTACHED) -> Problem | None:
    """Why a file is not even read. Both in bytes. ``what``: the key that names it."""
    if size <= limit:
        return None
    message = f"{what}「{PurePosixPath(file).name}」有 {megabytes(size)}，最多 {megabytes(limit)}。"
    return problem("attachment-large", row.at(what), message, "" if what == ATTACHED else "先把照片的尺寸改小，再放进来。")


def refused(row: Row, file: str, data: bytes, what: str = ATTACHED) -> Problem | None:
    """Why the file cannot be published at all."""
    name = PurePosixPath(file).name
    why = unsafe(name, data) or unreadable(name, data)
    hint = _ANEW if name.endswith(".pdf") else "" if what == ATTACHED else _AS_JPEG
    return problem("attachment-unsafe", row.at(what), f"{what}「{name}」{why}。", hint) if why else None


def shrunk(row: Row, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Which photos of a notice (name → file) a page shows smaller than they are, told once."""
    large = {name: data for name, data in files.items() if name.endswith(PICTURES) and larger(data)}
    if large:
        told = [
            f"{name}（{size_words(len(data))}，{'×'.join(map(str, picture_size(data)))}）" for name, data in list(large.items())[:_SHOWN]
        ]
        linked = "不用改。原样大小的，网页上有链接，写明多大。" if set(large) <= set(row.text(WHOLE).split("\n")) else ""
        more = f"等 {len(large)} 张" if len(large) > _SHOWN else ""
        yield problem("attachment-shrunk", row.at("附件"), f"照片登出来缩小了：{'、'.join(told)}{more}。", linked)


def unchecked(row: Row, name: str, why: str, today: date, what: str = ATTACHED, where: str = "这一篇") -> Iterator[Problem]:
    """Where something in it cannot be read (``why``), somebody must have looked and signed with the day."""
    if not why:
        return
    text = row.text(CHECKED)
    if not text:
        hint = "" if where == "这一篇" else f"请一个人打开看过，在这一行的「{CHECKED}」里写「赵范例 2026-11-02 已看过，没有个人信息」。"
        yield problem("attachment-unchecked", row.at(what), f"{what}「{name}」{why}，{where}没有写「{CHECKED}」。", hint)
    elif not any(_signed(line, today) for line in text.split("\n")):
        message = f"{what}「{name}」{why}，「{CHECKED}」写的是「{text[:30]}」，看不出是谁、哪天看过的。"
        yield problem(
            "attachment-unchecked", row.at(CHECKED), message, "写成「赵范例 2026-11-02 已看过，没有个人信息」，日期不能在今天之后。"
        )


def _signed(line: str, today: date) -> bool:
    match = _SIGNED.match(line + " ")
    try:
        day = values.parse_date(match[2]) if match else None
    except ValueError:
        return False
    return day is not None and day <= today


def stripped(name: str, data: bytes) -> bytes:
    """The file as it is published: without who made it, when, where and with what."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".pdf":
        return pdf_stripped(data)
    return picture_stripped(name, data) if ending in PICTURES else data
