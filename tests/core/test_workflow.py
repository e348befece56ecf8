"""A process as a table: buttons, guards and refusals come from the same rows."""

from dataclasses import dataclass

import pytest
from django.utils import translation

from tvaerblik.core.refusals import Gap, NotPermitted, NotPossible
from tvaerblik.core.workflow import Step, Workflow

pytestmark = pytest.mark.requirement("D1")


@dataclass
class Paper:
    state: str = "draft"
    text: str = ""


def only_the_chair(_paper, by):
    return "" if by == "chair" else "Only the chair can do this."


PAPER = Workflow(
    "paper",
    states={"draft": "draft", "approved": "approved"},
    steps=[
        Step(
            "approve_paper",
            "Approve",
            frozenset({"draft"}),
            "approved",
            only_the_chair,
            lambda p: [] if p.text else [Gap("The text is missing.")],
        ),
        Step("comment_paper", "Comment", frozenset({"draft", "approved"}), None),
    ],
)


def test_a_step_moves_the_state():
    paper = Paper(text="at planen godkendes")
    PAPER.take("approve_paper", paper, "chair")
    assert paper.state == "approved"


def test_the_wrong_person_is_told_who_can():
    with pytest.raises(NotPermitted, match="Only the chair"):
        PAPER.take("approve_paper", Paper(text="x"), "secretary")


def test_the_wrong_state_is_said_in_words():
    with translation.override("da"), pytest.raises(NotPossible) as refused:
        PAPER.take("approve_paper", Paper("approved", "x"), "chair")
    assert refused.value.sentence == "“Approve” kan ikke lade sig gøre: Tilstanden er “approved”."


def test_what_is_missing_is_listed_and_nothing_moves():
    paper = Paper()
    with pytest.raises(NotPossible) as refused:
        PAPER.take("approve_paper", paper, "chair")
    assert [gap.sentence for gap in refused.value.gaps] == ["The text is missing."]
    assert paper.state == "draft"


def test_the_buttons_are_the_steps_that_fit_state_and_person():
    assert [step.name for step in PAPER.open_steps(Paper(), "secretary")] == ["comment_paper"]
    assert [step.name for step in PAPER.open_steps(Paper(), "chair")] == ["approve_paper", "comment_paper"]


def test_a_step_without_target_leaves_the_state():
    paper = Paper()
    PAPER.take("comment_paper", paper, "secretary")
    assert paper.state == "draft"


def test_a_table_with_an_unknown_state_is_a_mistake_in_the_program():
    with pytest.raises(ValueError, match="unknown states"):
        Workflow("paper", states={"draft": "draft"}, steps=[Step("x", "x", frozenset({"gone"}), None)])
