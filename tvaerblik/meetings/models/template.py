"""The municipality's own Word template for agendas and minutes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Record
from tvaerblik.people.models import Person


class WordTemplate(Record):
    """A Word file whose styles, header and footer the papers take. The newest that is not withdrawn is in use (R45).

    The file itself is kept in the store under its SHA-256, as attachments are.
    """

    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        verbose_name = _("Word template")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the templates."""
        return reverse("word_template")
