"""What git knows of a root: its commits, and the bytes that files had in them.

The command is asked, no library: whoever has a history has the command, and pygit2 and dulwich each bring more code than is asked of them
here. It is asked for nothing that runs what a repository names: only plumbing that reads (``rev-parse``, ``rev-list``, ``ls-tree``,
``cat-file``), no work tree, no index, no hook, no filter, no pager, no remote. What it answers is bytes as they were committed, without
conversion of line ends. What changes a repository is done by ``git_changing`` alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path, PurePosixPath

from generator.classes import dataclass
from generator.commit_times import in_order
from generator.system import reason

_DAY = 86_400
_CHINA = timezone(timedelta(hours=8))
SETTINGS = {"core.quotepath": "off", "core.fsmonitor": "false", "core.hooksPath": os.devnull, "protocol.allow": "never"}
OF_AN_OUTER_GIT = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
)
"""What a hook hands to the programs it calls: it says which repository is meant, and we mean the one of the root."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
SECONDS = 120
_FILE, _LINK = "100", "120000"
SHALLOW = "这里只下载了最近的一部分历史。在放着 data/ 的文件夹运行 git fetch --unshallow 取回全部，再运行一次。"


class NoHistory(Exception):
    """Nobody can ask git here; the message is a whole sentence for whoever runs the program."""


@dataclass(frozen=True, slots=True)
class Commit:
    id: str
    """40 hex digits, or 64."""
    time: int
    """Seconds since 1970: when it was made, as its committer's clock said, where that was not wrong (commit_times.py)."""
    parents: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """In China."""
        return datetime.fromtimestamp(self.time, _CHINA).date()


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version of a file: the commit that brought it, and its content."""

    commit: Commit
    path: str
    """Below the root."""
    blob: str
    """Git's name of the content; "" where the commit took the file away."""


@dataclass(frozen=True)
class Repository:
    """The repository in which a root lies."""

    root: Path
    prefix: str
    """Of the root in it: "" or 「county/」."""
    head: str
    """The commit that is checked out; "" where nothing has been committed."""
    shallow: bool
    """True where older commits were not fetched."""

    @property
    def depth(self) -> int:
        """Commits on the first-parent line, as far as they were fetched."""
        return int(answer(self.root, "rev-list", "--first-parent", "--count", self.head)) if self.head else 0


def repository(root: Path) -> Repository:
    """Raises ``NoHistory`` where git is missing, no repository is there, or git will not speak of it."""
    asked = ("--is-shallow-repository", "--is-inside-work-tree", "--show-prefix")
    try:
        about = answer(root, "rev-parse", *asked, "HEAD^{commit}").splitlines()
    except NoHistory:  # perhaps only because nothing has been committed
        about = [*answer(root, "rev-parse", *asked).splitlines()[:3], ""]
    if len(about) < 4 or about[1] != "true":
        raise NoHistory(f"「{root}」里没有 git 的工作文件夹，看不到以前的样子。")
    return Repository(root, about[2], about[3], about[0] == "true")


def repository_or_none(root: Path) -> Repository | None:
    """None where there is no history to ask."""
    try:
        return repository(root)
    except NoHistory:
        return None


def commits(of: Repository, until: date | None = None, since: str = "") -> list[Commit]:
    """The first-parent line, newest first: what stood on the branch that is published. ``until``: the last day, in China; ``since``: a
    commit that is left out with all that is older. A commit stands where it was put, whatever its clock said."""
    if not of.head:
        return []
    wanted = [of.head, *([f"^{since}"] if since else [])]
    return _line(of, wanted, until)


def _line(of: Repository, asked: Sequence[str], until: date | None) -> list[Commit]:
    told = answer(of.root, "rev-list", "--first-parent", "--format=%H %ct %P", *asked).splitlines()
    line = [_commit(text) for text in told if not text.startswith("commit ")]
    days = [commit.day.toordinal() for commit in line]
    moved = [new - old for old, new in zip(days, in_order(days[::-1])[::-1], strict=True)]
    line = [replace(commit, time=commit.time + by * _DAY) if by else commit for commit, by in zip(line, moved, strict=True)]
    return [commit for commit in line if until is None or commit.day <= until]


