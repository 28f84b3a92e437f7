"""A bundle (.zip): files as somebody sent them together, or what a desk packed for the township, with a list of digests.

The list is called SHA256SUMS and is written as ``sha256sum`` writes it. Where there is one, every file must be as it says, and none
may lie beside it: a bundle that somebody changed on the way is taken whole or not at all.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from generator import bounds
from generator.load.discover import PASSED_OVER

SUMS = "SHA256SUMS"
MOST = 2_000
"""Files of one bundle."""
_AGAIN = "请发的人重新打包、重新发一次。"
_MADE = (1980, 1, 1, 0, 0, 0)


class NotWhole(Exception):
    """A bundle that is not taken. Chinese: why; ``hint``: what to do."""

    def __init__(self, message: str, hint: str = _AGAIN) -> None:
        super().__init__(message)
        self.hint = hint


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Files by their paths below the root → one .zip with its list of digests, the same bytes for the same files."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (*sorted(files.items()), (SUMS, sums.encode())):
            item = zipfile.ZipInfo(path, _MADE)
            item.external_attr = 0o644 << 16
            archive.writestr(item, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def members(data: bytes) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    """(name, names of its folders, bytes) of each file of a bundle. Raises NotWhole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = [item for item in archive.infolist() if not item.is_dir()]
            if len(items) > MOST or sum(item.file_size for item in items) > bounds.UNPACKED:
                raise NotWhole("压缩包解开后太大。", "分成几个压缩包，一个村或一个季度一个。")
            if any(item.flag_bits & 1 for item in items):
                raise NotWhole("压缩包设了密码。", "请发的人去掉密码重新压缩；或者自己解压，把里面的文件放进来。")
            names = {_name(item): item for item in items}
            if len(names) < len(items):  # two of one name: whoever opens it sees one of them, and not always the same
                raise NotWhole("压缩包里有两个文件的名字一样。")
            contents = {name: _content(archive, item) for name, item in names.items()}
    except NotWhole:
        raise
    except Exception:
        raise NotWhole("压缩包打不开，像是没有传完，或者损坏了。") from None
    _as_listed(contents)
    for name, content in contents.items():
        *folders, last = name.split("/")
        if name != SUMS and not any(PASSED_OVER.match(part) or part == "__MACOSX" for part in (*folders, last)):
            yield last, tuple(folders), content


def _name(item: zipfile.ZipInfo) -> str:
    """As the sender's machine wrote it: Chinese Windows writes GBK and does not say so."""
    name = item.filename
    if not item.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return "/".join(parts)


def _content(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    with archive.open(item) as part:
        return part.read(item.file_size + 1)


def _as_listed(contents: Mapping[str, bytes]) -> None:
    if SUMS not in contents:
        return
    lines = contents[SUMS].decode("utf-8", "replace").splitlines()
    listed = {path: digest for digest, _, path in (line.partition("  ") for line in lines if line.strip())}
    if missing := sorted(set(listed) - set(contents)):
        raise NotWhole(f"压缩包里少了「{missing[0]}」。")
    if more := sorted(set(contents) - set(listed) - {SUMS}):
        raise NotWhole(f"压缩包里多了「{more[0]}」，打包的时候没有它。")
    for path, digest in listed.items():
        if hashlib.sha256(contents[path]).hexdigest() != digest:
            raise NotWhole(f"压缩包里的「{path}」和打包的时候不一样。")
