"""Fonts of a PDF, taken over with the maps that say which character a code is: where such a map lies, the document is refused."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from generator.privacy import pdf_streams
from generator.privacy.pdf_keys import DESCRIPTOR, FONT
from generator.privacy.pdf_parts import Parts
from generator.privacy.pdf_streams import Broken

_NAMES = "/zero /one /two /three /four /five /six /seven /eight /nine"
_DIGITS = {name: str(i) for i, name in enumerate(_NAMES.split())}
_DIGITS |= {f"/uni003{i}": str(i) for i in range(10)}


class Fonts(Parts):
    """Makes fonts. Where the letters of one are drawings, those who make drawings are asked."""

    def drawing(self, streams: list[Any], resources: Any) -> tuple[Stream, Dictionary]:
        raise NotImplementedError

    def font(self, found: Any) -> Any:
        made = self.take(found, Dictionary(), FONT)
        sort = found.get("/Subtype")
        if sort == Name.Type3:
            self.picture = True  # its letters are drawings
            made["/CharProcs"], made["/Resources"] = self._letters(found)
        if "/DescendantFonts" in found:
            made["/DescendantFonts"] = Array([self.once(each, "font", self.font) for each in found["/DescendantFonts"]])
        if isinstance(found.get("/CIDSystemInfo"), Dictionary):
            made["/CIDSystemInfo"] = self._system(found["/CIDSystemInfo"])
        encoding = found.get("/Encoding")
        if isinstance(encoding, Name):
            made["/Encoding"] = encoding
        elif isinstance(encoding, Stream):
            made["/Encoding"] = self._cid_map(encoding)
        elif isinstance(encoding, Dictionary):
            made["/Encoding"] = self.take(encoding, Dictionary(), frozenset({"/Type", "/BaseEncoding", "/Differences"}))
        glyphs_of = found.get("/CIDToGIDMap")
        if isinstance(glyphs_of, Stream):
            made["/CIDToGIDMap"] = self.new.make_indirect(self.packed(glyphs_of))
        elif isinstance(glyphs_of, Name):
            made["/CIDToGIDMap"] = glyphs_of
        if isinstance(found.get("/FontDescriptor"), Dictionary):
            made["/FontDescriptor"] = self.once(found["/FontDescriptor"], "descriptor", self._descriptor)
        if isinstance(found.get("/ToUnicode"), Stream):
            text = self.decoded(found["/ToUnicode"]).decode("latin-1")
            if sort != Name.Type0:
                _same_digits(found, pdf_streams.unicode_of(text))
            made["/ToUnicode"] = Stream(self.new, pdf_streams.unicode_map(text).encode("latin-1"))
        return made

    def _letters(self, found: Any) -> tuple[Dictionary, Dictionary]:
        """The drawings of a font, and the resources they use."""
        letters, used = Dictionary(), Dictionary()
        for key, each in found.get("/CharProcs", {}).items():
            if isinstance(each, Stream):
                letters[key], more = self.drawing([each], found.get("/Resources"))
                for sort, group in more.items():
                    before: Any = used.get(sort, {})
                    used[sort] = Dictionary({**dict(before.items()), **dict(group.items())})
        return letters, used

    def _cid_map(self, found: Any) -> Any:
        """A map of codes that the file brings along: its own words are few, and it is written anew."""
        made = Stream(self.new, pdf_streams.unicode_map(self.decoded(found).decode("latin-1")).encode("latin-1"))
        self.take(found, made, frozenset({"/Type", "/CMapName", "/WMode"}))
        if isinstance(found.get("/UseCMap"), Name):
            made["/UseCMap"] = found["/UseCMap"]
        if isinstance(found.get("/CIDSystemInfo"), Dictionary):
            made["/CIDSystemInfo"] = self._system(found["/CIDSystemInfo"])
        return made

    def _system(self, found: Any) -> Dictionary:
        """Which collection of glyphs: two short words and a number."""
        words = {key: str(found.get(key, ""))[:12] for key in ("/Registry", "/Ordering")}
        made = Dictionary({key: pikepdf.String(word if word.isascii() else "") for key, word in words.items()})
        made["/Supplement"] = int(found.get("/Supplement", 0))
        return made

    def _descriptor(self, found: Any) -> Any:
        made = self.take(found, Dictionary(), DESCRIPTOR)
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(found.get(key), Stream):
                program = self.packed(found[key])
                self.take(found[key], program, frozenset({"/Length1", "/Length2", "/Length3", "/Subtype"}))
                made[key] = self.new.make_indirect(program)
        return made


def _same_digits(font: Any, said: dict[int, str]) -> None:
    """A font whose map says other characters than its codes draw: the text that is read is not the text that is seen."""
    if "ingbats" in str(font.get("/BaseFont", "")) or "ingdings" in str(
        font.get("/BaseFont", "")
    ):  # signs: a code of a digit draws something else
        return
    encoding = font.get("/Encoding")
    descriptor = font.get("/FontDescriptor")
    embedded = isinstance(descriptor, Dictionary) and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    drawn: dict[int, str] = {}
    if isinstance(encoding, Name) or not embedded or (isinstance(encoding, Dictionary) and "/BaseEncoding" in encoding):
        drawn = {0x30 + i: str(i) for i in range(10)}
    if isinstance(encoding, Dictionary) and isinstance(encoding.get("/Differences"), Array):
        code = 0
        for each in encoding["/Differences"]:
            if isinstance(each, Name):
                drawn.pop(code, None)
                if digit := _DIGITS.get(str(each)):
                    drawn[code] = digit
                code += 1
            else:
                code = int(each)
    if any(said.get(code, digit) != digit for code, digit in drawn.items()):
        raise Broken("里面的字，看到的和程序读到的不一样")
