"""The terms of reference in force on a day."""

import datetime as dt

import pytest

from tests.bodies.conftest import TODAY
from tests.cast import FIRST_DAY
from tvaerblik.bodies import actions, queries
from tvaerblik.core.refusals import NotPermitted, NotPossible


@pytest.mark.requirement("R7")
def test_the_version_in_force_on_a_day_is_the_latest_that_had_begun(cast):
    first = actions.adopt_terms(cast.steering, since=FIRST_DAY, purpose="Første formål", by=cast.steering_secretary)
    second = actions.adopt_terms(
        cast.steering,
        since=dt.date(2026, 6, 1),
        purpose="Andet formål",
        decided_by="Direktionen",
        by=cast.administrator,
    )
    assert (first.number, second.number) == (1, 2)
    assert queries.terms_on(cast.steering, FIRST_DAY - dt.timedelta(days=1)) is None
    assert queries.terms_on(cast.steering, dt.date(2026, 5, 31)) == first
    assert queries.terms_on(cast.steering, dt.date(2026, 6, 1)) == second
    first.refresh_from_db()
    assert first.purpose == "Første formål"


@pytest.mark.requirement("R7")
def test_a_new_version_begins_after_the_one_before(cast):
    actions.adopt_terms(cast.steering, since=TODAY, purpose="Formål", by=cast.administrator)
    with pytest.raises(NotPossible, match="Version 1 gælder fra 22"):
        actions.adopt_terms(cast.steering, since=TODAY, purpose="Formål", by=cast.administrator)


@pytest.mark.requirement("R7")
def test_a_member_does_not_write_the_terms(cast):
    with pytest.raises(NotPermitted, match="formanden eller sekretæren for Styregruppen"):
        actions.adopt_terms(cast.steering, since=TODAY, purpose="Formål", by=cast.health_chief)


@pytest.mark.requirement("R7")
def test_there_is_one_steering_group(cast):
    with pytest.raises(NotPossible, match="allerede et organ af typen “Styregruppe”"):
        actions.add_body(
            fields={"name": "En til", "short_name": "En til", "code": "SG2", "kind_of_body": "steering_group"},
            by=cast.administrator,
        )
