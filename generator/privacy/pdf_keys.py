"""Which keys of which objects of a PDF are taken over, and which operators draw. What is on no list is not published."""

from __future__ import annotations


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHOWS = _keys(
    "b B b* B* BT c cm cs CS d d0 d1 Do ET f F f* g G gs h i j J k K l m M n q Q re rg RG ri s S sc SC scn SCN sh "
    "T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
"""Every operator that draws; marks of layers, of structure and of what a program may say instead are none."""
WRITES = _keys("Tj TJ ' \"")
USES = {
    "Do": "/XObject", "Tf": "/Font", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace",
    "scn": "/Pattern", "SCN": "/Pattern", "sh": "/Shading",
}  # fmt: skip
"""Operator → the resources it names one of."""
INLINE = _keys(
    "/W /H /BPC /CS /F /DP /IM /D /I /Width /Height /BitsPerComponent /ColorSpace /Filter /DecodeParms /ImageMask /Decode /Interpolate"
)
PLAIN = _keys("/Type /Subtype")
GROUP = _keys("/S /I /K")
STATE = PLAIN | _keys("/LW /LC /LJ /ML /D /RI /OP /op /OPM /FL /SM /SA /BM /CA /ca /AIS /TK")
FONT = PLAIN | _keys("/BaseFont /FirstChar /LastChar /W /DW /W2 /DW2 /FontMatrix /FontBBox /Widths")
DESCRIPTOR = _keys(
    "/Type /FontName /Flags /FontBBox /ItalicAngle /Ascent /Descent /Leading /CapHeight /XHeight /StemV /StemH "
    "/AvgWidth /MaxWidth /MissingWidth"
)
IMAGE = PLAIN | _keys("/Width /Height /BitsPerComponent /Decode /ImageMask /Interpolate /Intent /SMaskInData /Matte")
FORM = PLAIN | _keys("/FormType /BBox /Matrix")
TILE = PLAIN | _keys("/PatternType /PaintType /TilingType /BBox /XStep /YStep /Matrix")
SHADED = _keys("/Type /PatternType /Matrix")
SHADING = _keys(
    "/ShadingType /Background /BBox /AntiAlias /Coords /Domain /Extend /Matrix "
    "/BitsPerCoordinate /BitsPerComponent /BitsPerFlag /Decode /VerticesPerRow"
)
FUNCTION = _keys("/FunctionType /Domain /Range /C0 /C1 /N /Bounds /Encode /Size /BitsPerSample /Order /Decode")
PACKING = _keys(
    "/Predictor /Colors /BitsPerComponent /Columns /EarlyChange /K /EndOfLine /EncodedByteAlign /Rows /EndOfBlock "
    "/BlackIs1 /DamagedRowsBeforeError /ColorTransform"
)
