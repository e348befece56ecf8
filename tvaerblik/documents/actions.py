"""Every change of attachments. The record's history tells of it too, without the title of a closed attachment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files import File
from django.db import models, transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.core import clock
from tvaerblik.core.models import link_to
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.documents import queries, rules, store
from tvaerblik.documents.inspection import Received, receive
from tvaerblik.documents.models import Attachment, DocumentKind, FileVersion


@transaction.atomic
def attach_file(
    subject: models.Model,
    *,
    file: File[bytes] | Received,
    title: str = "",
    kind_of_document: str = DocumentKind.APPENDIX,
    is_closed: bool = False,
    by: Any,
) -> Attachment:
    """Attach a file to any record that carries attachments; without a title it is called by its file name.

    Raises NotPermitted when the record's rules say no, and NotPossible when the file is not fit to be kept.
    """
    _permit(rules.why_not_attach(subject, by))
    if is_closed:
        _permit(rules.why_not_close(subject, by))
    received = receive(file)
    last = Attachment.objects.filter(**link_to(subject)).aggregate(last=models.Max("order"))["last"]
    attachment = Attachment(
        **link_to(subject),
        title=title.strip() or received.stem,
        kind_of_document=kind_of_document,
        is_closed=is_closed,
        order=(last or 0) + 1,
    )
    add(attachment, by=by, verb="attach_file", title=attachment.title, **received.facts())
    _keep(attachment, received, number=1, by=by)
    _tell("attach_file", attachment, by=by, **received.facts())
    return attachment


@transaction.atomic
def add_version(attachment: Attachment, *, file: File[bytes] | Received, by: Any) -> Attachment:
    """Put a newer file in the place of the present one, which is kept. Raises NotPossible when nothing differs."""
    current = locked(attachment)
    _permit(rules.why_not_change(current, by))
    received = receive(file)
    newest = current.versions.all()[0]
    if newest.sha256 == received.sha256:
        raise NotPossible(
            _("“%(name)s” is the same as version %(number)s. Nothing was changed.")
            % {"name": received.name, "number": newest.number}
        )
    number = newest.number + 1
    _keep(current, received, number=number, by=by)
    record("add_version", current, by=by, title=current.title, number=number, **received.facts())
    _tell("add_version", current, by=by, number=number, **received.facts())
    return current


@transaction.atomic
def revise_attachment(
    attachment: Attachment, *, fields: Mapping[str, Any], seen_version: int | None = None, by: Any
) -> Attachment:
    """Change title, kind of document or confidentiality."""
    _permit(rules.why_not_change(attachment, by))
    if fields.get("is_closed"):
        _permit(rules.why_not_close(attachment.subject, by))
    return revise(attachment, fields, by=by, verb="revise_attachment", seen_version=seen_version)


@transaction.atomic
def remove_attachment(attachment: Attachment, *, reason: str, by: Any) -> Attachment:
    """Take the attachment away from the record. It is kept with its versions, and the trail says why it went."""
    _permit(rules.why_not_change(attachment, by))
    if not reason.strip():
        raise NotPossible(_("Say why the attachment is removed."))
    fields = {"removed_at": clock.now(), "removed_reason": reason.strip()}
    removed = revise(attachment, fields, by=by, verb="remove_attachment", reason=reason.strip())
    _tell("remove_attachment", removed, by=by, reason="" if removed.is_closed else reason.strip())
    return removed


@transaction.atomic
def order_attachments(subject: models.Model, *, order: Sequence[int], by: Any) -> models.Model:
    """Put the record's attachments in the order of the given numbers; those not named keep their order, after them."""
    _permit(rules.why_not_attach(subject, by))
    present = {row.pk: row for row in queries.attachments_of(subject, by)}
    if not order or len(set(order)) != len(order) or not set(order) <= set(present):
        raise NotPossible(_("The attachments have changed since you opened the page. Load it again and order them."))
    everything = list(Attachment.objects.filter(**link_to(subject)).select_for_update())
    named = {pk: place for place, pk in enumerate(order)}
    everything.sort(key=lambda row: (named.get(row.pk, len(named)), row.order, row.pk))
    for place, row in enumerate(everything, start=1):
        row.order = place
    Attachment.objects.bulk_update(everything, ["order"])
    record("order_attachments", subject, by=by, order=list(order))
    return subject


def _permit(sentence: str) -> None:
    if sentence:
        raise NotPermitted(sentence)


def _keep(attachment: Attachment, received: Received, *, number: int, by: Any) -> None:
    store.keep(received.content, received.sha256)
    FileVersion(
        attachment=attachment,
        number=number,
        file_name=received.name,
        sha256=received.sha256,
        size=received.size,
        content_type=received.format.content_type,
        pages=received.pages,
        added_by=by,
        added_at=clock.now(),
    ).save()


def _tell(verb: str, attachment: Attachment, *, by: Any, **content: Any) -> None:
    """An event on the record itself, whose history more people may read than the closed attachment."""
    subject: Any = attachment.subject
    if attachment.is_closed:
        record(verb, subject, by=by, title=_("closed attachment"), attachment=attachment.pk)
    else:
        record(verb, subject, by=by, title=attachment.title, attachment=attachment.pk, **content)
