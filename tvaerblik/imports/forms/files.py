"""Input about the file: which it is, where its headings stand, and what its columns are."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.core.reading.outcome import shown
from tvaerblik.core.verbs import VerbForm
from tvaerblik.imports import queries
from tvaerblik.imports.mapping import by_place
from tvaerblik.imports.models import ImportProfile
from tvaerblik.imports.reading import column_letter

ACCEPTED = ".xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.txt,.tsv"
EXAMPLES = 3


class StartImportForm(VerbForm):
    """A file, and what is in it. Over the API it may also come as base64 in ``content`` with its ``file_name``."""

    importer = forms.ChoiceField(label=gettext_lazy("What is in the file"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": gettext_lazy("Choose a file.")},
        help_text=gettext_lazy(
            "Excel, OpenDocument or CSV, at most 25 MB. Columns in any order, headings in any language."
        ),
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput)
    file_name = forms.CharField(required=False, max_length=250, widget=forms.HiddenInput)

    def shape(self) -> None:
        """What this person may import; a single kind is chosen already. One file is needed, in one way or the other."""
        self.fields["file"].required = not self.data.get("content")
        field = self.fields["importer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(importer.name, str(importer.title)) for importer in queries.open_importers(self.by)]
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]

    def clean(self) -> dict[str, Any]:
        """The bytes and the name, from the upload or from base64."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file"):
            cleaned["bytes"], cleaned["file_name"] = cleaned["file"].read(), cleaned["file"].name
        elif cleaned.get("content"):
            try:
                cleaned["bytes"] = base64.b64decode(cleaned["content"], validate=True)
            except (binascii.Error, ValueError):
                self.add_error("file", ValidationError(_("The content is not base64.")))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Importer, bytes and name."""
        cleaned = self.cleaned_data
        return {"importer": cleaned["importer"], "content": cleaned["bytes"], "file_name": cleaned.get("file_name", "")}


class ChooseSheetForm(VerbForm):
    """Which sheet, and in which row the headings stand."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    heading_row = forms.IntegerField(
        label=gettext_lazy("Row with the headings"),
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "input--number"}),
    )

    def shape(self) -> None:
        """The sheets of the file; a file with one sheet is not asked about it."""
        sheets = queries.book_of(self.thing).sheets
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(sheet.name, sheet.name) for sheet in sheets]
        field.initial = self.thing.sheet
        self.fields["heading_row"].initial = self.thing.heading_row
        if len(sheets) == 1:
            field.widget = forms.HiddenInput()


class MapColumnsForm(VerbForm):
    """For every column of the file the field it is, or that it is only kept. ``column_1`` is the first column."""

    profile = forms.ModelChoiceField(
        label=gettext_lazy("Saved mapping"),
        queryset=ImportProfile.objects.none(),
        required=False,
        widget=forms.HiddenInput,
    )

    def shape(self) -> None:
        """A choice for each column, filled with what is suggested or was chosen before."""
        self.importer = queries.importer_of(self.thing)
        self.table = queries.table_for(self.thing)
        profile = self.fields["profile"]
        assert isinstance(profile, forms.ModelChoiceField)
        profile.queryset = queries.profiles_of(self.thing.importer)
        chosen = self._suggested()
        choices = [("", _("Not imported")), *((one.key, str(one.label)) for one in self.importer.fields)]
        for place, label in enumerate(self.table.labels):
            self.fields[f"column_{place + 1}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=chosen.get(place, "")
            )

    def _suggested(self) -> dict[int, str]:
        asked = str(self.initial.get("profile", ""))
        saved = queries.profiles_of(self.thing.importer).filter(pk=asked).first() if asked.isdecimal() else None
        if saved is not None:
            self.initial["profile"] = saved.pk
            return by_place(saved.columns, self.table.headings)
        return {int(place): key for place, key in self.thing.columns.items()}

    def lines(self) -> Iterable[dict[str, Any]]:
        """The rows of the page: letter, heading, what stands there, and the choice."""
        for place, label in enumerate(self.table.labels):
            texts = [row.cells[place].text for row in self.table.rows if not row.cells[place].is_empty]
            yield {
                "letter": column_letter(place),
                "label": label,
                "examples": [shown(text) for text in dict.fromkeys(texts)][:EXAMPLES],
                "filled": len(texts),
                "field": self[f"column_{place + 1}"],
            }

    def clean(self) -> dict[str, Any]:
        """No field twice."""
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for place, label in enumerate(self.table.labels):
            name = f"column_{place + 1}"
            key = cleaned.get(name)
            if key and key in seen:
                self.add_error(
                    name,
                    ValidationError(_("Also chosen for “%(column)s”. Choose one of them.") % {"column": seen[key]}),
                )
            elif key:
                seen[key] = label
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Columns by place, 0 for the first."""
        columns = {
            place: key
            for place in range(len(self.table.headings))
            if (key := self.cleaned_data.get(f"column_{place + 1}"))
        }
        return {"columns": columns, "profile": self.cleaned_data.get("profile")}
