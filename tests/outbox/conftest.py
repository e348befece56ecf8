"""Three people, a letter, and a real mail server that keeps what it is given."""

import datetime as dt
from pathlib import Path

import pytest
from django.template import engines

from tests.outbox.server import MailServer, listening
from tvaerblik.core import clock
from tvaerblik.outbox import actions, delivery
from tvaerblik.people import roles
from tvaerblik.people.models import Person, RoleHolding

START = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
LETTER = "tests/mail/agenda_sent.txt"


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    with listening(server) as (host, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
        yield server


@pytest.fixture(autouse=True)
def _letters(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "dirs", [str(Path(__file__).parent / "letters")])


@pytest.fixture(autouse=True)
def _clock():
    with clock.at(START):
        yield


def make_person(name, **more):
    return Person.objects.create(name=name, email=f"{name.lower().replace(' ', '.')}@eksempel.dk", **more)


@pytest.fixture
def chief(db):
    return make_person("Stabschef")


@pytest.fixture
def manager(db):
    return make_person("Projektleder", language="en")


@pytest.fixture
def administrator(db):
    person = make_person("Administrator")
    RoleHolding.objects.create(role=roles.ADMINISTRATOR, person=person, since=dt.date(2020, 1, 1))
    return person


@pytest.fixture
def tell(chief):
    """Post a letter about an occasion; the chief alone gets it unless somebody else is named."""

    def post(occasion, *to, title="Dagsorden er udsendt", **more):
        more = {"template": LETTER, "context": {"title": title}, "url": "/meetings/7", "by": None, **more}
        return actions.post(occasion, to=to or [chief], **more)

    return post


def deliver(after=None, **how):
    """Let a worker look what is due, so long after the start."""
    with clock.at(START + (after or dt.timedelta())):
        return delivery.deliver_due(**how)
