"""How the API says no: the same sentence as the page, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from tvaerblik.core.refusals import ChangedMeanwhile, NotPermitted, Refusal


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """403 or 409 with the sentence for a refusal; everything else as the framework answers it."""
    if not isinstance(error, Refusal):
        return exception_handler(error, context)
    body: dict[str, Any] = {"detail": error.sentence}
    if gaps := getattr(error, "gaps", ()):
        body["missing"] = [gap.sentence for gap in gaps]
    if isinstance(error, ChangedMeanwhile):
        body["changes"] = [
            {"field": c.label, "before": c.before, "after": c.after, "who": c.who} for c in error.changes
        ]
    return Response(body, status=403 if isinstance(error, NotPermitted) else 409)
