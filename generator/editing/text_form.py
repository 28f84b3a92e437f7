"""The bytes of a text file ↔ its text, so that what is not touched comes back byte for byte."""

from __future__ import annotations

import codecs

from generator.classes import dataclass
from generator.editing.refused import NotEditable
from generator.sheets import encodings

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAVE_ANEW = "在 WPS 里打开它，「另存为」→「CSV UTF-8」，再来填。"
_SAVE_TEXT = "用记事本打开它，看看字对不对，「另存为」时编码选「UTF-8」，再来填。"


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text is stored."""

    encoding: str
    bom: bytes = b""

    def stored(self, text: str) -> bytes:
        """The bytes of ``text``. Raises NotEditable for what no file can hold."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError:
            raise NotEditable("里面有半个字（粘贴时断开的），存不下来。删掉那个字，重新打一遍。") from None


AS_WPS = TextForm("utf-8", codecs.BOM_UTF8)
"""What a new CSV is: WPS and Excel take it for Chinese only with the mark in front."""
PLAIN = TextForm("utf-8")
"""What a new YAML or Markdown file is."""


def decoded(data: bytes, name: str) -> tuple[str, TextForm]:
    """The text of a file and how it is stored, in the encodings that the loader reads. Raises NotEditable where the text does not give the
    same bytes again: then a change of one cell would change others."""
    again = _SAVE_ANEW if name.lower().endswith(".csv") else _SAVE_TEXT
    bom, named = next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), (b"", ""))
    for encoding in (named,) if named else [e.removesuffix("-sig") for e in encodings(data)]:
        form = TextForm(encoding, bom)
        try:
            text = data[len(bom) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if form.bom + text.encode(encoding) == data:
            return text, form
        raise NotEditable(f"「{name}」里有的字编码不合国标，在这里改会连别的字一起变。{again}")
    raise NotEditable(f"「{name}」的文字认不出来。{again}")
