"""Looks into a PDF: whether it opens, how many pages it has, and that it does nothing by itself.

A PDF that opens without a password is accepted also when it is protected against copying or printing. One that asks
for a password is refused: the members could not read it, and no package or search could hold it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tvaerblik.core.refusals import NotPossible
from tvaerblik.documents import sentences
from tvaerblik.documents.formats import BY_ENDING

# ISO 32000-1, 12.6: actions that run script or start something outside the document.
_ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/RichMediaExecute"})
_DEEPEST = 40


def check(content: bytes) -> None:
    """Raises NotPossible when the PDF is damaged, locked, or does something by itself."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                raise NotPossible(sentences.damaged())
            if any(_acts(thing) for thing in pdf.objects) or _acts(pdf.Root):
                raise NotPossible(sentences.runs_something())
            _check_enclosed(pdf)
    except pikepdf.PasswordError as error:
        raise NotPossible(sentences.locked()) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:  # what a damaged PDF raises
        raise NotPossible(sentences.damaged()) from error


def page_count(content: bytes) -> int:
    """The number of pages of a PDF that ``check`` had nothing against."""
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        return len(pdf.pages)


def _check_enclosed(pdf: pikepdf.Pdf) -> None:
    """Files inside the PDF must be of accepted kinds by their names, as they are saved from there without a check."""
    for name in pdf.attachments:
        if PurePosixPath(name.lower()).suffix not in BY_ENDING.keys() | {".xml"}:
            raise NotPossible(sentences.program())


def _acts(thing: Any, depth: int = 0) -> bool:
    """True when the object, or one written inside it, is an action that runs something, or holds a script."""
    if depth > _DEEPEST:
        return True
    if isinstance(thing, Dictionary | Stream):
        kind = thing.get(Name.S)
        if Name.JS in thing or (isinstance(kind, Name) and str(kind) in _ACTS):
            return True
    elif not isinstance(thing, Array):
        return False
    return any(_acts(part, depth + 1) for part in _direct_parts(thing))


def _direct_parts(thing: Any) -> Iterator[Any]:
    parts = list(thing) if isinstance(thing, Array) else [thing[key] for key in thing.keys()]  # noqa: SIM118  # no plain dict
    for part in parts:
        # What stands by itself is met in the walk over all objects; only what is written inside has to be followed.
        if isinstance(part, Array | Dictionary) and not part.is_indirect:
            yield part
