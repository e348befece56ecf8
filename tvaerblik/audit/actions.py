"""The only writer of the trail. Other packages' actions call ``record`` or ``revise`` inside their transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import anchors, queries
from tvaerblik.audit.chain import START, Link, canonical, digest_of
from tvaerblik.audit.models import Event, Payload
from tvaerblik.audit.reading import field_label, reads, stored
from tvaerblik.core import clock
from tvaerblik.core.models import Record
from tvaerblik.core.refusals import ChangedMeanwhile, NotPossible

# Any number works as long as nobody else on the same database takes the same advisory lock.
_CHAIN_LOCK = 815_202_601

Thing = TypeVar("Thing", bound=Record)


def wait_for_turn() -> None:
    """Be the only writer until the transaction ends: call it before reading what the change depends on.

    SQLite has one writer. On PostgreSQL every change ends in the trail, which has one lock; who takes rows first and
    the trail afterwards meets another who did the reverse, and one of them is thrown out. So the trail is taken first.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _take_the_chain() -> Event | None:
    """The last event, with the right to add the next."""
    wait_for_turn()
    return Event.objects.order_by("-sequence").first()


@transaction.atomic
def record(verb: str, subject: models.Model, *, by: Any, **content: Any) -> Event:
    """Add an event to the trail: ``by`` did ``verb`` to ``subject``. ``content`` is anything JSON-able that tells more.

    ``by`` None means the program itself. Must run inside the transaction of the change it tells of.
    """
    last = _take_the_chain()
    principal = getattr(by, "acting_for", None)
    payload: dict[str, Any] = {
        "actor": str(by.name) if by is not None else "",
        "subject": str(subject)[:250],
        **({"on_behalf_of": str(principal.name)} if principal else {}),
        **content,
    }
    # As the database will give it back, so that the digest can be proved from what is stored.
    payload = json.loads(canonical(payload))
    link = Link(
        sequence=last.sequence + 1 if last else 1,
        at=clock.now(),
        verb=verb,
        actor_id=by.pk if by is not None else None,
        on_behalf_of_id=principal.pk if principal else None,
        subject_kind=str(subject._meta.label_lower),
        subject_id=subject.pk,
        subject_version=getattr(subject, "version", 0),
        made_up=clock.is_set(),
        payload_digest=digest_of(payload),
        previous=last.digest if last else START,
    )
    event = Event.objects.create(**vars(link), digest=link.digest())
    Payload.objects.create(event=event, content=payload)
    transaction.on_commit(lambda: anchors.keep(event.sequence, event.digest))
    return event


def locked(thing: Thing) -> Thing:
    """The record as it stands now, held until the transaction ends."""
    wait_for_turn()
    model = type(thing)
    found: Thing = model._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    return found


@transaction.atomic
def revise(
    thing: Thing,
    fields: Mapping[str, Any],
    *,
    by: Any,
    verb: str = "revise",
    seen_version: int | None = None,
    **content: Any,
) -> Thing:
    """Set what differs, check the whole record, save only those fields, and leave before and after in the trail.

    ``seen_version`` is the version the person had in front of them: if somebody has since changed one of the same
    fields, nothing is saved and ChangedMeanwhile says what and who. Raises NotPossible when a value does not hold.
    """
    current = locked(thing)
    _no_lost_update(current, fields, seen_version)
    before = {name: stored(current, name) for name in fields}
    for name, value in fields.items():
        setattr(current, name, value)
    changed = [name for name in fields if stored(current, name) != before[name]]
    if not changed:
        return current
    _check(current)
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    changes = {
        name: {
            "before": before[name][0],
            "after": stored(current, name)[0],
            "reads": [before[name][1], reads(current, name)],
        }
        for name in changed
    }
    record(verb, current, by=by, changes=changes, **content)
    return current


def _no_lost_update(current: Record, fields: Mapping[str, Any], seen_version: int | None) -> None:
    if seen_version is None or seen_version >= current.version:
        return
    clashes = [change for name, change in queries.changes_since(current, seen_version).items() if name in fields]
    if clashes:
        raise ChangedMeanwhile(
            _("Your change was not saved: somebody else has changed the same since you opened it. See both versions."),
            clashes,
        )


def _check(thing: Record) -> None:
    try:
        thing.full_clean()
    except ValidationError as error:
        sentences = [
            f"{field_label(thing, name)}: {' '.join(messages)}" if name != "__all__" else " ".join(messages)
            for name, messages in error.message_dict.items()
        ]
        raise NotPossible(" ".join(sentences)) from error


@transaction.atomic
def add(thing: Thing, *, by: Any, verb: str, **content: Any) -> Thing:
    """Check a new record, save it, and leave its first event. Raises NotPossible when a value does not hold."""
    wait_for_turn()
    _check(thing)
    thing.save(force_insert=True)
    record(verb, thing, by=by, **content)
    return thing


@transaction.atomic
def erase_payload(event: Event, *, by: Any, reason: str) -> None:
    """Empty what an event says (data protection), and tell that it was done. The chain stays whole."""
    payload = Payload.objects.select_for_update().get(event=event)
    payload.content = None
    payload.erased_at = clock.now()
    payload.save(update_fields=["content", "erased_at"])
    record("erase_payload", event, by=by, reason=reason)
