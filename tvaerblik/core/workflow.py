"""A process as a table: step, from, to, who may take it, and what is missing.

The table feeds the buttons and the "what is missing" list, guards the action, draws the state diagram of the
documentation and drives the transition-matrix test, so that none of them can disagree with the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tvaerblik.core.refusals import Gap, NotPermitted, NotPossible


class Actor(Protocol):
    """Whoever acts: a person with a name; core knows no more about people."""

    @property
    def pk(self) -> Any: ...

    @property
    def name(self) -> str: ...


def anybody(_thing: Any, _by: Any) -> str:
    """No limit on who may take the step."""
    return ""


def nothing(_thing: Any) -> Sequence[Gap]:
    """Nothing can be missing."""
    return ()


@dataclass(frozen=True)
class Step:
    """One row of a workflow.

    ``who`` answers "" or a sentence, ``missing`` a list of gaps; both are asked again inside the action.
    ``target`` None means that the step leaves the state as it is.
    """

    name: str
    label: str | Promise
    source: frozenset[str]
    target: str | None
    who: Callable[[Any, Any], str] = anybody
    missing: Callable[[Any], Sequence[Gap]] = nothing


class Workflow:
    """The states of one kind of thing and the steps between them.

    ``states`` maps each state to the word people read. ``field`` is the attribute that holds the state; where the state
    follows from other facts, ``read`` tells it instead and no step has a target.
    """

    def __init__(
        self,
        name: str,
        *,
        states: Mapping[str, str | Promise],
        steps: Sequence[Step],
        field: str = "state",
        read: Callable[[Any], str] | None = None,
    ) -> None:
        self.name = name
        self.field = field
        self.read = read or (lambda thing: str(getattr(thing, field)))
        self.states = dict(states)
        self.steps = {step.name: step for step in steps}
        unknown = {s for step in steps for s in (*step.source, step.target or "") if s and s not in self.states}
        if unknown:
            raise ValueError(f"{name}: unknown states {sorted(unknown)}")

    def why_not(self, step_name: str, thing: Any, by: Any) -> str:
        """ "" when ``by`` may take the step now, else the sentence that says why not."""
        step = self.steps[step_name]
        return step.who(thing, by) or self._wrong_state(step, thing) or self._missing_sentence(step, thing)

    def gaps(self, step_name: str, thing: Any) -> Sequence[Gap]:
        """What is missing before the step can be taken, whoever asks."""
        step = self.steps[step_name]
        wrong = self._wrong_state(step, thing)
        return (Gap(wrong),) if wrong else tuple(step.missing(thing))

    def open_steps(self, thing: Any, by: Any) -> list[Step]:
        """The steps that fit the state and that ``by`` is entitled to, also when something is still missing."""
        state = self.read(thing)
        return [step for step in self.steps.values() if state in step.source and not step.who(thing, by)]

    def take(self, step_name: str, thing: Any, by: Any) -> None:
        """Move ``thing`` (in memory; the action saves). Raises NotPermitted or NotPossible with the sentence."""
        step = self.steps[step_name]
        if sentence := step.who(thing, by):
            raise NotPermitted(sentence)
        if sentence := self._wrong_state(step, thing):
            raise NotPossible(sentence)
        if gaps := tuple(step.missing(thing)):
            raise NotPossible(self._missing_sentence(step, thing), gaps)
        if step.target is not None:
            setattr(thing, self.field, step.target)

    def label(self, state: str) -> str:
        """The word people read for ``state``."""
        return str(self.states[state])

    def _wrong_state(self, step: Step, thing: Any) -> str:
        state = self.read(thing)
        if state in step.source:
            return ""
        return _("“%(step)s” is not possible: it is “%(state)s” now.") % {
            "step": step.label,
            "state": self.states[state],
        }

    def _missing_sentence(self, step: Step, thing: Any) -> str:
        gaps = list(step.missing(thing))
        if not gaps:
            return ""
        return _("“%(step)s” is not possible yet: %(missing)s") % {
            "step": step.label,
            "missing": " ".join(gap.sentence for gap in gaps),
        }
