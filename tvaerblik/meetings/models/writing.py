"""While minutes are written: the text of each item, and what the members say of the draft."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Record
from tvaerblik.meetings.models.agenda import AgendaItem
from tvaerblik.meetings.models.decision import Minutes
from tvaerblik.people.models import Person


class MinuteText(Record):
    """What the minutes say on one item, while it is typed and saved again and again (R81).

    The decision takes its text from here. ``told_at`` and ``writer`` are whom the trail last told of, so that a text
    that is saved every few seconds does not fill the trail.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minute_text")
    text = models.TextField(_("text of the minutes"), blank=True)
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        """The item's page."""
        return self.item.get_absolute_url()


class CommentAnswer(models.TextChoices):
    """What became of a comment on the minutes."""

    WAITING = "waiting", _("awaits an answer")
    FOLLOWED = "followed", _("the minutes are changed")
    KEPT = "kept", _("the minutes stand")


class MinutesComment(Record):
    """What a member says of the draft: on one item, on the whole, or that there is nothing to add (D3)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="comments")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("item")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("member"))
    name = models.CharField(max_length=250)
    is_nothing = models.BooleanField(_("nothing to add"), default=False)
    text = models.TextField(_("comment"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CommentAnswer.choices, default=CommentAnswer.WAITING)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("comment on the minutes")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(is_nothing=True, text="") | (Q(is_nothing=False) & ~Q(text="")),
                name="minutes_comment_says_something",
            )
        ]

    def __str__(self) -> str:
        return _("%(name)s on the minutes") % {"name": self.name}

    def get_absolute_url(self) -> str:
        """Its place on the minutes' page."""
        return f"{self.minutes.get_absolute_url()}#comments"
