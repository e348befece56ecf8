"""What a decision can do to a project: each effect reads, shows and applies one field (``change_by_decision``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.core.effects import Effect, contribute
from tvaerblik.core.fields import DayField
from tvaerblik.core.money import kroner
from tvaerblik.people.models import Person
from tvaerblik.portfolio import actions, queries
from tvaerblik.portfolio.models import Phase, Project, State

KIND = "portfolio.project"


def _nothing() -> str:
    return _("not set")


def _as_date(value: Any) -> str:
    return date_format(dt.date.fromisoformat(value), "DATE_FORMAT") if value else _nothing()


def _as_money(value: Any) -> str:
    return kroner(int(value)) if value is not None else _nothing()


def _as_person(value: Any) -> str:
    person = Person.objects.filter(pk=value).first() if value else None
    return str(person) if person else _nothing()


def _as_number(value: Any) -> str:
    return number_format(value) if value is not None else _nothing()


def _pack_person(value: Any) -> Any:
    return value.pk if isinstance(value, Person) else value


def _pack_date(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _unpack(field: str, value: Any) -> Any:
    if field == "end" and value:
        return dt.date.fromisoformat(value)
    if field == "owner":
        return Person.objects.get(pk=value)
    return value


def _effect(
    verb: str,
    field: str,
    label: str | Promise,
    form_field: Callable[[], forms.Field],
    reads: Callable[[Any], str],
    pack: Callable[[Any], Any] = lambda value: value,
    *,
    cost: Callable[[Any, Any], int] | None = None,
) -> Effect:
    def current(project: Project) -> Any:
        return pack(getattr(project, field))

    def apply(project: Project, *, value: Any, decision: str, by: Any) -> None:
        actions.change_by_decision(
            project, field=field, value=_unpack(field, value), decision=decision, verb=verb, by=by
        )

    return Effect(KIND, verb, label, form_field, queries.projects_for, current, reads, apply, pack, cost)


EFFECTS = (
    _effect(
        "set_phase",
        "phase",
        gettext_lazy("Phase"),
        lambda: forms.ChoiceField(choices=Phase.choices),
        lambda value: str(Phase(value).label),
    ),
    _effect(
        "set_state",
        "state",
        gettext_lazy("State"),
        lambda: forms.ChoiceField(choices=State.choices),
        lambda value: str(State(value).label),
    ),
    _effect(
        "set_owner",
        "owner",
        gettext_lazy("Project owner"),
        lambda: forms.ModelChoiceField(Person.objects.filter(is_active=True)),
        _as_person,
        _pack_person,
    ),
    _effect(
        "set_budget",
        "budget",
        gettext_lazy("Budget"),
        lambda: forms.IntegerField(min_value=0),
        _as_money,
        cost=lambda before, after: (after or 0) - (before or 0),
    ),
    _effect("set_end_date", "end", gettext_lazy("End date"), DayField, _as_date, _pack_date),
    _effect("set_priority", "priority", gettext_lazy("Priority"), lambda: forms.IntegerField(min_value=1), _as_number),
    _effect(
        "set_scope",
        "scope_text",
        gettext_lazy("Scope"),
        lambda: forms.CharField(max_length=2000),
        lambda v: v or _nothing(),
    ),
)


def contribute_effects() -> None:
    """Make them known to the meetings."""
    for effect in EFFECTS:
        contribute(effect)
