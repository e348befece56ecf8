"""The one text format for what people write at length: a Markdown subset, read into a small tree of blocks.

Page, PDF and Word show the same because all three are written from the same blocks: ``to_html`` here, the
papers by their own writers from ``to_blocks``. There are paragraphs, headings of level 3 and 4 (higher and
lower ones are moved there), bulleted and numbered lists, tables, quotes, bold and links to http, https and
mailto addresses. There are no italics in the design, so ``*emphasis*`` is bold as well. A single line break
is kept. Everything else (HTML, images, code) is text like any other and shown as it was typed. The HTML goes
through a sanitiser all the same, with a list of what may pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

HIGHEST_HEADING, LOWEST_HEADING = 3, 4
SCHEMES = frozenset({"http", "https", "mailto"})
ALLOWED_TAGS = frozenset(
    {"p", "br", "strong", "a", "h3", "h4", "ul", "ol", "li", "blockquote"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
ALLOWED_ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"a": frozenset({"href"}), "ol": frozenset({"start"}), "th": frozenset({"scope"})}
)
# Classes of the style sheet: the ordinary table, and a cell whose column is set to the right because it holds
# numbers.
ALLOWED_CLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"table": frozenset({"table"}), "th": frozenset({"num"}), "td": frozenset({"num"})}
)
# Lists in lists and quotes in quotes; deeper than this nobody means it, and the text is shown as it was
# typed.
DEEPEST = 40
_RULES = ["heading", "list", "blockquote", "table", "emphasis", "link", "autolink", "escape", "newline"]
# Characters that neither HTML nor Word may hold; half a surrogate pair is no character at all.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Run:
    """A stretch of text with one look. A newline in it is a line break; ``link`` is an address or empty."""

    text: str
    bold: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    runs: Runs


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is 3 or 4, because a page and a paper have their own levels 1 and 2."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class ItemList:
    """A list whose items are blocks of their own.

    A ``numbered`` one counts from ``start``. In a ``tight`` one there is no air between the items.
    """

    items: tuple[tuple[Block, ...], ...]
    numbered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True)
class Table:
    """A table: the header and each row have one cell of runs for each column.

    ``numeric`` columns are set to the right.
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True)
class Quote:
    """Blocks quoted from elsewhere."""

    blocks: tuple[Block, ...]


Block = Paragraph | Heading | ItemList | Table | Quote


def without_forbidden(text: str) -> str:
    """The text without the characters that neither HTML nor Word may hold."""
    return _FORBIDDEN.sub("", text)


def to_blocks(text: str) -> list[Block]:
    """The text as blocks, for writers of PDF and Word."""
    clean = without_forbidden(text.replace("\r\n", "\n").replace("\r", "\n"))
    tokens = _parser().parse(clean)
    if max((token.level for token in tokens), default=0) >= DEEPEST - 2:
        return [_as_typed(part) for part in re.split(r"\n\s*\n", clean) if part.strip()]
    return list(_blocks(SyntaxTreeNode(tokens)))


def to_html(text: str) -> SafeString:
    """The text as HTML that is safe to put on a page."""
    html = "".join(_html(block) for block in to_blocks(text))
    clean = nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in ALLOWED_CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 it has just been through the sanitiser


def to_plain(text: str) -> str:
    """The text without marks, for mail, search and spreadsheets: ``- `` and ``1.

    `` before items, ``|`` between cells.
    """
    return "\n\n".join(_plain(block) for block in to_blocks(text))


