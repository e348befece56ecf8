"""The sentence at the top of the start page tells the same as the list below it."""

import datetime as dt

import pytest

from tvaerblik.core.contributions import Task
from tvaerblik.web import sentences

pytestmark = pytest.mark.requirement("D18")

TODAY = dt.date(2026, 11, 22)


def said(*days):
    """The sentence about tasks that are due so many days from today; None is a task without a deadline."""
    dues = [None if number is None else TODAY + dt.timedelta(days=number) for number in days]
    return sentences.what_awaits([Task("En ting", "/", "Gør det", due=due) for due in dues], TODAY)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((), "Intet afventer dig nu."),
        ((-11,), "Én ting er over frist."),
        ((-11, 0, 0), "Én ting er over frist og 2 afventer dig i dag."),
        ((-11, -2, 0, 1), "2 ting er over frist, én afventer dig i dag og én afventer dig i morgen."),
        ((0,), "Én ting afventer dig i dag."),
        ((1, 1), "2 ting afventer dig i morgen."),
        ((1, 9), "Én ting afventer dig i morgen. Én mere har god tid."),
        ((-1, 5, None), "Én ting er over frist. 2 mere har god tid."),
        ((9, None), "Intet haster. 2 ting afventer dig senere."),
    ],
)
def test_what_is_overdue_is_said_first_and_everything_is_counted_once(days, sentence):
    assert said(*days) == sentence
