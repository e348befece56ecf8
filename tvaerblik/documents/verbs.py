"""What a person can do with attachments, as page and as API operation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.documents import actions, forms, queries, rules


def to_attachments(subject: Any) -> str:
    """The section of the record's page that shows its attachments."""
    return f"{subject.get_absolute_url()}#attachments"


VERBS = [
    Verb(
        "attach_file",
        _("Add file"),
        actions.attach_file,
        "documents",
        form=forms.AttachFileForm,
        template="documents/attach_file.html",
        done=_("The file is attached."),
    ),
    Verb(
        "add_version",
        _("Add a new version"),
        actions.add_version,
        "documents",
        things=queries.attachments_for,
        form=forms.AddVersionForm,
        why_not=rules.why_not_change,
        done=_("The new version is added. The earlier one is kept."),
        intro=_("The new file takes the place of the present one, which can still be fetched."),
    ),
    Verb(
        "revise_attachment",
        _("Edit attachment"),
        actions.revise_attachment,
        "documents",
        things=queries.attachments_for,
        form=forms.ReviseAttachmentForm,
        why_not=rules.why_not_change,
        done=_("The attachment is saved."),
        submit=_("Save attachment"),
    ),
    Verb(
        "remove_attachment",
        _("Remove attachment"),
        actions.remove_attachment,
        "documents",
        things=queries.attachments_for,
        form=forms.RemoveAttachmentForm,
        why_not=rules.why_not_change,
        done=_("The attachment is removed."),
        danger=True,
    ),
    Verb(
        "order_attachments",
        _("Order the attachments"),
        actions.order_attachments,
        "documents",
        form=forms.OrderAttachmentsForm,
        to=to_attachments,
        done=_("The order is saved."),
    ),
]
