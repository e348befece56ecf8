"""What this package puts into the registries, and the one it offers to the packages whose records carry attachments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tvaerblik.audit import presenters
from tvaerblik.core import verbs
from tvaerblik.documents.panels import contribute as contribute_subject
from tvaerblik.documents.subjects import Subject, subjects
from tvaerblik.documents.verbs import VERBS

__all__ = ["Subject", "contribute_subject", "subjects"]

verbs.register(VERBS)
presenters.contribute(
    {
        "attach_file": _("attached “%(title)s”"),
        "add_version": _("added a new version of “%(title)s”"),
        "revise_attachment": _("changed the attachment"),
        "remove_attachment": _("removed the attachment “%(title)s”"),
        "order_attachments": _("ordered the attachments anew"),
    }
)
