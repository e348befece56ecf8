"""The cast, and a clock that stands on the example's day."""

import copy
import datetime as dt

import pytest

from tests.cast import cast_for_module
from tvaerblik.core import clock

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _clock():
    with clock.at(clock.moment_of(TODAY)):
        yield


@pytest.fixture(scope="module")
def module_cast(django_db_setup, django_db_blocker):
    with cast_for_module(django_db_blocker) as made:
        yield made


@pytest.fixture
def cast(module_cast, db):
    return copy.deepcopy(module_cast)
