"""What a file really is: read from its content, never believed from its name.

``receive`` is the one way in. It answers the file ready to be kept, or refuses it with a sentence that says what is
wrong and what to do. A file is kept only when its content is of an accepted format, the name's ending says the same,
and nothing in it runs by itself: no macros, no scripts, no programs.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image

from tvaerblik.core.papers import MAX_MEGAPIXELS
from tvaerblik.core.refusals import NotPossible
from tvaerblik.documents import formats, portable, rules, sentences, zipped
from tvaerblik.documents.formats import Format

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PROGRAMS = (b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"L\x00\x00\x00\x01\x14\x02\x00")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"[\s\ufeff]*<[!?/a-z]", re.IGNORECASE)
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Received:
    """A file that was found fit: its name, its format, its whole content and the SHA-256 of it, and a PDF's pages."""

    name: str
    format: Format
    content: bytes
    sha256: str
    pages: int | None = None

    @property
    def size(self) -> int:
        """The size in bytes."""
        return len(self.content)

    @property
    def stem(self) -> str:
        """The name without its ending, with spaces for underscores: a title until somebody gives a better one."""
        return PurePosixPath(self.name).stem.replace("_", " ").strip()

    def facts(self) -> dict[str, Any]:
        """What the trail keeps of the file."""
        return {"file": self.name, "sha256": self.sha256, "size": self.size}


def receive(file: File[bytes] | Received) -> Received:
    """The file if it may be kept, else NotPossible with the sentence; what was received before passes as it is."""
    if isinstance(file, Received):
        return file
    name = unicodedata.normalize("NFC", file.name or "").strip()
    try:
        return _received(name, file)
    except NotPossible as reason:
        shown = "".join(sign for sign in name if sign.isprintable())[-60:]
        raise NotPossible(
            _("“%(name)s” was not attached. %(reason)s") % {"name": shown, "reason": reason.sentence}
        ) from reason


def _received(name: str, file: File[bytes]) -> Received:
    for sentence in (rules.why_not_name(name), rules.why_not_size(file.size)):
        if sentence:
            raise NotPossible(sentence)
    ending = PurePosixPath(name.lower()).suffix
    expected = formats.BY_ENDING.get(ending)
    if expected is None:
        raise NotPossible(sentences.of_ending(ending))
    file.seek(0)
    content = file.read()
    found = format_of(content)
    if found is formats.TXT and expected is formats.CSV:
        found = expected
    if found is not expected:
        raise NotPossible(sentences.mismatch(ending, expected, found))
    pages = portable.page_count(content) if found is formats.PDF else None
    return Received(name, found, content, hashlib.sha256(content).hexdigest(), pages)


def format_of(content: bytes) -> Format | None:
    """The accepted format of the content, or None for anything else. Raises NotPossible for danger and damage.

    A table of values separated by signs cannot be told from text, so CSV is found as text.
    """
    if content.startswith(_OLE):
        raise NotPossible(sentences.locked() if _LOCKED_OFFICE in content else sentences.old_office())
    if content.startswith(_ZIP):
        return zipped.format_of(content)
    kind = _known_signature(content)
    if kind is formats.PDF:
        portable.check(content)
        return kind
    if kind is not None:
        return _picture(content, kind)
    if (text := _as_text(content)) is not None:
        return _plain(text)
    if content.startswith((b"MZ", *_PROGRAMS)):
        raise NotPossible(sentences.program())
    if any(ending in sentences.ARCHIVES for ending in _signature_endings(content)):
        raise NotPossible(sentences.archive())
    return None


def _signature_endings(content: bytes) -> list[str]:
    try:
        return [match.extension for match in puremagic.magic_string(content)]
    except puremagic.PureError:
        return []


def _known_signature(content: bytes) -> Format | None:
    """PDF, PNG or JPEG by the file's first bytes; whether the rest holds is looked at afterwards."""
    # Texts that begin like a signature of a few letters must not be taken for something else: only these three count.
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        for ending in _signature_endings(content):
            if (kind := formats.BY_ENDING.get(ending)) in {formats.PDF, formats.PNG, formats.JPEG}:
                return kind
    return None


def _picture(content: bytes, kind: Format) -> Format:
    try:
        with Image.open(io.BytesIO(content), formats=[kind.key.upper()]) as image:
            if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
                raise NotPossible(sentences.too_many_pixels(MAX_MEGAPIXELS))
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotPossible(sentences.too_many_pixels(MAX_MEGAPIXELS)) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:  # what Pillow raises for damaged pictures
        raise NotPossible(sentences.damaged()) from error
    return kind


def _as_text(content: bytes) -> str | None:
    """The content as text when it is text: UTF-8, UTF-16 with its mark, or the Windows letters of western Europe."""
    encodings = ("utf-16",) if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS.search(text) else text
    return None


def _plain(text: str) -> Format | None:
    if text.startswith("#!"):
        raise NotPossible(sentences.program())
    if _MARKUP.match(text):
        raise NotPossible(sentences.web_page())
    return None if text.startswith("{\\rtf") else formats.TXT
