"""Pictures and PDFs in which something is hidden: a marker in every place that a reader of the page never sees."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from generator.privacy.picture_parts import PNG

MARK = "13900000001"
_MARK = MARK.encode()


def drawing(width: int = 64, height: int = 48) -> Image.Image:
    """A picture with shades, so that its coded pixels are long enough to be cut into."""
    return Image.radial_gradient("L").resize((width, height)).convert("RGB")


def _saved(ending: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawing().save(out, ending, **options)
    return out.getvalue()


def _segment(kind: int, body: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = MARK
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 30.0, 0.0), 3: "E", 4: (116.0, 15.0, 0.0)})
    return exif.tobytes()


def _after_each_scan(data: bytes, extra: bytes) -> bytes:
    """A JPEG of several scans, with something before each but the first."""
    parts = data.split(b"\xff\xda")
    return b"\xff\xda".join([parts[0], parts[1], *(part for part in parts[2:-1]), parts[-1]]).replace(
        b"\xff\xda" + parts[2], extra + b"\xff\xda" + parts[2], 1
    )


def jpegs() -> Iterator[tuple[str, bytes]]:
    """(where, file) of JPEGs with ``MARK`` in one place each."""
    plain = _saved("JPEG", quality=90)
    many = _saved("JPEG", quality=90, progressive=True)
    app1, comment = _segment(0xE1, _exif()), _segment(0xFE, _MARK)
    behind = plain[2:]
    yield "EXIF", plain[:2] + app1 + behind
    yield "EXIF after a fill byte", plain[:2] + b"\xff" + app1 + behind
    yield "EXIF after many fill bytes", plain[:2] + b"\xff" * 9 + app1 + behind
    yield "comment", plain[:2] + comment + behind
    yield "comment between scans", _after_each_scan(many, comment)
    yield "EXIF between scans", _after_each_scan(many, app1)
    yield "second picture behind the first", plain + plain[:2] + app1 + behind
    yield "behind the end", plain + b"\0" * 5 + _MARK
    yield "end within a segment", plain[:2] + _segment(0xED, b"\xff\xd9" + _MARK) + behind
    yield "JFXX", plain[:2] + _segment(0xE0, b"JFXX\0\x13" + _MARK) + behind
    yield "MPF", plain[:2] + _segment(0xE2, b"MPF\0" + _MARK) + behind
    yield "ICC", plain[:2] + _segment(0xE2, b"ICC_PROFILE\0\x01\x01" + _MARK) + behind
    yield "Adobe", plain[:2] + _segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01" + _MARK) + behind
    yield "JFIF thumbnail", plain[:2] + _segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x04\x01" + (_MARK + b" ")) + behind
    yield "unused table", plain[:2] + _segment(0xDB, b"\x03" + (_MARK * 6)[:64]) + behind
    yield "within the pixels", plain[:-2] + _MARK + plain[-2:]
    second = io.BytesIO()
    drawing().save(second, "JPEG", exif=_exif())
    several = io.BytesIO()
    with Image.open(io.BytesIO(second.getvalue())) as picture:
        picture.save(several, "MPO", save_all=True, append_images=[picture.copy()], exif=_exif())
    yield "two pictures in one file", several.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pngs() -> Iterator[tuple[str, bytes]]:
    """The same for PNG."""
    plain = _saved("PNG")
    at = 33  # behind IHDR
    packed = zlib.compress(_MARK)
    for name, body in {
        "iCCP": b"p\0\0" + packed,
        "sPLT": _MARK + b"\0\x08" + bytes(6),
        "tEXt": b"Comment\0" + _MARK,
        "zTXt": b"Comment\0\0" + packed,
        "iTXt": b"Comment\0\x01\0\0\0" + packed,
        "eXIf": _exif().removeprefix(b"Exif\0\0"),
        "prVt": _MARK,
    }.items():
        yield name, plain[:at] + _chunk(name.encode(), body) + plain[at:]
    yield "before the end", plain[:-12] + _chunk(b"tEXt", b"Comment\0" + _MARK) + plain[-12:]
    yield "behind the end", plain + _MARK
    frames = io.BytesIO()
    other = drawing()
    other.paste((255, 0, 0), (0, 0, 9, 9))
    drawing().save(frames, "PNG", save_all=True, append_images=[other], duration=100)
    moving = frames.getvalue()
    yield "moving picture", moving[:-12] + _chunk(b"fdAT", b"\0\0\0\x09" + _MARK) + moving[-12:]
    few = drawing().convert("L").point(lambda v: v // 64).convert("P")
    few.putpalette([0, 0, 0, 80, 80, 80, 160, 160, 160, 250, 250, 250, *_MARK, 0])
    coloured = io.BytesIO()
    few.save(coloured, "PNG", bits=8)
    yield "colours no pixel has", coloured.getvalue()
    raw = zlib.compress((b"\0" + bytes(3 * 8)) * 8 + _MARK)
    yield (
        "pixels below the picture",
        plain[:8] + _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + _chunk(b"IDAT", raw) + plain[-12:],
    )


def huge() -> bytes:
    """The head of a PNG with more pixels than there is memory for."""
    return PNG + _chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")


def hidden_below_transparency() -> bytes:
    """A PNG whose pixels hold a picture that transparency covers."""
    below = drawing().convert("RGBA")
    below.putalpha(0)
    out = io.BytesIO()
    below.save(out, "PNG")
    return out.getvalue()


# --- PDF -------------------------------------------------------------------------------------

TEXT = b"BT /F1 12 Tf 40 700 Td (all of this is plain text) Tj ET"


def paper(content: bytes = TEXT) -> tuple[Pdf, Dictionary]:
    """A document of one page with Latin text, and that page."""
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, 595, 842], Resources=Dictionary(Font=Dictionary(F1=font)), Contents=Stream(made, content)
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
    return made, made.pages[0].obj


def written(made: Pdf) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of forms that are crooked, as they shall be
        made.save(out, static_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _with(**keys: object) -> bytes:
    made, page = paper()
    for key, value in keys.items():
        page[f"/{key}"] = value
    return written(made)


def dropped() -> Iterator[tuple[str, bytes]]:
    """(where, file): the marker is in a place that no page shows, and is left out."""
    mark = String(MARK)
    made, page = paper()
    item = made.make_indirect(Dictionary(Title=mark, Dest=Array([page, Name.Fit])))
    made.Root.Outlines = made.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    yield "bookmark", written(made)
    made, page = paper()
    page.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String(f"tel:{MARK}")), NM=mark)]
    )
    yield "link", written(made)
    made, page = paper()
    made.Root.Metadata = Stream(made, _MARK, Type=Name.Metadata, Subtype=Name.XML)
    made.Root.Lang, made.Root.PageLabels = mark, Dictionary(Nums=Array([0, Dictionary(P=mark)]))
    made.docinfo["/Author"] = MARK
    yield "properties", written(made)
    made, page = paper()
    made.make_indirect(Stream(made, _MARK, Type=Name.Metadata))
    yield "orphan", written(made) + b"\n9 0 obj\n<< /Type /Metadata /Length 11 >>\nstream\n" + _MARK + b"\nendstream\nendobj\n%" + _MARK
    yield "layer name", _layered(on=True)
    yield "page", _with(PieceInfo=Dictionary(X=Dictionary(Private=mark)), LastModified=mark, Metadata=mark, Tabs=Name.S, ID=mark)
    made, page = paper(b"% " + _MARK + b"\n/Span << /ActualText (" + _MARK + b") >> BDC " + TEXT + b" EMC /X << /Y (" + _MARK + b") >> DP")
    yield "what is said beside the steps", written(made)
    made, page = paper()
    form = Stream(
        made, TEXT, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=page.Resources, PieceInfo=mark, Metadata=mark
    )
    page.Resources.XObject = Dictionary(X1=form)
    yield "drawing within a drawing", written(made)
    made, page = paper()
    page.Resources.Font.F1.ToUnicode = Stream(
        made, b"% " + _MARK + b"\nbegincmap /CMapName (" + _MARK + b") def 1 beginbfchar <41> <0041> endbfchar endcmap"
    )
    yield "comment in a map", written(made)
    made, page = paper()
    page.Resources.Font.F1.FontDescriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Helvetica, FontFamily=mark, CharSet=mark, Flags=32
    )
    yield "font", written(made)
    made, page = paper(TEXT + b" /X1 Do")
    photo = dict(jpegs())["EXIF after a fill byte"]
    page.Resources.XObject = Dictionary(X1=image(made, photo))
    yield "photo in the paper", written(made)
    made, page = paper()
    page.Resources.XObject = Dictionary(
        X1=image(made, photo), X2=Stream(made, _MARK, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    )
    yield "what is never drawn", written(made)
    made, page = paper(TEXT + b" /X1 Do")
    flate = Stream(
        made, b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8, OPI=mark
    )
    flate.write(zlib.compress(b"\0") + _MARK, filter=Name.FlateDecode)
    page.Resources.XObject = Dictionary(X1=flate)
    yield "behind packed pixels", written(made)


def image(made: Pdf, photo: bytes) -> Stream:
    found = Stream(made, b"", Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    found.write(photo, filter=Name.DCTDecode)
    return found


def _layered(on: bool) -> bytes:
    made, page = paper(b"/OC /L1 BDC " + TEXT + b" EMC")
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String(MARK)))
    page.Resources.Properties = Dictionary(L1=layer)
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), **({} if on else {"OFF": Array([layer])})))
    return written(made)


def _noted(**keys: object) -> bytes:
    made, page = paper()
    page.Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **keys))])
    return written(made)


def _rooted(**keys: object) -> bytes:
    made, _ = paper()
    for key, value in keys.items():
        made.Root[f"/{key}"] = value
    return written(made)


def refused() -> Iterator[tuple[str, str, bytes]]:
    """(what, a piece of the sentence, file) of documents that are not published at all."""
    mark, script = String(MARK), Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    yield "stamp", "批注或者图章", _noted(Subtype=Name.Stamp, RC=mark, Subj=mark, NM=mark)
    yield "free text", "批注或者图章", _noted(Subtype=Name.FreeText, Contents=mark)
    yield "form", "表单", _rooted(AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Tx, T=mark, V=mark, DV=mark, Opt=Array([mark]))])))
    yield "XFA", "表单", _rooted(AcroForm=Dictionary(Fields=Array([]), XFA=mark))
    yield "widget", "表单", _noted(Subtype=Name.Widget, Parent=Dictionary(V=mark))
    yield "layer that is off", "图层", _layered(on=False)
    yield "attached file", "套着别的文件", _rooted(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([]))))
    yield "associated file", "套着别的文件", _rooted(AF=Array([]))
    yield "portfolio", "套着别的文件", _rooted(Collection=Dictionary(View=Name.D))
    yield "file in a note", "套着别的文件", _noted(Subtype=Name.FileAttachment, FS=Dictionary(F=mark))
    yield "associated with a page", "套着别的文件", _with(AF=Array([]))
    yield "script", "会运行", _rooted(Names=Dictionary(JavaScript=Dictionary(Names=Array([]))))
    yield "script at opening", "会运行", _rooted(OpenAction=script)
    yield "script of the document", "会运行", _rooted(AA=Dictionary(WC=script))
    yield "script of a page", "会运行", _with(AA=Dictionary(O=script))
    yield "script of a link", "会运行", _noted(Subtype=Name.Link, A=script)
    yield "script behind a link", "会运行", _noted(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([]), Next=script))
    yield "program", "会运行", _noted(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.exe")))
    yield "sends a form", "会运行", _noted(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("https://example.org/")))
    yield "script as an address", "会运行", _noted(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(" JavaScript:alert(1)")))
    codes = b"begincmap 1 beginbfrange <30> <39> <0041> endbfrange endcmap"
    yield "digits called letters", "不一样", _mapped(codes)
    yield "digits called letters one by one", "不一样", _mapped(b"begincmap 1 beginbfchar <31> <004C> endbfchar endcmap")
    yield (
        "letters drawn as digits",
        "不一样",
        _mapped(b"begincmap 1 beginbfchar <41> <0041> endbfchar endcmap", Differences=Array([0x41, Name.one])),
    )


def named_rightly() -> bytes:
    """A font with a map that says of each digit's glyph what it is."""
    return _wide(b"begincmap 1 beginbfrange <0005> <000E> <0030> endbfrange endcmap", Name("/Identity-H"), _glyphs())


