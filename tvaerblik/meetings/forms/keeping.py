"""Input of the verbs that brief, journalise, note and take out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import Body
from tvaerblik.core import clock, words
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.meetings import queries, telling
from tvaerblik.meetings.forms.fields import long_text
from tvaerblik.meetings.models import Briefing, Decision, JournalMark, Meeting
from tvaerblik.meetings.queries.keeping import INFORMED
from tvaerblik.people.forms import DayField, PersonField
from tvaerblik.people.models import Person

Many = forms.ModelMultipleChoiceField
TEXT_HELP = _("Two or three sentences. They stand first in the letter, so write nothing closed here.")


class DecisionsField(Many):  # type: ignore[type-arg]  # generic in the stubs only
    """Decisions to tick, each with its outcome."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Decision.objects.none(),
            label=_("Decisions to tell"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """Number, title and outcome."""
        return f"{obj.number} {obj.item.heading}: {obj.get_outcome_display()}".strip()


class LeadersField(Many):  # type: ignore[type-arg]  # generic in the stubs only
    """Leaders to tick, besides those who sit in the bodies."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Person.objects.none(),
            label=_("Other leaders"),
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--across"}),
            **kwargs,
        )

    label_from_instance = PersonField.label_from_instance


def _bodies_field() -> Many:  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple(attrs={"class": "choices--across"})
    return Many(queryset=Body.objects.none(), label=_("Bodies to tell"), required=False, widget=widget)


def _offer(form: forms.Form | forms.ModelForm[Any], meeting: Meeting | None) -> None:
    """What can be told after the meeting, and to whom."""
    if meeting is not None:
        form.fields["decisions"].queryset = telling.tellable(meeting)  # type: ignore[attr-defined]
        form.fields["bodies"].queryset = queries.bodies_to_inform(meeting)  # type: ignore[attr-defined]
    form.fields["people"].queryset = queries.leaders()  # type: ignore[attr-defined]


class WriteBriefingForm(VerbForm):
    """A briefing, filled in beforehand: every open decision in force, to the management's bodies."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = long_text(_("You need to know"), required=False, max_length=2000, help_text=TEXT_HELP)
    decisions = DecisionsField()
    bodies = _bodies_field()
    people = LeadersField()

    def shape(self) -> None:
        """Offer what fits the meeting, and tick the usual."""
        _offer(self, self.thing)
        if self.thing is not None:
            parts = {"body": self.thing.body.short_name, "day": words.day(self.thing.day)}
            self.fields["title"].initial = gettext("Briefing from %(body)s, %(day)s") % parts
            self.fields["decisions"].initial = list(telling.tellable(self.thing))
            self.fields["bodies"].initial = queries.bodies_to_inform(self.thing).filter(kind_of_body__in=INFORMED)


class ReviseBriefingForm(RecordForm):
    """The same of a draft."""

    text = long_text(_("You need to know"), required=False, max_length=2000, help_text=TEXT_HELP)
    decisions = DecisionsField()
    bodies = _bodies_field()
    people = LeadersField()

    class Meta:
        model = Briefing
        fields = ("title", "text", "decisions", "bodies", "people")

    def shape(self) -> None:
        """Offer what fits the meeting."""
        _offer(self, self.thing.meeting if self.thing is not None else None)


class JournaliseForm(VerbForm):
    """The number or receipt from the records system, and the day."""

    number = forms.CharField(label=_("Journal number or receipt"), max_length=60)
    day = DayField(label=_("Journalised on"))

    def shape(self) -> None:
        """Today, or what stands there already."""
        mark: JournalMark | None = getattr(self.thing, "journal_mark", None)
        self.fields["day"].initial = mark.day if mark else clock.today()
        self.fields["number"].initial = mark.number if mark else ""


class NoteForm(VerbForm):
    """A fact that matters to the case."""

    day = DayField(label=_("The day it happened"))
    text = long_text(_("Note"), rows=5, max_length=5000)

    def shape(self) -> None:
        """Most are written the same day."""
        self.fields["day"].initial = clock.today()


class TakeOutForm(VerbForm):
    """Why the documents are taken out."""

    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        help_text=_("For example the number of the request. It stands in the case's history, so write no names."),
    )
