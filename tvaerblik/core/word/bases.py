"""The base of a Word paper: styles, page setup, header and footer. The program's own, or one that was uploaded."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

INK, SOFT = "0F1B24", "44535F"
_FONT = "Calibri"
_HEADINGS = ((1, 16, 18, 6), (2, 12, 12, 4), (3, 11, 10, 3), (4, 11, 8, 2))
# Styles the papers are written with, and what each is made from when a base lacks it.
PARAGRAPH_STYLES = {
    "Title": "Normal",
    "Subtitle": "Normal",
    "Heading 1": "Normal",
    "Heading 2": "Normal",
    "Heading 3": "Normal",
    "Heading 4": "Normal",
    "List Bullet": "Normal",
    "List Number": "Normal",
    "List Continue": "Normal",
    "Quote": "Normal",
    "Header": "Normal",
    "Footer": "Normal",
}
SMALL_PRINT = "Small Print"
TABLE_STYLE = "Tværblik Table"


@cache
def own_base() -> bytes:
    """The base that ships with the program, as a Word file: somewhere to begin for whoever makes one."""
    import docx

    document = docx.Document()
    _page(document)
    _look(document)
    document.core_properties.comments = ""
    document.core_properties.author = "Tværblik"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(base: bytes | None) -> Any:
    """The base with nothing written in it and every style that the papers use."""
    import docx

    document = docx.Document(io.BytesIO(base or own_base()))
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    add_missing_styles(document)
    return document


def why_not_base(content: bytes) -> str:
    """ "" for a Word file that a paper can be written on, else the sentence."""
    try:
        document = opened(content)
        document.add_paragraph("x", style="Heading 1")
        document.add_table(1, 1)
        document.save(io.BytesIO())
        fetches = _fetches(document)
    except Exception:  # noqa: BLE001  # the file is anybody's: whatever goes wrong in it means the same to the person
        return _("The file cannot be used as a template. Save it again as a Word document (.docx) and try once more.")
    if fetches:
        return _(
            "The file fetches something from elsewhere when it is opened (%(what)s). Take that out of it first."
        ) % {"what": fetches}
    return ""


def _fetches(document: Any) -> str:
    """What the parts of the file point to outside it, besides ordinary links: every paper would fetch it too."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                return str(relation.target_ref)[:120]
    return ""


def _page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(27), Mm(25)


def _look(document: Any) -> None:
    add_missing_styles(document)
    _set(document.styles["Normal"], 10.5, after=6)
    document.styles["Normal"].paragraph_format.line_spacing = 1.15
    _set(document.styles["Title"], 24, bold=True, before=0, after=0)
    _set(document.styles["Subtitle"], 13, before=0, after=14)
    _without_rule(document.styles["Title"])
    for level, size, before, after in _HEADINGS:
        _set(document.styles[f"Heading {level}"], size, bold=True, before=before, after=after)
    for name in ("Header", "Footer", SMALL_PRINT):
        _set(document.styles[name], 8.5, color=SOFT, after=2)
    for name in ("List Bullet", "List Number", "List Continue"):
        _set(document.styles[name], 10.5, after=3)
    _set(document.styles["Quote"], 10.5, before=4, after=6)
    document.styles["Quote"].font.italic = False


def _set(style: Any, size: float, *, bold: bool = False, before: float = 0, after: float = 0, color: str = INK) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _without_rule(style: Any) -> None:
    """The line that Word draws under a title is left out."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for rule in properties.findall(qn("w:pBdr")):
        properties.remove(rule)


def add_missing_styles(document: Any) -> None:
    """Add the styles that a base lacks; those it has stay as somebody made them."""
    from docx.enum.style import WD_STYLE_TYPE

    there = {style.name for style in document.styles}
    for name, based_on in PARAGRAPH_STYLES.items():
        if name not in there:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            style.base_style = document.styles[based_on] if based_on in there else None
            if name.startswith("Heading"):
                style.font.bold = True
                _outline(style, int(name[-1]) - 1)
    if SMALL_PRINT not in there:
        _set(document.styles.add_style(SMALL_PRINT, WD_STYLE_TYPE.PARAGRAPH), 8.5, color=SOFT, after=2)
    if TABLE_STYLE not in there:
        _add_table_style(document)


def _outline(style: Any, level: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)


def _add_table_style(document: Any) -> None:
    """Thin lines between the rows and a strong one under the header row, as in the PDF."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C8D1D8"/>' for side in ("top", "bottom", "insideH")
    )
    margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    style.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}><w:tblBorders>{lines}</w:tblBorders>{margins}</w:tblPr>"))
    style.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        )
    )
