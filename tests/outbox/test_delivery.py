"""Mail leaves once, in order, and nothing is lost; a real mail server reads it."""

import datetime as dt
import re

import pytest
from django.db import transaction

from tests.outbox.conftest import START, deliver
from tvaerblik.audit.queries import history_of
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.outbox import actions, delivery, rules
from tvaerblik.outbox.models import Message, MessageState, Notice

MINUTE = dt.timedelta(minutes=1)
BUSY = "451 4.7.1 Try again later"
NOBODY = "550 5.1.1 No such user"


def only():
    return Message.objects.get()


@pytest.mark.requirement("D10")
def test_a_letter_arrives_as_text_and_html_that_say_the_same(tell, mail_server, chief):
    tell("agenda 7")
    assert deliver() == 1
    [(to, mail)] = mail_server.received
    assert to == ["stabschef@eksempel.dk"]
    assert mail["Subject"] == "Dagsorden er udsendt"
    assert mail["From"] == "tvaerblik@eksempel.dk"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert text.get_content().split("\r\n") == [
        "Notifikationer: dagsorden & bilag til Stabschef.",
        "http://127.0.0.1:8000/meetings/7",
        "",
    ]
    assert html.get_content_type() == "text/html"
    assert "dagsorden &amp; bilag til Stabschef." in html.get_content()
    assert '<a href="http://127.0.0.1:8000/meetings/7"' in html.get_content()
    assert only().state == MessageState.SENT
    assert only().sent_at == START


@pytest.mark.requirement("D10")
def test_no_raw_danish_letters_travel(tell, mail_server):
    tell("agenda 7", title="Møde på rådhuset")
    deliver()
    assert mail_server.subjects == ["Møde på rådhuset"]
    assert all(byte < 128 for byte in mail_server.raw[0])


@pytest.mark.requirement("D11")
def test_each_person_is_written_to_in_their_own_language(tell, mail_server, chief, manager):
    tell("agenda 7", chief, manager, "ekstern@eksempel.dk")
    assert deliver() == 3
    texts = {to[0]: next(mail.iter_parts()).get_content().partition(":")[0] for to, mail in mail_server.received}
    assert texts == {
        "stabschef@eksempel.dk": "Notifikationer",
        "projektleder@eksempel.dk": "Notifications",
        "ekstern@eksempel.dk": "Notifikationer",
    }


@pytest.mark.requirement("D10")
def test_however_often_it_is_posted_each_gets_it_once(tell, mail_server, chief, manager):
    assert len(tell("agenda 7", chief, chief)) == 1
    assert tell("agenda 7") == []
    deliver()
    assert [message.recipient for message in tell("agenda 7", chief, manager)] == [manager]
    deliver()
    assert [to for to, _mail in mail_server.received] == [["stabschef@eksempel.dk"], ["projektleder@eksempel.dk"]]
    assert Notice.objects.count() == 2


@pytest.mark.requirement("D10")
def test_what_is_rolled_back_is_never_told(tell, mail_server):
    with transaction.atomic():
        assert tell("agenda 7")
        transaction.set_rollback(True)
    assert deliver() == 0
    assert not Notice.objects.exists()


class Meanwhile:
    """A mail backend in whose sending something else happens."""

    def __init__(self, happens):
        self.happens = happens
        self.sent = []

    def send_messages(self, messages):
        self.sent += [message.subject for message in messages]
        self.happens()
        return len(messages)


@pytest.mark.requirement("D10")
def test_a_second_worker_does_not_send_what_the_first_is_sending(tell, chief, manager):
    tell("agenda 7", chief)
    tell("agenda 8", manager, title="En anden")
    second = Meanwhile(lambda: None)
    first = Meanwhile(lambda: deliver(connection=second))
    assert deliver(connection=first) == 1
    assert (first.sent, second.sent) == (["Dagsorden er udsendt"], ["En anden"])
    assert deliver(connection=first) == 0


