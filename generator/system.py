"""What the system answers when it refuses to read or write, in Chinese: its own words are English, or whatever the machine is set to."""

from __future__ import annotations

import errno
import gc

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这里只能读，不能写",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "分给你的磁盘空间用完了",
    errno.EFBIG: "文件超过了允许的大小",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "快捷方式绕成了圈",
    errno.EIO: "磁盘读写失败，可能坏了",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENOMEM: "内存不够",
}
OF_THE_MACHINE = frozenset(_REASONS) - {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP}
"""Faults of the machine and its settings, whatever the data: another file or board would fare no better."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def reason(error: OSError) -> str:
    """「磁盘满了」; where the system has a word we do not know, its number."""
    return _REASONS.get(error.errno or 0) or f"系统的说法是第 {error.errno or 0} 号"


def sentence(error: OSError, instead: str = "用 --work 和 --output 写到别的地方。") -> str:
    """All that is to be said where a run could not go on. ``instead``: what to do where nothing can be written."""
    if error.errno in FULL:
        return f"{reason(error)}，没有做完；已经公开的网站没有变。腾出一些地方，再运行一次（build/ 是缓存，可以整个删掉）。"
    where = f"「{error.filename}」" if error.filename else "文件"
    if error.errno == errno.EROFS:
        return f"{where}写不进去：{reason(error)}。{instead}"
    return f"读写{where}时出错：{reason(error)}。看看有没有权限、磁盘满没满、文件是不是正被别的程序占用。"


def seldom_collect() -> None:
    """Circles of values that nobody needs are looked for less often: hundreds of thousands of values are made and stay until a board is
    made, or as long as their module, and to look through them again and again is a twentieth of the time: thrice while one row of an old
    board is made, 0.1 s, for two hundred values that nobody needs."""
    gc.set_threshold(500_000)