class _Parser(MarkdownIt):
    """A parser that links only to full http, https and mailto addresses; other links stay text as typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 the library's name
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in SCHEMES and bool(parts.netloc or (parts.scheme == "mailto" and parts.path))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return _Parser("zero", {"html": False, "maxNesting": DEEPEST}).enable(_RULES)


def _as_typed(part: str) -> Paragraph:
    return Paragraph((Run(part.strip()),))


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        if child.type == "paragraph":
            yield Paragraph(_runs(child))
        elif child.type == "heading":
            level = min(max(int(child.tag[1:]), HIGHEST_HEADING), LOWEST_HEADING)
            yield Heading(level, _runs(child))
        elif child.type in ("bullet_list", "ordered_list"):
            yield _item_list(child)
        elif child.type == "blockquote":
            yield Quote(tuple(_blocks(child)))
        elif child.type == "table":
            yield _table(child)


def _item_list(node: SyntaxTreeNode) -> ItemList:
    items = tuple(tuple(_blocks(item)) for item in node.children)
    tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    return ItemList(items, node.type == "ordered_list", int(node.attrs.get("start", 1)), tight)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row for part in node.children for row in part.children]
    cells = [tuple(_runs(cell) for cell in row.children) for row in rows]
    numeric = tuple("right" in str(cell.attrs.get("style", "")) for cell in rows[0].children)
    return Table(cells[0], tuple(cells[1:]), numeric)


def _runs(node: SyntaxTreeNode) -> Runs:
    """The runs of a block that holds text; neighbours with the same look are one run."""
    runs: list[Run] = []
    for run in _inline(node, bold=False, link=""):
        if runs and (runs[-1].bold, runs[-1].link) == (run.bold, run.link):
            runs[-1] = Run(runs[-1].text + run.text, run.bold, run.link)
        else:
            runs.append(run)
    return tuple(runs)


def _inline(node: SyntaxTreeNode, *, bold: bool, link: str) -> Iterator[Run]:
    for child in node.children:
        if child.type in ("strong", "em"):
            yield from _inline(child, bold=True, link=link)
        elif child.type == "link":
            yield from _inline(child, bold=bold, link=str(child.attrs.get("href", "")))
        elif child.type in ("softbreak", "hardbreak"):
            yield Run("\n", bold, link)
        elif child.children:
            yield from _inline(child, bold=bold, link=link)
        elif child.content:
            yield Run(child.content, bold, link)


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_html_runs(block.runs)}</p>\n"
    if isinstance(block, Heading):
        return f"<h{block.level}>{_html_runs(block.runs)}</h{block.level}>\n"
    if isinstance(block, Quote):
        return f"<blockquote>\n{''.join(map(_html, block.blocks))}</blockquote>\n"
    if isinstance(block, ItemList):
        return _html_list(block)
    return _html_table(block)


def _html_runs(runs: Runs) -> str:
    parts = []
    for run in runs:
        html = str(escape(run.text)).replace("\n", "<br>\n")
        html = f"<strong>{html}</strong>" if run.bold else html
        parts.append(f'<a href="{escape(run.link)}">{html}</a>' if run.link else html)
    return "".join(parts)


def _html_list(block: ItemList) -> str:
    tag = "ol" if block.numbered else "ul"
    start = f' start="{block.start}"' if block.numbered and block.start != 1 else ""
    items = []
    for item in block.items:
        parts = [
            _html_runs(part.runs) + "\n" if block.tight and isinstance(part, Paragraph) else _html(part)
            for part in item
        ]
        items.append(f"<li>{''.join(parts).rstrip()}</li>\n")
    return f"<{tag}{start}>\n{''.join(items)}</{tag}>\n"


def _html_table(block: Table) -> str:
    head = _html_row(block.header, block.numeric, "th")
    body = "".join(_html_row(cells, block.numeric, "td") for cells in block.rows)
    return f'<table class="table">\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n'


def _html_row(cells: tuple[Runs, ...], numeric: tuple[bool, ...], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    written = []
    for cell, is_numeric in zip(cells, numeric, strict=True):
        css = ' class="num"' if is_numeric else ""
        written.append(f"<{tag}{scope}{css}>{_html_runs(cell)}</{tag}>")
    return f"<tr>{''.join(written)}</tr>\n"


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph | Heading):
        return _plain_runs(block.runs)
    if isinstance(block, Quote):
        return _indented("\n\n".join(map(_plain, block.blocks)), "> ", "> ")
    if isinstance(block, ItemList):
        items = []
        for number, item in enumerate(block.items, start=block.start):
            mark = f"{number}. " if block.numbered else "- "
            items.append(_indented("\n".join(map(_plain, item)), mark, " " * len(mark)))
        return "\n".join(items)
    return "\n".join(" | ".join(map(_plain_runs, row)) for row in (block.header, *block.rows))


def _plain_runs(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else line for line in lines[1:])])
