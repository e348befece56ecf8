"""The buttons of a page: which steps somebody may take with a thing, and why not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tvaerblik.core.refusals import Gap
from tvaerblik.core.verbs import Verb, VerbForm, verbs
from tvaerblik.core.workflow import Step, Workflow


@dataclass(frozen=True)
class Offer:
    """One button. ``why`` is "" when it can be pressed now; ``one_click`` posts without a page in between."""

    name: str
    label: str
    url: str
    why: str
    one_click: bool
    danger: bool
    gaps: tuple[Gap, ...] = ()


def offer(name: str, thing: Any, by: Any) -> Offer:
    """The button of one verb, barred or not."""
    return _offer(verbs[name], thing, verbs[name].why_not(thing, by))


def _offer(verb: Verb, thing: Any, why: str, gaps: Iterable[Gap] = ()) -> Offer:
    url = reverse(verb.name, args=[thing.pk])
    plain = verb.form is VerbForm and verb.template == "core/verb.html" and not verb.intro
    return Offer(verb.name, str(verb.label), url, why, plain, verb.danger, tuple(gaps))


def barred_or_open(workflow: Workflow, step: Step, thing: Any) -> Offer:
    """The button of a step that somebody is entitled to, with what is missing."""
    gaps = workflow.gaps(step.name, thing)
    return _offer(verbs[step.name], thing, " ".join(gap.sentence for gap in gaps), gaps)


def steps(workflow: Workflow, thing: Any, by: Any, *, without: Iterable[str] = ()) -> list[Offer]:
    """The steps that fit the state and that ``by`` is entitled to; those that lack something say what."""
    left_out = set(without)
    return [
        barred_or_open(workflow, step, thing) for step in workflow.open_steps(thing, by) if step.name not in left_out
    ]


def open_offers(names: Iterable[str], thing: Any, by: Any) -> list[Offer]:
    """The buttons of those verbs that ``by`` can press now; the others are left out."""
    found = (offer(name, thing, by) for name in names)
    return [one for one in found if not one.why]
