"""The parts of a PDF that are taken over: plain values by a list of keys, colours and functions, streams as they are packed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from generator.pattern import lazy
from generator.privacy import pdf_streams
from generator.privacy.pdf_keys import FUNCTION, PACKING
from generator.privacy.pdf_streams import MOST_UNPACKED, Broken

MOST_DEPTH = 40
_MANY = 7
_DIGITS = lazy("[0-9]+")


class Parts:
    """What all makers of a new document know: the document, what has been taken over, what it cost."""

    def __init__(self) -> None:
        self.new = Pdf.new()
        self.picture = False
        """True when something has been met that shows what is no text."""
        self.steps = 0
        """Drawing steps of what is being made."""
        self.bends = 0
        """Curves and slanting lines among them: what letters are drawn with that are no text."""
        self.bent: dict[tuple[int, int], int] = {}
        self.cost: dict[tuple[int, int], int] = {}
        self._known: dict[tuple[tuple[int, int], str], tuple[Any, bool]] = {}
        self._under: set[tuple[tuple[int, int], str]] = set()
        self.words: set[str] = set()
        """Names and strings with many digits: they are taken over as they are, whether or not a page shows them."""
        self._unpacked = 0

    def note(self, text: str) -> None:
        if sum(map(str.isdigit, text)) >= _MANY:
            self.words.add(text)

    def note_name(self, name: str) -> None:
        """Its digits alone: letters before them would say that they are a thing's."""
        self.note(" ".join(_DIGITS.findall(name)))

    def once(self, obj: Any, sort: str, make: Callable[[Any], Any]) -> Any:
        """An object that several refer to is made once; one that holds itself is nothing a program prints."""
        if not isinstance(obj, Dictionary | Stream):
            return None
        key = (obj.objgen, sort)
        if not obj.is_indirect:
            return self.new.make_indirect(made) if (made := make(obj)) is not None else None
        if key in self._under or len(self._under) > MOST_DEPTH:
            raise Broken("一层套一层，没有完")
        if key not in self._known:
            outer, before = self.picture, (self.steps, self.bends)
            self.picture, self.steps, self.bends = False, 0, 0
            self._under.add(key)
            made = make(obj)
            self._under.discard(key)
            if made is not None:
                made = self.new.make_indirect(made)
                self.cost[made.objgen], self.bent[made.objgen] = max(1, self.steps), self.bends
            self._known[key] = (made, self.picture)
            self.picture, (self.steps, self.bends) = outer, before
        made, pictured = self._known[key]
        self.picture |= pictured
        return made

    def colour(self, obj: Any, depth: int = 0) -> Any:
        if depth > MOST_DEPTH:
            raise Broken("一层套一层，没有完")
        if isinstance(obj, Name):
            return obj
        if not isinstance(obj, Array) or not len(obj):
            return None
        sort, rest = obj[0], list(obj)[1:]
        if sort == Name.ICCBased and rest:
            count = int(rest[0].get("/N", 3))
            return {1: Name.DeviceGray, 4: Name.DeviceCMYK}.get(count, Name.DeviceRGB)  # a profile says who made it, and little to a phone
        if sort in (Name.CalGray, Name.CalRGB, Name.Lab) and rest:
            return Array([sort, self.take(rest[0], Dictionary(), frozenset({"/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix", "/Range"}))])
        if sort in (Name.Indexed, Name("/I")) and len(rest) > 2:
            table = rest[2]
            data = self.decoded(table) if isinstance(table, Stream) else bytes(table)
            colours = (int(rest[1]) + 1) * 4
            return Array([Name.Indexed, self.colour(rest[0], depth + 1), int(rest[1]), pikepdf.String(data[:colours])])
        if sort == Name.Pattern:
            return Array([sort, self.colour(rest[0], depth + 1)]) if rest else sort
        if sort == Name.Separation and len(rest) > 2:
            return Array([sort, self.plain(rest[0]), self.colour(rest[1], depth + 1), self.function(rest[2])])
        if sort == Name.DeviceN and len(rest) > 2:
            return Array([sort, self.plain(rest[0]), self.colour(rest[1], depth + 1), self.function(rest[2])])
        return sort if not rest else None

    def function(self, obj: Any, depth: int = 0) -> Any:
        if depth > MOST_DEPTH:
            raise Broken("一层套一层，没有完")
        if isinstance(obj, Array):
            return Array([self.function(each, depth + 1) for each in obj])
        if isinstance(obj, Name):
            return obj
        if isinstance(obj, Stream) and obj.get("/FunctionType") == 4:
            text = self.decoded(obj).decode("latin-1")
            made: Any = Stream(self.new, " ".join(line.partition("%")[0] for line in text.splitlines()).encode("latin-1"))
        else:
            made = self.packed(obj) if isinstance(obj, Stream) else Dictionary()
        self.take(obj, made, FUNCTION)
        if "/Functions" in obj:
            made["/Functions"] = Array([self.function(each, depth + 1) for each in obj["/Functions"]])
        return self.new.make_indirect(made)

    def take(self, obj: Any, made: Any, keys: frozenset[str]) -> Any:
        for key in sorted(keys):
            if key in obj:
                value = self.plain(obj[key])
                if value is not None:
                    made[key] = value
        return made

    def plain(self, value: Any, depth: int = 0) -> Any:
        """Numbers, names and rows of them; texts and what leads further are none."""
        if isinstance(value, Array):
            kept = [self.plain(each, depth + 1) for each in value] if depth < MOST_DEPTH else []
            return Array([each for each in kept if each is not None])
        if isinstance(value, pikepdf.String | Dictionary | Stream):
            return None
        if isinstance(value, Name):
            self.note_name(str(value))
        return value

    def _filters(self, obj: Any) -> tuple[list[str], list[Any]]:
        names, parms = obj.get("/Filter"), obj.get("/DecodeParms")
        named = [str(each) for each in names] if isinstance(names, Array) else [str(names)] if names is not None else []
        with_them = list(parms) if isinstance(parms, Array) else [parms]
        return named, (with_them + [None] * len(named))[: max(len(named), 1)]

    def _spend(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > 3 * MOST_UNPACKED:
            raise Broken("里面的东西解开以后太大")

    def decoded(self, obj: Any) -> bytes:
        """What a stream of text holds; nothing but the usual packing is undone."""
        named, parms = self._filters(obj)
        if named in (["/FlateDecode"], ["/Fl"]) and not isinstance(parms[0], Dictionary):
            data = pdf_streams.unpacked(obj.read_raw_bytes())
        elif set(named) <= {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/LZWDecode"} and len(named) <= 2:
            data = obj.read_bytes()  # qpdf's own bounds hold
        else:
            raise Broken("里面有认不出的东西")
        self._spend(len(data))
        return data

    def packed(self, obj: Any) -> Stream:
        """A picture, font or table as it is packed, cut at its end; without what a photo says of itself."""
        named, parms = self._filters(obj)
        raw = obj.read_raw_bytes()
        if len(named) > 1:
            if named[0] != "/FlateDecode":
                raise Broken("里面有一张打不开的图片")
            raw = pdf_streams.unpacked(raw)
            self._spend(len(raw))
            named, parms = named[1:], parms[1:]
            if len(named) > 1:
                raise Broken("里面有一张打不开的图片")
        made = Stream(self.new, b"")
        name = named[0] if named else ""
        if name == "/FlateDecode":
            raw = pdf_streams.zlib_end(raw)
        elif name == "/DCTDecode":
            raw = pdf_streams.jpeg(raw)
        elif name == "/JPXDecode":
            raw = pdf_streams.jpeg2000(raw)
        elif name not in ("", "/CCITTFaxDecode", "/JBIG2Decode", "/LZWDecode", "/RunLengthDecode"):
            raise Broken("里面有一张打不开的图片")
        about = parms[0] if parms else None
        kept = None
        if isinstance(about, Dictionary):
            kept = self.take(about, Dictionary(), PACKING)
            if isinstance(about.get("/JBIG2Globals"), Stream):
                kept["/JBIG2Globals"] = self.new.make_indirect(self.packed(about["/JBIG2Globals"]))
        if name:
            made.write(raw, filter=Name(name), decode_parms=kept)
        else:
            made.write(raw)
        return made
