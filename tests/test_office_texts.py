"""A text of a workbook is one text, however its pieces are styled; texts that stand beside one another are not one."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Head, Row
from generator.privacy import gate
from generator.privacy.attached import ATTACHED, refused
from generator.privacy.gate import findings
from generator.privacy.read import words
from tests.conftest import examples

CARD = "370102199001011231"
"""Of nobody: its last digit is right."""
STYLES = (
    "<b/>", "<i/>", "<strike/>", "<outline/>", "<shadow/>", "<condense/>", "<extend/>", "<u/>", '<u val="double"/>',
    '<vertAlign val="superscript"/>', '<color rgb="FFFF0000"/>', '<sz val="9"/>', '<rFont val="宋体"/>', '<family val="3"/>',
    '<charset val="134"/>', '<scheme val="minor"/>', '<b val="1"/><strike val="0"/><sz val="11"/>', "<b></b>", "",
)  # fmt: skip
"""All that a piece of a text may be in a workbook (ECMA-376, CT_RPrElt)."""
DRAWN = (
    '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill><a:latin typeface="宋体"/><a:ea typeface="宋体"/>',
    '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"><a:lumMod val="75000"/></a:schemeClr></a:solidFill></a:ln>',
    '<a:effectLst/><a:uFill><a:noFill/></a:uFill><a:highlight><a:srgbClr val="FFFF00"/></a:highlight>',
    "\n  <a:cs typeface='x'/>\n",
    "",
)


def book(part: str, content: str | bytes) -> bytes:
    """A workbook of two cells, with a part in the place of its own or beside it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("表")
        sheet.write(0, 0, "路灯")
        sheet.write(1, 0, "水泵")
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as was, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as now:
        for name in was.namelist():
            if name != part:
                now.writestr(name, was.read(name))
        now.writestr(part, content)
    return again.getvalue()


def strings(*texts: str) -> bytes:
    inside = "".join(f"<si>{text}</si>" for text in texts)
    return book("xl/sharedStrings.xml", f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</sst>')


def pieces(styles: str) -> str:
    """The number in two pieces, of which the second is styled."""
    return f'<r><t>{CARD[:9]}</t></r><r><rPr>{styles}</rPr><t xml:space="preserve">{CARD[9:]}</t></r>'


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in findings("a.xlsx", data)}


@pytest.mark.parametrize("styles", STYLES)
def test_a_number_in_pieces_is_found_however_they_are_styled(styles: str) -> None:
    assert codes(strings(pieces(styles), "<t>水泵</t>")) == {"personal-id"}
    other = f"<r><rPr>{styles}</rPr><t>{CARD[:3]}</t></r><r><rPr>{styles}<b/></rPr><t>{CARD[3:17]}</t></r><r><t>{CARD[17]}</t></r>"
    assert codes(strings("<t>路灯</t>", other)) == {"personal-id"}
    comment = f'<comments><commentList><comment ref="A1" authorId="0"><text>{pieces(styles)}</text></comment></commentList></comments>'
    assert codes(book("xl/comments1.xml", comment)) == {"personal-id"}


@pytest.mark.parametrize("styles", DRAWN)
def test_so_it_is_in_a_text_box(styles: str) -> None:
    run = '<a:r><a:rPr lang="zh-CN" sz="1100">{}</a:rPr><a:t>{}</a:t></a:r>'
    box = f"<a:p><a:pPr><a:defRPr/></a:pPr>{run.format(styles, CARD[:9])}{run.format(styles, CARD[9:])}<a:endParaRPr/></a:p>"
    drawing = f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody>{box}</xdr:txBody></xdr:sp></xdr:wsDr>'
    assert codes(book("xl/drawings/drawing1.xml", drawing)) == {"personal-id"}


def test_so_it_is_in_an_old_text_box() -> None:
    font = "<font face='宋体' size='220' color='{}'>{}</font>"
    text = f"{font.format('auto', CARD[:9])}{font.format('#ff0000', CARD[9:])}"
    box = f"<xml xmlns:v='v'><v:textbox><div style='text-align:left'>{text}</div></v:textbox></xml>"
    assert codes(book("xl/drawings/vmlDrawing1.vml", box)) == {"personal-id"}


@pytest.mark.parametrize("text", ["<a>{}</a>", "<a>路灯<b/>{}</a>", "<a><p>路灯</p>{}</a>", "<a><div>路灯<b>水泵</b>{}</div></a>"])
def test_no_text_of_a_part_is_passed_over(text: str) -> None:
    assert codes(book("customXml/item1.xml", text.format(CARD))) == {"personal-id"}


