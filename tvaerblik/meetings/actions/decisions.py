"""Deciding, carrying out what was decided, minutes and follow-up: the decision drives the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.core import clock
from tvaerblik.core.effects import effects
from tvaerblik.core.refusals import Gap, NotPossible
from tvaerblik.meetings import queries
from tvaerblik.meetings.actions.mirroring import mirror_decision
from tvaerblik.meetings.actions.numbers import next_number
from tvaerblik.meetings.actions.writing import settle_text
from tvaerblik.meetings.models import (
    CARRIED,
    AgendaItem,
    CaseState,
    DecidedEffect,
    Decision,
    ItemState,
    Outcome,
    Package,
    Point,
    PointEffect,
    PointOutcome,
    Purpose,
    Referral,
    ReferralKind,
)
from tvaerblik.meetings.rules import decisions as rules
from tvaerblik.meetings.rules import mandate
from tvaerblik.meetings.written import text_of
from tvaerblik.people.rules import permit, possible


@dataclass(frozen=True)
class PointDecision:
    """What was decided on one point: outcome, deviating wording, and the decided value of each effect by its id."""

    point: Point
    outcome: str
    wording: str = ""
    values: Mapping[int, Any] = field(default_factory=dict)


@transaction.atomic
def decide_item(
    item: AgendaItem,
    *,
    by: Any,
    points: Sequence[PointDecision] = (),
    outcome: str = "",
    text: str = "",
    seen_text: str | None = None,
    is_urgent: bool = False,
    recommend: bool = False,
) -> Decision:
    """Write down the decision. It changes the records when the chair approves the minutes, or at once when urgent.

    For an item with points every point needs an outcome, and the whole follows from them; without points ``outcome`` is
    the whole. With ``recommend`` the body recommends to the one above it instead of deciding itself (R50). Without
    ``text`` it is what has been typed for the minutes; ``seen_text`` is what was known of that. Raises NotPossible for
    an outcome the purpose does not allow and for a changed value without a wording, and ChangedMeanwhile when the text
    would undo what somebody else has typed.
    """
    current = locked(item)
    permit(rules.why_not_write_decision(current, by))
    possible(rules.why_not_now(current))
    if recommend and current.recommends_to_id is None:
        possible(mandate.why_not_recommend(current))
        current = revise(current, {"recommends_to": current.meeting.body.submits_to}, by=by, verb="recommend_instead")
    text = _text(current, text, seen_text)
    settle_text(current, text=text, seen=seen_text, by=by)
    decision = Decision(
        item=current,
        body=current.meeting.body,
        package=queries.newest_package(current.meeting),
        number=_number(current, by),
        outcome=_whole(current, points, outcome, text),
        text=text,
        day=current.meeting.day,
        is_urgent=is_urgent,
    )
    add(decision, by=by, verb="decide_item", number=decision.number)
    for point in points:
        _decide_point(decision, point)
    decision = revise(decision, {"mandate": mandate.mandate_of(decision)}, by=by, verb="check_mandate")
    revise(current, {"state": ItemState.DECIDED}, by=by, verb="decide_item", number=decision.number)
    if current.case is not None:
        told = {"number": decision.number, "outcome": str(Outcome(decision.outcome).label)}
        record("decide_item", current.case, by=by, **told)
    return _at_once_if_urgent(decision, by)


@transaction.atomic
def revise_decision(
    decision: Decision,
    *,
    by: Any,
    reason: str,
    points: Sequence[PointDecision] = (),
    outcome: str = "",
    text: str = "",
    seen_text: str | None = None,
    is_urgent: bool = False,
) -> Decision:
    """Correct what was written down, with a reason, until the minutes go to the chair. The number stays."""
    current = locked(decision)
    permit(rules.why_not_write_decision(current.item, by))
    possible(rules.why_not_revise(current))
    text = _text(current.item, text, seen_text)
    settle_text(current.item, text=text, seen=seen_text, by=by)
    fields = {"outcome": _whole(current.item, points, outcome, text), "text": text, "is_urgent": is_urgent}
    for row in current.points.all():
        was = [f"{effect.point_effect.effect}: {effect.decided}" for effect in row.effects.all()]
        record("replace_point_outcome", row, by=by, outcome=row.outcome, wording=row.wording, effects=was)
        row.effects.all().delete()
        row.delete()
    for point in points:
        _decide_point(current, point)
    fields["mandate"] = mandate.mandate_of(current)
    revised = revise(current, fields, by=by, verb="revise_decision", reason=reason)
    if revised.version == current.version:
        record("revise_decision", revised, by=by, reason=reason)
    return _at_once_if_urgent(revised, by)


def _text(item: AgendaItem, text: str, seen: str | None) -> str:
    """What was typed stands when nothing is said; whoever saw it can also empty it."""
    return text if text or seen is not None else text_of(item)


def _at_once_if_urgent(decision: Decision, by: Any) -> Decision:
    """An urgent decision waits only while the record has changed and nobody has looked at that."""
    if decision.is_urgent and not rules.clashes_of(decision):
        return put_in_force(decision, by=by)
    return decision


def _whole(item: AgendaItem, points: Sequence[PointDecision], outcome: str, text: str) -> str:
    """The outcome of the whole: the points' own when they agree, else "approved with changes" if any was carried."""
    whole = _of_points(item, points) if points or _asked(item) else outcome
    possible(rules.why_not_outcome(item, whole))
    if whole == Outcome.POSTPONED and not text.strip():
        raise NotPossible(_("Say until when, or until what, it is postponed."))
    return whole