def _wide(codes: bytes, encoding: Name, program: bytes = b"") -> bytes:
    """A font with codes of two bytes, with a map, and its glyphs or those of the reader."""
    made, page = paper()
    about = Dictionary(Type=Name.FontDescriptor, FontName=Name.SongTi, Flags=4)
    if program:
        about.FontFile2 = Stream(made, program)
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity" if program else "GB1"), Supplement=0)
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.SongTi, CIDSystemInfo=system, FontDescriptor=about)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.SongTi, Encoding=encoding, DescendantFonts=Array([below]))
    if codes:
        font.ToUnicode = Stream(made, codes)
    page.Resources.Font.F1 = made.make_indirect(font)
    return written(made)


def _glyphs() -> bytes:
    """A TrueType file of nothing but a table that says which glyph each digit is: 5 for 0, 6 for 1 …"""
    ranges = (0x39, 0xFFFF, 0, 0x30, 0xFFFF, (5 - 0x30) & 0xFFFF, 1, 0, 0)
    table = struct.pack(">7H", 4, 32, 0, 4, 4, 1, 0) + struct.pack(">9H", *ranges)
    found = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 1, 12) + table
    return struct.pack(">IHHHH", 0x10000, 1, 16, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(found)) + found


def _mapped(codes: bytes, **encoding: object) -> bytes:
    made, page = paper()
    font = page.Resources.Font.F1
    font.Encoding = Dictionary(Type=Name.Encoding, **encoding) if encoding else Name.WinAnsiEncoding
    font.ToUnicode = Stream(made, codes)
    return written(made)