@pytest.mark.requirement("D10")
def test_a_server_that_cannot_take_it_is_asked_again_and_its_words_are_kept(tell, mail_server):
    tell("agenda 7")
    mail_server.replies = [BUSY]
    assert deliver() == 0
    assert only().state == MessageState.WAITING
    assert only().last_error == "Mailserveren godtager ikke adressen: 451 4.7.1 Try again later"
    assert deliver(MINUTE * 0.9) == 0
    assert deliver(MINUTE) == 1
    assert mail_server.subjects == ["Dagsorden er udsendt"]
    assert (only().state, only().last_error, only().attempts) == (MessageState.SENT, "", 2)


@pytest.mark.requirement("D10")
def test_a_server_that_is_away_is_asked_after_1_5_30_minutes_2_and_12_hours_then_never(tell, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1  # nothing listens there
    tell("agenda 7")
    waits, moment = [], START
    while only().state == MessageState.WAITING:
        with clock.at(moment):
            assert delivery.deliver_due() == 0
        waits.append(round((only().next_attempt_at - moment) / MINUTE))
        moment = only().next_attempt_at
    assert waits[:5] == [1, 5, 30, 120, 720]
    assert (only().state, only().attempts) == (MessageState.FAILED, 6)
    assert only().last_error.startswith("Mailserveren kan ikke nås: ")
    assert history_of(only())[0].what == "opgav beskeden"


@pytest.mark.requirement("D10")
def test_an_address_that_is_not_known_is_given_up_at_once(tell, mail_server):
    tell("agenda 7")
    mail_server.replies = [NOBODY]
    deliver()
    assert only().state == MessageState.FAILED
    assert only().last_error == "Mailserveren godtager ikke adressen: 550 5.1.1 No such user"


@pytest.mark.requirement("D10")
def test_messages_of_one_lane_leave_in_order_and_others_need_not_wait(tell, mail_server, chief, manager):
    tell("invitation 1", lane="meeting 7", title="Indkaldelse")
    tell("invitation 2", chief, manager, lane="meeting 7", title="Ændret")
    tell("agenda 7", title="Andet")
    mail_server.replies = [BUSY]
    deliver()
    assert sorted(mail_server.subjects) == ["Andet", "Ændret"]
    assert mail_server.received[0][0] == ["projektleder@eksempel.dk"]
    deliver(MINUTE)
    assert mail_server.subjects[2:] == ["Indkaldelse", "Ændret"]
    first, second = (mail for to, mail in mail_server.received[2:])
    assert second["References"] == second["In-Reply-To"] == first["Message-ID"]


@pytest.mark.requirement("D10")
def test_a_message_that_was_given_up_stops_no_later_one_and_may_not_come_after_it(
    tell, mail_server, chief, administrator
):
    tell("invitation 1", lane="meeting 7", title="Indkaldelse")
    tell("invitation 2", lane="meeting 7", title="Aflyst")
    mail_server.replies = [NOBODY]
    deliver()
    assert mail_server.subjects == ["Aflyst"]
    given_up = Message.objects.get(state=MessageState.FAILED)
    with pytest.raises(NotPossible, match="En nyere besked om det samme er sendt"):
        actions.resend(given_up, by=administrator)


@pytest.mark.requirement("D10")
def test_a_worker_that_dies_while_sending_loses_nothing_and_the_message_keeps_its_id(tell, mail_server):
    tell("agenda 7")
    lost = actions.claim_next()
    assert actions.claim_next() is None
    assert deliver(rules.LEASE * 0.9) == 0
    assert deliver(rules.LEASE) == 1
    assert mail_server.received[0][1]["Message-ID"] == lost.message_id
    # The first comes back from the dead: the message has gone, and that stands.
    actions.note_failure(lost, sentence="for sent", permanent=True)
    assert only().state == MessageState.SENT


@pytest.mark.requirement("D10")
def test_a_message_no_worker_survives_is_given_up_in_the_end(tell):
    tell("agenda 7")
    for attempt in range(6):
        with clock.at(START + rules.LEASE * attempt):
            assert actions.claim_next() is not None
    with clock.at(START + rules.LEASE * 6):
        assert actions.claim_next() is None
    assert only().state == MessageState.FAILED
    assert only().last_error == "Programmet gik i stå, hver gang det prøvede at sende beskeden."


@pytest.mark.requirement("D13")
def test_nothing_is_sent_to_one_who_has_left_until_somebody_asks_again(tell, mail_server, chief, administrator):
    tell("agenda 7")
    chief.is_active = False
    chief.save()
    assert deliver() == 0
    assert (only().state, only().last_error) == (MessageState.HELD, "Modtageren kan ikke længere logge ind.")
    chief.is_active = True
    chief.save()
    assert deliver() == 0
    actions.resend(only(), by=administrator)
    assert deliver() == 1


@pytest.mark.requirement("D10")
def test_what_was_put_off_is_sent_though_the_demo_clock_went_back_at_midnight(tell, mail_server):
    tell("agenda 7")
    mail_server.replies = [BUSY]
    with clock.at(START + dt.timedelta(hours=14, minutes=59)):
        delivery.deliver_due()
    assert deliver(dt.timedelta(hours=-9)) == 1


@pytest.mark.requirement("R82")
def test_an_invitation_is_the_last_of_the_alternatives_and_says_its_method(tell, mail_server):
    invitation = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Møde\r\nEND:VCALENDAR\r\n"
    tell("invitation 1", calendar={"method": "REQUEST", "text": invitation}, headers={"X-Meeting": "7"})
    deliver()
    mail = mail_server.received[0][1]
    assert mail.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = list(mail.iter_parts())[-1]
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    assert part["Content-Transfer-Encoding"] in {"quoted-printable", "base64"}
    assert part.get_content() == invitation
    assert b"=0D" not in mail_server.raw[0]
    assert mail["X-Meeting"] == "7"


@pytest.mark.requirement("D8")
def test_a_paper_is_fetched_when_the_mail_is_sent(tell, mail_server, monkeypatch):
    papers = {3: ("Dagsorden.pdf", b"%PDF-", "application/pdf")}
    monkeypatch.setitem(delivery.attachment_sources._items, "paper", papers.__getitem__)  # noqa: SLF001
    tell("agenda 7", attachments=[("paper", 3)])
    tell("agenda 8", attachments=[("paper", 4)])
    assert deliver() == 1
    [attached] = mail_server.received[0][1].iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Dagsorden.pdf", b"%PDF-")
    assert Message.objects.get(occasion="agenda 8").last_error == "Beskeden kunne ikke sættes sammen: 4"


@pytest.mark.requirement("D10")
def test_a_line_break_in_a_title_adds_no_header(tell, mail_server):
    tell("agenda 7", title="Møde\r\nBcc: alle@eksempel.dk")
    deliver()
    [(to, mail)] = mail_server.received
    assert mail["Bcc"] is None
    assert to == ["stabschef@eksempel.dk"]


@pytest.mark.requirement("D2")
def test_the_trail_tells_of_the_message_from_writing_to_sending(tell, mail_server):
    tell("agenda 7")
    mail_server.replies = [BUSY]
    deliver()
    deliver(MINUTE)
    assert [entry.what for entry in history_of(only())][::-1] == [
        "skrev beskeden",
        "begyndte at sende beskeden, forsøg 1",
        "kunne ikke sende beskeden, forsøg 1",
        "begyndte at sende beskeden, forsøg 2",
        "sendte beskeden",
    ]


@pytest.mark.requirement("D10")
def test_the_message_id_is_the_same_for_one_occasion_and_person_for_ever(tell, chief, manager):
    first = tell("agenda 7", chief)[0].message_id
    assert re.fullmatch(r"<[0-9a-f]{40}@eksempel\.dk>", first)
    assert tell("agenda 7", manager)[0].message_id != first
    Message.objects.all().delete()
    assert tell("agenda 7", chief)[0].message_id == first
