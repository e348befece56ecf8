"""Agenda, minutes and extract as Word, from exactly the data that the PDF is set from (R45, D3)."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from tvaerblik.core.word import WordPaper
from tvaerblik.core.word.paper import plain
from tvaerblik.meetings.papers import front_pages, item_pages, wording
from tvaerblik.meetings.papers.content import ItemContent, PackageContent
from tvaerblik.meetings.papers.wording import Data

_CONTENTS = (14, 78, 26, 20, 12, 12)
_APPENDICES = (26, 94, 24, 18)


def word_paper(content: PackageContent, base: bytes | None, *, draft: bool = False, language: str = "da") -> bytes:
    """The agenda or the minutes; the appendices are listed, not included. ``base`` is a Word file, None our own."""
    with translation.override(language):
        data = front_pages.whole_paper(content, wording.listed_only(content), draft=draft, alone=True)
        paper = _begun(content, data, base, wording.document_title(content))
        _contents(paper, data["contents"])
        _small_print(paper, data["front"])
        paper.new_page()
        for item in data["items"]:
            _item(paper, item)
        if data["remarks"]["blocks"]:
            paper.heading(data["remarks"]["title"], 1)
            paper.prose(data["remarks"]["blocks"])
        _overview(paper, data["overview"])
        return paper.to_bytes()


def word_extract(
    item: ItemContent, *, of: PackageContent, base: bytes | None, draft: bool = False, language: str = "da"
) -> bytes:
    """One item of an agenda or of minutes, with its decision when there is one."""
    with translation.override(language):
        title = wording.extract_title(item, of)
        data = {
            "frame": front_pages.frame(of, draft=draft),
            "front": front_pages.case_front(of, draft=draft),
            "item": item_pages.item_data(of, item, 0, wording.listed_only(of, item)),
        }
        paper = _begun(of, data, base, title)
        _item(paper, data["item"])
        _small_print(paper, data["front"])
        return paper.to_bytes()


def _begun(content: PackageContent, data: Data, base: bytes | None, title: str) -> WordPaper:
    """The paper with its running lines, its title and its facts."""
    frame, front = data["frame"], data["front"]
    paper = WordPaper(base, title=title, author=frame["author"], dated=content.dated)
    mark = " · ".join(part for part in (frame["head_right"], frame["watermark"]) if part)
    foot = " · ".join(part for part in (frame["foot_note"], frame["mark"]) if part)
    paper.frame(head=(frame["head_left"], mark), foot=foot, page_of=frame["page_of"])
    paper.text(front["municipality"], bold=True)
    paper.text(front["title"], style="Title")
    paper.text(front["body"], style="Subtitle")
    if front["state"]:
        paper.text(front["state"], bold=True)
    paper.facts(front["facts"])
    return paper


def _small_print(paper: WordPaper, front: Data) -> None:
    for line in front["small_print"]:
        paper.small(line)


def _place(label: str) -> str:
    """The name of a place, of the letters that Word allows."""
    return label.replace("-", "_")


def _contents(paper: WordPaper, contents: Data) -> None:
    paper.heading(contents["title"], 1)
    rows = [_contents_row(row) for row in contents["rows"]]
    if contents["total"]:
        name, total = (plain(part, bold=True) for part in contents["total"])
        rows.append([plain(""), name, plain(""), plain(""), total, plain("")])
    numeric = [False, False, False, False, True, True]
    paper.table([plain(name) for name in contents["head"]], rows, numeric=numeric, widths=_CONTENTS)


def _contents_row(row: Data) -> list[list[dict[str, Any]]]:
    place = _place(row["label"])
    title = [{"text": row["title"], "place": place}, *plain(f"\n{row['note']}" if row["note"] else "")]
    files = ", ".join(file["name"] for file in row["attachments"])
    page = [{"text": "", "page_of": place}]
    return [plain(row["number"]), title, plain(row["purpose"]), plain(files), plain(row["minutes"]), page]


def _item(paper: WordPaper, item: Data) -> None:
    paper.heading(f"{item['number']}. {item['title']}", 1, place=_place(item["label"]))
    for parts in item["meta"]:
        paper.small("  ·  ".join(parts))
    for section in item["sections"]:
        paper.heading(section["title"], 2)
        _SECTIONS[section["kind"]](paper, section)


def _prose(paper: WordPaper, section: Data) -> None:
    paper.prose(section["blocks"])


def _points(paper: WordPaper, section: Data) -> None:
    paper.text(section["lead"])
    _numbered(paper, [(point["number"], [*point["blocks"], *_line(point["effect"])]) for point in section["points"]])
    _remarks(paper, section)


def _remarks(paper: WordPaper, section: Data) -> None:
    for remark in section["remarks"]:
        paper.named(remark["name"], remark["text"])


def _line(text: str, *, bold: bool = False) -> list[Data]:
    return [{"kind": "paragraph", "runs": plain(text, bold=bold)}] if text else []


def _numbered(paper: WordPaper, points: list[tuple[int, list[Data]]]) -> None:
    """One list, or a new one where a number is left out."""
    parts: list[tuple[int, list[list[Data]]]] = []
    for number, blocks in points:
        if parts and parts[-1][0] + len(parts[-1][1]) == number:
            parts[-1][1].append(blocks)
        else:
            parts.append((number, [blocks]))
    for start, items in parts:
        paper.items(items, numbered=True, start=start)


def _decision(paper: WordPaper, section: Data) -> None:
    for text, bold in ((section["number"], False), (section["outcome"], True)):
        if text:
            paper.text(text, bold=bold)
    paper.prose(section["blocks"])
    points = [
        (point["number"], [*_line(point["outcome"], bold=True), *point["wording"]]) for point in section["points"]
    ]
    _numbered(paper, points)
    _remarks(paper, section)


def _attachments(paper: WordPaper, section: Data) -> None:
    lines = [f"{row['name']}: {row['title']}" + (f" ({row['note']})" if row["note"] else "") for row in section["rows"]]
    paper.items([_line(line) for line in lines], numbered=False)


_SECTIONS = {"prose": _prose, "points": _points, "decision": _decision, "attachments": _attachments}


def _overview(paper: WordPaper, overview: Data) -> None:
    if not overview["rows"]:
        return
    paper.heading(overview["title"], 1)
    rows = [
        [
            plain(row["name"]),
            plain(f"{row['title']}\n{row['detail']}" if row["detail"] else row["title"]),
            plain(row["kind"]),
            plain(row["pages"]),
        ]
        for row in overview["rows"]
    ]
    numeric = [False, False, False, True]
    paper.table([plain(name) for name in overview["head"]], rows, numeric=numeric, widths=_APPENDICES)
    if overview["note"]:
        paper.text(overview["note"])
