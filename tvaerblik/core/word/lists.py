"""Numbered and bulleted lists as Word counts them: each numbered list is one of its own and begins where it says."""

from __future__ import annotations

from typing import Any

_LEVELS = 9
_STEP = 360  # twentieths of a point: a quarter of an inch for each level


class Numbering:
    """The list definitions of one document; two are added, and one instance for each numbered list."""

    def __init__(self, document: Any) -> None:
        self._root = _root_of(document)
        self._abstract = {True: self._add_abstract(numbered=True), False: self._add_abstract(numbered=False)}
        self._bullets = self._add_instance(self._abstract[False])

    def bullets(self) -> int:
        """The one bulleted list."""
        return self._bullets

    def numbers(self, start: int, level: int) -> int:
        """A new numbered list that counts from ``start`` on that level."""
        return self._add_instance(self._abstract[True], start=start, level=level)

    def _next(self, tag: str, attribute: str) -> int:
        from docx.oxml.ns import qn

        taken = [int(row.get(qn(attribute), "0")) for row in self._root.findall(qn(tag))]
        return max(taken, default=0) + 1

    def _add_abstract(self, *, numbered: bool) -> int:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls, qn

        number = self._next("w:abstractNum", "w:abstractNumId")
        levels = "".join(_level(level, numbered=numbered) for level in range(_LEVELS))
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
        # The schema wants every definition before the first instance.
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(element)
        else:
            first.addprevious(element)
        return number

    def _add_instance(self, abstract: int, *, start: int | None = None, level: int = 0) -> int:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        number = self._next("w:num", "w:numId")
        override = (
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if start is not None
            else ""
        )
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            )
        )
        return number


def _level(level: int, *, numbered: bool) -> str:
    kind, sign = ("decimal", f"%{level + 1}.") if numbered else ("bullet", "–")
    left = _STEP * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


def _root_of(document: Any) -> Any:
    """The list part of the document; one is made for a base without lists."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def indent(level: int) -> int:
    """How far in the text of that level stands, in twentieths of a point."""
    return _STEP * (level + 1)
