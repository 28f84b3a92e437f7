"""What comes in: the files a board is made from, its attachments, and what 隐私放行 lets through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator import door, photo
from generator.codes import CODES
from generator.config import SiteConfig, Village
from generator.declared import Difference
from generator.gate.clean import Clean
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, Source, problem
from generator.privacy.attached import ATTACHED, refused, shrunk, too_large, unchecked
from generator.privacy.gate import Finding
from generator.privacy.read import PICTURES, unread
from generator.site import manifest


def input_files(root: Path, slug: str) -> list[str]:
    """Everything a board is made from, in order."""
    folders = ("content", f"content/{slug}")
    written = [f"{folder}/{name}" for folder in folders for name in door.listed(root, folder) if name.endswith(".md")]
    files = door.files_in(root, "data/site.yml", f"data/villages/{slug}", *written)
    return [file for file in files if not file.rpartition("/")[2].startswith((".", "~$"))]


def attachments(root: Path, holders: Datasets, site: SiteConfig, today: date, before: Clean) -> tuple[list[Problem], set[str]]:
    """What is wrong with attachments and photos as such, and those that must not even be opened; ``holders``: datasets that name any."""
    problems: list[Problem] = []
    opaque: set[str] = set()
    for row, what, where, files in (named for data in holders for named in _named(root, data)):
        good = {}
        for file in files:
            name = Path(file).name
            try:
                if trouble := too_large(row, file, door.size(root, file), site.attachment_bytes, what):
                    problems.append(trouble)
                    opaque.add(file)
                    continue
                content = door.read(root, file, max(site.attachment_bytes, 1))
            except door.Closed as shut:
                problems.append(shut.problem)
                opaque.add(file)
                continue
            digest = manifest.digest(content)
            why = before.note_of(file, digest)
            if why is None and (trouble := refused(row, file, content, what)):
                problems.append(trouble)
                opaque.add(file)
                continue
            why = unread(name, content) if why is None else why
            before.note(file, digest, why)
            problems += unchecked(row, name, why, today, what, where)
            good[name] = content
        problems += shrunk(row, good) if what == ATTACHED else ()  # that photos are made smaller is what is promised of them
    before.keep()
    return problems, opaque


def _named(root: Path, data: Dataset) -> Iterator[tuple[Row, str, str, tuple[str, ...]]]:
    """(row, the key that names them, what messages call the row, its files that are there), each file once."""
    where = "这一篇" if data.document else "这一行"
    told = set(data.attachments)
    if data.attachments:
        yield data.rows[0], ATTACHED, where, data.attachments
    for row in data.rows if photo.pictured(data) else ():
        there = (file for file in photo.files(row) if Path(file).suffix.lower() in PICTURES and door.is_file(root, file))
        files = tuple(file for file in there if file not in told)
        told.update(files)
        if files:
            yield row, photo.PHOTOS, where, files


def allowed_by(
    findings: list[Finding | Problem], village: Village | None
) -> tuple[list[Finding | Problem], list[Finding | Problem], list[Problem]]:
    """What no allow line speaks of, what one does, and what is said of each line: it is counted every time."""
    if village is None or not village.allowances:
        return findings, [], []
    folder = f"data/villages/{village.slug}/"
    counts: dict[Difference, int] = dict.fromkeys(village.allowances, 0)
    left: list[Finding | Problem] = []
    allowed: list[Finding | Problem] = []
    for finding in findings:
        line = next((each for each in village.allowances if _means(each, finding, folder)), None)
        if line is None:
            left.append(finding)
        else:
            counts[line] += 1
            allowed.append(finding)
    return left, allowed, [_told(line, count, f"{folder}village.yml") for line, count in counts.items()]


def _means(line: Difference, finding: Finding | Problem, folder: str) -> bool:
    file, _, row = line.place.strip().partition(" ")
    where = finding.source
    if line.code != finding.code or where.file.removeprefix(folder) != file.removeprefix(folder):
        return False
    return not row.strip() or re.sub(r"[第行\s]", "", row) in (str(where.row), str(where.line))


def _told(line: Difference, count: int, file: str) -> Problem:
    where = Source(file, line=line.line, field="隐私放行")
    if count:
        title = CODES[line.code].title
        return problem("personal-allowed", where, f"「{line.place}」{title}，放行了 {count} 处：{line.reason}")
    why = "现在没有这样一处" if line.code in CODES else "没有这个代码"
    return problem("allowance-unused", where, f"「{line.code}」（{line.place}）没有用上：{why}。")
