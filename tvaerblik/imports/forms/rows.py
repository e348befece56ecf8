"""Input about single rows, and about undoing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from tvaerblik.core.verbs import VerbForm
from tvaerblik.imports import queries
from tvaerblik.imports.models import Decision
from tvaerblik.imports.planning import as_cells

LONG_TEXT = 80


class CorrectRowForm(VerbForm):
    """The imported cells of a row, as the file has them; ``cell_1`` is the first column. What is changed counts."""

    def shape(self) -> None:
        """A field for each mapped column."""
        run = self.thing.run
        self.cells = as_cells(self.thing.source)
        self.mapping = run.mapping
        importer = queries.importer_of(run)
        self.places = [place for place in self.mapping.columns if place < len(self.cells)]
        for place in self.places:
            one = importer.field(self.mapping.columns[place])
            text = self.thing.corrections.get(str(place), self.cells[place].text)
            long = len(text) > LONG_TEXT or "\n" in text
            self.fields[f"cell_{place + 1}"] = forms.CharField(
                label=str(one.label) if one else run.labels[place],
                # A page must not say that the name may be left out; the API sends only what it corrects.
                required=bool(one and one.required) and not self.is_bound,
                strip=False,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(),
            )

    def clean(self) -> dict[str, Any]:
        """A text that cannot be read is an error at its field."""
        cleaned = super().clean() or self.cleaned_data
        for place, problem in queries.unreadable_cells(self.thing, self.arguments()["cells"], self.by).items():
            self.add_error(f"cell_{place + 1}", ValidationError(problem))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The cells that differ from what the form showed; browsers write line breaks their own way."""
        cells = {}
        for place in self.places:
            name = f"cell_{place + 1}"
            text = self.cleaned_data.get(name, "").replace("\r\n", "\n")
            if (
                name in self.data
                and name in self.cleaned_data
                and text != str(self.fields[name].initial).replace("\r\n", "\n")
            ):
                cells[place] = text
        return {"cells": cells}


class DecideRowForm(VerbForm):
    """The answer about a row; ``record_id`` is the one it is the same as."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=[("", gettext_lazy("No answer")), *Decision.choices], required=False
    )
    record_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class UndoImportForm(VerbForm):
    """Whether rows that something has been built on are left."""

    leave_built_on = forms.BooleanField(
        label=gettext_lazy("Leave the rows that something has been built on, and undo the others"), required=False
    )
