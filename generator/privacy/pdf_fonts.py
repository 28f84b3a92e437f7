"""Fonts of a PDF, taken over with the maps that say which character a code is: where such a map lies, the document is refused."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from generator.privacy import pdf_letters, pdf_streams
from generator.privacy.pdf_digits import digits_of, drawn_digits, program_of, same_digits, unnamed
from generator.privacy.pdf_keys import DESCRIPTOR, FONT
from generator.privacy.pdf_parts import Parts
from generator.privacy.pdf_streams import Broken
from generator.privacy.pdf_written import letters_of, only_outlines


class Fonts(Parts):
    """Makes fonts. Where the letters of one are drawings, those who make drawings are asked."""

    def __init__(self) -> None:
        super().__init__()
        self._letters_known: dict[tuple[int, int], pdf_letters.Font | None] = {}

    def misnamed(self, resources: Any, written: list[tuple[str, bytes]]) -> bool:
        """True where a number may be drawn that the fonts call letters. ``written``: (name of the font, codes), as they are drawn."""
        there: Any = resources.get("/Font", {}) if isinstance(resources, Dictionary) else {}
        numbers = {name: i for i, name in enumerate(dict.fromkeys(name for name, _ in written))}
        fonts = {i: known for name, i in numbers.items() if name in there and (known := self._known_letters(there[name]))}
        return bool(fonts) and pdf_letters.doubtful(fonts, ((numbers[name], codes) for name, codes in written))

    def _known_letters(self, font: Any) -> pdf_letters.Font | None:
        if not isinstance(font, Dictionary):
            return None
        key = font.objgen
        if key == (0, 0):
            return letters_of(font, self.decoded)
        if key not in self._letters_known:
            self._letters_known[key] = letters_of(font, self.decoded)
        return self._letters_known[key]

    @abstractmethod
    def drawing(self, streams: list[Any], resources: Any) -> tuple[Stream, Dictionary]:
        """The steps of a drawing written anew, and of its resources those they use."""

    def font(self, obj: Any) -> Any:
        made = self.take(obj, Dictionary(), FONT)
        sort = obj.get("/Subtype")
        if sort == Name.Type3:
            self.picture = not only_outlines(obj)  # its letters are drawings
            made["/CharProcs"], made["/Resources"] = self._letters(obj)
        if "/DescendantFonts" in obj:
            made["/DescendantFonts"] = Array([self.once(each, "font", self.font) for each in obj["/DescendantFonts"]])
        if isinstance(obj.get("/CIDSystemInfo"), Dictionary):
            made["/CIDSystemInfo"] = self._system(obj["/CIDSystemInfo"])
        encoding = obj.get("/Encoding")
        if isinstance(encoding, Name):
            made["/Encoding"] = encoding
        elif isinstance(encoding, Stream):
            made["/Encoding"] = self._cid_map(encoding)
        elif isinstance(encoding, Dictionary):
            made["/Encoding"] = self.take(encoding, Dictionary(), frozenset({"/Type", "/BaseEncoding", "/Differences"}))
        glyphs_of = obj.get("/CIDToGIDMap")
        if isinstance(glyphs_of, Stream):
            made["/CIDToGIDMap"] = self.new.make_indirect(self.packed(glyphs_of))
        elif isinstance(glyphs_of, Name):
            made["/CIDToGIDMap"] = glyphs_of
        if isinstance(obj.get("/FontDescriptor"), Dictionary):
            made["/FontDescriptor"] = self.once(obj["/FontDescriptor"], "descriptor", self._descriptor)
        if isinstance(obj.get("/ToUnicode"), Stream):
            text = self.decoded(obj["/ToUnicode"]).decode("latin-1")
            if not same_digits(self._drawn(obj), pdf_streams.unicode_of(text)):
                raise Broken("里面的字，看到的和程序读到的不一样")
            made["/ToUnicode"] = Stream(self.new, pdf_streams.unicode_map(text).encode("latin-1"))
        elif unnamed(obj):
            self.picture = True
        return made

    def _drawn(self, font: Any) -> dict[int, str]:
        """Code → the digit it draws, where that can be known without the font's own map."""
        program, glyphs = program_of(font)
        wide = font.get("/Subtype") == Name.Type0
        digits = digits_of(self.decoded(program)) if wide and isinstance(program, Stream) and glyphs else {}
        return digits or drawn_digits(font, program is not None)

    def _letters(self, obj: Any) -> tuple[Dictionary, Dictionary]:
        """The drawings of a font, and the resources they use."""
        letters, used = Dictionary(), Dictionary()
        for key, each in obj.get("/CharProcs", {}).items():
            self.note_name(key)
            if isinstance(each, Stream):
                letters[key], more = self.drawing([each], obj.get("/Resources"))
                for sort, group in more.items():
                    before: Any = used.get(sort, {})
                    used[sort] = Dictionary({**dict(before.items()), **dict(group.items())})
        return letters, used

    def _cid_map(self, obj: Any) -> Any:
        """A map of codes that the file brings along: its own words are few, and it is written anew."""
        made = Stream(self.new, pdf_streams.unicode_map(self.decoded(obj).decode("latin-1")).encode("latin-1"))
        self.take(obj, made, frozenset({"/Type", "/CMapName", "/WMode"}))
        if isinstance(obj.get("/UseCMap"), Name):
            made["/UseCMap"] = obj["/UseCMap"]
        if isinstance(obj.get("/CIDSystemInfo"), Dictionary):
            made["/CIDSystemInfo"] = self._system(obj["/CIDSystemInfo"])
        return made

    def _system(self, obj: Any) -> Dictionary:
        """Which collection of glyphs: two short words and a number."""
        words = {key: str(obj.get(key, ""))[:12] for key in ("/Registry", "/Ordering")}
        made = Dictionary({key: pikepdf.String(word if word.isascii() else "") for key, word in words.items()})
        made["/Supplement"] = int(obj.get("/Supplement", 0))
        return made

    def _descriptor(self, obj: Any) -> Any:
        made = self.take(obj, Dictionary(), DESCRIPTOR)
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(obj.get(key), Stream):
                program = self.packed(obj[key])
                self.take(obj[key], program, frozenset({"/Length1", "/Length2", "/Length3", "/Subtype"}))
                made[key] = self.new.make_indirect(program)
        return made
