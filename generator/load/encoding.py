"""Bytes of a text file → text, in the encodings Chinese offices really use."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator import door
from generator.model import Problem, Source, problem
from generator.sheets import encodings


def read_bytes(path: Path, file: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a file that is there, not empty and not absurdly large. ``file``: the end of ``path`` that is below the root."""
    root = path.parents[len(PurePosixPath(file).parts) - 1]
    try:
        data = door.read(root, path.relative_to(root).as_posix())
    except door.Closed as why:
        return b"", [why.problem]
    if not data.strip():
        return b"", [problem("unreadable-file", Source(file), "文件是空的。", "填好再放进来；不用的文件请删掉。")]
    return data, []


def read_text(path: Path, file: str) -> tuple[str, list[Problem]]:
    """UTF-8 with or without BOM, UTF-16 with BOM, else GB18030."""
    data, problems = read_bytes(path, file)
    return ("", problems) if problems else decoded(data, file)


def decoded(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The same of the bytes of a file."""
    furthest = ("", 0)
    for encoding in encodings(data):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError as error:
            furthest = max(furthest, (encoding, error.start), key=lambda pair: pair[1])
    line = data[: furthest[1]].decode(furthest[0], "ignore").count("\n") + 1
    hint = "" if file.endswith(".csv") else "用记事本打开后「另存为」，编码选 UTF-8。"
    return "", [problem("bad-encoding", Source(file, line=line), f"第 {line} 行附近的文字认不出来。", hint)]
