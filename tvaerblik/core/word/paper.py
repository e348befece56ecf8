"""Writes one Word paper, from the top to the end."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from tvaerblik.core.prose import without_forbidden
from tvaerblik.core.word.bases import SMALL_PRINT, TABLE_STYLE, opened
from tvaerblik.core.word.fields import (
    add_field,
    has_page_number,
    link_inside,
    link_outside,
    mark_place,
    table_row_is_head,
)
from tvaerblik.core.word.lists import Numbering, indent

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_TITLE = 255
Runs = Sequence[dict[str, Any]]


def plain(text: str, *, bold: bool = False, link: str = "") -> list[dict[str, Any]]:
    """A text without marks, as runs."""
    return [{"text": text, "bold": bold, "link": link}]


class WordPaper:
    """One document. ``base`` is the Word file whose look it takes; None is the program's own."""

    def __init__(
        self, base: bytes | None, *, title: str, author: str, language: str = "da-DK", dated: dt.date | None = None
    ) -> None:
        self._document = opened(base)
        self._numbering = Numbering(self._document)
        self._name(title, author, language, dated)

    def _name(self, title: str, author: str, language: str, dated: dt.date | None) -> None:
        about = self._document.core_properties
        about.title = without_forbidden(title)[:_LONGEST_TITLE]
        about.author = about.last_modified_by = without_forbidden(author)[:_LONGEST_TITLE]
        about.language, about.comments, about.subject, about.keywords = language, "", "", ""
        if dated is not None:
            about.created = about.modified = dt.datetime.combine(dated, dt.time(12))
        self._speak(language)

    def _speak(self, language: str) -> None:
        """A screen reader and the spelling check read it in that language."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        properties = self._document.styles["Normal"].element.get_or_add_rPr()
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        said = OxmlElement("w:lang")
        for name in ("val", "eastAsia"):
            said.set(qn(f"w:{name}"), language)
        properties.append(said)

    def frame(self, *, head: tuple[str, str], foot: str, page_of: str) -> None:
        """The running head and foot, where the base has none of its own. ``page_of`` reads "Side {page} af {pages}"."""
        section = self._document.sections[0]
        if not _text_of(section.header):
            self._line(section.header, "Header", without_forbidden(f"{head[0]}\t{head[1]}"))
        if has_page_number(section.footer):
            return
        line = self._line(section.footer, "Footer", f"{without_forbidden(foot)}\t")
        before, _name, rest = page_of.partition("{page}")
        between, _name, after = rest.partition("{pages}")
        line.add_run(before)
        add_field(line, "PAGE")
        line.add_run(between)
        add_field(line, "NUMPAGES")
        line.add_run(after)

    def _line(self, part: Any, style: str, text: str) -> Any:
        from docx.enum.text import WD_TAB_ALIGNMENT

        part.is_linked_to_previous = False
        line = part.paragraphs[0] if part.paragraphs and not _text_of(part) else part.add_paragraph()
        line.style = self._document.styles[style]
        section = self._document.sections[0]
        for stop in line.style.paragraph_format.tab_stops:
            line.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        width = section.page_width - section.left_margin - section.right_margin
        line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(text)
        return line

    def heading(self, text: str, level: int, *, place: str = "") -> None:
        """A heading; ``place`` can be linked to."""
        paragraph = self.text(text, style=f"Heading {level}")
        if place:
            mark_place(paragraph, place)

    def text(self, text: str, *, style: str = "Normal", bold: bool = False) -> Any:
        """One paragraph of plain text."""
        return self.runs(plain(text, bold=bold), style=style)

    def runs(self, runs: Runs, *, style: str = "Normal") -> Any:
        """One paragraph of runs."""
        paragraph = self._document.add_paragraph(style=style)
        self._fill(paragraph, runs)
        return paragraph

    def _fill(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            words = without_forbidden(run["text"])
            if run["link"]:
                link_outside(paragraph, words, run["link"])
            else:
                paragraph.add_run(words).bold = run["bold"] or None

    def small(self, text: str) -> None:
        """A line of small print."""
        self.text(text, style=SMALL_PRINT)

    def named(self, name: str, text: str) -> None:
        """A name in bold and what it says, on one line."""
        self.runs([*plain(f"{name} ", bold=True), *plain(text)])

    def facts(self, rows: Iterable[dict[str, Any]]) -> None:
        """Names at the left and what each is at the right, a line for each."""
        from docx.shared import Mm

        for row in rows:
            paragraph = self.runs([*plain(f"{row['name']}\t", bold=True), *plain("\n".join(row["lines"]))])
            form = paragraph.paragraph_format
            form.left_indent, form.first_line_indent, form.space_after = Mm(39), Mm(-39), Mm(1.5)
            form.tab_stops.add_tab_stop(Mm(39))

    def prose(self, blocks: Iterable[dict[str, Any]], *, style: str = "Normal", depth: int = -1) -> None:
        """A text of the one format, from the same blocks as the PDF; ``depth`` is how many lists it stands in."""
        for block in blocks:
            kind = block["kind"]
            if kind == "paragraph":
                self._in(depth, self.runs(block["runs"], style=style))
            elif kind == "heading":
                self.runs(block["runs"], style=f"Heading {block['level']}")
            elif kind == "quote":
                self.prose(block["blocks"], style="Quote", depth=depth)
            elif kind == "table":
                self.table(block["header"], block["rows"], numeric=block["numeric"])
            else:
                self.items(block["items"], numbered=kind == "numbered", start=block["start"], depth=depth + 1)

    def _in(self, depth: int, paragraph: Any) -> None:
        if depth >= 0:
            from docx.shared import Twips

            paragraph.paragraph_format.left_indent = Twips(indent(min(depth, 8)))

    def items(self, items: Iterable[list[dict[str, Any]]], *, numbered: bool, start: int = 1, depth: int = 0) -> None:
        """A list; the first paragraph of an item carries its number, what follows stands under it."""
        level = min(depth, 8)
        number = self._numbering.numbers(start, level) if numbered else self._numbering.bullets()
        style = "List Number" if numbered else "List Bullet"
        for item in items:
            first, rest = (item[0], item[1:]) if item and item[0]["kind"] == "paragraph" else (None, item)
            self._count(self.runs(first["runs"] if first else [], style=style), number, level)
            self.prose(rest, style="List Continue", depth=level)

    def _count(self, paragraph: Any, number: int, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def table(
        self,
        header: Sequence[Runs],
        rows: Iterable[Sequence[Runs]],
        *,
        numeric: Sequence[bool] = (),
        widths: Sequence[float] = (),
    ) -> None:
        """A table whose first row is its header and is repeated on each page. ``widths`` are in millimetres."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt

        every = [header, *rows]
        table = self._document.add_table(rows=len(every), cols=len(header), style=TABLE_STYLE)
        table.autofit = not widths
        for line, cells in zip(table.rows, every, strict=True):
            for place, (cell, runs) in enumerate(zip(line.cells, cells, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                self._fill_cell(paragraph, runs)
                if place < len(numeric) and numeric[place]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if widths:
                    cell.width = Mm(widths[place])
        for place, width in enumerate(widths):
            table.columns[place].width = Mm(width)
        table_row_is_head(table)
        # Word runs two tables together when nothing stands between them.
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _fill_cell(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            if place := run.get("place"):
                link_inside(paragraph, without_forbidden(run["text"]), place)
            elif place := run.get("page_of"):
                add_field(paragraph, f"PAGEREF {place} \\h")
            else:
                self._fill(paragraph, [run])

    def new_page(self) -> None:
        """What follows begins on a page of its own."""
        self._document.add_page_break()

    def to_bytes(self) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()


def _text_of(part: Any) -> str:
    """What a header or footer of the base says, also in its tables; a picture counts as saying something."""
    words = "".join(node.text or "" for node in part._element.iter() if node.tag.endswith("}t"))
    pictures = any(node.tag.endswith(("}drawing", "}pict")) for node in part._element.iter())
    return words.strip() or ("picture" if pictures else "")
