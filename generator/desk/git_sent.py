"""What was published as a commit of the root's repository, sent to where that is kept: conflicts are told in words, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from generator.classes import dataclass
from generator.desk.called import called
from generator.git_changing import changing

PLACES = ("data", "content")
"""What a clerk changes: nothing else is committed."""
_OWN = ("-c", "user.name=公开栏工作台", "-c", "user.email=desk@localhost")
"""Whose the commit is where git knows nobody."""


@dataclass(frozen=True)
class GitSent:
    """What became of it, in sentences."""

    done: tuple[str, ...]
    wrong: str = ""
    """"" where all went well."""


def send(root: Path, message: str) -> GitSent:
    """Commit the clerk's files and push. Raises ``git.NoHistory``."""
    places = [place for place in PLACES if (root / place).is_dir()]
    changing(root, "add", "-A", "--", *places)
    done: list[str] = []
    if changing(root, "diff", "--cached", "--quiet", "--", *places)[0] == 1:
        known = changing(root, "config", "user.email")[1].strip()
        status, text = changing(root, *(() if known else _OWN), "commit", "-q", "-m", message, "--", *places)
        if status:
            return GitSent((), f"没有存成：{_last(text)}")
        done.append("这一版存好了")
    else:
        done.append("和上次存的一样，不用再存")
    remote = _remote(root)
    if not remote:
        return GitSent((*done, "这里没有设送到哪里，所以只存在这台机器上"))
    return _pushed(root, done, remote)


def _remote(root: Path) -> str:
    """Where the branch goes: as its settings say, else to origin, else to the first there is; "" where there is none."""
    remotes = changing(root, "remote")[1].split()
    wanted = changing(root, "config", f"branch.{_branch(root)}.remote")[1].strip()
    return next((name for name in (wanted, "origin", *remotes) if name in remotes), "")


def _branch(root: Path) -> str:
    return changing(root, "rev-parse", "--abbrev-ref", "HEAD")[1].strip()


def _pushed(root: Path, done: list[str], remote: str) -> GitSent:
    for _ in range(3):  # somebody else may send at the same time
        status, text = changing(root, "push", "-q", "-u", remote, "HEAD")
        if not status:
            return GitSent((*done, "送上去了"))
        if "rejected" not in text:
            return GitSent((*done,), f"没有送上去：{_why(text)}这一版已经存在这台机器上，没有丢。")
        if sent := _joined(root, done, remote):
            return sent
        done.append("别人也送过，先合在了一起；合好以后请再看一遍、再公开一次")
    return GitSent((*done,), "别人一直在送，没有送上去。这一版已经存在这台机器上，没有丢，过一会儿再送。")


def _joined(root: Path, done: list[str], remote: str) -> GitSent | None:
    """What others have sent put together with ours; where both changed the same place, all stays as it was, and which files are told."""
    status, text = changing(root, "fetch", "-q", remote, _branch(root))
    if status:
        return GitSent((*done,), f"没有送上去：{_why(text)}这一版已经存在这台机器上，没有丢。")
    known = changing(root, "config", "user.email")[1].strip()
    status, text = changing(root, *(() if known else _OWN), "merge", "-q", "--no-edit", "FETCH_HEAD")
    if not status:
        return None
    files = changing(root, "diff", "--name-only", "--diff-filter=U")[1].split("\n")
    changing(root, "merge", "--abort")
    both = "、".join(dict.fromkeys(called(file) for file in files if file))
    what = f"{both}，别人也改过同一处，程序不敢替你选" if both else _last(text)
    return GitSent((*done,), f"没有送上去：{what}。两边的都在，没有丢：请告诉维护的人，商量好用哪一份。")


def _why(text: str) -> str:
    network = ("Could not resolve", "Could not read from remote", "unable to access", "Connection", "timed out", "does not appear")
    if any(word in text for word in network):
        return "连不上要送去的地方（没有网络，或者没有权限）。"
    return f"{_last(text)}。"


def _last(text: str) -> str:
    """The last line of what git says, for whoever maintains it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return f"git 说「{lines[-1][:120]}」" if lines else "git 没有说为什么"
