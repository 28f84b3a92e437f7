"""Whether a village stood in another folder before, of which its settings say nothing: who moves it takes its history along."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator import git
from generator.config import Village

BEGUN = "begun "
"""How what is known of a commit begins that brought a board and moved none."""
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
    moved = [file.split("/", 2)[2].removesuffix("/village.yml") for file, blob in gone.items() if _same(of, blob, mine)]
    if not gone:
        quiet.add(BEGUN + first.id)
    return [old for old in moved if old not in village.former]


def _settings(of: git.Repository, commit: str) -> dict[str, str]:
    return {file: blob for file, blob in git.files(of, commit, ["data/villages"]).items() if file.endswith("/village.yml")}


def _same(of: git.Repository, blob: str, mine: list[bytes]) -> bool:
    """True for the settings of a village of one name or one code with ours."""
    return bool({*_NAME.findall(next(git.contents(of, [blob])))} & {*mine})
