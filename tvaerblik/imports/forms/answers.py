"""Input about what the cells mean: units, marks, dates, words, and what all rows have."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tvaerblik.core.reading.outcome import shown
from tvaerblik.core.verbs import VerbForm
from tvaerblik.imports import guessing, queries
from tvaerblik.imports.cells import Words
from tvaerblik.imports.importer import Importer, ImportField
from tvaerblik.imports.mapping import EMPTY, REJECT, ColumnMapping, ColumnReading, Word
from tvaerblik.imports.matching import plain
from tvaerblik.imports.reading import Table

# A question about more words than this offers one answer for the rest of them.
MANY_WORDS = 8
LONG_LIST = 100
VALUE = "value:"


class MapValuesForm(VerbForm):
    """What could be read in two ways, what our words for theirs are, and what all rows have."""

    profile_name = forms.CharField(
        label=gettext_lazy("Save the mapping as"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("With a name it is offered next time a file has the same headings."),
    )

    @cached_property
    def importer(self) -> Importer:
        """The description the import follows."""
        return queries.importer_of(self.thing)

    @cached_property
    def table(self) -> Table:
        """The file's rows."""
        return queries.table_for(self.thing)

    def shape(self) -> None:
        """One field for each question, filled with the earlier answer or with a suggestion."""
        self.words: dict[str, Words] = queries.words_of(self.importer, self.by)
        self.before: ColumnMapping = self.thing.mapping
        self.questions = guessing.ask(self.importer, self.table, self.before.columns, self.words)
        if self.thing.profile is not None:
            self.fields["profile_name"].initial = self.thing.profile.name
        self.groups: list[dict[str, Any]] = []
        self.suggested: set[str] = set()
        for one in sorted(self.questions.constants, key=lambda one: not one.required):
            self._constant(one)
        for one in self.importer.fields:
            names = [*self._amount(one), *self._mark(one), *self._order(one), *self._words(one)]
            if names:
                self.groups.append({"field": one, "heading": self._heading(one), "names": names})

    def _heading(self, one: ImportField) -> str:
        place = self.before.column_of(one.key)
        return self.table.labels[place] if place is not None else ""

    def sections(self) -> list[dict[str, Any]]:
        """The page's sections: our field, the file's column, and the questions.

        Words stand apart, each with whether its answer is only suggested.
        """
        return [
            {
                **group,
                "questions": [self[name] for name in group["names"] if not name.startswith("word_")],
                "words": [(self[name], name in self.suggested) for name in group["names"] if name.startswith("word_")],
            }
            for group in self.groups
        ]

    def constants(self) -> list[Any]:
        """The questions about what all rows have."""
        return [self[name] for name in self.fields if name.startswith("constant_")]

    def _constant(self, one: ImportField) -> None:
        self.fields[f"constant_{one.key}"] = forms.ChoiceField(
            label=str(one.label),
            required=False,
            choices=[("", self._unset(one)), *self._values(one)],
            initial=coded(self.before.constants[one.key]) if one.key in self.before.constants else "",
            help_text=_("Must be there for a new record.") if one.required else "",
        )

    def _unset(self, one: ImportField) -> str:
        if one.default is None:
            return _("Not set")
        return _("Not set: becomes %(value)s") % {"value": self.words[one.key].labels[str(one.default)]}

    def _values(self, one: ImportField) -> list[tuple[str, str]]:
        return [(coded(option.value), option.label) for option in self.words[one.key].choosable]

    def _amount(self, one: ImportField) -> list[str]:
        asked = self.questions.amounts.get(one.key)
        if asked is None:
            return []
        earlier = self.before.readings.get(one.key)
        names = []
        if asked.ask_unit:
            names.append(f"unit_{one.key}")
            self.fields[names[-1]] = forms.ChoiceField(
                label=_("Amounts are in"),
                error_messages=_unanswered(),
                choices=[
                    ("", _("Choose")),
                    ("kr", _("whole units (kr.)")),
                    ("thousand", _("thousands (t.kr.)")),
                    ("million", _("millions (mio. kr.)")),
                ],
                initial=earlier.unit if earlier else asked.unit,
                help_text=_("For example “%(text)s”.") % {"text": shown(asked.example)},
            )
        if asked.currency != "DKK":
            names.append(f"currency_{one.key}")
            self.fields[names[-1]] = forms.ChoiceField(
                label=_("Figures without a currency are in"),
                choices=[(code, code) for code in dict.fromkeys((asked.currency, *asked.currencies, "DKK"))],
                initial=earlier.currency if earlier else asked.currency,
            )
        return [*names, *(self._rate(one, code, earlier) for code in asked.currencies)]

    def _rate(self, one: ImportField, code: str, earlier: ColumnReading | None) -> str:
        self.fields[f"rate_{one.key}_{code}"] = forms.CharField(
            label=_("Kroner for one %(currency)s") % {"currency": code},
            required=False,
            max_length=20,
            initial=earlier.rates.get(code, "") if earlier else "",
            widget=forms.TextInput(attrs={"class": "input--number", "inputmode": "decimal"}),
            help_text=_(
                "For example 8,52. Left empty, amounts in %(currency)s stay out; nothing is converted by itself."
            )
            % {"currency": code},
        )
        return f"rate_{one.key}_{code}"

    def _mark(self, one: ImportField) -> list[str]:
        if one.key not in self.questions.marks:
            return []
        guess, example = self.questions.marks[one.key]
        earlier = self.before.readings.get(one.key)
        self.fields[f"mark_{one.key}"] = forms.ChoiceField(
            label=_("Decimal mark"),
            error_messages=_unanswered(),
            choices=[("", _("Choose")), (",", _("comma: 1.234,50")), (".", _("point: 1,234.50"))],
            initial=(earlier.mark if earlier else "") or guess,
            help_text=_("“%(text)s” can be read in two ways.") % {"text": shown(example)},
        )
        return [f"mark_{one.key}"]

    def _order(self, one: ImportField) -> list[str]:
        if one.key not in self.questions.orders:
            return []
        guess, example = self.questions.orders[one.key]
        earlier = self.before.readings.get(one.key)
        chosen = earlier.day_first if earlier and earlier.day_first is not None else guess
        self.fields[f"order_{one.key}"] = forms.ChoiceField(
            label=_("Order of day and month"),
            error_messages=_unanswered(),
            choices=[("", _("Choose")), ("day", _("day first: 31/12/2026")), ("month", _("month first: 12/31/2026"))],
            initial={True: "day", False: "month", None: ""}[chosen],
            help_text=_("“%(text)s” can be read in two ways.") % {"text": shown(example)},
        )
        return [f"order_{one.key}"]

    def _most(self, key: str) -> int:
        """How many words are asked about one by one; fewer where each answer is a long list."""
        return guessing.MOST_WORDS if len(self.words[key].choosable) <= LONG_LIST else MANY_WORDS * 2

    def _words(self, one: ImportField) -> list[str]:
        unknown = self.questions.words.get(one.key, [])
        answers = [(EMPTY, _("Leave empty")), (REJECT, _("Reject these rows"))]
        if one.required:
            answers = answers[1:]
        names = []
        for number, word in enumerate(unknown[: self._most(one.key)], start=1):
            names.append(f"word_{one.key}_{number}")
            earlier = self._earlier(one, word.text)
            guess = EMPTY if word.guess_empty else coded(word.guess) if word.guess is not None else ""
            if guess and not earlier:
                self.suggested.add(names[-1])
            self.fields[names[-1]] = forms.ChoiceField(
                label=word.text,
                required=False,
                choices=[("", _("Choose")), *self._values(one), *answers],
                initial=earlier or guess,
                help_text=ngettext("%(count)s row", "%(count)s rows", word.count) % {"count": word.count},
            )
        if len(unknown) > min(MANY_WORDS, self._most(one.key)):
            names.append(f"rest_{one.key}")
            self.fields[names[-1]] = forms.ChoiceField(
                label=_("All words without an answer"),
                required=False,
                choices=[("", _("Choose")), *self._values(one), *answers],
                help_text=ngettext("%(count)s word in all", "%(count)s words in all", len(unknown))
                % {"count": len(unknown)},
            )
        return names

    def _earlier(self, one: ImportField, text: str) -> str:
        word = self.before.words.get(one.key, {}).get(plain(text))
        return "" if word is None else word.do or coded(word.value)

    def clean(self) -> dict[str, Any]:
        """Every unknown word has an answer, and a rate is a number."""
        cleaned = super().clean() or self.cleaned_data
        for key, unknown in self.questions.words.items():
            if cleaned.get(f"rest_{key}"):
                continue
            for number, word in enumerate(unknown[: self._most(key)], start=1):
                if not cleaned.get(f"word_{key}_{number}"):
                    self.add_error(
                        f"word_{key}_{number}",
                        ValidationError(_("Say what “%(word)s” means.") % {"word": shown(word.text)}),
                    )
            if len(unknown) > self._most(key):
                self.add_error(
                    f"rest_{key}",
                    ValidationError(_("There are more words than are shown; say what the rest of them mean.")),
                )
        for name, value in cleaned.items():
            if name.startswith("rate_") and value and ColumnReading(rates={"X": value}).rate("X") is None:
                self.add_error(name, ValidationError(_("Write a number above nought, for example 8,52.")))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """All answers as one mapping, and the name to save it under."""
        cleaned = self.cleaned_data
        readings = {
            one.key: self._reading(one) for one in self.importer.fields if one.kind in {"money", "number", "date"}
        }
        columns = self.before.columns
        answers = ColumnMapping(
            columns,
            {key: reading for key, reading in readings.items() if key in columns.values()},
            {key: self._answers(key) for key in columns.values() if self.words.get(key) and self.words[key].choosable},
            {
                one.key: decoded(cleaned[f"constant_{one.key}"])
                for one in self.questions.constants
                if cleaned.get(f"constant_{one.key}")
            },
        )
        return {"answers": answers, "profile_name": cleaned.get("profile_name", "")}

    def _reading(self, one: ImportField) -> ColumnReading:
        cleaned = self.cleaned_data
        asked = self.questions.amounts.get(one.key)
        return ColumnReading(
            unit=cleaned.get(f"unit_{one.key}") or "kr",
            mark=cleaned.get(f"mark_{one.key}") or "",
            day_first={"day": True, "month": False}.get(cleaned.get(f"order_{one.key}", "")),
            currency=cleaned.get(f"currency_{one.key}") or "DKK",
            rates={
                code: value
                for code in (asked.currencies if asked else ())
                if (value := cleaned.get(f"rate_{one.key}_{code}"))
            },
        )

    def _answers(self, key: str) -> dict[str, Word]:
        """Earlier answers that still hold, and those of this page."""
        found = dict(self.before.words.get(key, {}))
        rest = self.cleaned_data.get(f"rest_{key}", "")
        for number, word in enumerate(self.questions.words.get(key, []), start=1):
            answer = self.cleaned_data.get(f"word_{key}_{number}", "") or rest
            found[plain(word.text)] = Word(do=answer) if answer in {EMPTY, REJECT} else Word(decoded(answer))
        return found


def _unanswered() -> dict[str, str]:
    """A question without an answer says what to do."""
    return {"required": _("Choose one of the possibilities.")}


def coded(value: Any) -> str:
    """One of our values as an answer of the form."""
    return VALUE + json.dumps(value)


def decoded(text: str) -> Any:
    """The value of such an answer."""
    return json.loads(text.removeprefix(VALUE))
