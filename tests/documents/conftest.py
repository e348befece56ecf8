"""A unit carries attachments here: its own people see them, its leader reads what is closed."""

import datetime as dt

import pytest

from tvaerblik.documents.contributions import Subject, subjects
from tvaerblik.people.models import Person, Unit

READ_ONLY = "Læser"
LEADER = "Leder"


def _why_not_attach(unit, by):
    return "Kun enhedens medarbejdere kan vedhæfte." if by.title == READ_ONLY else ""


UNITS = Subject(
    kind="people.unit",
    door=lambda by: Unit.objects.filter(people=by),
    why_not_attach=_why_not_attach,
    is_closed_for=lambda _unit, by: by.title != LEADER,
)


@pytest.fixture(autouse=True)
def _units_carry_attachments(monkeypatch):
    monkeypatch.setitem(subjects._items, UNITS.kind, UNITS)  # noqa: SLF001  # a test takes its own kind out again


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which content is kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


def make_person(title, unit):
    return Person.objects.create(name=title, title=title, email=f"{title.lower()}@eksempel.dk", unit=unit)


@pytest.fixture
def unit(db):
    return Unit.objects.create(code="SK", name="Skole og dagtilbud", since=dt.date(2020, 1, 1))


@pytest.fixture
def consultant(unit):
    return make_person("Konsulent", unit)


@pytest.fixture
def leader(unit):
    return make_person(LEADER, unit)


@pytest.fixture
def reader(unit):
    return make_person(READ_ONLY, unit)


@pytest.fixture
def stranger(unit):
    other = Unit.objects.create(code="KU", name="Kultur", since=dt.date(2020, 1, 1))
    return make_person("Fremmed", other)
