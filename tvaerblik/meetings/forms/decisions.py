"""Input of the verbs on decisions, minutes and follow-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.effects import effects
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.meetings.actions import PointDecision
from tvaerblik.meetings.forms.fields import MeetingField, long_text, offer, paper_text
from tvaerblik.meetings.models import AgendaItem, FollowUp, Meeting, Minutes, Outcome, Point, PointEffect
from tvaerblik.meetings.rules import decisions as rules
from tvaerblik.meetings.rules import mandate
from tvaerblik.meetings.written import text_of
from tvaerblik.people.forms import DayField, PersonField

OUTCOME, WORDING, VALUE = "outcome_", "wording_", "value_"


def one_break(text: str) -> str:
    """The text with one sort of line break: a form sends another than a script."""
    return text.replace("\r\n", "\n")


class SeenField(forms.CharField):
    """What was saved when the form was shown. Shown again, it is what is saved then: saving twice is a choice."""

    def bound_data(self, _data: Any, initial: Any) -> Any:
        """Never what was sent."""
        return initial


class DecideItemForm(VerbForm):
    """What was decided on an item.

    The outcome of each point (``outcome_<point>``), what was decided instead (``wording_<point>``) and the decided
    value of each effect (``value_<effect>``); ``outcome`` of the whole where there are no points. With ``approve_all``
    all was approved as recommended.
    """

    approve_all = forms.BooleanField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Outcome"), widget=forms.RadioSelect, error_messages={"required": _("Choose an outcome.")}
    )
    text = long_text(
        _("Decision"),
        required=False,
        rows=3,
        strip=False,
        help_text=_("What the minutes say besides the outcome of each point."),
    )
    seen_text = SeenField(required=False, strip=False, widget=forms.HiddenInput)
    is_urgent = forms.BooleanField(
        label=_("In force at once"),
        required=False,
        help_text=_("Otherwise the decision changes the records when the chair approves the minutes."),
    )
    recommend = forms.BooleanField(label=_("Recommend to the body above instead"), required=False)

    @property
    def item(self) -> AgendaItem | None:
        """The item that is decided."""
        found: AgendaItem | None = self.thing
        return found

    @property
    def approves_all(self) -> bool:
        """Sent with the one button that approves everything as recommended."""
        return self.is_bound and bool(self.data.get("approve_all"))

    def shape(self) -> None:
        """The fields of the item's points; the whole has an outcome of its own only where there are none."""
        item = self.item
        if item is None:
            return
        self.fields["text"].initial = self.fields["seen_text"].initial = text_of(item)
        choices = [(outcome.value, str(outcome.label)) for outcome in rules.outcomes_of(item)]
        self.points = list(item.case.points.filter(is_withdrawn=False).prefetch_related("effects")) if item.case else []
        own: dict[str, forms.Field] = {}
        for point in self.points:
            own |= self._point_fields(point, choices, with_values=item.recommends_to_id is None)
        self.fields = {**own, **self.fields}
        if item.recommends_to_id is not None:
            del self.fields["is_urgent"]  # what is only recommended changes nothing, at once or later
        self._offer_to_recommend(item)
        if self.points:
            del self.fields["outcome"]
        else:
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def _offer_to_recommend(self, item: AgendaItem) -> None:
        """Only where a body above could decide (R50)."""
        above = item.meeting.body.submits_to
        if above is None or item.recommends_to_id is not None or mandate.why_not_recommend(item):
            del self.fields["recommend"]
            return
        label = gettext("Recommend to %(body)s instead of deciding here") % {"body": above.short_name}
        self.fields["recommend"].label = label

    def _point_fields(
        self, point: Point, choices: list[tuple[str, str]], *, with_values: bool
    ) -> dict[str, forms.Field]:
        number = {"number": point.number}
        found: dict[str, forms.Field] = {
            f"{OUTCOME}{point.pk}": forms.ChoiceField(
                label=gettext("Outcome of point %(number)d") % number,
                choices=choices,
                required=not self.approves_all,
                error_messages={"required": gettext("Choose an outcome.")},
                widget=forms.RadioSelect(attrs={"class": "choices--across"}),
            ),
            f"{WORDING}{point.pk}": long_text(
                gettext("Decided instead, point %(number)d") % number,
                required=False,
                rows=2,
                help_text=gettext("Only when it is approved with changes."),
            ),
        }
        for row in point.effects.all():
            if with_values and not row.is_withdrawn:
                found[f"{VALUE}{row.pk}"] = self._value_field(row)
        return found

    def _value_field(self, row: PointEffect) -> forms.Field:
        """The effect's own field, with the recommended value in it and the present one beside it."""
        effect = effects[row.effect]
        field = effect.field()
        field.label = f"{effect.label}, {row.subject}"
        field.help_text = gettext("Now: %(now)s · recommended: %(recommended)s") % {
            "now": effect.reads(effect.current(row.subject)),
            "recommended": effect.reads(row.value),
        }
        field.required = False
        field.initial = field.to_python(row.value) if row.value is not None else None
        return field

    def clean(self) -> dict[str, Any]:
        """Approving all fills in the outcomes."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.approves_all:
            for point in self.points:
                cleaned[f"{OUTCOME}{point.pk}"] = Outcome.APPROVED
                for row in point.effects.all():
                    cleaned.pop(f"{VALUE}{row.pk}", None)
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The points with what was decided on each."""
        cleaned = self.cleaned_data
        return {
            "points": [self._decided(point) for point in self.points],
            "outcome": cleaned.get("outcome", ""),
            "text": one_break(cleaned["text"]),
            # The button that approves everything shows no text, and so has seen none.
            "seen_text": one_break(cleaned["seen_text"]) if "seen_text" in self.data else None,
            "is_urgent": cleaned.get("is_urgent", False),
            "recommend": cleaned.get("recommend", False),
        }

    def _decided(self, point: Point) -> PointDecision:
        cleaned = self.cleaned_data
        values = {
            row.pk: cleaned[f"{VALUE}{row.pk}"]
            for row in point.effects.all()
            if cleaned.get(f"{VALUE}{row.pk}") not in (None, "")
        }
        return PointDecision(point, cleaned[f"{OUTCOME}{point.pk}"], cleaned[f"{WORDING}{point.pk}"], values)


