"""Which Word files a paper can be written on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core.word import why_not_base
from tvaerblik.documents.formats import DOCX, size_words
from tvaerblik.documents.inspection import Received
from tvaerblik.meetings.models import WordTemplate
from tvaerblik.people.rules import why_not_administrator

# Every paper carries the template with it.
MAX_TEMPLATE = 5 * 1024 * 1024


def why_not_template(file: Received) -> str:
    """ "" for a Word document of fitting size that can be written on; macros were refused when it was received."""
    if file.format is not DOCX:
        return _("The template must be a Word document (.docx).")
    if file.size > MAX_TEMPLATE:
        return _("The template takes up %(size)s; at most %(limit)s is accepted. Make its pictures smaller.") % {
            "size": size_words(file.size),
            "limit": size_words(MAX_TEMPLATE),
        }
    return why_not_base(file.content)


def why_not_in_use(template: WordTemplate) -> str:
    """ "" for a template that has not been withdrawn."""
    return _("The template has been withdrawn already.") if template.is_withdrawn else ""


def why_not_withdraw(template: WordTemplate, by: Any) -> str:
    """ "" for an administrator, once."""
    return why_not_administrator(template, by) or why_not_in_use(template)
