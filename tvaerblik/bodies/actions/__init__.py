"""Every change to bodies, seats, memberships, coverage and deputies. Each is one transaction and leaves its event."""

from tvaerblik.bodies.actions.bodies import (
    add_body,
    add_member_profile,
    adopt_terms,
    revise_body,
    revise_member_profile,
)
from tvaerblik.bodies.actions.coverage import agree_on_coverage, end_agreement, give_consent
from tvaerblik.bodies.actions.deputies import delegate, end_delegation
from tvaerblik.bodies.actions.memberships import add_membership, end_membership, revise_membership
from tvaerblik.bodies.actions.seats import add_area_seats, add_seat, end_seat, revise_seat

__all__ = [
    "add_area_seats",
    "add_body",
    "add_member_profile",
    "add_membership",
    "add_seat",
    "adopt_terms",
    "agree_on_coverage",
    "delegate",
    "end_agreement",
    "end_delegation",
    "end_membership",
    "end_seat",
    "give_consent",
    "revise_body",
    "revise_member_profile",
    "revise_membership",
    "revise_seat",
]
