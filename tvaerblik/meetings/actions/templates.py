"""The municipality's own Word template is put in use and taken out of it (R45)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tvaerblik.audit.actions import add, locked, revise
from tvaerblik.documents import store
from tvaerblik.documents.inspection import Received
from tvaerblik.meetings.models import WordTemplate
from tvaerblik.meetings.rules.templates import why_not_in_use, why_not_template
from tvaerblik.people.rules import permit, possible, why_not_administrator


@transaction.atomic
def upload_word_template(*, file: Received, by: Any) -> WordTemplate:
    """Let agendas and minutes take their look from this Word file from now on; the earlier ones are kept."""
    permit(why_not_administrator(None, by))
    possible(why_not_template(file))
    store.keep(file.content, file.sha256)
    template = WordTemplate(file_name=file.name, sha256=file.sha256, size=file.size, person=by, name=by.name)
    return add(template, by=by, verb="upload_word_template", **file.facts())


@transaction.atomic
def withdraw_word_template(template: WordTemplate, *, by: Any) -> WordTemplate:
    """Use it no more: the one before it is in use again, or the program's own."""
    permit(why_not_administrator(template, by))
    current = locked(template)
    possible(why_not_in_use(current))
    return revise(current, {"is_withdrawn": True}, by=by, verb="withdraw_word_template")
