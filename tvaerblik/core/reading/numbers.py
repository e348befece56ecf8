"""Reading numbers and amounts of money with Danish or English thousands and decimal marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from django.utils import formats
from django.utils.translation import gettext as _

from tvaerblik.core import money, words
from tvaerblik.core.reading.outcome import Reading, Unreadable, shown, written

Mark = Literal[",", "."]
MoneyUnit = Literal["kr", "thousand", "million"]

LONGEST_NUMBER = 40
LARGEST_AMOUNT = 10**15
_MINUS_SIGNS = "-–−‑"
# Digits alone, or in groups of three by one and the same mark; a group never starts with a nought ("0.234" is
# decimal).
_WHOLE = r"[0-9]+|[1-9][0-9]{{0,2}}(?P<group>[{groups}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*"
_READ_WITH: Mapping[Mark, re.Pattern[str]] = MappingProxyType(
    {
        ",": re.compile(r"(?P<whole>" + _WHOLE.format(groups=r". '") + r")?(?:,(?P<part>[0-9]+))?"),
        ".": re.compile(r"(?P<whole>" + _WHOLE.format(groups=r", '") + r")?(?:\.(?P<part>[0-9]+))?"),
    }
)

_CURRENCIES: Mapping[str, str] = MappingProxyType(
    {
        "kroner": "DKK",
        "krone": "DKK",
        "dkk": "DKK",
        "kr": "DKK",
        "gbp": "GBP",
        "£": "GBP",
        "euro": "EUR",
        "eur": "EUR",
        "€": "EUR",
        "usd": "USD",
        "$": "USD",
    }
)
# How many noughts a word stands for, and the decimal mark of the language it belongs to, when it belongs to
# one.
_SCALES: Mapping[str, tuple[int, Mark | None]] = MappingProxyType(
    {
        "tusinde": (3, ","),
        "tusind": (3, ","),
        "thousand": (3, "."),
        "t": (3, ","),
        "k": (3, None),
        "millioner": (6, ","),
        "millions": (6, "."),
        "million": (6, None),
        "mill": (6, None),
        "mio": (6, ","),
        "mn": (6, None),
        "m": (6, None),
        "milliarder": (9, ","),
        "milliard": (9, ","),
        "mia": (9, ","),
        "billions": (9, "."),
        "billion": (9, "."),
        "bn": (9, "."),
    }
)
_UNIT_NOUGHTS: Mapping[MoneyUnit, int] = MappingProxyType({"kr": 0, "thousand": 3, "million": 6})


def _any_of(terms: Mapping[str, object]) -> str:
    return "|".join(re.escape(term) for term in terms)


_AMOUNT = re.compile(r"(?P<before>[^0-9]*)(?P<figures>[0-9](?:[0-9., ']*[0-9])?)(?P<after>[^0-9]*)")
_UNIT = re.compile(f"(?P<first>{_any_of(_CURRENCIES)})?(?P<scale>{_any_of(_SCALES)})?(?P<last>{_any_of(_CURRENCIES)})?")


@dataclass(frozen=True)
class MoneyReading(Reading[int]):
    """An amount in whole units of ``currency`` (ISO 4217).

    Nothing is converted; a note says when it is not kroner.
    """

    currency: str = "DKK"


def own_mark() -> Mark:
    """The decimal mark of the active language: what a form passes on, as its page shows numbers that way."""
    return "," if formats.get_format("DECIMAL_SEPARATOR") == "," else "."


def read_number(text: str, decimal_mark: Mark | None = None) -> Reading[Decimal]:
    """A number such as ``1.234,50``, ``1,234.50``, ``1 234``, ``–12``, ``12-`` or ``(12)``.

    Only a single mark before exactly three figures can be read in two ways (``1.234``). Then ``decimal_mark``
    decides, and without it ``Unreadable`` is raised. A text that has only one reading is read so, whatever
    the mark.
    """
    negative, figures = _signed(written(text))
    readings = _readings(figures)
    if not readings:
        raise _not_a_number(text)
    value = _decided(text, readings, decimal_mark)
    return Reading(-value if negative else value)


def read_money(text: str, unit: MoneyUnit = "kr", decimal_mark: Mark | None = None) -> MoneyReading:
    """An amount such as ``1.234.567 kr.``, ``640 t.kr.``, ``6,1 mio. kr.``, ``1.200,-`` or ``£12,343.96``.

    The text's own unit (t.kr., mio., m, mia.) wins; ``unit`` is what a figure without one is counted in, as a
    column's heading says. The result is in whole kroner, a half rounded away from zero with a note. Which
    decimal mark is meant is told by, in this order: the figures themselves; ``decimal_mark``; the language of
    the unit (``mio.`` is Danish, ``£`` English); and that an amount in plain kroner never has three decimals.
    What then still has two readings raises ``Unreadable``.
    """
    found = _AMOUNT.fullmatch(_without_dash(text))
    # In "500 kr.-" the dash may be a minus or mean no øre.
    if found is None or re.search(r"[^\W_]\.?\s?[-–−]", found["after"]):
        raise _not_an_amount(text)
    around = found["before"] + " " + found["after"]
    negative, unit_text = _signed(re.sub(r"[\s.]", "", around))
    unit_found = _UNIT.fullmatch(unit_text)
    if unit_found is None or (unit_found["scale"] == "t" and not unit_found["last"]):
        raise _not_an_amount(text)
    currency = _currency(text, unit_found)
    noughts, mark = _SCALES[unit_found["scale"]] if unit_found["scale"] else (_UNIT_NOUGHTS[unit], None)
    readings = _readings(found["figures"])
    if not readings or len(found["figures"]) > LONGEST_NUMBER:
        raise _not_an_amount(text)
    language_mark: Mark | None = mark or ("." if currency in ("GBP", "USD") else None)
    value = _amount(text, readings, noughts, decimal_mark or language_mark)
    if value > LARGEST_AMOUNT:
        raise Unreadable(_("“%(text)s” is too large an amount.") % {"text": shown(text)})
    whole = int(words.rounded(value)) * (-1 if negative else 1)
    return MoneyReading(whole, _money_note(text, value, whole, currency), currency)


def contradicts(text: str, decimal_mark: Mark) -> bool:
    """True when the figures of a number or an amount can be read, but not with that decimal mark.

    The readers take what has only one reading as it stands; a caller to whom the mark was told asks first.
    """
    found = _AMOUNT.fullmatch(_without_dash(text))
    readings = _readings(found["figures"]) if found else {}
    return bool(readings) and decimal_mark not in readings


def _without_dash(text: str) -> str:
    """In lower case and without the dash that means no øre, as in "1.200,-"."""
    return re.sub(r"(?<=[0-9])[,.]\s?[-–−]+", "", written(text).lower())


def _signed(text: str) -> tuple[bool, str]:
    """Whether a minus (before, after, or as brackets) stands around the text, and the text without it."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    for minus in _MINUS_SIGNS:
        if text.startswith(minus):
            return True, text[1:].strip()
        if text.endswith(minus):
            return True, text[:-1].strip()
    return False, text.removeprefix("+").strip()


