"""Reading one cell: the text of a spreadsheet becomes a value of ours, or a sentence that says why it did not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tvaerblik.core import money
from tvaerblik.core.reading import Unreadable, contradicts, read_date, read_money, read_number, read_yes_no
from tvaerblik.core.reading.outcome import shown, tidy
from tvaerblik.core.words import ended, number, rounded
from tvaerblik.imports.importer import ImportField, Option, Packed
from tvaerblik.imports.mapping import EMPTY, REJECT, ColumnReading, Word
from tvaerblik.imports.matching import plain
from tvaerblik.imports.reading import Cell

LARGEST_AMOUNT = 10**15
NOUGHTS = {"kr": 0, "thousand": 3, "million": 6}
_KRONER = re.compile(r"\bkr\b|\bkroner?\b|dkk", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n]")


class CellRead(NamedTuple):
    """What a cell gave. ``note`` says what was assumed, ``problem`` why there is no value; ``reject`` bars the row."""

    value: Packed = None
    note: str = ""
    problem: str = ""
    reject: bool = False


class Words:
    """Every word that means one of a field's values. A word that could mean two of them means none."""

    def __init__(self, options: Sequence[Option]) -> None:
        self.choosable = [option for option in options if not option.is_former]
        self.labels = {str(option.value): option.label for option in options}
        self._meant: dict[str, set[str]] = {}
        self._by_value = {str(option.value): option for option in options}
        for option in self.choosable:
            for word in (str(option.value) if isinstance(option.value, str) else "", option.label, *option.words):
                if plain(word):
                    self._meant.setdefault(plain(word), set()).add(str(option.value))

    def find(self, text: str) -> Option | None:
        """The one value the text names."""
        meant = self._meant.get(plain(text), set())
        return self._by_value[next(iter(meant))] if len(meant) == 1 else None

    def has(self, value: Packed) -> bool:
        """True when the value can be chosen."""
        return any(option.value == value for option in self.choosable)

    def spoken(self) -> dict[str, Option]:
        """Every plain word with the value it names, without those that name two."""
        return {word: self._by_value[next(iter(keys))] for word, keys in self._meant.items() if len(keys) == 1}


