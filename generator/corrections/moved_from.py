"""Whether a village stood in another folder before, of which its settings say nothing: who moves it takes its history along, be it in one
commit or by taking it away first and bringing it back later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator import git
from generator.config import Village

BEGUN = "begun "
"""How what is known of a commit begins that brought a board and moved none."""
_CODE = "行政区划代码".encode()
_NAME = re.compile("^(?:村名|行政区划代码)[ ]*:.*$".encode(), re.MULTILINE)


def moved_from(of: git.Repository, village: Village, versions: Sequence[git.FileVersion], quiet: set[str]) -> list[str]:
    """The folders, without those that it names. Raises ``git.NoHistory``. ``versions``: of the village, newest first; ``quiet``: is told
    the commit that needs no look again."""
    here = f"data/villages/{village.slug}/village.yml"
    brought = [version for version in versions if version.path == here and version.blob]
    first = brought[-1].commit if brought else None
    if first is None or not first.parents or BEGUN + first.id in quiet:
        return []
    before, after = (_settings(of, commit) for commit in (first.parents[0], first.id))
    gone = {file: blob for file, blob in before.items() if file not in after}
    mine = _NAME.findall(next(git.contents(of, [brought[-1].blob])))
    moved = [file for file, blob in gone.items() if {*mine} & {*_told(of, blob)}]
    left = {old.path: old.blob for old in reversed(git.dropped(of, "data/villages", "village.yml")) if old.commit.time <= first.time}
    back = [file for file, blob in left.items() if file not in {*before, *after} and _is_one(mine, _told(of, blob))]
    if not gone and not back:
        quiet.add(BEGUN + first.id)
    names = [file.split("/", 2)[2].removesuffix("/village.yml") for file in dict.fromkeys((*moved, *back))]
    return [old for old in names if old not in (*village.former, village.slug)]


def _settings(of: git.Repository, commit: str) -> dict[str, str]:
    return {file: blob for file, blob in git.files(of, commit, ["data/villages"]).items() if file.endswith("/village.yml")}


def _told(of: git.Repository, blob: str) -> list[bytes]:
    """What settings say of the name and the code of their village."""
    return _NAME.findall(next(git.contents(of, [blob])))


def _is_one(mine: list[bytes], other: list[bytes]) -> bool:
    """True for settings of one code; where not both say one, of one name: many villages have a name that another had."""
    codes = [{line.partition(b":")[2].strip() for line in lines if line.startswith(_CODE)} for lines in (mine, other)]
    return bool(codes[0] & codes[1]) if all(codes) else bool({*mine} & {*other})
