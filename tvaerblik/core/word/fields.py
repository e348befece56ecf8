"""The parts of Word that python-docx has no words for: fields, links, places to link to, header rows of tables."""

from __future__ import annotations

from typing import Any


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Any, code: str) -> None:
    """A field that Word fills in: the page, the number of pages, the page of a place."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "code":
            instruction = _element("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "shown":
            # Dirty: Word counts it when the file is opened, without asking.
            dirty = {"dirty": "true"} if kind == "begin" else {}
            run._r.append(_element("w:fldChar", fldCharType=kind, **dirty))


def has_page_number(part: Any) -> bool:
    """True when a header or footer shows the page already."""
    codes = [node.text or "" for node in part._element.iter() if node.tag.endswith("}instrText")]
    simple = [value for node in part._element.iter() for name, value in node.attrib.items() if name.endswith("}instr")]
    return any("PAGE" in code.upper() for code in (*codes, *simple))


def link_outside(paragraph: Any, words: str, address: str) -> None:
    """A link to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = _element("w:hyperlink")
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    _link(paragraph, link, words)


def link_inside(paragraph: Any, words: str, place: str) -> None:
    """A link to a place in the same paper."""
    _link(paragraph, _element("w:hyperlink", anchor=place), words)


def _link(paragraph: Any, link: Any, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def mark_place(paragraph: Any, name: str) -> None:
    """Let links lead to the paragraph."""
    places = [node for node in paragraph._p.getroottree().iter() if node.tag.endswith("}bookmarkStart")]
    number = str(len(places) + 1)
    start, end = _element("w:bookmarkStart", id=number, name=name), _element("w:bookmarkEnd", id=number)
    properties = paragraph._p.pPr
    if properties is not None:
        properties.addnext(start)
    else:
        paragraph._p.insert(0, start)
    paragraph._p.append(end)


def table_row_is_head(table: Any) -> None:
    """The first row is the header, for eyes and for screen readers, and is repeated; no row is split over two pages."""
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if place == 0:
            properties.append(_element("w:tblHeader"))