def parts_of(text: str, words: Words) -> list[str]:
    """The single words of a cell that may name several values, apart by semicolons, line breaks or commas."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found: list[str] = []
    for part in parts:
        whole = words.find(part) is not None or "," not in part
        found += [part] if whole else [piece.strip() for piece in part.split(",") if piece.strip()]
    return found


class CellReader:
    """Reads the cells of one column. The same text is read once."""

    def __init__(
        self, field: ImportField, reading: ColumnReading, words: Words, chosen: Mapping[str, Word] | None = None
    ) -> None:
        self.field = field
        self.reading = reading
        self.words = words
        self.chosen = chosen or {}
        self._known: dict[Cell, CellRead] = {}
        self._read = {
            "text": self._text,
            "long": self._text,
            "number": self._number,
            "money": self._money,
            "date": self._date,
            "yes_no": self._yes_no,
            "choice": self._choice,
            "choices": self._choices,
        }[field.kind]

    def read(self, cell: Cell) -> CellRead:
        """What the cell gives; an empty cell gives nothing and is no problem."""
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = self._fresh(cell)
        return found

    def _fresh(self, cell: Cell) -> CellRead:
        if cell.is_empty:
            return CellRead()
        if cell.kind == "error":
            return CellRead(problem=_error_sentence(cell.text))
        try:
            return self._read(cell)
        except Unreadable as trouble:
            return CellRead(problem=trouble.sentence)

    def _text(self, cell: Cell) -> CellRead:
        text = cell.text.strip() if self.field.kind == "long" else tidy(cell.text)
        if self.field.longest and len(text) > self.field.longest:
            return CellRead(
                problem=_("The text has %(length)s characters; there is room for %(longest)s.")
                % {"length": number(len(text)), "longest": number(self.field.longest)}
            )
        return CellRead(text)

    def _must_fit_the_mark(self, text: str) -> None:
        """A figure that contradicts the mark a person chose is never read by the other one."""
        mark = self.reading.decimal_mark
        if mark and contradicts(text, mark):
            raise Unreadable(
                _("“%(text)s” cannot be read with the decimal mark that was chosen (%(mark)s).")
                % {"text": shown(text), "mark": _("a comma") if mark == "," else _("a point")}
            )

    def _number(self, cell: Cell) -> CellRead:
        if cell.kind != "number":
            self._must_fit_the_mark(cell.text)
        value = Decimal(cell.text) if cell.kind == "number" else read_number(cell.text, self.reading.decimal_mark).value
        if value != value.to_integral_value() or not 0 <= value < self.field.largest:
            raise Unreadable(_("“%(text)s” is not a whole number from 0.") % {"text": shown(cell.text)})
        return CellRead(int(value))

    def _money(self, cell: Cell) -> CellRead:
        exact, currency = self._amount(cell)
        rate = self.reading.rate(currency)
        if rate is None:
            raise Unreadable(
                _("“%(text)s” is in %(currency)s. Nobody has said what one is worth in kroner, so it is left out.")
                % {"text": shown(cell.text), "currency": currency}
            )
        kroner = int(rounded(exact * rate))
        if kroner < 0:
            raise Unreadable(_("“%(text)s” is less than nought.") % {"text": shown(cell.text)})
        if kroner > LARGEST_AMOUNT:
            raise Unreadable(_("“%(text)s” is too large an amount.") % {"text": shown(cell.text)})
        return CellRead(kroner, self._money_note(cell, exact * rate, kroner, currency, rate))

    def _amount(self, cell: Cell) -> tuple[Decimal, str]:
        """The amount in whole units of its currency, and the currency."""
        if cell.kind == "number":
            return Decimal(cell.text).scaleb(NOUGHTS[self.reading.unit]), self.reading.currency
        if cell.kind != "text":
            raise Unreadable(_("“%(text)s” is a date, not an amount.") % {"text": shown(cell.text)})
        self._must_fit_the_mark(cell.text)
        found = read_money(cell.text, self.reading.unit, self.reading.decimal_mark)
        named = found.currency != "DKK" or _KRONER.search(cell.text)
        return Decimal(found.value), found.currency if named else self.reading.currency

    def _money_note(self, cell: Cell, exact: Decimal, kroner: int, currency: str, rate: Decimal) -> str:
        if currency != "DKK":
            return _("“%(text)s” became %(amount)s at %(rate)s kroner for one %(currency)s.") % {
                "text": shown(cell.text),
                "amount": money.kroner(kroner),
                "rate": number(rate, max(0, -int(rate.as_tuple().exponent))),
                "currency": currency,
            }
        if exact != kroner:
            told = {"text": shown(cell.text), "amount": money.kroner(kroner)}
            return ended(_("“%(text)s” was rounded to %(amount)s") % told)
        return ""

    def _date(self, cell: Cell) -> CellRead:
        if cell.kind == "date":
            return CellRead(read_date(cell.text[:10]).value.isoformat())
        found = read_date(cell.text, day_first=self.reading.day_first, edge=self.field.edge)
        return CellRead(found.value.isoformat(), found.note)

    def _yes_no(self, cell: Cell) -> CellRead:
        return CellRead(read_yes_no(cell.text).value)

    def _choice(self, cell: Cell) -> CellRead:
        option = self.words.find(cell.text)
        if option is not None:
            return CellRead(option.value, option.notes.get(plain(cell.text), ""))
        word = self.chosen.get(plain(cell.text))
        if word is None:
            return CellRead(problem=_("“%(text)s” is none of our values.") % {"text": shown(cell.text)})
        if word.do == EMPTY:
            return CellRead(problem=_("You chose to leave “%(text)s” out.") % {"text": shown(cell.text)})
        if word.do == REJECT:
            return CellRead(
                problem=_("You chose to reject rows with “%(text)s”.") % {"text": shown(cell.text)}, reject=True
            )
        if not self.words.has(word.value):
            return CellRead(
                problem=_("What “%(text)s” was to mean is no longer among our values.") % {"text": shown(cell.text)}
            )
        return CellRead(word.value)

    def _choices(self, cell: Cell) -> CellRead:
        reads = [self._choice(Cell(part)) for part in parts_of(cell.text, self.words)]
        values = sorted({one.value for one in reads if one.value is not None})
        return CellRead(
            values or None,
            " ".join(dict.fromkeys(one.note for one in reads if one.note)),
            " ".join(dict.fromkeys(one.problem for one in reads if one.problem)),
            any(one.reject for one in reads),
        )


def _error_sentence(text: str) -> str:
    if text.startswith("="):
        return _("The formula “%(text)s” has not been calculated; open and save the file in Excel.") % {
            "text": shown(text)
        }
    return _("“%(text)s” is an error in the spreadsheet, not a value.") % {"text": shown(text)}


def reads(field: ImportField, value: Packed, labels: Mapping[str, str]) -> str:
    """How a packed value reads to a person."""
    if value in (None, "", []):
        return ""
    if field.kind == "choice":
        return labels.get(str(value), str(value))
    if field.kind == "choices":
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    return _reads_plain(field, value)


def _reads_plain(field: ImportField, value: Any) -> str:
    if field.kind == "money":
        return money.kroner(value)
    if field.kind == "number":
        return number(value)
    if field.kind == "yes_no":
        return _("Yes") if value else _("No")
    if field.kind == "date":
        return str(date_format(dt.date.fromisoformat(str(value)), "SHORT_DATE_FORMAT"))
    return str(value)
