"""A database that cannot take more at once answers in words."""

import pytest
from django.db import OperationalError

from tvaerblik.core.busy import busy_in_words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.core.verbs import Verb, VerbForm


@pytest.mark.parametrize("said", ["database is locked", "deadlock detected\nDETAIL:  Process 1 waits"])
def test_who_waits_in_vain_for_others_is_told_so_and_to_try_again(said):
    def action(*, by):
        raise OperationalError(said)

    form = VerbForm({})
    assert form.is_valid()
    with pytest.raises(NotPossible) as refused:
        Verb("save", "Save", action, "things").run(None, form, None)
    assert refused.value.sentence == (
        "Der er mange, der gemmer samtidig, og denne gang gik det ikke igennem. Intet er gemt; prøv igen."
    )


def test_another_fault_of_the_database_is_not_hidden():
    with pytest.raises(OperationalError, match="disk"), busy_in_words():
        raise OperationalError("disk I/O error")
