"""Reading one of a fixed set of words, and yes or no."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tvaerblik.core.reading.outcome import Reading, Unreadable, shown, written

MOST_LISTED = 8
_SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})
_YES = frozenset({"yes", "y", "ja", "j", "true", "t", "sand", "sandt", "1", "x"})
_NO = frozenset({"no", "n", "nej", "false", "f", "falsk", "0"})
_TICKS = frozenset("✓✔☑")


def _bare(text: str) -> str:
    """Letters and digits only, in lower case, without accents; Danish letters as ``ae``, ``oe``, ``aa``."""
    spelled = unicodedata.normalize("NFKC", text).lower().translate(_SPELLED_OUT)
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if letter.isalnum())


def _labels(label: str | Promise) -> set[str]:
    """A label in every language of the program."""
    texts = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts.add(_bare(str(label)))
    return texts


def read_choice(text: str, choices: Iterable[tuple[str, str | Promise]]) -> Reading[str]:
    """The code of the choice that the text names: by its code, or by its label in Danish or English.

    Capitals, accents, spaces and hyphens do not matter, and ``å`` may be written ``aa``. ``choices`` are
    Django's pairs of code and label; an empty code is no choice. Raises ``Unreadable`` for anything else, and
    for a text that names two.
    """
    offered = [(code, label) for code, label in choices if code]
    wanted = _bare(written(text))
    if wanted:
        found = [code for code, _label in offered if _bare(code) == wanted]
        found = found or [code for code, label in offered if wanted in _labels(label)]
        if len(found) == 1:
            return Reading(found[0])
    labels = [str(label) for _code, label in offered]
    listed = ", ".join(labels[:MOST_LISTED]) + (", …" if len(labels) > MOST_LISTED else "")
    raise Unreadable(_("“%(text)s” is not one of these: %(choices)s.") % {"text": shown(text), "choices": listed})


def read_yes_no(text: str) -> Reading[bool]:
    """Ja, nej, yes, no, j, n, y, x, a tick, 1, 0, and what spreadsheets write: sand, falsk, true, false."""
    wanted = _bare(written(text))
    if wanted in _YES or shown(text) in _TICKS:
        return Reading(True)
    if wanted in _NO:
        return Reading(False)
    raise Unreadable(_("“%(text)s” is neither yes nor no.") % {"text": shown(text)})
