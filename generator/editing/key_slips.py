"""Slips of whoever typed keys in an editor: 「标题：修路」 with a Chinese colon, 「标题:修路」 without a blank, a Tab before a line."""

from __future__ import annotations

import re

from generator.editing.form_shape import form_shape, has_form
from generator.editing.opened_file import read_keys
from generator.editing.refused import NotEditable
from generator.editing.what_file import what_it_is
from generator.editing.yaml_spans import scalar_text
from generator.kind import STATED

_LINE = re.compile(r"([ \t]*)(- )?([^\s:：#]{1,12})[ \t]*(：|:(?=\S))[ \t]*(.*)")


def mended_keys(file: str, data: bytes) -> bytes | None:
    """A file of keys with those slips put right, where it can be read then and only the lines of keys that its kind has were touched; None
    where there is nothing to mend."""
    kind = what_it_is(file)[1]
    names = {name for column in (*kind.columns, *STATED) for name in (column.name, *column.aliases)} | {kind.rows_key} if kind else set()
    if has_form(file):
        names |= {*form_shape(file, {}).order}
    if not names:
        return None
    try:
        content = read_keys(file, data)
        mended = "\n".join(_mended(line, names) for line in content.keys.split("\n"))
        if mended == content.keys:
            return None
        changed = content.with_keys(mended)
        changed.data()
        return changed.stored()
    except NotEditable:
        return None


def _mended(line: str, names: set[str]) -> str:
    end = "\r" if line.endswith("\r") else ""
    match = _LINE.fullmatch(line.removesuffix("\r"))
    if match and match[3] in names:
        indent, dash, name, _, text = match.groups()
        indent = indent.replace("\t", "  ")
        text = text.strip()
        whole = text[:1] in ('"', "'", "[", "{", "|", ">")  # quoted or nested already
        return f"{indent}{dash or ''}{name}: {text if whole else scalar_text(text, 0)}".rstrip() + end
    blanks = re.match(r"[ \t]*", line)
    return blanks[0].replace("\t", "  ") + line[blanks.end() :] if blanks and "\t" in blanks[0] else line
