"""A merger or a split says beforehand what becomes of seats and members, and nobody leaves a body unseen."""

import datetime as dt

import pytest

from tests.bodies.conftest import TODAY
from tests.cast import FIRST_DAY
from tvaerblik.bodies import queries
from tvaerblik.bodies.models import Membership, Seat
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import actions as people
from tvaerblik.people.models import Unit, UnitKind

pytestmark = pytest.mark.requirement("R7", "R67")


def merge(cast, first, second, **more):
    return people.merge_units(
        cast.units[first],
        others=[cast.units[second]],
        code="NY",
        name="Nyt område",
        day=TODAY,
        by=cast.administrator,
        **more,
    )


def test_whoever_sits_alone_for_the_areas_continues_on_the_new_areas_seat(cast):
    profile = cast.seats["KF"].memberships.get().profile
    new = merge(cast, "KF", "EJ")
    (membership,) = Membership.objects.filter(seat__units=new)
    assert membership.person == cast.culture_representative
    assert (membership.since, membership.until, membership.profile) == (TODAY, None, profile)
    assert str(membership.seat) == "Repræsentant for Nyt område"
    state = queries.state_of(cast.programme)
    assert membership.seat not in [place.seat for place in state.vacancies]


def test_the_past_of_the_seats_stays(cast):
    merge(cast, "KF", "EJ")
    old = cast.seats["KF"].memberships.get()
    assert (old.person, old.since, old.until) == (cast.culture_representative, FIRST_DAY, TODAY)
    before = queries.members_on(cast.programme, TODAY - dt.timedelta(days=1))
    assert cast.seats["KF"] in [holder.seat for holder in before]


def test_a_representative_is_not_in_the_body_twice(cast):
    merge(cast, "KF", "EJ")
    people_now = [holder.person for holder in queries.members_on(cast.programme, TODAY)]
    assert people_now.count(cast.culture_representative) == 1


def test_among_several_somebody_is_chosen_and_only_among_them(cast):
    first, second = (cast.seats[code].memberships.get().person for code in ("AM", "SO"))
    with pytest.raises(NotPossible) as refused:
        merge(cast, "SO", "AM")
    assert refused.value.sentence == f"Vælg, hvem der fortsætter for den nye enhed: {first} og {second}."
    with pytest.raises(NotPossible) as refused:
        merge(cast, "SO", "AM", continues=cast.employee)
    assert refused.value.sentence == f"{cast.employee} sidder ikke for nogen af enhederne."
    assert not Unit.objects.filter(code="NY").exists()
    new = merge(cast, "SO", "AM", continues=second)
    assert [row.person for row in Membership.objects.filter(seat__units=new)] == [second]


def address(cast, code, verb):
    return f"/units/{cast.units[code].pk}/{verb}"


def test_a_merger_is_seen_before_it_is_done(cast, client):
    client.force_login(cast.administrator)
    given = {"others": cast.units["EJ"].pk, "name": "Nyt område", "code": "NY", "day": "22. november 2026"}
    page = client.get(address(cast, "KF", "merge-units"), given).content.decode()
    assert "Fortsætter som “Repræsentant for Nyt område”" in page
    assert "Nedlægges; i stedet kommer “Repræsentant for Nyt område”" in page
    assert "Ophører; det nye område repræsenterer sig selv" in page
    assert "Ophører; hvem der leder bagefter, besluttes særskilt" in page
    assert "Hvem fortsætter" not in page
    assert not Unit.objects.filter(code="NY").exists()
    assert client.post(address(cast, "KF", "merge-units"), given).status_code == 302
    assert Unit.objects.filter(code="NY").exists()


def test_the_preview_asks_who_continues_when_there_are_several(cast, client):
    client.force_login(cast.administrator)
    given = {"others": cast.units["AM"].pk, "name": "Nyt område", "code": "NY", "day": "22-11-2026"}
    page = client.get(address(cast, "SO", "merge-units"), given).content.decode()
    assert "Hvem fortsætter" in page
    refused = client.post(address(cast, "SO", "merge-units"), given)
    assert refused.status_code == 409
    assert "Vælg, hvem der fortsætter for den nye enhed" in refused.content.decode()
    assert "Hvem fortsætter" in refused.content.decode()
    chosen = cast.seats["AM"].memberships.get().person
    assert client.post(address(cast, "SO", "merge-units"), {**given, "continues": chosen.pk}).status_code == 302
    assert Seat.objects.get(units__code="NY", role="member").memberships.get().person == chosen


def test_a_split_says_that_the_members_leave_and_the_new_seats_are_vacant(cast, client):
    client.force_login(cast.administrator)
    given = {"parts": "KUL Kultur\nFRI Fritid", "day": "22-11-2026"}
    page = client.get(address(cast, "KF", "split-unit"), given).content.decode()
    assert "Forlader pladsen, der nedlægges; de nye pladser er ubesatte, til de bliver besat" in page
    assert "“Repræsentant for Kultur” og “Repræsentant for Fritid”" in page
    assert Unit.objects.get(pk=cast.units["KF"].pk).until is None
    assert client.post(address(cast, "KF", "split-unit"), given).status_code == 302
    assert Unit.objects.get(pk=cast.units["KF"].pk).until == TODAY


@pytest.mark.parametrize("verb", ["merge-units", "split-unit"])
def test_a_day_to_come_and_a_used_code_are_said_at_their_fields_before_anything_is_shown(cast, client, verb):
    client.force_login(cast.administrator)
    given = {"others": cast.units["EJ"].pk, "name": "Nyt område", "code": "SO", "parts": "SO Kultur\nFRI Fritid"}
    answer = client.get(address(cast, "KF", verb), {**given, "day": "1. juni 2027"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Der er allerede en enhed med koden SO." in page
    form = answer.context["form"]
    assert form.errors["day"] == ["Datoen ligger i fremtiden. Registrér ændringen på dagen eller bagefter."]
    assert "Det sker der" not in page


def test_the_preview_is_for_administrators(cast, client):
    client.force_login(cast.employee)
    assert client.get(address(cast, "KF", "merge-units"), {"day": "22-11-2026"}).status_code == 403


def test_a_used_code_is_said_in_the_same_words_when_a_unit_is_added(cast):
    fields = {"name": "Ny", "code": "SO", "kind_of_unit": UnitKind.CHIEF_AREA, "since": TODAY}
    with pytest.raises(NotPossible, match="Der er allerede en enhed med koden SO\\."):
        people.add_unit(fields=fields, by=cast.administrator)
