"""A closed case is closed everywhere (D4): no page, list, file, paper or letter shows it to a stranger."""

import re

import pytest
from django.urls import reverse

from tests.attacks.doors import addresses, told
from tests.attacks.house import WORD
from tvaerblik.core.lists import listings
from tvaerblik.documents.models import Attachment
from tvaerblik.meetings.models import Decision, FollowUp, Package
from tvaerblik.outbox.models import Message, Notice

pytestmark = pytest.mark.django_db

# Searching for the whole word would find it in the search field; a part of it finds what holds the word.
PART = WORD[:-3]


def leaks_of(client, places):
    found = []
    for place in places:
        response = client.get(place)
        said = told(response)
        if WORD in said or response.status_code >= 500:
            found.append((response.status_code, place, said[max(0, said.find(WORD) - 200) : said.find(WORD) + 80]))
    return found


def views_of(listing):
    """The list with search, all its columns, each preset, group and sorting, on page, in files, as data."""
    columns = "&".join(f"column={column.key}" for column in listing.columns)
    yield from ("", f"q={PART}", columns, f"q={PART}&as=xlsx", f"q={PART}&as=csv", "as=xlsx", "as=csv")
    yield from (f"group={group.key}" for group in listing.groups)
    yield from (preset.query.replace("{me}", "1") for preset in listing.presets)
    yield from (f"sort={column.key}" for column in listing.columns if column.sort)


LISTS = ("cases", "decisions", "meetings", "projects", "persons", "units", "positions", "outbox", "bodies", "imports",
         "briefings", "awaiting", "escalations", "referrals")  # fmt: skip
PLACES = {name: f"/{name}" for name in LISTS} | {"follow_ups": "/follow-ups"}


@pytest.mark.requirement("D4", "D19")
def test_the_closed_word_is_on_no_address_that_an_outsider_opens(client, house):
    client.force_login(house.outsider)
    assert not leaks_of(client, addresses(house.outsider))


@pytest.mark.requirement("D4")
@pytest.mark.parametrize("who", ["administrator", "director", "it"])
def test_those_with_a_place_elsewhere_do_not_read_what_is_closed_here(client, house, who):
    client.force_login(getattr(house, who))
    rooms = re.compile(
        r"/(meetings|items|cases|packages|decisions|minutes|follow-ups|projects|documents|awaiting|owed|escalations|"
        r"referrals|briefings|disclosures)(/\d+)?(/[a-z0-9/]+(\.(pdf|docx))?)?"
    )
    places = [place for place in addresses(getattr(house, who)) if place == "/" or rooms.fullmatch(place)]
    assert not leaks_of(client, places)


@pytest.mark.requirement("D4", "D7", "D8", "D19")
@pytest.mark.parametrize("who", ["outsider", "administrator", "pg_secretary"])
def test_no_list_search_column_export_or_api_row_has_the_closed_word(client, house, who):
    client.force_login(getattr(house, who))
    assert set(PLACES) | {"memberships", "member_profiles", "import_rows"} >= set(listings), "a list is not attacked"
    places = [f"{PLACES[name]}?{view}" for name in PLACES for view in views_of(listings[name])]
    places += [f"/api/v1/{name}?{view}" for name in listings for view in views_of(listings[name]) if "as=" not in view]
    assert not leaks_of(client, places)


@pytest.mark.requirement("D4")
def test_no_letter_and_no_notice_names_what_is_closed(house):
    assert Message.objects.count() > 10
    for message in Message.objects.all():
        written = " ".join(str(getattr(message, field.name)) for field in Message._meta.fields)
        assert WORD not in written, written
    assert not Notice.objects.filter(text__contains=WORD).exists()
    assert Message.objects.filter(text__contains="et lukket punkt").exists()


@pytest.mark.requirement("D4")
def test_the_agenda_keeps_the_number_of_the_closed_item_for_an_outsider(client, house):
    client.force_login(house.outsider)
    page = client.get(house.held.get_absolute_url()).content.decode()
    assert "Lukket punkt" in page
    assert WORD not in page


@pytest.mark.requirement("D4", "D3")
def test_a_member_finds_it_on_the_page_in_the_register_in_both_papers_and_in_the_minutes(client, house):
    client.force_login(house.staff)
    package = Package.objects.get(meeting=house.held)
    closed = Decision.objects.get(item__case__in=house.closed, in_force_at__isnull=False)
    places = [
        house.held_cases[1].get_absolute_url(),
        house.held.get_absolute_url(),
        "/cases",
        "/decisions",
        "/follow-ups",
        "/cases?as=xlsx",
        "/cases?as=csv",
        "/api/v1/cases",
        package.get_absolute_url(),
        reverse("package_pdf", args=[package.pk]),
        reverse("agenda_pdf", args=[package.pk]),
        closed.get_absolute_url(),
        reverse("minutes", args=[house.held.minutes_paper.pk]),
        reverse("minutes_pdf", args=[house.held.minutes_paper.pk]),
        house.vum.get_absolute_url(),
    ]
    for place in places:
        assert WORD in told(client.get(place)), place
    attachment = Attachment.objects.filter(title__contains=WORD).first()
    file = client.get(reverse("document_file", args=[attachment.pk, 1]))
    assert file.status_code == 200
    assert told(file)


@pytest.mark.requirement("D4", "R37")
def test_whoever_is_to_follow_up_on_a_closed_decision_reads_the_task_and_not_the_case(client, house):
    decision = Decision.objects.filter(item__case__is_closed=True, in_force_at__isnull=False).get()
    follow_up = FollowUp.objects.create(
        decision=decision, text="Kontakt leverandøren", owner=house.outsider, due="2027-02-01"
    )
    client.force_login(house.outsider)
    for place in ("/", follow_up.get_absolute_url(), "/follow-ups", "/follow-ups?as=csv", "/api/v1/follow_ups"):
        said = told(client.get(place))
        assert WORD not in said, place
        assert "Kontakt leverandøren" in said, place


@pytest.mark.requirement("D4")
def test_a_member_who_has_left_the_body_no_longer_reads_what_is_closed(client, house):
    client.force_login(house.staff)
    house.staff.memberships.update(until="2027-01-12")
    for case in house.closed:
        assert client.get(case.get_absolute_url()).status_code == 404
    package = Package.objects.get(meeting=house.held)
    assert WORD not in told(client.get(reverse("package_pdf", args=[package.pk])))
