"""Setting a paper with typst: data goes in as JSON, the fonts are our own, PDF/UA comes out."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from tvaerblik.core import prose

CORE = Path(__file__).resolve().parents[1]
ROOT = CORE.parent
FONTS = CORE / "fonts"
LAYOUT = CORE / "typst"

IMAGE_ENDINGS = {"PNG": "png", "JPEG": "jpg"}
_ORIENTATION = 0x0112  # the EXIF tag; 5 to 8 say that width and height are swapped

# Controls and half characters cannot be shown; direction marks could make a paper read otherwise than it is stored.
_DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
# Bullets and arrows that Word keeps among the private characters of its symbol fonts.
_FROM_SYMBOL_FONTS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "✓", 0xF0E0: "→", 0xF02D: "–"}


def render_pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "da",
    dated: dt.date | None = None,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Set the typst ``template`` with ``data`` and answer the PDF: tagged, PDF/UA-1, and if ``dated`` PDF/A-2a.

    ``data`` is what JSON can carry. The template reads it as ``json(bytes(sys.inputs.data))``, so what people wrote
    is text and never markup. ``title``, ``language`` and ``dated`` (the day the document carries) are put into
    ``data["frame"]``. ``files`` are pictures the template reads as ``/files/<name>``. A character that no font has
    is written out by its name, so no text can make a paper fail.

    Raises ``typst.TypstError`` when the template is wrong, for instance a picture without a text alternative.
    """
    day = dated.isoformat() if dated else None
    clean = _clean({**data, "frame": {**data.get("frame", {}), "title": title, "language": language, "dated": day}})
    standards = ["ua-1", "a-2a"] if dated else ["ua-1"]
    with _root(template, files) as (root, source):
        try:
            return _compile(source, root, clean, standards)
        except typst.TypstError:
            return _compile_what_is_hard(source, root, _named(clean), standards)


def image_pdf(data: bytes, *, title: str, language: str = "da") -> bytes:
    """A picture (PNG or JPEG) alone on an A4 page, upright or across as fits best; ``title`` is its text alternative.

    It is not dated: PDF/A has no room for the CMYK pictures that come from printers.
    """
    with Image.open(io.BytesIO(data), formats=list(IMAGE_ENDINGS)) as image:
        name = "picture." + IMAGE_ENDINGS[str(image.format)]
        turned = image.getexif().get(_ORIENTATION, 1) >= 5
        across = (image.width > image.height) != turned
    content = {"picture": f"/files/{name}", "across": across}
    return render_pdf(LAYOUT / "image.typ", content, title=title, language=language, files={name: data})


def set_plainly(template: Path, data: Mapping[str, Any]) -> bytes:
    """A PDF without tags or claims, for parts that are drawn onto other pages."""
    return _compile(template, ROOT, _named(_clean(data)), [], tags=False)


def prose_data(text: str) -> list[dict[str, Any]]:
    """A text of the one format as the data ``prose.typ`` draws, from the same blocks as the page."""
    return _Writer().blocks(prose.to_blocks(text))


def _compile_what_is_hard(source: Path, root: Path, data: Any, standards: list[Any]) -> bytes:
    """PDF/A has limits that a text can break (a string of 32,767 characters); then the paper is tagged all the same."""
    try:
        return _compile(source, root, data, standards)
    except typst.TypstError:
        return _compile(source, root, data, ["ua-1"])


class _Writer:
    """Turns blocks into data, in reading order.

    PDF/UA-1 (7.4.2) lets no heading level be skipped and no heading be empty: one of the fourth level moves up as long
    as none of the third went before it, and an empty one is left out.
    """

    def __init__(self) -> None:
        self._lowest_allowed = prose.HIGHEST_HEADING

    def blocks(self, blocks: Iterable[prose.Block]) -> list[dict[str, Any]]:
        return [data for block in blocks if (data := self._data(block))]

    def _data(self, block: prose.Block) -> dict[str, Any]:
        if isinstance(block, prose.Paragraph):
            return {"kind": "paragraph", "runs": _runs_data(block.runs)}
        if isinstance(block, prose.Heading):
            return self._heading(block)
        if isinstance(block, prose.Quote):
            return {"kind": "quote", "blocks": self.blocks(block.blocks)}
        if isinstance(block, prose.ItemList):
            kind = "numbered" if block.numbered else "bulleted"
            items = [self.blocks(item) for item in block.items]
            return {"kind": kind, "start": block.start, "tight": block.tight, "items": items}
        return {
            "kind": "table",
            "header": [_runs_data(cell) for cell in block.header],
            "rows": [[_runs_data(cell) for cell in row] for row in block.rows],
            "numeric": list(block.numeric),
        }

    def _heading(self, block: prose.Heading) -> dict[str, Any]:
        if not "".join(run.text for run in block.runs).strip():
            return {}
        level = min(block.level, self._lowest_allowed)
        self._lowest_allowed = prose.LOWEST_HEADING
        return {"kind": "heading", "level": level, "runs": _runs_data(block.runs)}


def _runs_data(runs: prose.Runs) -> list[dict[str, Any]]:
    return [{"text": run.text, "bold": run.bold, "link": run.link} for run in runs]


@cache
def _fonts() -> typst.Fonts:
    """The program's own fonts and those compiled into typst; what the machine has installed is never looked at."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)] if FONTS.is_dir() else [])


def _compile(source: Path, root: Path, data: Any, standards: list[Any], *, tags: bool = True) -> bytes:
    return typst.compile(
        str(source),
        root=str(root),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards=standards,
        pdf_tags=tags,
    )


@contextmanager
def _root(template: Path, files: Mapping[str, bytes] | None) -> Iterator[tuple[Path, Path]]:
    """The folder typst may read from, and the template in it: our package, or a copy of the layout with the files."""
    ours = template.is_relative_to(ROOT)
    if ours and not files:
        yield ROOT, template
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(LAYOUT, root / LAYOUT.relative_to(ROOT))
        place = root / (template.parent.relative_to(ROOT) if ours else "paper")
        shutil.copytree(template.parent, place, dirs_exist_ok=True)
        (root / "files").mkdir()
        for name, content in (files or {}).items():
            (root / "files" / Path(name).name).write_bytes(content)
        yield root, place / template.name


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """``value`` with ``change`` applied to every text inside it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(part, change) for part in value]
    return value


def _clean(data: Any) -> Any:
    return _each_text(data, lambda text: _DROPPED.sub("", text).translate(_FROM_SYMBOL_FONTS))


def _named(data: Any) -> Any:
    """Characters that no font has, written out: "[grinning face]"."""
    return _each_text(data, lambda text: "".join(char if _has_glyph(char) else _name_of(char) for char in text))


def _name_of(character: str) -> str:
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    if character.isascii():
        return True
    if unicodedata.category(character) in ("Co", "Cs"):
        return False
    try:
        _compile(LAYOUT / "glyph.typ", ROOT, {"text": f"a{character}b"}, ["ua-1"])
    except typst.TypstError:
        return False
    return True
