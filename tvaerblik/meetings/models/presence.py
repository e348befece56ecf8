"""Who takes no part in an item because of disqualification, and who did not agree with a decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Record
from tvaerblik.meetings.models.agenda import AgendaItem
from tvaerblik.meetings.models.decision import Decision
from tvaerblik.people.models import Person


class Exclusion(Record):
    """Somebody takes no part in an item because of disqualification, until it is lifted (R81, D4)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="exclusions")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="exclusions", verbose_name=_("disqualified person")
    )
    name = models.CharField(max_length=250)
    reason = models.CharField(_("reason"), max_length=300)
    is_lifted = models.BooleanField(_("lifted"), default=False)

    class Meta:
        verbose_name = _("disqualification")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "person"], condition=Q(is_lifted=False), name="excluded_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The item's place at its meeting: the person excluded may not be able to open the item."""
        return f"{self.item.meeting.get_absolute_url()}#item-{self.item_id}"


class Dissent(Record):
    """The deviating opinion of a member who took part in a decision, in brief (R81)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("member"))
    name = models.CharField(max_length=250)
    text = models.CharField(_("deviating opinion"), max_length=600)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("deviating opinion")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["decision", "person"], condition=Q(is_withdrawn=False), name="dissent_once_a_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"

    def get_absolute_url(self) -> str:
        """Its place on the decision's page."""
        return f"{self.decision.get_absolute_url()}#dissents"
