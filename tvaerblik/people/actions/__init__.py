"""Every change to people, units, positions and roles. Each is one transaction and leaves its event in the trail."""

from tvaerblik.people.actions.entrance import make_entry_link, open_for_first_administrator, use_entry_link
from tvaerblik.people.actions.leaving import anonymise_person, hand_over
from tvaerblik.people.actions.persons import add_person, choose_preferences, delete_view, revise_person, save_view
from tvaerblik.people.actions.positions import add_position, appoint, end_appointment, revise_position
from tvaerblik.people.actions.roles import assign_assistant, end_assistance, end_role, give_role
from tvaerblik.people.actions.units import add_unit, end_unit, merge_units, rename_unit, revise_unit, split_unit

__all__ = [
    "add_person",
    "add_position",
    "add_unit",
    "anonymise_person",
    "appoint",
    "assign_assistant",
    "choose_preferences",
    "delete_view",
    "end_appointment",
    "end_assistance",
    "end_role",
    "end_unit",
    "give_role",
    "hand_over",
    "make_entry_link",
    "merge_units",
    "open_for_first_administrator",
    "rename_unit",
    "revise_person",
    "revise_position",
    "revise_unit",
    "save_view",
    "split_unit",
    "use_entry_link",
]