def pictured() -> Iterator[tuple[str, bytes]]:
    """(where, file): a page that also shows a picture somewhere, so that a person must look."""
    for where in ("on the page", "within a drawing", "on the lines", "in a tile", "as a letter", "as a mask"):
        made, page = paper(
            TEXT
            + {"in a tile": b" /Pattern cs /P1 scn 0 0 9 9 re f", "as a letter": b" BT /F2 9 Tf (A) Tj ET", "as a mask": b" /G1 gs"}.get(
                where, b" /X1 Do"
            )
        )
        photo = image(made, dict(jpegs())["comment"])
        box = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
        if where == "on the page":
            page.Resources.XObject = Dictionary(X1=photo)
        elif where == "within a drawing":
            inner = Stream(made, b"/X1 Do", Resources=Dictionary(XObject=Dictionary(X1=photo)), **box)
            page.Resources.XObject = Dictionary(X1=Stream(made, b"/X2 Do", Resources=Dictionary(XObject=Dictionary(X2=inner)), **box))
        elif where == "on the lines":
            page.Contents = Stream(made, TEXT + b" BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI")
        elif where == "in a tile":
            tile = Stream(
                made, TEXT, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9, Resources=page.Resources
            )
            page.Resources.Pattern = Dictionary(P1=tile)
        elif where == "as a letter":
            glyph = Stream(made, b"9 0 0 0 9 9 d1 0 0 9 9 re f")
            box9 = {"FontBBox": Array([0, 0, 9, 9]), "FontMatrix": Array([1, 0, 0, 1, 0, 0])}
            codes = {"FirstChar": 65, "LastChar": 65, "Widths": Array([9]), "Encoding": Dictionary(Differences=Array([65, Name.A]))}
            drawn = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(A=glyph), **box9, **codes)
            page.Resources.Font.F2 = made.make_indirect(drawn)
        else:
            group = Stream(
                made, b"/X1 Do", Resources=Dictionary(XObject=Dictionary(X1=photo)), Group=Dictionary(S=Name.Transparency), **box
            )
            page.Resources.ExtGState = Dictionary(G1=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group)))
        yield where, written(made)
    for how, steps in {
        "letters as curves": b"".join(b"%d 700 m %d 709 %d 709 %d 700 c f " % (x, x, x + 5, x + 5) for x in range(40, 640, 8)),
        "letters as slanting lines": b"".join(b"%d 700 m %d 709 l S " % (x, x + 4) for x in range(40, 640, 8)),
    }.items():
        yield how, written(paper(TEXT + b" " + steps)[0])
    made, page = paper(TEXT + b" /X1 Do" * 20)
    curves = b"0 0 m 0 9 9 9 9 0 c 1 1 8 8 v f " * 2
    page.Resources.XObject = Dictionary(X1=Stream(made, curves, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    yield "one letter drawn many times", written(made)
    yield "in a font without names", _wide(b"", Name("/Identity-H"), _glyphs())


def placed() -> Iterator[tuple[str, bytes]]:
    """(how, file): digits that the eye puts together and the order of the file does not."""
    backwards = b"".join(b"1 0 0 1 %d 700 Tm (%c) Tj " % (40 + 7 * i, MARK[i].encode()) for i in reversed(range(len(MARK))))
    upright = [b"1 0 0 1 40 %d Tm (%c) Tj " % (700 - 14 * i, MARK[i].encode()) for i in range(len(MARK))]
    mixed = b"".join(upright[i] + b"1 0 0 1 300 %d Tm (word %c) Tj " % (700 - 14 * i, b"abcdefghijk"[i : i + 1]) for i in range(len(MARK)))
    for how, steps in (("backwards", backwards), ("downwards", b"".join(upright)), ("downwards beside words", mixed)):
        yield how, written(paper(b"BT /F1 12 Tf " + steps + b"ET")[0])


def unseen() -> Iterator[tuple[str, bytes]]:
    """(how, file): digits among the drawing steps that no reader sees, or in a name."""
    for how, before in {
        "off the page": b"1 0 0 1 4000 -4000 Tm",
        "without ink": b"3 Tr",
        "white": b"1 1 1 rg",
        "of no size": b"0 0 0 0 9 9 Tm",
    }.items():
        yield how, written(paper(TEXT + b" BT /F1 12 Tf " + before + b" (" + _MARK + b") Tj ET")[0])
    yield "without a font", written(paper(TEXT + b" BT (" + _MARK + b") Tj ET")[0])
    made, page = paper()
    page.Resources.Font.F1.BaseFont = Name(f"/Song-{MARK}")
    yield "name of a font", written(made)
    made, page = paper(TEXT.replace(b"/F1", b"/N" + _MARK))
    page.Resources.Font[f"/N{MARK}"] = page.Resources.Font.F1
    yield "name of what is used", written(made)


def _nested() -> bytes:
    made, page = paper()
    step = Stream(made, b"0 0 m " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(12):
        step = Stream(
            made, b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=Dictionary(XObject=Dictionary(X=step))
        )
    page.Resources.XObject, page.Contents = Dictionary(X=step), Stream(made, b"/X Do")
    return written(made)


def _looped() -> bytes:
    made, page = paper()
    loop = Stream(made, b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    loop.Resources = Dictionary(XObject=Dictionary(X=loop))
    page.Resources.XObject, page.Contents = Dictionary(X=loop), Stream(made, b"/X Do")
    return written(made)


def _long(steps: int, packed: int) -> bytes:
    made, page = paper()
    data = b"q Q " * steps
    for _ in range(packed):
        data = zlib.compress(data, 9)
    page.Contents.write(data, filter=Array([Name.FlateDecode] * packed))
    return written(made)


def _shared() -> bytes:
    made, page = paper()
    shared, page.Resources = page.Contents, made.make_indirect(page.Resources)
    shared.write(zlib.compress(b"(a) Tj " * 30_000, 9), filter=Name.FlateDecode)
    for _ in range(600):
        made.pages.append(
            pikepdf.Page(made.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9], Contents=shared, Resources=page.Resources)))
        )
    return written(made)


def _replaced(old: bytes, new: bytes) -> bytes:
    data = written(paper()[0])
    assert old in data
    return data.replace(old, new)


BOMBS: dict[str, Callable[[], bytes]] = {
    "drawings of drawings": _nested,
    "a drawing of itself": _looped,
    "packed twice": lambda: _long(40_000_000, 2),
    "long lines of steps": lambda: _long(20_000_000, 1),
    "the same long page many times": _shared,
    "rows within rows": lambda: _replaced(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox " + b"[" * 5_000 + b"]" * 5_000),
    "pages within themselves": lambda: _replaced(b"/Kids [", b"/Kids [ 2 0 R 1 0 R "),
}
"""What it is → a file of a few KB: documents that keep a careless reader busy for minutes or fill its memory. Made when it is wanted, since
making them takes seconds too."""
