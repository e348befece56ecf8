"""The doors: what of meetings, cases, packages and decisions somebody may see. Whatever shows them goes by here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.documents.queries import attachments_of_many
from tvaerblik.meetings.models import (
    SETTLED_MINUTES,
    UNSENT_STATES,
    AgendaItem,
    Case,
    CaseState,
    DecidedEffect,
    Decision,
    Dissent,
    Escalation,
    Exclusion,
    FollowUp,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesComment,
    Package,
    Point,
    PointEffect,
    PreTreatment,
    Purpose,
    Referral,
    ReferralState,
    WordTemplate,
)
from tvaerblik.people.rules import why_not_administrator

GOING = (CaseState.PROPOSED, CaseState.PREPARING, CaseState.IN_GOVERNANCE)
# A body that has been sent a case reads it, until it refuses or the case is taken back.
READING = (ReferralState.SENT, ReferralState.RECEIVED, ReferralState.SCHEDULED, ReferralState.ANSWERED)


def my_bodies(by: Any, day: dt.date | None = None) -> set[int]:
    """The bodies in which one has a seat, and those whose material one prepares as chair of a submitting body (R74)."""
    seats = bodies.seats_of(by, day or clock.today())
    mine = {body for body, _role in seats}
    chaired = {body for body, role in seats if role == "chair"}
    prepared = Body.objects.filter(receives_from__in=chaired).values_list("pk", flat=True) if chaired else []
    return mine | set(prepared)


def sees_closed(by: Any, body: Body) -> bool:
    """True for those who may see the closed items of a body."""
    return body.pk in my_bodies(by)


def excluded_cases(by: Any) -> frozenset[int]:
    """The cases in which somebody takes no part because of disqualification: what of them is closed is not for them."""
    rows = Exclusion.objects.filter(person=by, is_lifted=False, item__case__isnull=False)
    return frozenset(rows.values_list("item__case", flat=True))


@dataclass(frozen=True)
class Reader:
    """What somebody may read of the papers of a body: closed items or not, and nothing closed of some cases (D4)."""

    sees_closed: bool
    without: frozenset[int] = frozenset()

    def sees_closed_of(self, item: dict[str, Any]) -> bool:
        """True when what is closed in an item of a paper is for this reader."""
        return self.sees_closed and item.get("case_id") not in self.without

    def variant_of(self, content: dict[str, Any]) -> str:
        """The word for this reader's variant of a paper; the same for all who read the same."""
        if not self.sees_closed:
            return "open"
        left_out = [str(item["number"]) for item in content["items"] if not self.sees_closed_of(item)]
        return "-".join(["whole", *(["without", *left_out] if left_out else [])])


def reader_of(by: Any, body: Body) -> Reader:
    """How somebody reads the papers of a body."""
    return Reader(sees_closed(by, body), excluded_cases(by))


def _open_or_mine(by: Any, prefix: str = "") -> Q:
    """Open, or written by the person, or treated in or referred to one of the person's bodies.

    Disqualification goes before all.
    """
    mine = my_bodies(by)
    case = OuterRef(f"{prefix}pk")
    treated = AgendaItem.objects.filter(case=case, meeting__body__in=mine)
    referred = Referral.objects.filter(case=case, to_body__in=mine, state__in=READING)
    excluded = Exclusion.objects.filter(item__case=case, person=by, is_lifted=False)
    own = (
        Q(**{f"{prefix}proposed_by": by})
        | Q(**{f"{prefix}material_owner": by})
        | Q(Exists(treated))
        | Q(Exists(referred))
    )
    return Q(**{f"{prefix}is_closed": False}) | (own & ~Q(Exists(excluded)))


def cases_for(by: Any) -> QuerySet[Case]:
    """Cases: all open ones, and the closed ones of one's own bodies and writing (D4)."""
    return Case.objects.filter(_open_or_mine(by)).select_related("proposed_by", "material_owner")


def meetings_for(_by: Any) -> QuerySet[Meeting]:
    """Meetings are known to everybody; what is on a closed item is not."""
    return Meeting.objects.select_related("body", "leader")


def items_for(by: Any) -> QuerySet[AgendaItem]:
    """Agenda items: standing ones, and those whose case one may see."""
    return AgendaItem.objects.filter(Q(case__isnull=True) | Q(case__in=cases_for(by))).select_related(
        "meeting__body", "case__material_owner", "recommends_to"
    )


def points_for(by: Any) -> QuerySet[Point]:
    """Points of the cases one may see."""
    return Point.objects.filter(case__in=cases_for(by)).select_related("case")


def point_effects_for(by: Any) -> QuerySet[PointEffect]:
    """Effects of the cases one may see."""
    return PointEffect.objects.filter(point__case__in=cases_for(by)).select_related("point__case")


def packages_for(_by: Any) -> QuerySet[Package]:
    """Sent packages; the variant somebody gets leaves out closed items that are not theirs (``content_for``)."""
    return Package.objects.select_related("meeting__body", "approval")


def decisions_for(by: Any) -> QuerySet[Decision]:
    """Decisions in force on items one may see; those of one's own bodies also before the minutes are approved."""
    return (
        Decision.objects.filter(item__in=items_for(by))
        .filter(Q(in_force_at__isnull=False) | Q(body__in=my_bodies(by)))
        .select_related("body", "item__case", "item__meeting__body", "package")
    )


def minutes_for(by: Any) -> QuerySet[Minutes]:
    """Approved minutes for everybody, drafts for those in the body."""
    return Minutes.objects.filter(Q(state__in=SETTLED_MINUTES) | Q(meeting__body__in=my_bodies(by))).select_related(
        "meeting__body"
    )


