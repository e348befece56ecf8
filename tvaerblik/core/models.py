"""What all records share. Core has no tables of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock
from tvaerblik.core.sorting import danish_key


class Record(models.Model):
    """A thing people keep: when it came, and how often it has been changed (``version`` guards lost updates)."""

    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        """The model's name as the trail, links and effects write it, such as "portfolio.project"."""
        return str(self._meta.label_lower)


class Named(Record):
    """A record with a name, sorted the Danish way on every database by a stored key."""

    name = models.CharField(_("name"), max_length=250)
    sort_key = models.CharField(max_length=250, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.sort_key = danish_key(self.sort_text())
        only = kwargs.get("update_fields")
        if only is not None:
            kwargs["update_fields"] = {*only, "sort_key"}
        super().save(*args, **kwargs)

    def sort_text(self) -> str:
        """What the record is sorted by."""
        return self.name

    def __str__(self) -> str:
        return self.name


class Linked(models.Model):
    """The one way to link to any record: attachments, case subjects, comments and followers all use it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


def link_to(subject: models.Model) -> dict[str, Any]:
    """The fields that make a ``Linked`` row point at ``subject``, for filters and for new rows alike."""
    return {"content_type": ContentType.objects.get_for_model(subject), "object_id": subject.pk}


def subject_of(kind: str, pk: Any) -> models.Model | None:
    """The record of that kind and number, or None when it is not there."""
    app, _, model = kind.partition(".")
    found: models.Model | None = (
        ContentType.objects.get_by_natural_key(app, model).get_all_objects_for_this_type(pk=pk).first()
    )
    return found
