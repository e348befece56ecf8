"""What one can do with bodies, seats, memberships, coverage and deputies; page and API come from these entries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies import actions, forms, queries, rules
from tvaerblik.core.verbs import Verb
from tvaerblik.people.forms import EndForm
from tvaerblik.people.rules import why_not_administrator

_body: dict[str, Any] = {"path": "bodies", "things": queries.bodies_for, "why_not": rules.why_not_keeps}
_seat: dict[str, Any] = {"path": "seats", "things": queries.seats_for, "why_not": rules.why_not_keeps_seat}

VERBS = [
    Verb("add_body", _("Add body"), actions.add_body, "bodies", form=forms.BodyForm,
         why_not=why_not_administrator, done=_("The body is added.")),
    Verb("revise_body", _("Edit body"), actions.revise_body, form=forms.ReviseBodyForm,
         done=_("The body is saved."), **_body),
    Verb("adopt_terms", _("Register terms of reference"), actions.adopt_terms, form=forms.TermsForm,
         intro=_("A new version is in force from its day. Earlier versions stay as they were."),
         submit=_("Register the version"), done=_("The new version is registered."), **_body),
    Verb("add_seat", _("Add seat"), actions.add_seat, form=forms.AddSeatForm, done=_("The seat is added."), **_body),
    Verb("add_area_seats", _("Add seats for all areas"), actions.add_area_seats, form=forms.AreaSeatsForm,
         intro=_("Each area of responsibility and the staff gets a seat, where it has none."),
         done=_("Each area has its seat."), **_body),
    Verb("revise_seat", _("Edit seat"), actions.revise_seat, form=forms.ReviseSeatForm,
         intro=_("A correction counts for earlier days too. When the rule itself changes, end the seat and add "
                 "a new one."),
         done=_("The seat is saved."), **_seat),
    Verb("end_seat", _("End seat"), actions.end_seat, form=EndForm, danger=True,
         intro=_("Memberships and coverage agreements of the seat end the same day."),
         done=_("The seat ends."), **_seat),
    Verb("add_membership", _("Fill the seat"), actions.add_membership, "seats", things=queries.seats_for,
         form=forms.MembershipForm, why_not=rules.why_not_fills, done=_("The seat is filled.")),
    Verb("revise_membership", _("Edit membership"), actions.revise_membership, "memberships",
         things=queries.memberships_for, form=forms.ReviseMembershipForm, why_not=rules.why_not_ends_membership,
         done=_("The membership is saved.")),
    Verb("end_membership", _("End membership"), actions.end_membership, "memberships",
         things=queries.memberships_for, form=EndForm, why_not=rules.why_not_ends_membership,
         done=_("The membership ends.")),
    Verb("agree_on_coverage", _("Agree on coverage"), actions.agree_on_coverage, "seats", things=queries.seats_for,
         form=forms.AgreementForm, why_not=rules.why_not_agrees,
         intro=_("One representative covers several areas when every chief has agreed. "
                 "The seat's own area is always part of it."),
         submit=_("Register the agreement"), done=_("The agreement is registered and waits for the chiefs.")),
    Verb("end_agreement", _("End coverage agreement"), actions.end_agreement, "agreements",
         things=queries.agreements_for, form=EndForm, why_not=lambda a, by: rules.why_not_agrees(a.seat, by),
         done=_("The agreement ends.")),
    Verb("give_consent", _("Agree for the area"), actions.give_consent, "consents", things=queries.consents_for,
         form=forms.ConsentForm, why_not=rules.why_not_consents, submit=_("Register the consent"),
         done=_("The consent is registered.")),
    Verb("delegate", _("Name a deputy"), actions.delegate, "bodies", things=queries.bodies_for,
         form=forms.DelegateForm, why_not=rules.why_not_names_deputies,
         intro=_("The deputy can do everything the role can, in the period and only then. The trail names the deputy."),
         done=_("The deputy is named.")),
    Verb("end_delegation", _("End acting"), actions.end_delegation, "delegations", things=queries.delegations_for,
         form=EndForm, why_not=rules.why_not_ends_delegation, done=_("The deputy no longer acts.")),
    Verb("add_member_profile", _("Add member profile"), actions.add_member_profile, "member-profiles",
         form=forms.ProfileForm, why_not=why_not_administrator, done=_("The profile is added.")),
    Verb("revise_member_profile", _("Rename member profile"), actions.revise_member_profile, "member-profiles",
         things=queries.profiles_for, form=forms.ProfileForm, why_not=why_not_administrator,
         done=_("The profile is saved.")),
]  # fmt: skip
