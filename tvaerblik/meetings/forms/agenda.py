"""Input of the verbs on agenda items, pre-treatments and the package."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body, BodyKind
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.meetings import queries
from tvaerblik.meetings.forms.fields import BodyField, MeetingField, long_text, offer
from tvaerblik.meetings.models import AgendaItem, Case, PreTreatmentResult, Purpose
from tvaerblik.meetings.rules import agenda as agenda_rules
from tvaerblik.people.forms import DayField, PersonField

# Where a case can be treated before the steering group (R72).
CHIEF_MEETINGS = (BodyKind.CHIEF_FORUM, BodyKind.CHIEF_MEETING, BodyKind.EXECUTIVE)


class PlaceCaseForm(VerbForm):
    """The meeting a case is proposed for."""

    meeting = MeetingField(label=_("Meeting"))

    def shape(self) -> None:
        """The meetings that still take items."""
        offer(self, "meeting", queries.open_meetings())


class TakeUpCaseForm(VerbForm):
    """A case that waits without a meeting."""

    case = forms.ModelChoiceField(
        label=_("Case"),
        queryset=Case.objects.none(),
        empty_label=_("Choose a case"),
        help_text=_("Cases without a meeting."),
    )

    def shape(self) -> None:
        """The cases one may see that are on no agenda."""
        offer(self, "case", queries.waiting_cases(self.by))


class SubmitCaseForm(VerbForm):
    """The meeting a recommendation is submitted to."""

    meeting = MeetingField(label=_("Meeting"))

    def shape(self) -> None:
        """Meetings of the bodies the case has been recommended to."""
        bodies = self.thing.items.values("recommends_to") if self.thing is not None else []
        offer(self, "meeting", queries.open_meetings().filter(body__in=bodies))


class AcceptItemForm(VerbForm):
    """Who prepares the material and by when (R84)."""

    material_owner = PersonField(label=_("Responsible for the material"))
    material_due = DayField(label=_("Material due"), required=False)

    def shape(self) -> None:
        """The one the case names, and the deadline of the meeting."""
        if self.thing is not None and self.thing.case is not None:
            self.fields["material_owner"].initial = self.thing.case.material_owner_id
            self.fields["material_due"].initial = self.thing.meeting.material_due


class ReturnItemForm(VerbForm):
    """What the chair wants changed."""

    comment = long_text(_("What must be changed?"), rows=3, max_length=1000)


class DeferItemForm(VerbForm):
    """Another meeting of the same body."""

    meeting = MeetingField(label=_("Meeting"))
    reason = long_text(_("Reason"), rows=2, max_length=500)

    def shape(self) -> None:
        """The other meetings of the body that still take items."""
        if self.thing is not None:
            body = self.thing.meeting.body
            others = queries.open_meetings().filter(body=body).exclude(pk=self.thing.meeting_id)
            if seats.why_not_chair(self.by, body):
                # After its deadline only the chair lets an item in (R46).
                others = others.filter(pk__in=[meeting.pk for meeting in others if not agenda_rules.is_late(meeting)])
            offer(self, "meeting", others)


class ReviseItemForm(RecordForm):
    """What is said of an item on the agenda itself."""

    recommends_to = BodyField(
        label=_("Recommends to"),
        required=False,
        empty_label=_("Nobody: the decision is taken here"),
        help_text=_("When another body decides, the decision here is a recommendation and changes no record."),
    )
    needs_pre_treatment = forms.BooleanField(label=_("To be treated at a chief meeting first"), required=False)

    class Meta:
        model = AgendaItem
        fields = ("title", "purpose", "minutes", "recommends_to", "needs_pre_treatment")

    def shape(self) -> None:
        """The title is the case's, where there is one; only the body above can be recommended to."""
        if self.thing is None:
            return
        if self.thing.case_id is None:
            for name in ("recommends_to", "needs_pre_treatment"):
                del self.fields[name]
            self.fields["title"].required = True
        else:
            del self.fields["title"]
            offer(self, "recommends_to", Body.objects.filter(receives_from=self.thing.meeting.body))


class MinutesOfItemForm(VerbForm):
    """How long the item is to take."""

    minutes = forms.IntegerField(label=pgettext_lazy("duration", "Minutes"), min_value=0, max_value=600)

    def arguments(self) -> dict[str, Any]:
        """As a change of the item."""
        return {"fields": {"minutes": self.cleaned_data["minutes"]}}


class OrderItemForm(VerbForm):
    """The place on the agenda, 1 being the first."""

    position = forms.IntegerField(label=_("Place on the agenda"), min_value=1, max_value=500)


class StandingItemForm(VerbForm):
    """An item without a case."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices, initial=Purpose.INFORMATION)
    minutes = forms.IntegerField(label=pgettext_lazy("duration", "Minutes"), min_value=0, max_value=600, initial=10)


class RequestPreTreatmentForm(VerbForm):
    """The chief meeting that treats the item first (R72)."""

    body = BodyField(label=_("Chief meeting"))
    day = DayField(label=_("Date"))

    def shape(self) -> None:
        """The chiefs' forum, chief meetings and executive management."""
        offer(self, "body", Body.objects.filter(kind_of_body__in=CHIEF_MEETINGS))


class RecordPreTreatmentForm(VerbForm):
    """What the chief meeting said."""

    result = forms.ChoiceField(
        label=_("Result"),
        choices=[choice for choice in PreTreatmentResult.choices if choice[0] != PreTreatmentResult.WAITING],
        widget=forms.RadioSelect,
    )
    remark = long_text(
        _("Remark"),
        required=False,
        rows=3,
        max_length=2000,
        help_text=_("It is carried into the item as it stands here."),
    )


class ApproveAgendaForm(VerbForm):
    """The hash of what the chair has in front of them, and a comment."""

    content_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    comment = long_text(_("Comment"), required=False, rows=2, max_length=1000)

    def shape(self) -> None:
        """The content as it is when the page is opened."""
        if self.thing is not None:
            self.fields["content_hash"].initial = queries.hash_of(queries.to_approve(self.thing))
