"""Small files of the sorts that are attached to notices: a PDF with text, a photo that says where it was taken, a hidden sheet."""

from __future__ import annotations

import io

import xlsxwriter
from PIL import Image


def pdf(*pages: str, author: str = "") -> bytes:
    """A PDF of plain Latin text; an empty page is a page without a text layer."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET" if text else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        where = "/Parent 2 0 R /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page {where} /Resources << /Font << /F1 {font} >> >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Author ({author}) /Producer (somebody's machine) >>")
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, said in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{said}\nendobj\n".encode())
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def photo(ending: str = "JPEG", artist: str = "", turned: bool = False) -> bytes:
    """A small picture with a place on earth in its EXIF."""
    picture = Image.new("RGB", (8, 4), (200, 30, 30))
    exif = picture.getexif()
    exif[0x013B] = artist or "somebody"
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 30.0, 0.0), 3: "E", 4: (116.0, 15.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, ending, exif=exif)
    return out.getvalue()


def workbook(rows: list[list[str | int]], *, hidden: str = "", comment: str = "", author: str = "", link: str = "") -> bytes:
    """A workbook; ``hidden``: a text on a hidden sheet, ``comment``: a note on its first cell, ``link``: where its third leads."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.set_properties({"author": author})
    sheet = book.add_worksheet("表")
    for r, row in enumerate(rows):
        sheet.write_row(r, 0, row)
    if comment:
        sheet.write_comment(0, 0, comment)
    if link:
        sheet.write_url(2, 0, link, string="写信")
    if hidden:
        other = book.add_worksheet("底稿")
        other.write_string(0, 0, hidden)
        other.hide()
    book.close()
    return out.getvalue()


def located(data: bytes) -> bool:
    """True where a picture says where on earth it was taken."""
    with Image.open(io.BytesIO(data)) as picture:
        return bool(picture.getexif().get_ifd(0x8825))
