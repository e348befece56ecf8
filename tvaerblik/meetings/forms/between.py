"""Input of the verbs on escalations and referrals."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.verbs import VerbForm
from tvaerblik.meetings import queries
from tvaerblik.meetings.forms.fields import (
    BodyField,
    MeetingField,
    RecordField,
    doors_with_cases,
    long_text,
    offer,
)
from tvaerblik.meetings.models import Case, EscalationOutcome, ReferralKind
from tvaerblik.meetings.rules import between as rules
from tvaerblik.people.forms import DayField, PersonField
from tvaerblik.people.models import Person


class RaiseEscalationForm(VerbForm):
    """What the steering group's chair must react to before the next meeting (R40)."""

    subject = RecordField(label=_("About"), known=doors_with_cases)
    title = forms.CharField(label=_("Title"), max_length=200)
    request = long_text(_("What has happened?"), rows=4, max_length=4000)
    reaction = long_text(
        _("What is needed?"),
        rows=3,
        max_length=2000,
        help_text=_("The reaction you ask for, so that it can be answered with yes or no."),
    )
    due = DayField(label=_("Answer by"), help_text=_("A working day, for example 30-6-2027"))
    answerer = PersonField(label=_("Who must answer"), required=False, empty_label=_("The chair"))

    def shape(self) -> None:
        """The projects and cases one may see; the chair and the chair's deputy."""
        subject = self.fields["subject"]
        assert isinstance(subject, RecordField)
        subject.shape(self.by)
        body = bodies.steering_group()
        chairs = [person.pk for person in queries.chairs_of(body)] if body else []
        offer(self, "answerer", Person.objects.filter(pk__in=chairs))


class AnswerEscalationForm(VerbForm):
    """What the chair answers; what goes to the next meeting becomes a case there."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=EscalationOutcome.choices, widget=forms.RadioSelect)
    answer = long_text(_("Answer"), rows=4, max_length=4000)
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=_("Case"),
        required=False,
        empty_label=_("A new case, or the one it is about"),
        help_text=_("Only when it goes to the next meeting."),
    )
    meeting = MeetingField(
        label=_("Meeting"),
        required=False,
        empty_label=_("The next one"),
        help_text=_("Only when it goes to the next meeting."),
    )

    def shape(self) -> None:
        """Cases that are not over, and the meetings that still take items."""
        offer(self, "case", queries.cases_for(self.by).filter(state__in=queries.GOING))
        if self.thing is not None:
            offer(self, "meeting", queries.open_meetings().filter(body=self.thing.body))


class ReferCaseForm(VerbForm):
    """The body a treated case is sent to, and what for."""

    to_body = BodyField(label=_("To"))
    kind_of_referral = forms.ChoiceField(label=_("What for"), choices=ReferralKind.choices, widget=forms.RadioSelect)
    note = long_text(_("Note"), required=False, rows=3, max_length=2000)
    due = DayField(label=_("Answer by"), required=False, help_text=_("A working day, for example 30-6-2027"))

    def shape(self) -> None:
        """Every body but the one the case comes from."""
        decision = rules.treated_by(self.thing, self.by) if self.thing is not None else None
        others = Body.objects.exclude(pk=decision.body_id) if decision else Body.objects.all()
        offer(self, "to_body", others)


class ScheduleReferralForm(VerbForm):
    """The meeting at which the receiving body treats it."""

    meeting = MeetingField(label=_("Meeting"))

    def shape(self) -> None:
        """The body's meetings that still take items."""
        if self.thing is not None:
            offer(self, "meeting", queries.open_meetings().filter(body=self.thing.to_body))


class AnswerReferralForm(VerbForm):
    """What a body without meetings here has said."""

    day = DayField(label=_("Treated on"))
    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    remark = long_text(_("Remark"), required=False, rows=3, max_length=2000)

    def shape(self) -> None:
        """The outcomes that fit what was asked."""
        self.fields["day"].initial = clock.today()
        if self.thing is not None:
            choices = [(one.value, str(one.label)) for one in rules.outcomes_of(self.thing)]
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