class ReviseDecisionForm(DecideItemForm):
    """A correction before the minutes go to the chair."""

    reason = forms.CharField(label=_("Why is it corrected?"), max_length=300)

    @property
    def item(self) -> AgendaItem | None:
        """The item that was decided."""
        return self.thing.item if self.thing is not None else None

    def shape(self) -> None:
        """What was written down before."""
        super().shape()
        self.fields.pop("recommend", None)
        if self.thing is None:
            return
        if "is_urgent" in self.fields:
            self.fields["is_urgent"].initial = self.thing.is_urgent
        if "outcome" in self.fields:
            self.fields["outcome"].initial = self.thing.outcome
        for row in self.thing.points.prefetch_related("effects"):
            self.fields[f"{OUTCOME}{row.point_id}"].initial = row.outcome
            self.fields[f"{WORDING}{row.point_id}"].initial = row.wording
            for decided in row.effects.all():
                field = self.fields.get(f"{VALUE}{decided.point_effect_id}")
                if field is not None and decided.decided is not None:
                    field.initial = field.to_python(decided.decided)

    def arguments(self) -> dict[str, Any]:
        """The same, with the reason; what was decided here is not made a recommendation afterwards."""
        given = {name: value for name, value in super().arguments().items() if name != "recommend"}
        return {**given, "reason": self.cleaned_data["reason"]}


class WriteTextForm(VerbForm):
    """What the minutes say on an item."""

    text = paper_text(_("Text of the minutes"), max_length=20_000, strip=False)
    seen = SeenField(required=False, strip=False, widget=forms.HiddenInput)

    def shape(self) -> None:
        """As it stands."""
        if self.thing is not None:
            self.fields["text"].initial = self.fields["seen"].initial = text_of(self.thing)

    def arguments(self) -> dict[str, Any]:
        """With one sort of line break, whoever sent it."""
        return {name: one_break(value) for name, value in self.cleaned_data.items()}


class FollowUpForm(VerbForm):
    """What is to be done after a decision."""

    text = forms.CharField(label=_("What"), max_length=300)
    owner = PersonField(label=_("Responsible"))
    due = DayField(label=_("Deadline"))


class ReportFollowUpForm(VerbForm):
    """What was done."""

    report = long_text(_("What was done?"), rows=3, max_length=2000)


class MoveFollowUpForm(VerbForm):
    """Another deadline."""

    due = DayField(label=_("Deadline"))
    reason = long_text(_("Reason"), rows=2, max_length=500)

    def shape(self) -> None:
        """As it is now."""
        follow_up: FollowUp | None = self.thing
        if follow_up is not None:
            self.fields["due"].initial = follow_up.due


class ReviseMinutesForm(RecordForm):
    """Remarks in a draft."""

    remarks = long_text(_("Remarks"), required=False, rows=6)

    class Meta:
        model = Minutes
        fields = ("remarks",)


class ReturnMinutesForm(VerbForm):
    """What the chair wants changed in the minutes."""

    comment = long_text(_("What must be changed?"), rows=3, max_length=1000)


class ConfirmMinutesForm(VerbForm):
    """The meeting at which the minutes were confirmed."""

    meeting = MeetingField(label=_("Meeting"))

    def shape(self) -> None:
        """Later meetings of the same body."""
        if self.thing is not None:
            held = self.thing.meeting
            later = Meeting.objects.filter(body=held.body, start__gt=held.start).select_related("body")
            offer(self, "meeting", later)


class AddendumForm(VerbForm):
    """A correction of approved minutes."""

    text = long_text(_("Addendum"), rows=4, max_length=4000)
