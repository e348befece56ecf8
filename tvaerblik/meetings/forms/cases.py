"""Input of the verbs on cases, points and effects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.effects import Effect, effects
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.meetings import queries
from tvaerblik.meetings.forms.fields import (
    MeetingField,
    RecordField,
    long_text,
    offer,
    paper_text,
    record_of,
    reference_to,
)
from tvaerblik.meetings.models import Case, Point
from tvaerblik.people.forms import DayField, PersonField

POINT_HELP = _("The sentence after “at”, for example “the end date is moved to 31 December 2026”.")


def needed_by_field() -> DayField:
    """When the decision is needed at the latest (R26)."""
    return DayField(
        label=_("Decision needed by"), required=False, help_text=_("When it must be decided at the latest.")
    )


class ProposeCaseForm(RecordForm):
    """A case in few fields; the rest is written by the one who is responsible for the material."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = paper_text(_("Summary"), rows=4, help_text=_("What it is about, and why now. Two or three sentences."))
    subject = RecordField(label=_("About"), required=False, help_text=_("The project that a decision is to change."))
    meeting = MeetingField(label=_("Meeting"), required=False, help_text=_("Can be chosen later."))
    material_owner = PersonField(
        label=_("Responsible for the material"), required=False, empty_label=_("I am, until somebody else is agreed")
    )

    needed_by = needed_by_field()

    class Meta:
        model = Case
        fields = ("title", "purpose", "summary", "needed_by", "if_waiting", "is_closed")

    field_order = (
        "title",
        "purpose",
        "subject",
        "summary",
        "meeting",
        "material_owner",
        "needed_by",
        "if_waiting",
        "is_closed",
    )

    def shape(self) -> None:
        """The records and meetings that fit."""
        subject = self.fields["subject"]
        assert isinstance(subject, RecordField)
        subject.shape(self.by)
        offer(self, "meeting", queries.open_meetings())

    def arguments(self) -> dict[str, Any]:
        """The case's own fields together; record and meeting beside them."""
        values = dict(self.cleaned_data)
        subject, meeting = values.pop("subject"), values.pop("meeting")
        if values["material_owner"] is None:
            del values["material_owner"]
        return {"fields": values, "subject": subject, "meeting": meeting}


class ReviseCaseForm(RecordForm):
    """The text of a case."""

    material_owner = PersonField(label=_("Responsible for the material"), required=False)
    summary = paper_text(_("Summary"), rows=4)
    presentation = paper_text(_("Case presentation"), rows=14)
    economy = paper_text(_("Economic consequences"), rows=4)
    needed_by = needed_by_field()

    class Meta:
        model = Case
        fields = (
            "title",
            "purpose",
            "material_owner",
            "summary",
            "presentation",
            "economy",
            "economy_not_relevant",
            "needed_by",
            "if_waiting",
            "is_closed",
            "esdh_number",
            "kle_number",
            "kle_facet",
        )


class LinkSubjectForm(VerbForm):
    """A record the case is about."""

    subject = RecordField(label=_("About"))

    def shape(self) -> None:
        """The records that fit."""
        subject = self.fields["subject"]
        assert isinstance(subject, RecordField)
        subject.shape(self.by)


class PointForm(VerbForm):
    """One "at …" of the recommendation."""

    text = long_text(_("at"), rows=3, max_length=2000, help_text=POINT_HELP)


class RevisePointForm(RecordForm):
    """The wording of a point."""

    text = long_text(_("at"), rows=3, max_length=2000, help_text=POINT_HELP)

    class Meta:
        model = Point
        fields = ("text",)


class AddEffectForm(VerbForm):
    """What the point does to a record: which field of which record, and its value there afterwards.

    Until field and record are chosen there is no field for the value; the value's field is the effect's own.
    """

    effect = forms.ChoiceField(label=_("What is changed"))
    subject = forms.CharField(label=_("About"), widget=forms.Select)

    def shape(self) -> None:
        """Offer what can be changed; when it is chosen, ask for the value."""
        self.fields["effect"].choices = [(one.name, str(one.label)) for one in effects]  # type: ignore[attr-defined]
        self.fields["subject"].widget.choices = self._subjects()
        chosen = self.chosen
        record = self._record(chosen) if chosen else None
        if chosen is not None and record is not None:
            for name in ("effect", "subject"):
                self.fields[name].widget = forms.HiddenInput()
            field = chosen.field()
            field.label = f"{chosen.label}, {record}"
            field.help_text = gettext("Now: %(value)s") % {"value": chosen.reads(chosen.current(record))}
            self.fields["value"] = field

    def _subjects(self) -> list[tuple[str, str]]:
        """The case's own records first."""
        own = [link.subject for link in self.thing.case.subjects.all()] if self.thing is not None else []
        rows = [row for door in {one.kind: one.records for one in effects}.values() for row in door(self.by)]
        ordered = [*own, *(row for row in rows if row not in own)]
        return [(reference_to(row), str(row)) for row in ordered if row is not None]

    @property
    def chosen(self) -> Effect | None:
        """The effect that was chosen, in the address or in what was sent."""
        return effects.get(str(self._given("effect")))

    @property
    def is_chosen(self) -> bool:
        """Field and record are chosen; only the value is missing."""
        return "value" in self.fields

    def _given(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name, "")

    def _record(self, effect: Effect) -> Any:
        reference = str(self._given("subject") or "")
        return record_of(reference if ":" in reference else f"{effect.kind}:{reference}", self.by)

    def clean(self) -> dict[str, Any]:
        """The record must be one that the effect changes."""
        cleaned: dict[str, Any] = super().clean() or {}
        effect = self.chosen
        record = self._record(effect) if effect is not None else None
        if effect is None or record is None:
            raise ValidationError(gettext("Choose what is changed, and in which record."))
        cleaned["subject"] = record
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Effect, record and value."""
        cleaned = self.cleaned_data
        return {"effect": cleaned["effect"], "subject": cleaned["subject"], "value": cleaned.get("value")}
