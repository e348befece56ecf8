"""Input about attachments. A file is looked into here, before any transaction begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.documents import inspection, queries, rules
from tvaerblik.documents.formats import ACCEPTED, size_words
from tvaerblik.documents.models import Attachment, DocumentKind


class ReceivedFile(forms.FileField):
    """A file that has been found fit to be kept, or the sentence that says why not."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        # An empty file is refused by the inspection, with a sentence that says what to do.
        super().__init__(allow_empty_file=True, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file as ``inspection.Received``."""
        file = super().clean(data, initial)
        try:
            return inspection.receive(file)
        except NotPossible as refusal:
            raise ValidationError(refusal.sentence) from refusal


def file_field() -> ReceivedFile:
    """The field that takes a file."""
    return ReceivedFile(label=gettext_lazy("File"))


def file_help() -> str:
    """What is accepted, said before somebody tries."""
    return _("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text; at most %(limit)s.") % {
        "limit": size_words(rules.MAX_BYTES)
    }


class SubjectForm(VerbForm):
    """Input about the attachments of a record, which is named by its kind and number."""

    kind = forms.CharField(widget=forms.HiddenInput)
    subject = forms.IntegerField(widget=forms.HiddenInput)

    def shape(self) -> None:
        """Find the record through its door; what one may not see does not exist."""
        given = self.data if self.is_bound else self.initial
        self.record = queries.subject_for(str(given.get("kind", "")), given.get("subject", ""), self.by)
        if self.record is None:
            raise Http404
        if sentence := rules.why_not_attach(self.record, self.by):
            raise NotPermitted(sentence)

    def arguments(self) -> dict[str, Any]:
        """The record itself in place of its kind and number."""
        values = dict(self.cleaned_data)
        del values["kind"]
        return {**values, "subject": self.record}


class AttachFileForm(SubjectForm):
    """A new attachment."""

    file = file_field()
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Can be left out; then the file name is used."),
    )
    kind_of_document = forms.ChoiceField(
        label=gettext_lazy("Kind of document"),
        choices=DocumentKind.choices,
        initial=DocumentKind.APPENDIX,
        required=False,
    )
    is_closed = forms.BooleanField(
        label=pgettext_lazy("attachment", "Closed"),
        required=False,
        help_text=gettext_lazy("Only those who may read closed items see it."),
    )

    field_order = ("kind", "subject", "file", "title", "kind_of_document", "is_closed")

    def shape(self) -> None:
        """Only those who may read what is closed are asked whether it is."""
        super().shape()
        self.fields["file"].help_text = file_help()
        if rules.why_not_close(self.record, self.by):
            del self.fields["is_closed"]

    def clean_kind_of_document(self) -> str:
        """Left out means an appendix."""
        return self.cleaned_data["kind_of_document"] or DocumentKind.APPENDIX


class AddVersionForm(VerbForm):
    """A newer file of the same document."""

    file = file_field()

    def shape(self) -> None:
        """Say what is accepted."""
        self.fields["file"].help_text = file_help()


class ReviseAttachmentForm(RecordForm):
    """Title, kind and confidentiality."""

    class Meta:
        model = Attachment
        fields = ("title", "kind_of_document", "is_closed")

    def shape(self) -> None:
        """Only those who may read what is closed are asked whether it is."""
        if rules.why_not_close(self.thing.subject, self.by):
            del self.fields["is_closed"]


class RemoveAttachmentForm(VerbForm):
    """Why it goes."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept in the history. The file is kept too, but nobody sees it."),
    )


class OrderAttachmentsForm(SubjectForm):
    """The attachments' numbers in the order they are to stand, with commas between."""

    order = forms.RegexField(label=gettext_lazy("Order"), regex=r"^\d{1,18}(,\d{1,18}){0,999}$")

    def clean_order(self) -> list[int]:
        """The numbers."""
        return [int(part) for part in self.cleaned_data["order"].split(",")]
