"""A photo or a PDF put beside the file that is to name it: a photo upright, small, and without where it was taken."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator import door
from generator.desk.asked import CannotDo
from generator.editing.own_file import put_whole
from generator.privacy.pictures import picture_stripped
from generator.privacy.read import unsafe

_SORTS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"%PDF-", ".pdf"))
"""How a file begins → its ending: what its name says is no matter."""
PICTURES = (".jpg", ".png")


def put_beside(root: Path, file: str, body: bytes, endings: tuple[str, ...] = (*PICTURES, ".pdf")) -> tuple[str, str]:
    """(the name it has now, what was done to it). Raises CannotDo and NotEditable."""
    ending = next((ending for start, ending in _SORTS if body.startswith(start) and ending in endings), "")
    if not ending:
        what = "照片（JPG、PNG）和 PDF" if ".pdf" in endings else "照片（JPG、PNG）"
        raise CannotDo(f"只能放{what}。别的文件先另存为 PDF；苹果手机的照片先另存为 JPG。")
    if why := unsafe(f"x{ending}", body):
        raise CannotDo(f"这个文件{why}。")
    name = free_name(root, file, ending)
    content = body if ending == ".pdf" else picture_stripped(name, body)
    put_whole(root, (PurePosixPath(file).parent / name).as_posix(), content, None)
    small = f"照片转正、缩小了，拍摄地点这些附带信息去掉了（{len(body) // 1024} KB 变成 {len(content) // 1024} KB）。"
    check = "照片里的字和人程序看不见：请一个人打开看过，在「人工核查」里写上谁、哪天看过。"
    return name, f"放好了，叫 {name}。" + (small + check if ending != ".pdf" else "")


def free_name(root: Path, file: str, ending: str) -> str:
    """A name for a file beside ``file`` that nothing has: 2026-11-1-2.jpg."""
    place = PurePosixPath(file)
    there = set(door.listed(root, place.parent.as_posix()))
    return next(name for n in range(1, 1000) if (name := f"{place.stem}-{n}{ending}") not in there)
