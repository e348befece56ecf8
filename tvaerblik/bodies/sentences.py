"""What the pages of the bodies say: one sentence about what matters, and a line for each seat, area and deputy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.bodies import queries, rules
from tvaerblik.bodies.models import Body, BodyKind, CoverageAgreement, CoverageConsent, Delegation
from tvaerblik.bodies.queries import BodyState, Coverage, Occupied
from tvaerblik.core import clock, words
from tvaerblik.core.periods import ONE_DAY


@dataclass(frozen=True)
class StateGroup:
    """Bodies of a kin under one heading."""

    label: str
    states: list[BodyState]


def grouped(states: Iterable[BodyState]) -> list[StateGroup]:
    """The bodies as the terms of reference speak of them: the two groups, management, and the local organisations."""
    listed = list(states)

    def of(*kinds: str) -> list[BodyState]:
        return [state for kind in kinds for state in listed if state.body.kind_of_body == kind]

    return [
        StateGroup(_("The cross-cutting digitalisation organisation"), of(BodyKind.STEERING, BodyKind.PROGRAMME)),
        StateGroup(_("Management"), of(BodyKind.EXECUTIVE, BodyKind.CHIEF_FORUM, BodyKind.CHIEF_MEETING)),
        StateGroup(_("Local digitalisation organisations"), of(BodyKind.LOCAL)),
    ]


def of_organisation(states: Iterable[BodyState]) -> str:
    """What is wrong in the organisation of digitalisation, in one or two sentences."""
    said = [missing_in(state) for state in states if state.body.has_coverage]
    return " ".join(sentence for sentence in said if sentence) or _(
        "All seats of the two groups are filled, and all areas are covered."
    )


def missing_in(state: BodyState) -> str:
    """What a body misses, in one sentence; nothing when nothing is missing."""
    body = state.body.short_name
    vacant = sum(place.vacant for place in state.vacancies)
    gaps = words.join_words(row.unit.short for row in state.gaps)
    if vacant and gaps:
        return ngettext(
            "%(body)s has %(count)s vacant place, and nobody covers %(areas)s.",
            "%(body)s has %(count)s vacant places, and nobody covers %(areas)s.",
            vacant,
        ) % {"body": body, "count": vacant, "areas": gaps}
    if vacant:
        return ngettext("%(body)s has %(count)s vacant place.", "%(body)s has %(count)s vacant places.", vacant) % {
            "body": body,
            "count": vacant,
        }
    return _("Nobody covers %(areas)s in %(body)s.") % {"body": body, "areas": gaps} if gaps else ""


def of_body(state: BodyState, day: dt.date) -> str:
    """The sentence of a body's page: what is missing, who acts, or that all is well."""
    said = [missing_in(state)] if state.places else [_("The body has no seats on %(day)s.") % {"day": words.day(day)}]
    waiting = sorted({name for row in state.coverage for name in row.waiting_for})
    if waiting:
        said.append(_("A coverage agreement waits for the chief of %(areas)s.") % {"areas": words.join_words(waiting)})
    said.extend(_acting(row) for row in state.deputies)
    present = " ".join(sentence for sentence in said if sentence)
    if present:
        return present
    if state.body.has_coverage:
        return _("All places are filled, and every area is covered.")
    return _("All places are filled.")


def _acting(row: Delegation) -> str:
    return _("%(person)s acts as %(role)s until %(day)s.") % {
        "person": row.person,
        "role": row.get_role_display().lower(),
        "day": words.day(row.until - ONE_DAY) if row.until else "",
    }


@dataclass(frozen=True)
class SeatRow:
    """One seat as the table shows it."""

    place: Occupied
    filled: str
    vacancy: str
    covered: str
    areas: str
    may_fill: bool
    may_keep: bool


def seat_rows(state: BodyState, by: Any) -> list[SeatRow]:
    """Each seat: how many places are filled, since when one is vacant, what it represents, what ``by`` may do."""
    may_keep = not rules.why_not_keeps(state.body, by)
    return [
        SeatRow(
            place,
            filled=_filled(place),
            vacancy=_vacancy(place),
            covered=_("covered by %(persons)s, by agreement") % {"persons": words.join_words(place.covered_by)}
            if place.covered_by
            else "",
            areas=words.join_words(unit.short for unit in place.seat.units.all()),
            may_fill=place.seat.position_id is None and (may_keep or not rules.why_not_fills(place.seat, by)),
            may_keep=may_keep,
        )
        for place in state.places
    ]


