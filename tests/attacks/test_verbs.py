"""Every verb there is, tried by somebody without a seat and by an administrator, on the page and in the API (D1)."""

import pytest
from django import forms
from django.apps import apps
from django.db import transaction
from django.http import Http404

from tests.attacks.doors import told
from tests.attacks.house import WORD
from tvaerblik.core.refusals import Refusal
from tvaerblik.core.verbs import verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D1", "D4", "D19")]

REFUSED = {403, 404, 409, 422}
# What concerns nobody but oneself, and reading on one's own behalf, is open to everybody.
OPEN = {"choose_preferences", "save_view", "mark_all_seen"}
# An administrator keeps persons, units and bodies, and has no say in cases, meetings and projects.
KEEPS = ("persons", "roles", "assistances", "units", "positions", "appointments", "views", "outbox", "notices",
         "bodies", "seats", "memberships", "agreements", "consents", "delegations", "member-profiles",
         "imports", "import-rows", "import-mappings", "word-templates")  # fmt: skip
PASSING = {"sessions.session", "django_tasks_database.dbtaskresult"}


def everything():
    """The whole database, but for what is not a record."""
    return {
        model._meta.label_lower: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label_lower not in PASSING
    }


def plausible(field):
    """A value that the field accepts, as far as can be known from outside."""
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return str(first.pk) if first else "1"
    if isinstance(field, forms.ChoiceField):
        flat = [value for value, _label in field.choices if not isinstance(_label, list) and value]
        return flat[0] if flat else ""
    kinds = ((forms.DateField, "2027-06-01"), (forms.TimeField, "9.00"), (forms.BooleanField, "on"),
             (forms.IntegerField, "1"), (forms.DecimalField, "1"), (forms.EmailField, "ny@eksempel.dk"))  # fmt: skip
    return next((value for kind, value in kinds if isinstance(field, kind)), "Overtaget")


def input_for(verb, thing, by, town):
    """A form filled to be accepted; empty where the person does not even get the form."""
    given = {"kind": "meetings.case", "subject": town.session_cases[0].pk, "subject_": "", "importer": "projects"}
    try:
        form = verb.form(initial=given, thing=thing, by=by)
    except (Http404, Refusal):
        return given
    filled = {name: plausible(field) for name, field in form.fields.items()}
    return {**filled, **({k: given[k] for k in ("kind", "subject")} if verb.path == "documents" else {})}


def things_of(verb, by, closed):
    """The first record, the last, and one of a closed case: seen or not."""
    model = verb.things(by).model
    rows = model._default_manager.order_by("pk")
    found = {row.pk: row for row in (rows.first(), rows.last()) if row}
    if model._meta.label_lower == "meetings.case":
        found[closed.pk] = closed
    return list(found.values())


class Attempt:
    """One POST, undone afterwards; says what is wrong with the answer."""

    def __init__(self, client, by, town):
        self.client, self.by, self.town = client, by, town
        self.before = everything()

    def __call__(self, verb, thing, *, api, may):
        place = f"/{'api/v1/' if api else ''}{verb.path}/{f'{thing.pk}/' if thing else ''}{verb.slug}"
        data = input_for(verb, thing, self.by, self.town)
        with transaction.atomic():
            point = transaction.savepoint()
            response = self.client.post(place, data, **({"content_type": "application/json"} if api else {}))
            changed = [name for name, rows in everything().items() if rows != self.before[name]]
            transaction.savepoint_rollback(point)
        said = told(response)
        if response.status_code >= 500 or WORD in said:
            return f"{place}: {response.status_code}"
        if not may and (changed or response.status_code not in REFUSED):
            return f"{place}: {response.status_code}, changed {changed}"
        return ""


def faults(client, by, town, may):
    client.force_login(by)
    attempt = Attempt(client, by, town)
    closed = town.closed[0]
    found = []
    for verb in verbs.values():
        things = [None] if verb.things is None else things_of(verb, by, closed)
        found += [attempt(verb, thing, api=api, may=may(verb, thing)) for thing in things for api in (False, True)]
    return [fault for fault in found if fault]


def test_an_outsider_changes_nothing_but_what_is_their_own(client, house):
    def may(verb, thing):
        return verb.name in OPEN and (thing is None or thing == house.outsider)

    assert not faults(client, house.outsider, house, may)


def test_an_administrator_keeps_the_set_up_and_decides_nothing(client, house):
    def may(verb, _thing):
        return verb.path in KEEPS or verb.name in {
            "register_local_project",
            "register_project",
            "take_out_case",  # whoever is asked for access to documents collects what is open
        }

    assert not faults(client, house.administrator, house, may)


def test_every_kind_of_thing_of_the_meetings_is_there_to_be_attacked(house):
    for verb in verbs.values():
        if verb.things is not None and verb.action.__module__.startswith(("tvaerblik.meetings", "tvaerblik.documents")):
            assert verb.things(house.outsider).model._default_manager.exists(), verb.name


def test_a_closed_case_answers_every_verb_as_if_it_were_not_there(client, house):
    closed = house.session_cases[1]
    chosen = [verb for verb in verbs.values() if verb.path in {"cases", "items", "points"} and verb.things is not None]
    pks = {"cases": closed.pk, "items": closed.items.get().pk, "points": closed.points.get().pk}
    for by in (house.outsider, house.administrator, house.director):
        client.force_login(by)
        for verb in chosen:
            for start in ("/", "/api/v1/"):
                place = f"{start}{verb.path}/{pks[verb.path]}/{verb.slug}"
                assert client.post(place).status_code == 404, place


def test_nobody_signed_in_gets_nowhere(client, house):
    for verb in verbs.values():
        thing = "" if verb.things is None else "1/"
        assert client.post(f"/{verb.path}/{thing}{verb.slug}").status_code == 302
        assert client.post(f"/api/v1/{verb.path}/{thing}{verb.slug}").status_code in {401, 403}
