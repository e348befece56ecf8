"""The drawn workflows are the real ones, and each step is one name from the page to the action."""

import ast

import pytest
from django.urls import resolve, reverse

from tests.world import PACKAGE, ROOT, tree
from tvaerblik.core.lists import listings
from tvaerblik.core.verbs import verbs
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.meetings import actions
from tvaerblik.meetings.rules import WORKFLOWS
from tvaerblik.operations.diagrams import DRAWN, all_diagrams, diagram

STEPS = [step.name for workflow in DRAWN for step in workflow.steps.values()]
OF_MEETINGS = [step.name for workflow in WORKFLOWS for step in workflow.steps.values()]


def address(name, verb):
    """Where the verb stands: its page, or with ``api_`` before the name its operation."""
    return reverse(name, args=[] if verb.things is None else [7])


def test_the_page_of_workflows_shows_the_tables_as_they_are():
    drawn = (ROOT / "docs" / "workflows.md").read_text(encoding="utf-8")
    assert drawn == all_diagrams(), "write it anew with ./manage draw_workflows"


def test_a_diagram_has_every_state_and_an_arrow_from_each_state_a_step_can_be_taken_in():
    steps = [
        Step("send_letter", "Send", frozenset({"written", "returned"}), "sent"),
        Step("read_letter", "Read", frozenset({"sent"}), None),
    ]
    states = {"written": "skrevet", "returned": "returneret", "sent": "sendt"}
    lines = diagram(Workflow("long_letter", states=states, steps=steps)).splitlines()
    assert lines[0] == "## Long letter"
    assert [line.strip() for line in lines if " : " in line] == [
        "written : skrevet",
        "returned : returneret",
        "sent : sendt",
        "returned --> sent : send_letter",
        "written --> sent : send_letter",
        "sent --> sent : read_letter",
    ]


def test_every_workflow_of_the_house_is_drawn():
    """A table that nobody lists would stand in no diagram."""
    named = {
        node.targets[0].id
        for path in sorted(PACKAGE.rglob("rules/*.py")) + sorted(PACKAGE.rglob("rules.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "Workflow"
    }
    assert sorted(name.lower() for name in named) == sorted(workflow.name for workflow in DRAWN)


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_one_name_on_the_page_and_in_the_api(name):
    verb = verbs[name]
    assert address(name, verb) == f"/{verb.path}/7/{name.replace('_', '-')}"
    assert address(f"api_{name}", verb) == f"/api/v1/{verb.path}/7/{name.replace('_', '-')}"


@pytest.mark.parametrize("name", OF_MEETINGS)
def test_a_step_of_a_meeting_is_an_action_of_the_same_name(name):
    assert verbs[name].action is getattr(actions, name)


def test_a_step_stands_in_one_workflow_only():
    assert len(STEPS) == len(set(STEPS))


@pytest.mark.requirement("D19")
@pytest.mark.parametrize("name", sorted(verbs))
def test_whatever_has_a_page_has_an_operation_that_runs_the_same_verb(name):
    verb = verbs[name]
    for where in (name, f"api_{name}"):
        found = resolve(address(where, verb))
        assert found.func.view_initkwargs["verb"] is verb


@pytest.mark.requirement("D19")
@pytest.mark.parametrize("name", sorted(listings))
def test_whatever_is_a_list_can_be_read_as_json(name):
    found = resolve(reverse(f"api_list_{name}"))
    assert found.func.view_initkwargs["listing"] is listings[name]