def _filled(place: Occupied) -> str:
    if place.covered_by:
        return _("covered")
    held = min(len(place.holders), place.seat.places)
    return _("%(held)s of %(places)s filled") % {"held": held, "places": place.seat.places}


def _vacancy(place: Occupied) -> str:
    if not place.vacant or place.vacant_since is None:
        return ""
    return _("vacant since %(day)s") % {"day": words.day(place.vacant_since)}


@dataclass(frozen=True)
class CoverageRow:
    """One area as the matrix shows it: who represents it, how, and the state in word and shape."""

    row: Coverage
    how: str
    state: str
    word: str


def coverage_rows(state: BodyState, _day: dt.date, _by: Any) -> list[CoverageRow]:
    """Each area of the body's coverage."""
    return [CoverageRow(row, _how(row), *_covered(row)) for row in state.coverage]


def _how(row: Coverage) -> str:
    if row.is_gap and row.waiting_for:
        return _("agreement waits for the chief of %(areas)s") % {"areas": words.join_words(row.waiting_for)}
    if row.through is not None:
        return _("through %(unit)s") % {"unit": row.through}
    if row.agreement is not None and row.persons and not row.waiting_for:
        return _("by coverage agreement")
    if row.persons:
        return words.join_words(row.seats)
    return _("the seat is vacant") if row.empty else _("no seat represents the area")


def _covered(row: Coverage) -> tuple[str, str]:
    if row.is_gap:
        return ("waiting", _("awaits agreement")) if row.waiting_for else ("stop", _("not covered"))
    return ("info", _("covered twice")) if row.is_double else ("ready", _("covered"))


@dataclass(frozen=True)
class ConsentRow:
    """One area of an agreement and whether its chief has agreed."""

    consent: CoverageConsent
    text: str
    is_given: bool
    may_give: bool


@dataclass(frozen=True)
class AgreementRow:
    """A coverage agreement as the page shows it."""

    agreement: CoverageAgreement
    period: str
    consents: list[ConsentRow]
    is_complete: bool
    may_end: bool


def agreement_rows(state: BodyState, day: dt.date, by: Any) -> list[AgreementRow]:
    """The agreements of the body that day: which areas, which chiefs agreed when, from and to."""
    found = []
    for agreement in queries.agreements_on([place.seat.pk for place in state.places], day):
        missing = {consent.pk for consent in agreement.missing_on(day)}
        consents = [
            ConsentRow(
                consent,
                _consent(consent) if consent.pk not in missing else _("not agreed yet"),
                consent.pk not in missing,
                consent.agreed_on is None and not rules.why_not_consents(consent, by),
            )
            for consent in agreement.consents.all()
        ]
        found.append(
            AgreementRow(
                agreement,
                str(agreement.period),
                consents,
                not missing,
                not rules.why_not_agrees(agreement.seat, by),
            )
        )
    return found


def _consent(consent: CoverageConsent) -> str:
    day = words.day(consent.agreed_on) if consent.agreed_on else ""
    return _("%(chief)s agreed on %(day)s") % {"chief": consent.chief, "day": day}


@dataclass(frozen=True)
class DelegationRow:
    """A deputy as the page shows it."""

    delegation: Delegation
    period: str
    state: str
    word: str
    may_end: bool


def delegation_rows(body: Body, day: dt.date, by: Any) -> list[DelegationRow]:
    """Who acts, who is to act, and the latest who did."""
    return [
        DelegationRow(row, str(row.period), *_running(row, day), _may_end(row, by))
        for row in queries.delegations_around(body, day)
    ]


def _running(row: Delegation, day: dt.date) -> tuple[str, str]:
    if row.holds_on(day):
        return "info", _("acts now") if day == clock.today() else _("acted that day")
    return ("outline", _("to come")) if row.since > day else ("", _("ended"))


def _may_end(row: Delegation, by: Any) -> bool:
    today = clock.today()
    return (row.until is None or row.until > today) and not rules.why_not_ends_delegation(row, by)
