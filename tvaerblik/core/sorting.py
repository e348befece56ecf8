"""A stored key that sorts Danish text the same way on every database.

The key holds only ``0-9`` and ``a-z``. In that alphabet plain byte order (SQLite, PostgreSQL's ``C``) and the
rules for English or Danish text (``en_US.UTF-8``, ``da_DK.UTF-8``) agree: digits come before letters, letters
follow the alphabet, and there is nothing a language's rules would treat specially: no capitals, accents,
spaces or punctuation (which those rules skip), and no ``aa`` (which Danish rules read as ``å``) because it
has become ``z3`` here. So no database needs a collation of its own, and the key can be indexed as it is.

How it is made, so that comparing keys from the left compares the texts as the Danish alphabet does:

- capitals and accents fold away (``é`` is ``e``); ``ü`` sorts as ``y``, ``ä`` as ``æ``, ``ö`` as ``ø``,
  ``aa`` as ``å``, as in Danish dictionaries and in the Danish rules of Unicode
- ``z``, ``æ``, ``ø``, ``å`` become ``z0``, ``z1``, ``z2``, ``z3``; letters of other alphabets ``z9`` and
  their code, after ``å``
- a space becomes ``0``, so a shorter word comes first (``Ny by`` before ``Nyborg``); other punctuation is
  skipped
- a number is written as how many figures it has and then the figures, so ``A2`` comes before ``A10`` and no
  number is too long; a ``0`` before it makes ``A2`` and ``A 2`` the same
"""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 200
LONG_NUMBER = 9  # figures; up to eight one figure says how many there are

# Danish letters that Unicode would otherwise take apart into a letter and an accent, and letters it does not
# take apart.
_LETTERS = str.maketrans(
    {
        "ä": "æ",
        "ǻ": "å",
        "ö": "ø",
        "ő": "ø",
        "ü": "y",
        "ű": "y",
        "ß": "ss",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "đ": "d",
        "ł": "l",
        "ı": "i",
    }
)
_CODES = {"z": "z0", "æ": "z1", "ø": "z2", "å": "z3"}
_WORD_END = "0"
_PIECES = re.compile(r"[0-9]+|\s+|[^\W_]")


def danish_key(text: str) -> str:
    """The sort key of a text: lower-case ASCII letters and digits, at most 200 of them.

    Texts that differ only in capitals, accents or punctuation have the same key; sort by the text or the id
    after it.
    """
    key: list[str] = []
    length = 0
    boundary = False
    for piece in _PIECES.findall(_folded(text)):
        if piece.isspace():
            boundary = True
            continue
        is_number = piece[0] in "0123456789"
        code = _number(piece) if is_number else _letter(piece)
        # Two a's from either side of a skipped hyphen are no å: they stay apart.
        if key and (boundary or is_number or (code == "a" and key[-1].endswith("a"))):
            code = _WORD_END + code
        boundary = False
        key.append(code)
        length += len(code)
        if length >= MAX_LENGTH:
            break
    return "".join(key)[:MAX_LENGTH]


def _folded(text: str) -> str:
    """Lower case without accents, but with the Danish letters whole and ``aa`` as ``å``."""
    whole = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    parts = (letter if letter in "æøå" else unicodedata.normalize("NFKD", letter) for letter in whole)
    bare = "".join(mark for mark in "".join(parts) if not unicodedata.combining(mark))
    digits = "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in bare)
    return digits.replace("aa", "å")


def _letter(letter: str) -> str:
    if letter in _CODES:
        return _CODES[letter]
    return letter if letter.isascii() else f"z9{ord(letter):07d}"


def _number(digits: str) -> str:
    """One figure for the number of figures (``9`` and two more from nine on), then the figures."""
    figures = digits.lstrip("0")[:99]
    size = str(len(figures)) if len(figures) < LONG_NUMBER else f"{LONG_NUMBER}{len(figures):02d}"
    return size + figures
