"""What may be attached by whom: names, sizes, and the rights that the records' own packages decide."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core import words
from tvaerblik.documents.formats import size_words
from tvaerblik.documents.models import Attachment
from tvaerblik.documents.subjects import Subject, subjects

# The limits of one file. The web server must accept requests a little larger than MAX_BYTES.
MAX_BYTES = 50 * 1024 * 1024
MAX_NAME = 200

# Folders have no place in a file name, nor has what is not seen: controls, marks that turn the direction of reading (so
# that what reads as "exe.pdf" ends in "fdp.exe"), private and unassigned characters.
_FOLDER_SIGNS = frozenset("/\\")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def why_not_name(name: str) -> str:
    """ "" when ``name`` is fit to be kept and sent to others, else the sentence."""
    if len(name) > MAX_NAME:
        return _("Its name has %(count)s characters; at most %(limit)s are accepted. Give it a shorter name.") % {
            "count": words.number(len(name)),
            "limit": words.number(MAX_NAME),
        }
    if any(sign in _FOLDER_SIGNS or unicodedata.category(sign) in _UNSEEN for sign in name):
        return _("Its name has characters that do not belong in a file name. Rename it and attach it again.")
    if not name.strip(" ."):
        return _("It has no name. Give it one and attach it again.")
    return ""


def why_not_size(size: int) -> str:
    """ "" when a file of ``size`` bytes may be kept, else the sentence."""
    if size == 0:
        return _("It is empty (0 bytes). Check the file and attach it again.")
    if size > MAX_BYTES:
        return _(
            "It is %(size)s; at most %(limit)s is accepted. Make it smaller, for instance by reducing its pictures, "
            "or divide it into several files."
        ) % {"size": size_words(size), "limit": size_words(MAX_BYTES)}
    return ""


def subject_kind(subject: Any) -> Subject | None:
    """How that record carries attachments, or None when it carries none."""
    return subjects.get(subject._meta.label_lower)


def why_not_attach(subject: Any, by: Any) -> str:
    """ "" when ``by`` may add, replace, order and remove the record's attachments, else the sentence."""
    kind = subject_kind(subject)
    if kind is None:
        return _("Nothing can be attached here.")
    return kind.why_not_attach(subject, by)


def is_closed_for(subject: Any, by: Any) -> bool:
    """True when the record's closed attachments are not for ``by``."""
    kind = subject_kind(subject)
    return kind is None or kind.is_closed_for(subject, by)


def why_not_close(subject: Any, by: Any) -> str:
    """ "" when ``by`` may make an attachment of the record closed, else the sentence."""
    if is_closed_for(subject, by):
        return _("You may not read closed attachments here, so you cannot make one closed.")
    return ""


def why_not_change(attachment: Attachment, by: Any) -> str:
    """ "" when ``by`` may replace, revise or remove the attachment, else the sentence."""
    if attachment.removed_at is not None:
        return _("“%(title)s” has been removed.") % {"title": attachment.title}
    return why_not_attach(attachment.subject, by)
