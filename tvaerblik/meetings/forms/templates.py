"""Input about the Word template."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import VerbForm
from tvaerblik.documents.forms import file_field
from tvaerblik.meetings.rules.templates import why_not_template


class WordTemplateForm(VerbForm):
    """The Word file."""

    file = file_field()

    def shape(self) -> None:
        """Say what is accepted."""
        self.fields["file"].help_text = _("A Word document (.docx) without macros, at most 5 MB.")
        self.fields["file"].widget.attrs["accept"] = ".docx"

    def clean_file(self) -> Any:
        """A file that a paper can be written on, or the sentence."""
        file = self.cleaned_data["file"]
        if sentence := why_not_template(file):
            raise ValidationError(sentence)
        return file
