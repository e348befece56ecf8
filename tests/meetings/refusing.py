"""How the tests say that something was refused."""

from contextlib import contextmanager

import pytest

from tvaerblik.core.refusals import NotPermitted, NotPossible


@contextmanager
def not_possible(sentence):
    """Nobody may do it as things stand, and this is the sentence."""
    with pytest.raises(NotPossible) as refusal:
        yield refusal
    assert refusal.value.sentence == sentence, refusal.value.sentence


@contextmanager
def not_permitted(sentence):
    """This person may not do it, and this is the sentence."""
    with pytest.raises(NotPermitted) as refusal:
        yield refusal
    assert refusal.value.sentence == sentence, refusal.value.sentence
