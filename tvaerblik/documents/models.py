"""Attachments of any record, and the versions of their files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.core import clock
from tvaerblik.core.models import Linked, Record
from tvaerblik.documents import formats


class DocumentKind(models.TextChoices):
    """What the document is to the record it is attached to (glossary: bilag, notat, oplæg)."""

    APPENDIX = "appendix", pgettext_lazy("kind of document", "Appendix")
    MEMO = "memo", pgettext_lazy("kind of document", "Memo")
    PAPER = "paper", pgettext_lazy("kind of document", "Paper")


class Attachment(Linked, Record):
    """A document on a record. Its content is its newest version; a removed attachment is hidden, never deleted (D3).

    ``is_closed`` keeps it from those who may read the record but not its closed part (D4).
    """

    title = models.CharField(_("title"), max_length=250)
    kind_of_document = models.CharField(
        _("kind of document"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.APPENDIX
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    is_closed = models.BooleanField(
        pgettext_lazy("attachment", "closed"),
        default=False,
        help_text=_("Only those who may read closed items see it."),
    )
    removed_at = models.DateTimeField(pgettext_lazy("attachment", "removed"), null=True, editable=False)
    removed_reason = models.CharField(_("reason for the removal"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar[list[str]] = ["order", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_type", "object_id", "order"], name="attachment_subject")
        ]

    def get_absolute_url(self) -> str:
        """Where the attachment is seen: the section of its record's page."""
        subject: Any = self.subject
        return f"{subject.get_absolute_url()}#attachments"

    def __str__(self) -> str:
        return self.title


class FileVersion(models.Model):
    """One file of an attachment, as it was received. Never changed: what was approved stays what was approved (D3).

    ``sha256`` is both the proof of the content and its address in the store; ``size`` is in bytes; ``content_type`` is
    read from the content; ``pages`` is known for PDF only.
    """

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(pgettext_lazy("attachment", "added"), default=clock.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering: ClassVar[list[str]] = ["attachment_id", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["attachment", "number"], name="file_version_number_once")
        ]

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new version; raises TypeError for one that is already kept."""
        if not self._state.adding:
            raise TypeError("a version of a file is never changed")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Where the file is fetched."""
        return reverse("document_file", args=[self.attachment_id, self.number])

    @property
    def described(self) -> str:
        """The file in few words: "PDF, 4 pages, 210 kB"."""
        return formats.description(self.content_type, self.size, self.pages)
