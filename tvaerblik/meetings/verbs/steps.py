"""Verbs that are steps of a workflow: label and reason come from its table."""

from __future__ import annotations

from typing import Any

from tvaerblik.core.verbs import Verb
from tvaerblik.core.workflow import Workflow
from tvaerblik.meetings import actions


def step(workflow: Workflow, name: str, path: str, **more: Any) -> Verb:
    """The verb of a step: called, barred and labelled as the workflow says."""
    given: dict[str, Any] = {"why_not": lambda thing, by: workflow.why_not(name, thing, by), **more}
    return Verb(name, workflow.steps[name].label, getattr(actions, name), path, **given)
