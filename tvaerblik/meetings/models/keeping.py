"""What is kept for others to find: the journal mark, notes on a case, and what was handed out of it (D14)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Record
from tvaerblik.meetings.models.agenda import Package
from tvaerblik.meetings.models.case import Case
from tvaerblik.meetings.models.decision import Minutes
from tvaerblik.people.models import Person


class JournalMark(Record):
    """A package, or the minutes, is in the records system: the number or receipt there, the day, and who did it."""

    package = models.OneToOneField(
        Package, on_delete=models.PROTECT, null=True, blank=True, related_name="journal_mark"
    )
    minutes = models.OneToOneField(
        Minutes, on_delete=models.PROTECT, null=True, blank=True, related_name="journal_mark"
    )
    number = models.CharField(_("journal number or receipt"), max_length=60)
    day = models.DateField(_("journalised on"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)

    class Meta:
        verbose_name = _("journal mark")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(package__isnull=False, minutes__isnull=True)
                | Q(package__isnull=True, minutes__isnull=False),
                name="journal_mark_on_one_paper",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def paper(self) -> Package | Minutes:
        """The package or the minutes it stands on."""
        paper = self.package or self.minutes
        assert paper is not None  # the constraint says so
        return paper

    def get_absolute_url(self) -> str:
        """Its place on the paper's page."""
        return f"{self.paper.get_absolute_url()}#journal"


class CaseNote(Record):
    """A fact that matters to a case, noted when it was learnt (the duty to take notes). Never changed afterwards."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("note"))
    day = models.DateField(_("the day it happened"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)

    class Meta:
        verbose_name = _("note on a case")
        ordering: ClassVar[list[str]] = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new note; raises TypeError for one that is written already."""
        if not self._state.adding:
            raise TypeError("a note is never changed")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its place on the case's page."""
        return f"{self.case.get_absolute_url()}#notes"


class Disclosure(Record):
    """The documents of a case as they were taken out for somebody who asked for access to them.

    ``content`` lists every document with its text or the checksum of its file, so that the same file can be made again.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    purpose = models.CharField(_("purpose"), max_length=300)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    content: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        verbose_name = _("disclosure")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return _("Documents of %(case)s") % {"case": self.case}

    def get_absolute_url(self) -> str:
        """The page with the documents that were taken out."""
        return reverse("disclosure", args=[self.pk])
