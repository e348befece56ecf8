"""What one can do with people, units, positions and roles; page and API come from these entries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.people import actions, forms, queries, rules
from tvaerblik.people.models import Person


def _all_of(units: list[Any]) -> str:
    return str(units[0].get_absolute_url())


_keeps: dict[str, Any] = {"why_not": rules.why_not_administrator}
_units: dict[str, Any] = {"path": "units", "things": queries.units_for, **_keeps}
_persons: dict[str, Any] = {"path": "persons", "things": queries.persons_for, **_keeps}

PERSON_VERBS = [
    Verb("add_person", _("Add person"), actions.add_person, "persons", form=forms.PersonForm,
         done=_("The person is added. The password is chosen by link."), **_keeps),
    Verb("revise_person", _("Edit person"), actions.revise_person, form=forms.RevisePersonForm,
         done=_("The person is saved."), **_persons),
    Verb("hand_over", _("Hand over"), actions.hand_over, form=forms.HandOverForm,
         intro=_("Everything the person has goes to somebody else from a day. You see the list before anything moves."),
         submit=_("Hand over everything"), template="people/hand_over.html",
         done=_("Everything is handed over."), **_persons),
    Verb("make_entry_link", _("Make a sign-in link"), actions.make_entry_link,
         intro=_("For somebody whom mail does not reach. The link works once and lets the person choose a password."),
         submit=_("Make the link"), to=lambda _token: "/", **_persons),
    Verb("anonymise_person", _("Make anonymous"), actions.anonymise_person, form=forms.ReasonForm, danger=True,
         intro=_("Name, e-mail and title are erased, also in the history. Minutes stay as they are. "
                 "It cannot be undone."),
         done=_("The person is anonymous."), **_persons),
    Verb("give_role", _("Give role"), actions.give_role, form=forms.GiveRoleForm,
         to=lambda holding: holding.person.get_absolute_url(), done=_("The role is given."), **_persons),
    Verb("end_role", _("End role"), actions.end_role, "roles", things=queries.holdings_for, form=forms.EndForm,
         to=lambda holding: holding.person.get_absolute_url(), done=_("The role ends."), **_keeps),
    Verb("assign_assistant", _("Name an assistant"), actions.assign_assistant, "persons", things=queries.persons_for,
         form=forms.AssistantForm, why_not=rules.why_not_name_assistant,
         intro=_("An assistant prepares and writes on the chief's behalf. Approving stays with the chief."),
         to=lambda row: row.principal.get_absolute_url(), done=_("The assistant is named.")),
    Verb("end_assistance", _("End assistance"), actions.end_assistance, "assistances",
         things=queries.assistances_for, form=forms.EndForm, why_not=rules.why_not_end_assistance,
         to=lambda row: row.principal.get_absolute_url(), done=_("The assistance ends.")),
    Verb("choose_preferences", _("Choose how it looks"), actions.choose_preferences, "persons",
         things=lambda by: Person.objects.filter(pk=by.pk), form=forms.PreferencesForm,
         why_not=rules.why_not_self, done=_("Your choices are saved.")),
]  # fmt: skip

UNIT_VERBS = [
    Verb("add_unit", _("Add unit"), actions.add_unit, "units", form=forms.AddUnitForm,
         done=_("The unit is added."), **_keeps),
    Verb("revise_unit", _("Edit unit"), actions.revise_unit, form=forms.ReviseUnitForm,
         done=_("The unit is saved."), **_units),
    Verb("rename_unit", _("Rename unit"), actions.rename_unit, form=forms.RenameUnitForm,
         intro=_("The old name stays in the history, and old papers keep it."),
         done=_("The unit has its new name."), **_units),
    Verb("merge_units", _("Merge units"), actions.merge_units, form=forms.MergeUnitsForm,
         intro=_("People, units below and positions move to the new unit. The chiefs' positions end: "
                 "who leads the new unit is decided afterwards."),
         template="people/reorganise.html",
         done=_("The units are merged."), **_units),
    Verb("split_unit", _("Split unit"), actions.split_unit, form=forms.SplitUnitForm, to=_all_of,
         template="people/reorganise.html",
         intro=_("The unit ends, and the new ones carry it on. Where each person goes is chosen afterwards."),
         done=_("The unit is split."), **_units),
    Verb("end_unit", _("End unit"), actions.end_unit, form=forms.EndUnitForm, danger=True,
         done=_("The unit ends."), **_units),
    Verb("add_position", _("Add position"), actions.add_position, "positions", form=forms.PositionForm,
         done=_("The position is added."), **_keeps),
    Verb("revise_position", _("Edit position"), actions.revise_position, "positions", things=queries.positions_for,
         form=forms.PositionForm, done=_("The position is saved."), **_keeps),
    Verb("appoint", _("Appoint"), actions.appoint, "positions", things=queries.positions_for, form=forms.AppointForm,
         intro=_("Whoever holds the position now ends the same day. Seats that follow the position go with it."),
         to=lambda row: row.position.get_absolute_url(), done=_("The position is filled."), **_keeps),
    Verb("end_appointment", _("End appointment"), actions.end_appointment, "appointments",
         things=queries.appointments_for, form=forms.EndForm,
         to=lambda row: row.position.get_absolute_url(), done=_("The appointment ends."), **_keeps),
]  # fmt: skip

VIEW_VERBS = [
    Verb("save_view", _("Save view"), actions.save_view, "views", form=forms.SaveViewForm,
         done=_("The view is saved."),
         intro=_(
             "The list is kept as you left it: search, filters, grouping and columns. You find it among its views."
         )),
    Verb("delete_view", _("Delete view"), actions.delete_view, "views", things=queries.views_of,
         why_not=rules.why_not_delete_view, danger=True, done=_("The view is deleted.")),
]  # fmt: skip

VERBS = [*PERSON_VERBS, *UNIT_VERBS, *VIEW_VERBS]
