"""Two versions of a paper compared, item by item, for those who may read them (R45)."""

import copy
import re

import pytest
from django.urls import reverse

from tvaerblik.audit.actions import erase_payload
from tvaerblik.audit.queries import events_of
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Approval, Package

pytestmark = pytest.mark.requirement("R45")


def pieces(page, tag):
    """What is marked as added (ins) or taken out (del), without the words for those who listen."""
    found = re.findall(rf"<{tag}>.*?</span>(.*?)<span", page, re.DOTALL)
    return [text.strip() for text in found]


@pytest.fixture
def two(story, town):
    """An agenda that was sent, and sent again with changed items: the first changed, one closed, one new, one gone."""
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    story.case(
        "Hemmelig aftale", subject=None, meeting=meeting, purpose="information", is_closed=True, by=town.secretary
    )
    story.case("Tages af", subject=None, meeting=meeting, purpose="information")
    first = story.sent(meeting)
    content = copy.deepcopy(first.content)
    items = {item["title"]: item for item in content["items"]}
    items["VUM 2.0 omlægges i to etaper"]["presentation"] = "Otte af fjorten ydelsesområder er klar."
    items["Hemmelig aftale"]["summary"] = "Hemmelig ny pris"
    content["items"].remove(items["Tages af"])
    content["items"].append({**items["Eventuelt"], "item_id": 999_999, "number": 9, "title": "Ny sag"})
    approval = Approval.objects.create(
        meeting=meeting, person=town.chair, name=town.chair.name, content_hash="x", content=content
    )
    return Package.objects.create(
        meeting=meeting,
        number=2,
        approval=approval,
        content=content,
        content_hash="x",
        trail_head="y",
        sent_at=first.sent_at,
        sent_by=town.secretary,
    )


def test_a_package_shows_what_differs_from_the_one_before(client, town, two):
    client.force_login(town.staff)
    url = reverse("compare_packages", args=[two.pk, 1])
    assert url in client.get(two.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    assert "Dagsorden, version 1 og 2" in page
    assert "Seks" in pieces(page, "del")
    assert "Otte" in pieces(page, "ins")
    assert any("Hemmelig ny pris" in text for text in pieces(page, "ins"))
    assert page.index("Ny sag") < page.index("Tages af"), "what is gone stands last"
    assert "Kommet til siden den tidligere version." in page
    assert "Taget af siden den tidligere version." in page
    assert "Der er ingen ændringer." in page
    assert client.get(reverse("compare_packages", args=[two.pk, 7])).status_code == 404


@pytest.mark.requirement("D4")
def test_a_closed_item_is_compared_only_for_those_who_may_read_it(client, town, two):
    client.force_login(town.outsider)
    page = client.get(reverse("compare_packages", args=[two.pk, 1])).content.decode()
    assert "Hemmelig" not in page
    assert "Lukket punkt" in page
    assert "Otte" in pieces(page, "ins")


def test_the_text_of_a_case_is_compared_at_any_two_moments(client, story, town):
    case = story.case()
    for text in ("Syv af fjorten ydelsesområder er klar.", "Otte af fjorten ydelsesområder er klar."):
        actions.revise_case(case, fields={"presentation": text}, by=town.it)
    client.force_login(town.outsider)
    url = reverse("compare_case", args=[case.pk])
    last = client.get(url).content.decode()
    assert (pieces(last, "del"), pieces(last, "ins")) == (["Syv"], ["Otte"])
    assert "It-leder" in last
    case.refresh_from_db()
    whole = client.get(f"{url}?from=1&to={case.version}").content.decode()
    assert (pieces(whole, "del"), pieces(whole, "ins")) == (["Seks"], ["Otte"])
    for wrong in ("?from=99", "?to=x", "?from=" + "9" * 30):
        assert client.get(f"{url}{wrong}").status_code == 404


def test_what_was_erased_from_the_trail_is_not_shown_again(client, story, town):
    case = story.case()
    actions.revise_case(case, fields={"summary": "Et navn, der skal glemmes"}, by=town.it)
    case = actions.revise_case(case, fields={"summary": "Uden navn"}, by=town.it)
    for event in events_of(case).filter(subject_version__in=[2, 3]):
        erase_payload(event, by=town.it, reason="Retten til at blive glemt")
    client.force_login(town.it)
    answer = client.get(reverse("compare_case", args=[case.pk]))
    assert answer.status_code == 404
    actions.revise_case(case, fields={"summary": "Stadig uden"}, by=town.it)
    page = client.get(reverse("compare_case", args=[case.pk])).content.decode()
    assert "skal glemmes" not in page


@pytest.mark.requirement("D4")
def test_the_text_of_a_closed_case_is_not_there_for_others(client, story, town):
    case = story.case(is_closed=True, by=town.secretary, meeting=story.meeting())
    client.force_login(town.outsider)
    assert client.get(reverse("compare_case", args=[case.pk])).status_code == 404
