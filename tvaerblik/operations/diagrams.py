"""The workflow tables drawn as state diagrams for the documentation."""

from __future__ import annotations

from django.utils import translation

from tvaerblik.core.workflow import Workflow
from tvaerblik.imports.rules import IMPORT
from tvaerblik.meetings.rules import WORKFLOWS

DRAWN = (*WORKFLOWS, IMPORT)

HEAD = """# Workflows

Drawn from the tables in `rules` by `./manage draw_workflows`; a test compares. A step without an arrow to another state
leaves the state as it is; the states of an agenda follow from its marks, approval and package.
"""


def diagram(workflow: Workflow) -> str:
    """One workflow as a Mermaid state diagram with a list of its steps."""
    lines = [f"## {workflow.name.replace('_', ' ').capitalize()}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {state} : {label}" for state, label in workflow.states.items()]
    for step in workflow.steps.values():
        lines += [f"    {source} --> {step.target or source} : {step.name}" for source in sorted(step.source)]
    lines += ["```", ""]
    return "\n".join(lines)


def all_diagrams() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return "\n".join([HEAD, *(diagram(workflow) for workflow in DRAWN)])