def _asked(item: AgendaItem) -> set[int]:
    return set(item.case.points.filter(is_withdrawn=False).values_list("pk", flat=True)) if item.case else set()


def _of_points(item: AgendaItem, points: Sequence[PointDecision]) -> str:
    if _asked(item) != {decided.point.pk for decided in points}:
        raise NotPossible(_("Every point needs an outcome."))
    for decided in points:
        possible(rules.why_not_outcome(item, decided.outcome))
        if decided.outcome == Outcome.APPROVED_CHANGED and not decided.wording.strip():
            raise NotPossible(
                _("Write what was decided instead for point %(number)d.") % {"number": decided.point.number}
            )
    outcomes = {decided.outcome for decided in points}
    if len(outcomes) == 1:
        return outcomes.pop()
    return Outcome.APPROVED_CHANGED if outcomes & CARRIED else min(outcomes)


def _number(item: AgendaItem, by: Any) -> str:
    body = item.meeting.body
    if item.case is None or item.purpose != Purpose.DECISION or not body.decision_prefix:
        return ""
    return next_number(body.decision_prefix, item.meeting.day.year, digits=3, by=by)


def _decide_point(decision: Decision, decided: PointDecision) -> None:
    row = PointOutcome(decision=decision, point=decided.point, outcome=decided.outcome, wording=decided.wording)
    row.full_clean()
    row.save()
    if not row.is_carried or decision.item.recommends_to_id is not None:
        return
    for effect in decided.point.effects.filter(is_withdrawn=False):
        known = effects[effect.effect]
        value = known.pack(decided.values[effect.pk]) if effect.pk in decided.values else effect.value
        if value != effect.value and decided.outcome != Outcome.APPROVED_CHANGED:
            raise NotPossible(
                _("Point %(number)d has another value than recommended; its outcome is then “approved with changes”.")
                % {"number": decided.point.number}
            )
        DecidedEffect(
            point_outcome=row,
            point_effect=effect,
            seen=_seen(decision.package, effect),
            recommended=effect.value,
            decided=value,
        ).save()


def _seen(package: Package | None, effect: PointEffect) -> Any:
    """The record's value as the paper that was sent shows it."""
    if package is not None:
        for item in package.content["items"]:
            for point in item["points"]:
                for shown in point["effects"]:
                    if shown["effect_id"] == effect.pk:
                        return shown["before"]
    return effects[effect.effect].current(effect.subject)


@transaction.atomic
def put_in_force(decision: Decision, *, by: Any) -> Decision:
    """Let the decision change the records it concerns. Everything or nothing; clashes must have been confirmed."""
    current = locked(decision)
    if current.in_force_at is not None:
        return current
    clashes = rules.clashes_of(current)
    if clashes:
        gaps = [
            Gap(rules.clash_sentence(effect), current.get_absolute_url(), _("See and confirm")) for effect in clashes
        ]
        raise NotPossible(
            _("The record has changed since the paper was sent. Look at both values and confirm: %(what)s")
            % {"what": " ".join(gap.sentence for gap in gaps)},
            gaps,
        )
    waiting = DecidedEffect.objects.select_for_update(of=("self",)).filter(
        point_outcome__decision=current, applied_at__isnull=True
    )
    for effect in waiting:
        _carry_out(effect, current, by)
    in_force = revise(current, {"in_force_at": clock.now()}, by=by, verb="put_in_force")
    _settle_case(in_force, by)
    mirror_decision(in_force, by=by)
    return in_force


def _carry_out(effect: DecidedEffect, decision: Decision, by: Any) -> None:
    row = effect.point_effect
    known = effects[row.effect]
    before = rules.present_value(effect)
    if before != effect.decided:
        known.apply(row.subject, value=effect.decided, decision=decision.number, by=by)
    effect.before = before
    effect.applied_at = clock.now()
    effect.save(update_fields=["before", "applied_at"])


def _settle_case(decision: Decision, by: Any) -> None:
    item = decision.item
    # Another body may have it in hand already; then the case follows that treatment.
    if item.case is None or item.case.items.exclude(pk=item.pk).filter(state=ItemState.SENT).exists():
        return
    if Referral.objects.filter(item=item, kind_of_referral=ReferralKind.INFORMATION).exists():
        # The body only read it: what was decided stands, and what awaits a decision goes on waiting.
        state = CaseState(item.case.state) if queries.is_over(item.case) else CaseState.PREPARING
    elif item.recommends_to_id is not None or decision.outcome in {
        Outcome.POSTPONED,
        Outcome.SENT_BACK,
        Outcome.REFERRED,
    }:
        state = CaseState.PREPARING
    else:
        state = CaseState.DECIDED
    if item.case.state != state:
        revise(item.case, {"state": state}, by=by, verb="follow_treatment", decision=decision.number)


@transaction.atomic
def confirm_effect(effect: DecidedEffect, *, by: Any) -> Decision:
    """The secretary has seen that the record changed since the paper was sent; the decision stands all the same."""
    decision = effect.point_outcome.decision
    permit(rules.why_not_follow_up(decision, by))
    possible(rules.why_nothing_to_confirm(effect))
    sentence = rules.clash_sentence(effect)
    revise(effect, {"is_confirmed": True, "confirmed": rules.present_value(effect)}, by=by, verb="confirm_effect")
    record("confirm_effect", decision, by=by, what=sentence)
    return _at_once_if_urgent(decision, by)