def as_of(of: Repository, day: date) -> Commit:
    """The last commit on or before the end of ``day``, in China. Raises ``NoHistory`` where none is known."""
    line = commits(of, day)
    if line:
        return line[0]
    if of.shallow:
        raise NoHistory(f"看不到 {day.isoformat()} 的样子：{SHALLOW}")
    raise NoHistory(f"{day.isoformat()} 那天 git 里还没有记录，看不到那天的样子。")


def commit_named(of: Repository, name: str) -> str:
    """The id of the commit that somebody means by HEAD~3, a tag, the beginning of an id; "" where it is none."""
    try:
        return answer(of.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
    except NoHistory:
        return ""


def versions(of: Repository, paths: Sequence[str], until: date | None = None) -> list[FileVersion]:
    """Every change of the files at or below ``paths`` (below the root) on the first-parent line, newest first. Of a shallow repository the
    oldest commit seems to bring every file."""
    asked = (_versions.__wrapped__ if of.shallow else _versions)(of, tuple(paths), until)  # more may be fetched into a shallow one
    return [*asked]


@lru_cache(maxsize=4)
def _versions(of: Repository, paths: tuple[str, ...], until: date | None) -> tuple[FileVersion, ...]:
    if not of.head:
        return ()
    below = [*paths] or ["."]
    known = {commit.id: commit for commit in _line(of, [of.head, "--", *below], until)}
    if not known:
        return ()
    asked = ("--root", "-r", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--stdin", "--", *below)
    told = _run(of.root, "diff-tree", *asked, stdin="".join(f"{_pair(commit)}\n" for commit in known.values()).encode())
    return tuple(_changes(told, known, of.prefix))


@lru_cache(maxsize=4)
def dropped(of: Repository, below: str, name: str) -> tuple[FileVersion, ...]:
    """Every file called ``name`` that was taken away below a folder on the first-parent line, with what it had held, newest first."""
    if not of.head:
        return ()
    known = {commit.id: commit for commit in _line(of, [of.head, "--", below], None)}
    asked = ("-r", "-z", "--diff-filter=D", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--stdin", "--", below)
    told = _run(of.root, "diff-tree", *asked, stdin="".join(f"{_pair(commit)}\n" for commit in known.values()).encode())
    gone = _changes(told, known, of.prefix, was=True)
    return tuple(version for version in gone if version.path.rpartition("/")[2] == name)


def _pair(commit: Commit) -> str:
    """How ``diff-tree --stdin`` is asked for what a commit brought beside its first parent."""
    return " ".join((commit.id, *commit.parents[:1]))


def _changes(told: bytes, known: dict[str, Commit], prefix: str, was: bool = False) -> Iterator[FileVersion]:
    """What ``diff-tree -z`` tells: the name of a commit, then for each file what it was and is, then where it lies. ``was``: as it was."""
    commit: Commit | None = None
    parts = iter(told.split(b"\0")[:-1])
    for part in parts:
        if not part.startswith(b":"):
            commit = known[part.decode().strip()]
            continue
        about = part.decode().removeprefix(":").split(" ")
        mode, blob = (about[0], about[2]) if was else (about[1], about[3])
        path = next(parts).decode(errors="surrogateescape")
        if commit:
            yield FileVersion(commit, path[len(prefix) :], blob if mode.startswith(_FILE) else "")


def files(of: Repository, commit: str, paths: Sequence[str] = ()) -> dict[str, str]:
    """Path below the root → git's name of its content, of the plain files at or below ``paths`` in a commit."""
    return {path: blob for mode, blob, path in _tree(of, commit, paths) if mode.startswith(_FILE)}


def _tree(of: Repository, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for entry in _run(of.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *_inside(of, paths)).split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, _, blob = about.decode().split(" ")
        yield mode, blob, path.decode(errors="surrogateescape")[len(of.prefix) :]


def contents(of: Repository, blobs: Iterable[str]) -> Iterator[bytes]:
    """The bytes of each, in this order, of one process. Raises ``NoHistory`` for one that was not fetched."""
    wanted = list(blobs)
    given = _run(of.root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in wanted).encode()) if wanted else b""
    at = 0
    for _ in wanted:
        end = given.index(b"\n", at)
        head = given[at:end].split(b" ")
        if len(head) != 3:
            raise NoHistory(f"git 里缺少以前的文件内容。{SHALLOW}")
        start = end + 1
        at = start + int(head[2]) + 1
        yield given[start : at - 1]


def content(of: Repository, commit: str, path: str) -> bytes | None:
    """The bytes that a file had in a commit; None where it had none."""
    blob = files(of, commit, [path]).get(path)
    return next(contents(of, [blob])) if blob else None


def unpack(of: Repository, commit: str, paths: Sequence[str], folder: Path) -> None:
    """Put what a commit holds at ``paths`` below ``folder``, which is empty. Links are put as links: who reads refuses them as ever."""
    entries = [entry for entry in _tree(of, commit, paths) if entry[0].startswith(_FILE) or entry[0] == _LINK]
    for (mode, _, path), data in zip(entries, contents(of, [blob for _, blob, _ in entries]), strict=True):
        if {"..", ".git"} & {*PurePosixPath(path).parts} or PurePosixPath(path).is_absolute():
            raise NoHistory(f"git 的记录里有一个位置不对的文件「{path}」，不能照它做。")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if mode == _LINK:
            target.symlink_to(os.fsdecode(data))
        else:
            target.write_bytes(data)


def beside(of: Repository, folder: Path) -> Path:
    """A root below ``folder``, which is empty, with the history of this one: nothing of it is checked out, and nothing is written to it."""
    (folder / ".git").write_text(f"gitdir: {answer(of.root, 'rev-parse', '--absolute-git-dir').strip()}\n", encoding="utf-8")
    root = folder / of.prefix
    root.mkdir(parents=True, exist_ok=True)
    return root


def _inside(of: Repository, paths: Sequence[str]) -> list[str]:
    """From the top of its work tree."""
    return [of.prefix + path for path in paths] or ([of.prefix] if of.prefix else [])


def _commit(text: str) -> Commit:
    name, time, *parents = text.split()
    return Commit(name, int(time), tuple(parents))


def answer(root: Path, *arguments: str) -> str:
    """What a command of git that only reads says. Raises ``NoHistory``."""
    return _run(root, *arguments).decode(errors="replace")


def _run(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What a command of git answers. Raises ``NoHistory``."""
    import subprocess  # here: what a changed row needs of git is read from its index

    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    around = {name: value for name, value in os.environ.items() if name not in OF_AN_OUTER_GIT} | _QUIET
    command = ["git", "--no-pager", "--no-replace-objects", "--literal-pathspecs", "--no-optional-locks", *settings, *arguments]
    try:
        done = subprocess.run(command, cwd=root, input=stdin, capture_output=True, timeout=SECONDS, check=False, env=around)  # noqa: S603
    except FileNotFoundError:
        if not root.is_dir():
            raise NoHistory(f"没有「{root}」这个文件夹。") from None
        raise NoHistory("这台机器上没有 git，看不到以前的样子。装上 git 再运行。") from None
    except subprocess.TimeoutExpired:
        raise NoHistory("git 太久没有回答，先不看以前的样子。") from None
    except OSError as error:
        raise NoHistory(f"git 运行不了：{reason(error)}。") from None
    if done.returncode == 0:
        return done.stdout
    complaint = done.stderr
    if b"dubious ownership" in complaint:
        raise NoHistory(f"「{root}」属于别的用户，git 不肯读它。照 git 的说法用 git config --global --add safe.directory 放行，再运行。")
    if b"not a git repository" in complaint:
        raise NoHistory(f"「{root}」不在 git 里，看不到以前的样子。")
    raise NoHistory("git 读不出以前的样子，记录可能不完整。")
