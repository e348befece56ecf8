"""The outbox for those who keep it, and each person's own notifications."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages

from tests.outbox.conftest import deliver, make_person
from tvaerblik.bodies.models import Body, BodyKind, Membership, Seat, SeatRole
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.outbox import actions, queries
from tvaerblik.outbox.models import Message, MessageState, Notice

LONG_AGO = dt.date(2020, 1, 1)
ONLY_KEEPERS = "Kun sekretærer og administratorer passer udbakken."


@pytest.fixture
def secretary(db):
    body = Body.objects.create(name="Styregruppen", short_name="SG", kind_of_body=BodyKind.STEERING)
    seat = Seat.objects.create(body=body, title="Sekretær", role=SeatRole.SECRETARY, since=LONG_AGO)
    person = make_person("Styregruppens sekretær")
    Membership.objects.create(seat=seat, person=person, since=LONG_AGO)
    return person


@pytest.fixture
def refused(tell, mail_server):
    """A message that the mail server would not take."""
    tell("agenda 7")
    mail_server.replies = ["550 5.1.1 No such user"]
    deliver()
    return Message.objects.get()


@pytest.mark.requirement("D10")
@pytest.mark.parametrize("keeper", ["secretary", "administrator"])
def test_those_who_keep_the_outbox_see_what_went_and_what_did_not(client, refused, keeper, request):
    client.force_login(request.getfixturevalue(keeper))
    html = client.get("/outbox").content.decode()
    assert "Dagsorden er udsendt" in html
    assert "stabschef@eksempel.dk" in html
    assert "550 5.1.1 No such user" in html
    assert f'action="/outbox/{refused.pk}/resend"' in html


@pytest.mark.requirement("D1")
def test_others_do_not_see_the_outbox(client, refused, chief):
    client.force_login(chief)
    response = client.get("/outbox")
    assert response.status_code == 403
    assert ONLY_KEEPERS in response.content.decode()
    assert client.post(f"/outbox/{refused.pk}/resend").status_code == 404
    assert not queries.messages_for(chief).exists()
    with pytest.raises(NotPermitted, match=ONLY_KEEPERS):
        actions.resend(refused, by=chief)


@pytest.mark.requirement("D10")
def test_a_message_that_failed_is_tried_again_with_one_button(client, refused, mail_server, secretary):
    client.force_login(secretary)
    response = client.post(f"/outbox/{refused.pk}/resend")
    assert (response.status_code, response.url) == (302, "/outbox")
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["Beskeden venter på at blive sendt igen."]
    assert deliver() == 1
    assert Message.objects.get().state == MessageState.SENT
    with pytest.raises(NotPossible, match="Beskeden har tilstanden “Sendt” og kan ikke sendes igen"):
        actions.resend(refused, by=secretary)


@pytest.mark.requirement("D8")
def test_the_outbox_is_searched_filtered_and_exported_like_any_list(client, refused, tell, administrator):
    tell("agenda 8", title="Referat er udsendt")
    client.force_login(administrator)
    failed = client.get("/outbox", {"state": "failed"}).content.decode()
    assert "Dagsorden er udsendt" in failed
    assert "Referat er udsendt" not in failed
    found = client.get("/outbox", {"q": "referat"}).content.decode()
    assert "Referat er udsendt" in found
    assert "Dagsorden er udsendt" not in found
    assert client.get("/outbox", {"as": "xlsx"}).content.startswith(b"PK")


@pytest.mark.requirement("D10")
def test_a_person_is_told_inside_the_program_and_says_when_it_is_seen(client, tell, chief):
    tell("agenda 7")
    tell("agenda 8", title="Referat er udsendt")
    tell("agenda 9", title="Kun på mail", notice=False)
    assert queries.unseen_count(chief) == 2
    client.force_login(chief)
    html = client.get("/notices").content.decode()
    assert html.index("Referat er udsendt") < html.index("Dagsorden er udsendt")
    assert "Kun på mail" not in html
    assert '<a href="/meetings/7">' in html
    assert "2 er ikke set" in html
    newest = queries.notices_for(chief)[0]
    assert client.post(f"/notices/{newest.pk}/mark-seen").url == "/notices"
    assert queries.unseen_count(chief) == 1
    assert client.post("/notices/mark-all-seen").url == "/notices"
    assert queries.unseen_count(chief) == 0
    assert "Alle er set" in client.get("/notices").content.decode()


@pytest.mark.requirement("D4")
def test_nobody_sees_or_marks_the_notifications_of_others(client, tell, chief, manager):
    tell("agenda 7")
    notice = Notice.objects.get()
    client.force_login(manager)
    assert "Dagsorden er udsendt" not in client.get("/notices").content.decode()
    assert client.post(f"/notices/{notice.pk}/mark-seen").status_code == 404
    actions.mark_all_seen(by=manager)
    with pytest.raises(NotPermitted, match="Kun den, notifikationen er til"):
        actions.mark_seen(notice, by=manager)
    assert queries.unseen_count(chief) == 1


@pytest.mark.requirement("D10")
def test_a_notification_keeps_the_moment_it_was_first_seen(tell, chief):
    tell("agenda 7")
    seen = actions.mark_seen(Notice.objects.get(), by=chief)
    with clock.at(seen.seen_at + dt.timedelta(days=1)):
        actions.mark_seen(seen, by=chief)
        actions.mark_all_seen(by=chief)
    assert Notice.objects.get().seen_at == seen.seen_at


@pytest.mark.requirement("D10")
def test_an_empty_list_says_what_it_is_for(client, chief):
    client.force_login(chief)
    assert "Her får du besked, når noget angår dig." in client.get("/notices").content.decode()
