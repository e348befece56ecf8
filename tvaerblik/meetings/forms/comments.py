"""Input about comments on draft minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock, workdays
from tvaerblik.core.verbs import VerbForm
from tvaerblik.meetings import queries
from tvaerblik.meetings.forms.fields import long_text, offer
from tvaerblik.meetings.models import LIVE_STATES, AgendaItem, CommentAnswer, Minutes
from tvaerblik.people.forms import DayField

# Working days the members have, unless the secretary says otherwise (meetings 6.11: draft +3, comments +8).
DAYS_TO_COMMENT = 5


class CommentsDueForm(VerbForm):
    """The last day for comments."""

    day = DayField(label=_("Comments no later than"))

    def shape(self) -> None:
        """The day that was set, else a working week from now."""
        minutes: Minutes | None = self.thing
        set_already = minutes.comments_due if minutes is not None else None
        self.fields["day"].initial = set_already or workdays.add_workdays(clock.today(), DAYS_TO_COMMENT)


class ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """An item of the meeting, or the minutes as a whole."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=AgendaItem.objects.none(), required=False, empty_label=_("The minutes as a whole"), **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        """The title."""
        return str(obj.heading)


class CommentMinutesForm(VerbForm):
    """What a member says of the draft."""

    item = ItemField(label=_("Item"))
    text = long_text(_("Comment"), rows=4, max_length=4000)

    def shape(self) -> None:
        """The items of the meeting that the member may read."""
        if self.thing is not None:
            rows = queries.items_for(self.by).filter(meeting=self.thing.meeting_id, state__in=LIVE_STATES)
            offer(self, "item", rows.order_by("position", "pk"))


class AnswerCommentForm(VerbForm):
    """What becomes of a comment."""

    state = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(one.value, one.label) for one in CommentAnswer if one is not CommentAnswer.WAITING],
        widget=forms.RadioSelect,
    )
    answer = long_text(_("Answer"), required=False, rows=3, max_length=2000)
