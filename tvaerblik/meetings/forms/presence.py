"""Input of the verbs on who is there: attendance, disqualification, deviating opinions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import VerbForm
from tvaerblik.meetings import presence
from tvaerblik.meetings.actions import Part
from tvaerblik.meetings.forms.fields import long_text, offer
from tvaerblik.meetings.models import Attendance, AttendanceStatus
from tvaerblik.people.forms import PersonField
from tvaerblik.people.models import Person

STATUS, FIRST, LAST = "status_", "first_", "last_"


class AttendanceForm(VerbForm):
    """Who was there: for each on the list ``status_<person id>`` and, for who comes late or leaves early, the items.

    ``first_<person id>`` and ``last_<person id>`` are numbers on the agenda; empty is from the start and to the end.
    Whoever is not mentioned stays as they are. A substitute is agreed with the chair (D5).
    """

    substitute = PersonField(label=_("Substitute"), required=False)
    stands_in_for = forms.ModelChoiceField(
        label=_("Stands in for"), queryset=Person.objects.none(), required=False, empty_label=_("Choose a member")
    )
    agreed = forms.BooleanField(label=_("Agreed with the chair"), required=False)

    def shape(self) -> None:
        """The fields of each on the list, before the substitute."""
        self.rows: list[Attendance] = (
            list(self.thing.attendance.select_related("person", "substitute_for")) if self.thing is not None else []
        )
        count = len(presence.roll_of(self.thing).numbers) if self.thing is not None else 0
        own: dict[str, forms.Field] = {}
        for row in self.rows:
            own |= _fields_of(row, count, is_bound=self.is_bound)
        self.fields = {**own, **self.fields}
        members = [row.person_id for row in self.rows if row.substitute_for_id is None]
        offer(self, "stands_in_for", Person.objects.filter(pk__in=members))

    @property
    def people(self) -> Iterator[dict[str, Any]]:
        """Each on the list with the three fields, for the page."""
        for row in self.rows:
            names = (f"{STATUS}{row.person_id}", f"{FIRST}{row.person_id}", f"{LAST}{row.person_id}")
            yield {"row": row, "fields": [self[name] for name in names]}

    def arguments(self) -> dict[str, Any]:
        """The statuses and parts together."""
        cleaned = self.cleaned_data
        statuses = {row.person_id: cleaned[f"{STATUS}{row.person_id}"] for row in self.rows}
        return {
            "statuses": {person: status for person, status in statuses.items() if status},
            "parts": {row.person_id: self._part(row) for row in self.rows},
            "substitute": cleaned["substitute"],
            "stands_in_for": cleaned["stands_in_for"],
            "agreed": cleaned["agreed"],
        }

    def _part(self, row: Attendance) -> Part:
        return Part(self._number(FIRST, row, row.first_item), self._number(LAST, row, row.last_item))

    def _number(self, kind: str, row: Attendance, present: int | None) -> int | None:
        name = f"{kind}{row.person_id}"
        if name not in self.data:
            return present
        return int(self.cleaned_data[name]) if self.cleaned_data[name] else None


def _fields_of(row: Attendance, count: int, *, is_bound: bool) -> dict[str, forms.Field]:
    numbers = [(str(number), gettext("item %(number)d") % {"number": number}) for number in range(1, count + 1)]
    return {
        f"{STATUS}{row.person_id}": forms.ChoiceField(
            label=row.name,
            choices=AttendanceStatus.choices,
            initial=row.status,
            # On the page everybody is mentioned; the API may name those alone who were not there.
            required=not is_bound,
            widget=forms.RadioSelect(attrs={"class": "choices--across"}),
            help_text=row.seat_title if row.seat_title != row.name else "",
        ),
        f"{FIRST}{row.person_id}": forms.ChoiceField(
            label=gettext("Came at"),
            choices=[("", gettext("the start")), *numbers[1:]],
            initial=row.first_item or "",
            required=False,
        ),
        f"{LAST}{row.person_id}": forms.ChoiceField(
            label=gettext("Left after"),
            choices=[("", gettext("the end")), *numbers[:-1]],
            initial=row.last_item or "",
            required=False,
        ),
    }


class ExcludeForm(VerbForm):
    """Who takes no part in the item, and why in short."""

    person = forms.ModelChoiceField(
        label=_("Who is disqualified"), queryset=Person.objects.none(), empty_label=_("Choose a person")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Short. The person concerned can read it, and those who prepare the meeting; the minutes do not."),
    )

    def shape(self) -> None:
        """Those who belong to the meeting."""
        if self.thing is not None:
            offer(self, "person", Person.objects.filter(pk__in=presence.people_at(self.thing.meeting)))


class DissentForm(VerbForm):
    """Who did not agree, and what they want to be said."""

    person = forms.ModelChoiceField(label=_("Member"), queryset=Person.objects.none(), empty_label=_("Choose a member"))
    text = long_text(_("Deviating opinion"), rows=3, max_length=600)

    def shape(self) -> None:
        """Those who took part in the item."""
        if self.thing is not None:
            rows = presence.roll_of(self.thing.item.meeting).taking_part(self.thing.item_id)
            offer(self, "person", Person.objects.filter(pk__in=[row.person_id for row in rows]))
