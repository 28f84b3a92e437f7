"""A PDF written anew from what its pages show: every key of every object is on a list, and what is on none is not there afterwards.

No bookmark, note, form, attachment, layer, link, name, date or program survives; what would change the look of a page by being left out is refused.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfInlineImage, Stream

from generator.privacy import pdf_streams
from generator.privacy.pdf_streams import MOST_UNPACKED, Broken

MOST_PAGES = 1_000
MOST_STEPS = 3_000_000
"""Drawing steps of all pages, those of a drawing within a drawing counted each time it is drawn."""
MOST_CONTENT = 40_000_000
"""Bytes of drawing steps."""
MOST_DEPTH = 40
_SHOWS = frozenset(
    "b B b* B* BT c cm cs CS d d0 d1 Do ET f F f* g G gs h i j J k K l m M n q Q re rg RG ri s S sc SC scn SCN sh "
    "T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
"""Every operator that draws; marks of layers, of structure and of what a program may say instead are none."""
_INLINE = frozenset(
    "/W /H /BPC /CS /F /DP /IM /D /I /Width /Height /BitsPerComponent /ColorSpace /Filter /DecodeParms /ImageMask /Decode /Interpolate".split()
)
_PLAIN = {"/Type", "/Subtype"}
_GROUP = {"/S", "/CS", "/I", "/K"}
_STATE = {*"/LW /LC /LJ /ML /D /RI /OP /op /OPM /FL /SM /SA /BM /CA /ca /AIS /TK".split(), *_PLAIN}
_FONT = {*"/BaseFont /FirstChar /LastChar /W /DW /W2 /DW2 /FontMatrix /FontBBox /Widths".split(), *_PLAIN}
_DESCRIPTOR = {
    *"/FontName /Flags /FontBBox /ItalicAngle /Ascent /Descent /Leading /CapHeight /XHeight /StemV /StemH /AvgWidth /MaxWidth".split(),
    *("/MissingWidth", "/Type"),
}
_IMAGE = {*"/Width /Height /BitsPerComponent /Decode /ImageMask /Interpolate /Intent /SMaskInData /Matte".split(), *_PLAIN}
_FORM = {*"/FormType /BBox /Matrix".split(), *_PLAIN}
_TILE = {*"/PatternType /PaintType /TilingType /BBox /XStep /YStep /Matrix".split(), *_PLAIN}
_SHADING = {*"/ShadingType /Background /BBox /AntiAlias /Coords /Domain /Extend /Matrix".split()}
_SHADING |= {*"/BitsPerCoordinate /BitsPerComponent /BitsPerFlag /Decode /VerticesPerRow".split()}
_FUNCTION = {*"/FunctionType /Domain /Range /C0 /C1 /N /Bounds /Encode /Size /BitsPerSample /Order /Decode".split()}
_PREDICTOR = {*"/Predictor /Colors /BitsPerComponent /Columns /EarlyChange /K /EndOfLine /EncodedByteAlign /Rows /EndOfBlock".split()}
_PREDICTOR |= {*"/BlackIs1 /DamagedRowsBeforeError /ColorTransform".split()}
_DIGITS = {name: str(i) for i, name in enumerate("/zero /one /two /three /four /five /six /seven /eight /nine".split())}
_DIGITS |= {f"/uni003{i}": str(i) for i in range(10)}


class Rebuilt:
    """The new document, and on which of its pages a program cannot read all that is shown."""

    def __init__(self, source: Pdf) -> None:
        self.new = Pdf.new()
        self.pictured: list[int] = []
        self._known: dict[tuple[tuple[int, int], str], tuple[Any, bool]] = {}
        self._cost: dict[tuple[int, int], int] = {}
        self._under: set[tuple[tuple[int, int], str]] = set()
        self._picture = False
        self._around: Any = None
        """Resources of the page, for a drawing of the old sort that has none of its own."""
        self._content = self._steps = self._all = self._unpacked = 0
        if len(source.pages) > MOST_PAGES:
            raise Broken(f"有 {len(source.pages)} 页，太多")
        for number, page in enumerate(source.pages, 1):
            self._picture, self._steps = False, 0
            self.new.pages.append(self._page(page))
            self._all += self._steps
            if self._picture:
                self.pictured.append(number)

    def written(self) -> bytes:
        """The same bytes every time."""
        out = io.BytesIO()
        self.new.save(
            out,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()

    # --- one function for each sort of object ----------------------------------------------------

    def _page(self, page: Any) -> pikepdf.Page:
        made = Dictionary(Type=Name.Page)
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
            value = _inherited(page.obj, key)
            if value is not None:
                made[key] = self._plain(value)
        if "/MediaBox" not in made:
            made["/MediaBox"] = Array([0, 0, 595, 842])
        self._around = _inherited(page.obj, "/Resources")
        made["/Resources"] = self._resources(self._around)
        if isinstance(page.obj.get("/Group"), Dictionary):
            made["/Group"] = self._group(page.obj["/Group"])
        contents = page.obj.get("/Contents")
        made["/Contents"] = self._drawing(_streams(contents), made["/Resources"])
        return pikepdf.Page(self.new.make_indirect(made))

    def _drawing(self, streams: Iterable[Stream], resources: Any) -> Stream:
        """Drawing steps written anew; counts them, and those of the drawings they draw."""
        parts = []
        for stream in streams:
            parts.append(self._decoded(stream))
            self._content += len(parts[-1])
            if self._content > MOST_CONTENT:
                raise Broken("太复杂")
        kept = []
        drawn = resources.get("/XObject", {}) if isinstance(resources, Dictionary) else {}
        for operands, operator in pikepdf.parse_content_stream(Stream(self.new, b"\n".join(parts))):
            if operands and isinstance(operands[0], PdfInlineImage):
                self._inline(operands[0])
                kept.append((operands, operator))
                continue
            name = str(operator)
            if name not in _SHOWS:
                continue
            if name == "Do" and operands:
                self._steps += self._cost.get(drawn[str(operands[0])].objgen, 1) if str(operands[0]) in drawn else 1
            kept.append((operands, operator))
        self._steps += len(kept)
        if self._steps + self._all > MOST_STEPS:
            raise Broken("太复杂")
        return Stream(self.new, pikepdf.unparse_content_stream(kept))

    def _inline(self, image: PdfInlineImage) -> None:
        self._picture = True
        if set(image.obj.keys()) - _INLINE or any("DCT" in name for name in image.filters):
            raise Broken("里面有一张打不开的图片")

    def _resources(self, found: Any) -> Dictionary:
        made = Dictionary()
        sorts: dict[str, Callable[[Any], Any]] = {
            "/Font": lambda each: self._once(each, "font", self._font),
            "/XObject": lambda each: self._once(each, "xobject", self._xobject),
            "/ExtGState": lambda each: self._once(each, "state", self._state),
            "/ColorSpace": self._colour,
            "/Pattern": lambda each: self._once(each, "pattern", self._pattern),
            "/Shading": lambda each: self._once(each, "shading", self._shading),
        }
        for sort, make in sorts.items():
            group = found.get(sort) if isinstance(found, Dictionary) else None
            if isinstance(group, Dictionary):
                said = {key: make(each) for key, each in group.items()}
                made[sort] = Dictionary({key: each for key, each in said.items() if each is not None})
        return made

    def _once(self, found: Any, sort: str, make: Callable[[Any], Any]) -> Any:
        """An object that several refer to is made once; one that holds itself is nothing a program prints."""
        if not isinstance(found, Dictionary | Stream):
            return None
        key = (found.objgen, sort)
        if not found.is_indirect:
            return self.new.make_indirect(made) if (made := make(found)) is not None else None
        if key in self._under or len(self._under) > MOST_DEPTH:
            raise Broken("一层套一层，没有完")
        if key not in self._known:
            outer, before = self._picture, self._steps
            self._picture, self._steps = False, 0
            self._under.add(key)
            made = make(found)
            self._under.discard(key)
            if made is not None:
                made = self.new.make_indirect(made)
                self._cost[made.objgen] = max(1, self._steps)
            self._known[key] = (made, self._picture)
            self._picture, self._steps = outer, before
        made, pictured = self._known[key]
        self._picture |= pictured
        return made

    def _xobject(self, found: Any) -> Any:
        if not isinstance(found, Stream):
            return None
        if found.get("/Subtype") == Name.Image:
            return self._image(found)
        if found.get("/Subtype") != Name.Form:
            raise Broken("里面有认不出的东西")
        return self._form(found, _FORM)

    def _form(self, found: Any, keys: set[str]) -> Stream:
        resources = self._resources(found.get("/Resources", self._around))
        made = self._drawing([found], resources)
        self._take(found, made, keys)
        made["/Resources"] = resources
        if isinstance(found.get("/Group"), Dictionary):
            made["/Group"] = self._group(found["/Group"])
        return made

    def _image(self, found: Any) -> Stream:
        self._picture = True
        made = self._packed(found)
        self._take(found, made, _IMAGE)
        if "/ColorSpace" in found:
            made["/ColorSpace"] = self._colour(found["/ColorSpace"])
        for key in ("/SMask", "/Mask"):
            mask = found.get(key)
            if isinstance(mask, Stream):
                made[key] = self._once(mask, "mask", self._image)
            elif isinstance(mask, Array):
                made[key] = self._plain(mask)
        return made

    def _group(self, found: Any) -> Dictionary:
        made = self._take(found, Dictionary(), _GROUP - {"/CS"})
        if "/CS" in found:
            made["/CS"] = self._colour(found["/CS"])
        return made

    def _state(self, found: Any) -> Dictionary:
        made = self._take(found, Dictionary(), _STATE)
        mask = found.get("/SMask")
        if isinstance(mask, Dictionary):
            about = self._take(mask, Dictionary(), {"/S", "/BC"})
            about["/G"] = self._once(mask.get("/G"), "xobject", self._xobject)
            if isinstance(mask.get("/TR"), Dictionary | Stream):
                about["/TR"] = self._function(mask["/TR"])
            made["/SMask"] = about
        elif mask == Name("/None"):
            made["/SMask"] = mask
        return made

    def _colour(self, found: Any, depth: int = 0) -> Any:
        if depth > MOST_DEPTH:
            raise Broken("一层套一层，没有完")
        if isinstance(found, Name):
            return found
        if not isinstance(found, Array) or not len(found):
            return None
        sort, rest = found[0], list(found)[1:]
        if sort == Name.ICCBased and rest:
            count = int(rest[0].get("/N", 3))
            return {1: Name.DeviceGray, 4: Name.DeviceCMYK}.get(count, Name.DeviceRGB)  # a profile says who made it, and little to a phone
        if sort in (Name.CalGray, Name.CalRGB, Name.Lab) and rest:
            return Array([sort, self._take(rest[0], Dictionary(), {"/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix", "/Range"})])
        if sort in (Name.Indexed, Name("/I")) and len(rest) > 2:
            table = rest[2]
            data = self._decoded(table) if isinstance(table, Stream) else bytes(table)
            colours = (int(rest[1]) + 1) * 4
            return Array([Name.Indexed, self._colour(rest[0], depth + 1), int(rest[1]), pikepdf.String(data[:colours])])
        if sort == Name.Pattern:
            return Array([sort, self._colour(rest[0], depth + 1)]) if rest else sort
        if sort == Name.Separation and len(rest) > 2:
            return Array([sort, rest[0], self._colour(rest[1], depth + 1), self._function(rest[2])])
        if sort == Name.DeviceN and len(rest) > 2:
            return Array([sort, self._plain(rest[0]), self._colour(rest[1], depth + 1), self._function(rest[2])])
        return sort if not rest else None

    def _pattern(self, found: Any) -> Any:
        if isinstance(found, Stream):
            self._picture = True  # what is written in a tile is in no text of the page
            return self._form(found, _TILE)
        made = self._take(found, Dictionary(), {"/PatternType", "/Matrix", "/Type"})
        made["/Shading"] = self._once(found.get("/Shading"), "shading", self._shading)
        if isinstance(found.get("/ExtGState"), Dictionary):
            made["/ExtGState"] = self._once(found["/ExtGState"], "state", self._state)
        return made

    def _shading(self, found: Any) -> Any:
        made = self._packed(found) if isinstance(found, Stream) else Dictionary()
        self._take(found, made, _SHADING)
        made["/ColorSpace"] = self._colour(found.get("/ColorSpace"))
        if "/Function" in found:
            made["/Function"] = self._function(found["/Function"])
        return made

    def _function(self, found: Any, depth: int = 0) -> Any:
        if depth > MOST_DEPTH:
            raise Broken("一层套一层，没有完")
        if isinstance(found, Array):
            return Array([self._function(each, depth + 1) for each in found])
        if isinstance(found, Name):
            return found
        if isinstance(found, Stream) and found.get("/FunctionType") == 4:
            text = self._decoded(found).decode("latin-1")
            made: Any = Stream(self.new, " ".join(line.partition("%")[0] for line in text.splitlines()).encode("latin-1"))
        else:
            made = self._packed(found) if isinstance(found, Stream) else Dictionary()
        self._take(found, made, _FUNCTION)
        if "/Functions" in found:
            made["/Functions"] = Array([self._function(each, depth + 1) for each in found["/Functions"]])
        return self.new.make_indirect(made)

    # --- fonts -----------------------------------------------------------------------------------

    def _font(self, found: Any) -> Any:
        made = self._take(found, Dictionary(), _FONT)
        sort = found.get("/Subtype")
        if sort == Name.Type3:
            self._picture = True  # its letters are drawings
            made["/Resources"] = self._resources(found.get("/Resources"))
            glyphs = found.get("/CharProcs", {})
            drawn = {key: self._drawing([each], made["/Resources"]) for key, each in glyphs.items() if isinstance(each, Stream)}
            made["/CharProcs"] = Dictionary({key: self.new.make_indirect(each) for key, each in drawn.items()})
        if "/DescendantFonts" in found:
            made["/DescendantFonts"] = Array([self._once(each, "font", self._font) for each in found["/DescendantFonts"]])
        if isinstance(found.get("/CIDSystemInfo"), Dictionary):
            made["/CIDSystemInfo"] = self._system(found["/CIDSystemInfo"])
        encoding = found.get("/Encoding")
        if isinstance(encoding, Name):
            made["/Encoding"] = encoding
        elif isinstance(encoding, Stream):
            made["/Encoding"] = self._cid_map(encoding)
        elif isinstance(encoding, Dictionary):
            made["/Encoding"] = self._take(encoding, Dictionary(), {"/Type", "/BaseEncoding", "/Differences"})
        glyphs_of = found.get("/CIDToGIDMap")
        if isinstance(glyphs_of, Stream):
            made["/CIDToGIDMap"] = self.new.make_indirect(self._packed(glyphs_of))
        elif isinstance(glyphs_of, Name):
            made["/CIDToGIDMap"] = glyphs_of
        if isinstance(found.get("/FontDescriptor"), Dictionary):
            made["/FontDescriptor"] = self._once(found["/FontDescriptor"], "descriptor", self._descriptor)
        if isinstance(found.get("/ToUnicode"), Stream):
            text = self._decoded(found["/ToUnicode"]).decode("latin-1")
            if sort != Name.Type0:
                _same_digits(found, pdf_streams.unicode_of(text))
            made["/ToUnicode"] = Stream(self.new, pdf_streams.unicode_map(text).encode("latin-1"))
        return made

    def _cid_map(self, found: Any) -> Any:
        """A map of codes that the file brings along: its own words are few, and it is written anew."""
        made = Stream(self.new, pdf_streams.unicode_map(self._decoded(found).decode("latin-1")).encode("latin-1"))
        self._take(found, made, {"/Type", "/CMapName", "/WMode"})
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

    def _descriptor(self, found: Any) -> Dictionary:
        made = self._take(found, Dictionary(), _DESCRIPTOR)
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(found.get(key), Stream):
                program = self._packed(found[key])
                self._take(found[key], program, {"/Length1", "/Length2", "/Length3", "/Subtype"})
                made[key] = self.new.make_indirect(program)
        return made

    # --- plain values and streams ----------------------------------------------------------------

    def _take(self, found: Any, made: Any, keys: set[str]) -> Any:
        for key in sorted(keys):
            if key in found:
                value = self._plain(found[key])
                if value is not None:
                    made[key] = value
        return made

    def _plain(self, value: Any, depth: int = 0) -> Any:
        """Numbers, names and rows of them; texts and what leads further are none."""
        if isinstance(value, Array):
            kept = [self._plain(each, depth + 1) for each in value] if depth < MOST_DEPTH else []
            return Array([each for each in kept if each is not None])
        if isinstance(value, pikepdf.String | Dictionary | Stream):
            return None
        return value

    def _filters(self, found: Any) -> tuple[list[str], list[Any]]:
        names, parms = found.get("/Filter"), found.get("/DecodeParms")
        named = [str(each) for each in names] if isinstance(names, Array) else [str(names)] if names is not None else []
        with_them = list(parms) if isinstance(parms, Array) else [parms]
        return named, (with_them + [None] * len(named))[: max(len(named), 1)]

    def _spend(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > 3 * MOST_UNPACKED:
            raise Broken("里面的东西解开以后太大")

    def _decoded(self, found: Any) -> bytes:
        """What a stream of text holds; nothing but the usual packing is undone."""
        named, parms = self._filters(found)
        if named in (["/FlateDecode"], ["/Fl"]) and not isinstance(parms[0], Dictionary):
            data = pdf_streams.unpacked(found.read_raw_bytes())
        elif set(named) <= {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/LZWDecode"} and len(named) <= 2:
            data = found.read_bytes()  # qpdf's own bounds hold
        else:
            raise Broken("里面有认不出的东西")
        self._spend(len(data))
        return data

    def _packed(self, found: Any) -> Stream:
        """A picture, font or table as it is packed, cut at its end; without what a photo says of itself."""
        named, parms = self._filters(found)
        raw = found.read_raw_bytes()
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
            kept = self._take(about, Dictionary(), _PREDICTOR)
            if isinstance(about.get("/JBIG2Globals"), Stream):
                kept["/JBIG2Globals"] = self.new.make_indirect(self._packed(about["/JBIG2Globals"]))
        if name:
            made.write(raw, filter=Name(name), decode_parms=kept)
        else:
            made.write(raw)
        return made


def _streams(contents: Any) -> list[Any]:
    found = list(contents) if isinstance(contents, Array) else [contents]
    return [each for each in found if isinstance(each, Stream)]


def _inherited(page: Any, key: str) -> Object | None:
    seen = 0
    while isinstance(page, Dictionary) and seen < MOST_DEPTH:
        if key in page:
            return page[key]  # type: ignore[no-any-return]
        page, seen = page.get("/Parent"), seen + 1
    return None


def _same_digits(font: Any, said: dict[int, str]) -> None:
    """A font whose map says other characters than its codes draw: the text that is read is not the text that is seen."""
    if "ingbats" in str(font.get("/BaseFont", "")) or "ingdings" in str(font.get("/BaseFont", "")):  # signs: a code of a digit draws something else
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
