"""The trail's two tables.

An ``Event`` is chained by digests and holds nothing personal beyond numbers; what was written lies beside it in
``Payload``, which retention and the right to be forgotten may empty without breaking the chain.
No foreign keys: the trail outlives what it tells of.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class Event(models.Model):
    """One link of the chain. ``sequence`` runs 1, 2, 3 … without gaps; ``digest`` covers the row and the one before."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField(default=0)
    made_up = models.BooleanField(default=False)
    payload_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "sequence"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject_kind} {self.subject_id}"


class Payload(models.Model):
    """What an event says in words and values: ``actor``, ``subject``, ``changes`` and more. None when erased."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="payload")
    content: models.JSONField[Any, Any] = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"payload of {self.event_id}"
