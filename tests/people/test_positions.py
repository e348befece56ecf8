"""Persons, positions and who holds them."""

import datetime as dt

import pytest

from tests.cast import FIRST_DAY, make_person
from tests.people.conftest import TODAY
from tvaerblik.core.refusals import ChangedMeanwhile, NotPermitted, NotPossible
from tvaerblik.people import actions
from tvaerblik.people.models import Person

CHANGE = dt.date(2026, 9, 1)


@pytest.mark.requirement("R61")
def test_a_new_holder_ends_the_old_one_the_same_day(cast):
    new = make_person("Ny stabschef", cast.units["STAB"], by=cast.administrator)
    actions.appoint(cast.positions["STAB"], person=new, since=CHANGE, by=cast.administrator)
    assert cast.positions["STAB"].holder_on(CHANGE - dt.timedelta(days=1)) == cast.staff_chief
    assert cast.positions["STAB"].holder_on(CHANGE) == new


@pytest.mark.requirement("R61")
def test_a_position_is_not_filled_behind_somebody_who_is_to_take_over(cast):
    coming = dt.date(2027, 1, 1)
    new = make_person("Ny stabschef", cast.units["STAB"], by=cast.administrator)
    actions.appoint(cast.positions["STAB"], person=new, since=coming, by=cast.administrator)
    with pytest.raises(NotPossible, match="Ny stabschef har stillingen Stabschef fra"):
        actions.appoint(cast.positions["STAB"], person=cast.employee, since=TODAY, by=cast.administrator)
    actions.appoint(cast.positions["STAB"], person=cast.employee, since=TODAY, until=coming, by=cast.administrator)
    assert cast.positions["STAB"].holder_on(coming) == new


@pytest.mark.requirement("R61")
def test_a_vacant_position_has_no_holder(cast):
    appointment = cast.positions["STAB"].appointments.get()
    actions.end_appointment(appointment, until=CHANGE, by=cast.administrator)
    assert cast.positions["STAB"].holder_on(CHANGE) is None
    with pytest.raises(NotPossible, match="Slutningen skal ligge efter"):
        actions.end_appointment(appointment, until=FIRST_DAY, by=cast.administrator)


@pytest.mark.requirement("R61")
def test_somebody_who_has_left_is_appointed_to_nothing(cast):
    actions.revise_person(cast.employee, fields={"leaves_on": CHANGE}, by=cast.administrator)
    with pytest.raises(NotPossible, match="arbejder ikke længere her"):
        actions.appoint(cast.positions["STAB"], person=cast.fresh("employee"), since=TODAY, by=cast.administrator)


@pytest.mark.requirement("D13")
def test_two_persons_do_not_share_an_address_whatever_its_case(cast):
    fields = {"name": "En til", "email": cast.employee.email.upper()}
    with pytest.raises(NotPossible, match="En anden har allerede adressen"):
        actions.add_person(fields=fields, by=cast.administrator)


@pytest.mark.requirement("D2")
def test_two_who_change_the_same_detail_do_not_undo_each_other(cast):
    seen = cast.employee.version
    actions.revise_person(cast.employee, fields={"title": "Konsulent"}, seen_version=seen, by=cast.administrator)
    with pytest.raises(ChangedMeanwhile) as conflict:
        actions.revise_person(cast.employee, fields={"title": "Rådgiver"}, seen_version=seen, by=cast.administrator)
    (change,) = conflict.value.changes
    assert (change.label, change.after) == ("Titel", "Konsulent")


@pytest.mark.requirement("D1")
def test_a_person_does_not_change_the_own_record(cast):
    with pytest.raises(NotPermitted):
        actions.revise_person(cast.employee, fields={"title": "Direktør"}, by=cast.employee)


@pytest.mark.requirement("D11")
def test_persons_are_sorted_with_danish_letters_last(cast):
    names = ("Årskonsulent", "Ærkekonsulent", "Zonekonsulent", "Økonom")
    made = [make_person(name, None, by=cast.administrator).pk for name in names]
    found = [person.name for person in Person.objects.filter(pk__in=made).order_by("sort_key")]
    assert found == ["Zonekonsulent", "Ærkekonsulent", "Økonom", "Årskonsulent"]