def comments_for(by: Any) -> QuerySet[MinutesComment]:
    """What the members of one's own bodies said of draft minutes; on a closed item only for those who may read it."""
    readable = Q(item__isnull=True) | Q(item__in=items_for(by))
    return (
        MinutesComment.objects.filter(readable, minutes__meeting__body__in=my_bodies(by))
        .select_related("minutes__meeting__body", "item__case")
        .order_by("pk")
    )


def follow_ups_for(by: Any) -> QuerySet[FollowUp]:
    """Follow-up on the decisions one may see, and always one's own (R37)."""
    return FollowUp.objects.filter(Q(decision__in=decisions_for(by)) | Q(owner=by)).select_related(
        "decision__body", "decision__item__case", "owner"
    )


def exclusions_for(by: Any) -> QuerySet[Exclusion]:
    """Who is disqualified, on the items one may see; not those that have been lifted."""
    rows = Exclusion.objects.filter(item__in=items_for(by), is_lifted=False)
    return rows.select_related("item__meeting__body", "item__case", "person")


def dissents_for(by: Any) -> QuerySet[Dissent]:
    """Deviating opinions on the decisions one may see; not those that have been taken out."""
    rows = Dissent.objects.filter(decision__in=decisions_for(by), is_withdrawn=False)
    return rows.select_related("decision__item__meeting__body", "decision__item__case")


def pre_treatments_for(by: Any) -> QuerySet[PreTreatment]:
    """Pre-treatments of the items one may see."""
    return PreTreatment.objects.filter(item__in=items_for(by)).select_related(
        "item__meeting__body", "item__case", "body"
    )


def decided_effects_for(by: Any) -> QuerySet[DecidedEffect]:
    """What the decisions one may see do to records."""
    return DecidedEffect.objects.filter(point_outcome__decision__in=decisions_for(by)).select_related(
        "point_effect", "point_outcome__point", "point_outcome__decision__item__meeting__body"
    )


def awaiting_for(by: Any) -> QuerySet[Case]:
    """The cases that await a decision (R26)."""
    return cases_for(by).filter(state__in=GOING, purpose=Purpose.DECISION)


def escalations_for(by: Any) -> QuerySet[Escalation]:
    """Escalations, for the two bodies, for those who raised them and those who must answer (R40).

    One about a closed case is for those of them who may see the case.
    """
    mine = my_bodies(by)
    parties = Q(raised_by=by) | Q(answerer=by) | Q(body__in=mine) | Q(from_body__in=mine)
    about_cases = ContentType.objects.get_for_model(Case)
    readable = ~Q(content_type=about_cases) | Q(object_id__in=cases_for(by).values("pk"))
    return (
        Escalation.objects.filter(parties, readable)
        .select_related("body", "from_body", "raised_by", "answerer", "content_type")
        .prefetch_related("subject")
    )


def referrals_for(by: Any) -> QuerySet[Referral]:
    """Referrals of the cases one may see."""
    return Referral.objects.filter(case__in=cases_for(by)).select_related(
        "case", "from_body", "to_body", "item__meeting__body", "decision", "answer"
    )


def word_templates_for(by: Any) -> QuerySet[WordTemplate]:
    """The Word templates there have been, for administrators."""
    if why_not_administrator(None, by):
        return WordTemplate.objects.none()
    return WordTemplate.objects.order_by("-pk")


def template_in_use() -> WordTemplate | None:
    """The newest Word template that has not been withdrawn."""
    return WordTemplate.objects.filter(is_withdrawn=False).order_by("-pk").first()


def open_meetings() -> QuerySet[Meeting]:
    """The meetings that still take items; where the agenda has been sent, by a supplementary one (meetings 6.5)."""
    today = clock.moment_of(clock.today(), dt.time())
    ahead = Meeting.objects.filter(state__in=[MeetingState.PLANNED, MeetingState.CONVENED], start__gte=today)
    return (
        ahead.annotate(is_sent=Exists(Package.objects.filter(meeting=OuterRef("pk"))))
        .select_related("body")
        .order_by("start", "pk")
    )


def waiting_cases(by: Any) -> QuerySet[Case]:
    """The cases one may see that await a treatment and are on no agenda (R26)."""
    going = [CaseState.PROPOSED, CaseState.PREPARING]
    on_its_way = AgendaItem.objects.filter(case=OuterRef("pk"), state__in=[*UNSENT_STATES, ItemState.SENT])
    return cases_for(by).filter(~Exists(on_its_way), state__in=going).order_by("created_at", "pk")


def bodies_run_by(by: Any) -> QuerySet[Body]:
    """The bodies whose meetings somebody runs."""
    run = [body.pk for body in Body.objects.prefetch_related("receives_from") if not seats.why_not_runs(by, body)]
    return Body.objects.filter(pk__in=run)


def next_meetings(kinds: Sequence[str] = ()) -> list[Meeting]:
    """The next meeting of each body, or of the bodies of those kinds; the first of them first."""
    rows = Meeting.objects.filter(end__gte=clock.now()).exclude(state=MeetingState.CANCELLED)
    rows = rows.filter(body__kind_of_body__in=kinds) if kinds else rows
    found: dict[int, Meeting] = {}
    for meeting in rows.select_related("body").order_by("start", "pk"):
        found.setdefault(meeting.body_id, meeting)
    return list(found.values())


def files_to_open(content: dict[str, Any], by: Any) -> set[int]:
    """Those of the appendices of a frozen paper that one can still open by themselves."""
    cases = cases_for(by).filter(pk__in=[item["case_id"] for item in content["items"] if item.get("case_id")])
    return {row.pk for rows in attachments_of_many(list(cases), by).values() for row in rows}
