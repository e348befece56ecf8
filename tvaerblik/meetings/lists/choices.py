"""Choices that several lists share."""

from __future__ import annotations

from typing import Any

from tvaerblik.bodies.models import Body
from tvaerblik.core.lists import Choices
from tvaerblik.meetings.models import Meeting


def bodies_that_meet(_by: Any) -> Choices:
    """The bodies whose meetings are kept here, by kind, so that an address fits every municipality."""
    bodies = Body.objects.filter(meetings__isnull=False).distinct()
    return [(body.kind_of_body, body.short_name) for body in bodies]


def years(_by: Any) -> Choices:
    """The years that have meetings."""
    return [(str(day.year), str(day.year)) for day in Meeting.objects.dates("start", "year", order="DESC")]


def all_bodies(_by: Any) -> Choices:
    """Every body by its code."""
    return [(body.code, body.short_name) for body in Body.objects.all()]


def own(by: Any) -> Choices:
    """The person alone: for "mine"."""
    return [(str(by.pk), str(by))]