def _readings(figures: str) -> dict[Mark, Decimal]:
    """What the figures can mean with each decimal mark."""
    readings: dict[Mark, Decimal] = {}
    if len(figures) > LONGEST_NUMBER:
        return readings
    for mark, pattern in _READ_WITH.items():
        found = pattern.fullmatch(figures)
        if found is not None and (found["whole"] or found["part"]):
            whole = re.sub(r"[., ']", "", found["whole"] or "0")
            readings[mark] = Decimal(f"{whole}.{found['part'] or '0'}" if found["part"] else whole)
    return readings


def _decided(text: str, readings: dict[Mark, Decimal], mark: Mark | None) -> Decimal:
    """The one value, or the one that the decimal mark chooses."""
    values = set(readings.values())
    if len(values) == 1:
        return values.pop()
    if mark is None:
        raise _two_ways(text, readings)
    return readings[mark]


def _amount(text: str, readings: dict[Mark, Decimal], noughts: int, mark: Mark | None) -> Decimal:
    """The amount in whole units. In plain kroner a mark before three figures can only be a thousands mark."""
    if noughts == 0 and len(set(readings.values())) > 1:
        whole = max(readings.values())
        if mark is not None and readings[mark] != whole:
            raise _two_ways(text, readings)
        return whole
    return _decided(text, readings, mark).scaleb(noughts)


def _currency(text: str, unit_found: re.Match[str]) -> str:
    named = {_CURRENCIES[term] for term in (unit_found["first"], unit_found["last"]) if term}
    if len(named) > 1:
        raise _not_an_amount(text)
    return named.pop() if named else "DKK"


def _money_note(text: str, value: Decimal, whole: int, currency: str) -> str:
    notes = []
    if value != abs(whole):
        told = {"text": shown(text), "amount": words.number(whole)}
        notes.append(words.ended(_("“%(text)s” was rounded to %(amount)s") % told))
    if currency != "DKK":
        notes.append(
            _("“%(text)s” is in %(currency)s and was not converted to kroner.")
            % {"text": shown(text), "currency": currency}
        )
    return " ".join(notes)


def _two_ways(text: str, readings: dict[Mark, Decimal]) -> Unreadable:
    first, second = (words.number(value, max(0, -int(value.as_tuple().exponent))) for value in readings.values())
    return Unreadable(
        _(
            "“%(text)s” can mean both %(first)s and %(second)s. "
            "Leave out the thousands mark, or write other than three decimals."
        )
        % {"text": shown(text), "first": first, "second": second}
    )


def _not_a_number(text: str) -> Unreadable:
    examples = {
        "text": shown(text),
        "first": words.number(1250),
        "second": words.number(Decimal("1250.5"), 1),
    }
    return Unreadable(_("“%(text)s” is not a number such as %(first)s or %(second)s.") % examples)


def _not_an_amount(text: str) -> Unreadable:
    examples = {"text": shown(text), "first": money.kroner(125_000), "second": money.millions(1_200_000)}
    return Unreadable(_("“%(text)s” is not an amount such as %(first)s or %(second)s.") % examples)
