"""Input of the verbs on meetings."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.core.words import local
from tvaerblik.meetings import queries
from tvaerblik.meetings.forms.fields import BodyField, ClockField, long_text, offer
from tvaerblik.meetings.models import Meeting
from tvaerblik.people.forms import DayField, PersonField

BEGINS = dt.time(9)


class PlanMeetingForm(VerbForm):
    """A new meeting, ordinary or extra (R77)."""

    body = BodyField(label=_("Body"))
    day = DayField(label=_("Date"))
    begins = ClockField(label=_("Begins"), initial=BEGINS)
    ends = ClockField(label=_("Ends"), initial=dt.time(11))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    is_extra = forms.BooleanField(
        label=_("Extra meeting"),
        required=False,
        help_text=_("It does not count among the ordinary meetings of the year."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Only when the meeting is on a holiday or a closing day."),
    )

    def shape(self) -> None:
        """The bodies whose meetings the person runs."""
        offer(self, "body", queries.bodies_run_by(self.by))


class ReviseMeetingForm(RecordForm):
    """What can be changed without moving the meeting."""

    leader = PersonField(
        label=_("Meeting leader"), required=False, empty_label=_("The chair"), help_text=_("Leave empty for the chair.")
    )
    material_due = DayField(label=_("Deadline for material"))
    approval_due = DayField(label=_("The chair approves by"))
    sending_due = DayField(label=_("To be sent by"))

    class Meta:
        model = Meeting
        fields = ("place", "leader", "material_due", "approval_due", "sending_due")


class MoveMeetingForm(VerbForm):
    """Another day or time; the deadlines follow."""

    day = DayField(label=_("Date"))
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))
    reason = long_text(_("Reason"), rows=2, max_length=500)

    def shape(self) -> None:
        """As it is now."""
        if self.thing is not None:
            start, end = local(self.thing.start), local(self.thing.end)
            for name, value in (("day", start.date()), ("begins", start.time()), ("ends", end.time())):
                self.fields[name].initial = value


class ReasonForm(VerbForm):
    """A step that needs a reason."""

    reason = long_text(_("Reason"), rows=3, max_length=500)