@pytest.mark.parametrize(
    "written",
    ["<![CDATA[{0}]]>", "{1}<!-- x -->{2}", "{1}<?x y?>{2}", "&#51;70102199001011231", "&#x33;70102199001011231", "{1}<![CDATA[{2}]]>"],
)
def test_a_text_is_read_however_xml_lets_it_be_written(written: str) -> None:
    assert codes(strings(f"<t>{written.format(CARD, CARD[:9], CARD[9:])}</t>")) == {"personal-id"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_so_it_is_in_whatever_signs_its_part_is_written(encoding: str) -> None:
    named = {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}.get(encoding, "UTF-16")
    text = f'<?xml version="1.0" encoding="{named}"?><sst><si><t>身份证号{CARD}</t></si></sst>'
    assert codes(book("xl/sharedStrings.xml", text.encode(encoding))) == {"personal-id"}


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("content", ['<?xml version="1.0" encoding="x-nobody"?><sst/>', "<sst><si>"])
def test_a_workbook_that_cannot_be_read_as_a_whole_is_not_published(part: str, content: str) -> None:
    data = book(part, content)
    row = Row(Head("notices/2026-a.md", (ATTACHED,)), 1, 1, ("a.xlsx",), ("a.xlsx",))
    told = refused(row, "notices/a.xlsx", data)
    assert told
    assert told.code == "attachment-unsafe"
    assert "另存一份" in told.message
    assert refused(row, "notices/a.xlsx", strings("<t>路灯</t>")) is None


PHONE = "13900000001"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def sheet(more: str = "", cell: str = "") -> tuple[str, str]:
    name_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = f'<sheetData><row r="1">{cell}</row></sheetData>' if cell else "<sheetData/>"
    return SHEET, f'<worksheet xmlns="{name_space}">{cells}{more}</worksheet>'


def lines_of_a_box(*lines: str) -> str:
    return "<a:p xmlns:a='a'>" + "<a:br/>".join(f"<a:r><a:t>{line}</a:t></a:r>" for line in lines) + "</a:p>"


SPREAD = {
    "a line of a text box": ("xl/drawings/drawing1.xml", lines_of_a_box(PHONE, "2号楼")),
    "a line that ends as old ones do": (STRINGS, f"<sst><si><t>张三_x000D_\n{PHONE}</t></si></sst>"),
    "between signs that XML has of its own": (STRINGS, f"<sst><si><t>_x003C_{CARD}_x003E_</t></si></sst>"),
    "how it is spoken": (STRINGS, f"<sst><si><t>张{PHONE}</t><rPh sb='0' eb='1'><t>zhang</t></rPh></si></sst>"),
    "pieces on lines": (STRINGS, f"<sst><si>\n <r>\n <t>{CARD[:9]}</t>\n </r>\n <r>\n <t>{CARD[9:]}</t>\n </r></si></sst>"),
    "a button": ("xl/drawings/vmlDrawing1.vml", f"<xml><div><font>{CARD[:9]}</font><font><b>{CARD[9:]}</b></font></div></xml>"),
    "a header": sheet(f"<headerFooter><oddHeader>&amp;C{PHONE}</oddHeader></headerFooter>"),
    "two fonts": sheet(f'<headerFooter><oddFooter>&amp;L{CARD[:9]}&amp;"宋体,加粗"{CARD[9:]}</oddFooter></headerFooter>'),
    "signs": sheet(f"<headerFooter><oddHeader>&amp;R&lt;{PHONE}&gt;</oddHeader></headerFooter>"),
    "a filter": sheet(f'<autoFilter ref="A1"><filters><filter val="{CARD}"/></filters></autoFilter>'),
    "a link of a cell": sheet(f'<hyperlinks><hyperlink ref="A1" tooltip="找 {PHONE}"/></hyperlinks>'),
    "what a cell asks for": sheet(f'<dataValidations><dataValidation prompt="有事打 {PHONE}"/></dataValidations>'),
    "a formula": sheet(cell=f'<c r="A1" t="str"><f>HYPERLINK("tel:{PHONE}","联系")</f><v>联系</v></c>'),
    "a number with a point": sheet(cell=f'<c r="A1"><v>{PHONE}.0</v></c>'),
    "a number with an exponent": sheet(cell='<c r="A1"><v>1.39123E10</v></c>'),
    "a small exponent": sheet(cell='<c r="A1"><v>1.39123e+10</v></c>'),
    "beside a mark": ("customXml/item1.xml", f"<a><p>{CARD}<b>路灯</b></p></a>"),
    "a text that no cell has": (STRINGS, f"<sst><si><t>路灯</t></si><si><t>水泵</t></si><si><t>张三 {CARD}</t></si></sst>"),
    "what was counted": ("xl/pivotCache/pivotCacheDefinition1.xml", f'<x><sharedItems><s v="{CARD}"/></sharedItems></x>'),
}


@pytest.mark.parametrize("where", SPREAD)
def test_wherever_somebody_wrote_it_it_is_found(where: str) -> None:
    assert codes(book(*SPREAD[where])) & {"personal-id", "personal-phone"}


@pytest.mark.parametrize("where", ["a filter", "a text that no cell has", "what was counted"])
def test_who_cannot_see_it_reads_how_to_be_rid_of_it(where: str) -> None:
    for finding in findings("a.xlsx", book(*SPREAD[where])):
        assert "粘贴时选「数值」" in gate.accused(finding).hint
    assert "数值" not in gate.accused(next(findings("a.xlsx", strings(f"<t>{CARD}</t>")))).hint


def test_a_table_with_quotes_is_looked_at_cell_by_cell() -> None:
    for text in (f'联络,凭证号\n{PHONE},"12"\n', f'合同编号\t{PHONE}\t3\n"a"\tb\tc\n', f'联络,说明\n"{PHONE}","一行\n两行"\n'):
        assert {finding.code for finding in findings("a.csv", text.encode())} == {"personal-phone"}


def test_limits_that_a_cell_is_held_to_are_not_one_number() -> None:
    limits = "<dataValidation><formula1>139000</formula1><formula2>99999</formula2></dataValidation>"
    cell = f'<c r="A1" t="inlineStr"><is><t>{CARD}</t></is></c>'
    assert codes(book(*sheet(f"<dataValidations>{limits}</dataValidations>", cell))) == {"personal-id"}


def test_a_line_that_ends_with_a_letter_says_nothing_of_the_next() -> None:
    for name in ("a.txt", "a.md"):
        assert {finding.code for finding in findings(name, f"见表A\n{PHONE}\n".encode())} == {"personal-phone"}


def test_what_stands_beside_another_is_not_one_with_it() -> None:
    """Else a number with more digits beside it would be none."""
    assert codes(strings("<t>1</t>", f"<t>{CARD}</t>")) == {"personal-id"}
    assert codes(strings(f"<r><t>{CARD}</t></r>", "<r><t>2</t></r>")) == {"personal-id"}
    assert codes(strings(f"<t>{CARD[:9]}</t>", f"<t>{CARD[9:]}</t>")) == set()
    text = words("a.xlsx", strings("<t>1</t>", f"<t>{CARD}</t>"))
    assert f"1{CARD}" not in text


@pytest.mark.parametrize("inside", ["<t>{}</t>", "{}", "<x>{}</x>", "</rPr><t>{}</t><rPr>"])
def test_nothing_is_lost_where_a_text_is_in_the_place_of_a_style(inside: str) -> None:
    text = f"<r><rPr><b/>{inside.format(CARD)}</rPr><t>路灯</t></r>"
    assert CARD in words("a.xlsx", strings(text))


def sparse(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    """Something between two pieces of a text or two texts, mostly nothing."""
    return draw(inside) if draw(st.integers(0, 3)) == 0 else ""


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, str]:
    """A part of a workbook, and what it holds: texts in pieces, styled in whatever way, with numbers of people cut anywhere."""
    styles = st.sampled_from((*STYLES, *DRAWN, "<x:strike/>", "<b\n/>", '<ext uri="a"><x14:y>1</x14:y></ext>', "<rPr/>"))
    texts = st.sampled_from((CARD, f"号{CARD}", "13900000001", "路灯", "1", "", "12 月", f"{CARD}、{CARD}", "wang@example.org"))
    name, open_text, close_text, run = draw(
        st.sampled_from(
            (
                ("xl/sharedStrings.xml", "<si>", "</si>", "<r>{}<t>{}</t></r>"),
                ("xl/comments1.xml", '<comment ref="A1"><text>', "</text></comment>", '<r>{}<t xml:space="preserve">{}</t></r>'),
                ("xl/drawings/drawing1.xml", "<a:p>", "</a:p>", "<a:r>{}<a:t>{}</a:t></a:r>"),
                ("xl/drawings/vmlDrawing1.vml", "<v:textbox><div>", "</div></v:textbox>", "{}<font>{}</font>"),
                ("xl/threadedComments/threadedComment1.xml", "<threadedComment>", "</threadedComment>", "{}<text>{}</text>"),
                ("customXml/item1.xml", "<a>", "</a>", "{}<b>{}</b>"),
            )
        )
    )
    prefix = "a:" if "drawing1.xml" in name else ""
    written = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(texts)
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
        inside = ""
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            style = sparse(draw, styles)
            rpr = f"<{prefix}rPr>{style}</{prefix}rPr>" if style and "<r" in run else draw(st.sampled_from(("", f"<{prefix}rPr/>")))
            inside += run.format(rpr if "r>" in run else "", text[start:end])
        written.append(open_text + inside + close_text)
    space = draw(st.sampled_from(("", "\n  ")))
    names = 'xmlns:a="a" xmlns:v="v" xmlns:x="x" xmlns:x14="x14" xmlns:xdr="xdr"'
    return name, f"<top {names}>{space.join(written)}</top>"


@examples(150)
@given(parts())
def test_the_quick_look_misses_nothing_that_is_read(part: tuple[str, str]) -> None:
    name, content = part
    data = book(name, content)
    seen = codes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "words", lambda file, data: "")  # then every part is read
        assert codes(data) <= seen
