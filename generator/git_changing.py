"""Commands of git that change a repository or ask another: no program that only its own settings name is run for them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from generator.git import OF_AN_OUTER_GIT, SECONDS, SETTINGS, NoHistory, answer
from generator.system import reason

_RUNS = re.compile(
    r"filter\..+\.(clean|smudge|process)|merge\..+\.driver|diff\.(external|.+\.(command|textconv))|gpg\.(.+\.)?program|credential\.(.+\.)?helper"
    r"|remote\..+\.(receivepack|uploadpack|vcs)|core\.(gitproxy|alternaterefscommand)|gc\.recentobjectshook",
    re.IGNORECASE,
)
"""Settings that have git run a program, but for those that a command of ours overrides."""
_OF_GIT = re.compile(r"[\w =-]*")
"""A credential helper that comes with git or was installed beside it: store, cache --timeout=3600, manager."""


def changing(root: Path, *arguments: str) -> tuple[int, str]:
    """(exit status, what it told) of a command that changes the repository or asks another: for the desk, when the clerk says so, and for
    nothing else. No hook is run, nobody is asked for a password. Raises ``NoHistory`` where git is missing or never answers, and where the
    repository's own settings have it run a program: those of the user and of the machine are the user's."""
    if named := _programs_named(root):
        raise NoHistory(
            f"没有存，也没有送：这个文件夹的 git 设置里写着要运行别的程序（{'、'.join(named)}），工作台不运行它。"
            "请维护的人看过再用 git 送；确实要用的，改写进这台机器的设置（git config --global），这里就能送。"
        )
    settings = [part for name in ("core.fsmonitor", "core.hooksPath") for part in ("-c", f"{name}={SETTINGS[name]}")]
    around = {name: value for name, value in os.environ.items() if name not in OF_AN_OUTER_GIT}
    around |= {
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_ASKPASS": "",
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
        "GIT_MERGE_AUTOEDIT": "no",
    }
    command = ["git", "--no-pager", *settings, "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, env=around)  # noqa: S603
    except FileNotFoundError:
        raise NoHistory("这台机器上没有 git。") from None
    except subprocess.TimeoutExpired:
        raise NoHistory("git 太久没有回答，可能网络不通。") from None
    except OSError as error:
        raise NoHistory(f"git 用不了：{reason(error)}。") from None
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def _programs_named(root: Path) -> list[str]:
    """The settings of the repository itself that name a program."""
    told = answer(root, "config", "--list", "--show-scope", "-z").split("\0")
    named = []
    for scope, setting in zip(told[::2], told[1::2], strict=False):
        name, _, value = setting.partition("\n")
        harmless = name.startswith("credential.") and _OF_GIT.fullmatch(value)
        if scope in ("local", "worktree") and _RUNS.fullmatch(name) and not harmless:
            named.append(name)
    return named
