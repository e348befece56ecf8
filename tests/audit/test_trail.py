"""The trail: nobody can change, remove or cut off what happened without it showing."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tvaerblik.audit import anchors, chain, queries
from tvaerblik.audit.actions import add, erase_payload, record, revise
from tvaerblik.audit.models import Event, Payload
from tvaerblik.core.refusals import ChangedMeanwhile, NotPossible
from tvaerblik.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D2")]


@pytest.fixture
def clerk():
    return Person.objects.create(name="Sekretær", email="sekretaer@eksempel.dk", password="!")


@pytest.fixture
def colleague(clerk):
    return add(Person(name="Kollega", email="kollega@eksempel.dk", password="!"), by=clerk, verb="add_person")


def three_events(colleague, clerk):
    revise(colleague, {"title": "Konsulent"}, by=clerk)
    revise(colleague, {"title": "Chefkonsulent"}, by=clerk)
    return list(Event.objects.order_by("sequence"))


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_trail_holds(colleague, clerk):
    events = three_events(colleague, clerk)
    broken, head = queries.verify()
    assert broken is None
    assert (head.sequence, head.digest) == (3, events[-1].digest)


def test_the_history_says_who_when_before_and_after(colleague, clerk):
    revise(colleague, {"title": "Konsulent"}, by=clerk)
    newest = queries.history_of(colleague)[0]
    assert newest.who == "Sekretær"
    assert [(change.label, change.before, change.after) for change in newest.changes] == [("Titel", "", "Konsulent")]


def test_a_changed_event_is_named(colleague, clerk):
    events = three_events(colleague, clerk)
    raw("UPDATE audit_event SET actor_id = %s WHERE sequence = 2", 999)
    broken, _head = queries.verify()
    assert (broken.sequence, broken.sentence) == (2, "the event has been changed")
    assert len(events) == 3


def test_changed_content_is_named(colleague, clerk):
    three_events(colleague, clerk)
    payload = Payload.objects.get(event__sequence=3)
    payload.content["changes"]["title"]["after"] = "Direktør"
    payload.save()
    broken, _head = queries.verify()
    assert (broken.sequence, broken.sentence) == (3, "its content has been changed")


def test_a_deleted_event_is_named(colleague, clerk):
    three_events(colleague, clerk)
    raw("DELETE FROM audit_payload WHERE event_id = (SELECT id FROM audit_event WHERE sequence = 2)")
    raw("DELETE FROM audit_event WHERE sequence = 2")
    broken, _head = queries.verify()
    assert broken.sentence == "event 2 is missing"


def test_a_deleted_content_row_is_named(colleague, clerk):
    three_events(colleague, clerk)
    raw("DELETE FROM audit_payload WHERE event_id = (SELECT id FROM audit_event WHERE sequence = 2)")
    broken, _head = queries.verify()
    assert (broken.sequence, broken.sentence) == (2, "its content row is missing")


def test_cutting_off_the_tail_shows_because_the_head_is_kept_outside(
    colleague, clerk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        three_events(colleague, clerk)
    assert anchors.kept()[0].sequence == 3
    raw("DELETE FROM audit_payload WHERE event_id = (SELECT id FROM audit_event WHERE sequence = 3)")
    raw("DELETE FROM audit_event WHERE sequence = 3")
    broken, _head = queries.verify()
    assert broken.sentence == "the chain ends here, but 3 events were anchored outside"


def test_an_older_head_never_replaces_a_newer_one():
    anchors.keep(7, "b" * 64)
    anchors.keep(5, "a" * 64)
    assert anchors.kept() == [chain.Head(7, "b" * 64)]


def test_content_can_be_erased_without_breaking_the_chain(colleague, clerk):
    events = three_events(colleague, clerk)
    erase_payload(events[1], by=clerk, reason="ret til at blive glemt")
    broken, head = queries.verify()
    assert broken is None
    assert head.sequence == 4
    assert [entry.erased for entry in queries.history_of(colleague)] == [False, True, False]


def test_erasing_without_leaving_a_mark_is_found(colleague, clerk):
    three_events(colleague, clerk)
    raw("UPDATE audit_payload SET content = NULL WHERE event_id = (SELECT id FROM audit_event WHERE sequence = 2)")
    broken, _head = queries.verify()
    assert (broken.sequence, broken.sentence) == (2, "its content has been changed")


def test_the_command_proves_the_trail_or_names_the_row(colleague, clerk):
    three_events(colleague, clerk)
    out = io.StringIO()
    call_command("verify_trail", stdout=out)
    assert "3 events" in out.getvalue()
    raw("UPDATE audit_event SET verb = 'add_other' WHERE sequence = 1")
    with pytest.raises(CommandError, match="does not hold at event 1"):
        call_command("verify_trail")


def test_revising_to_the_same_value_leaves_no_event(colleague, clerk):
    before = Event.objects.count()
    revise(colleague, {"title": ""}, by=clerk)
    assert Event.objects.count() == before


def test_a_value_that_does_not_hold_is_refused_in_words_and_nothing_is_saved(colleague, clerk):
    with pytest.raises(NotPossible) as refused:
        revise(colleague, {"email": "ikke en adresse"}, by=clerk)
    assert "Arbejdsmail" in refused.value.sentence or "e-mail" in refused.value.sentence.lower()
    colleague.refresh_from_db()
    assert colleague.email == "kollega@eksempel.dk"


def test_two_people_who_change_different_fields_do_not_undo_each_other(colleague, clerk):
    opened = colleague.version
    revise(colleague, {"title": "Konsulent"}, by=clerk, seen_version=opened)
    revise(colleague, {"name": "Kollega i Staben"}, by=colleague, seen_version=opened)
    colleague.refresh_from_db()
    assert (colleague.title, colleague.name) == ("Konsulent", "Kollega i Staben")


def test_the_second_who_changes_the_same_field_is_told_what_and_by_whom(colleague, clerk):
    opened = colleague.version
    revise(colleague, {"title": "Konsulent"}, by=clerk, seen_version=opened)
    with pytest.raises(ChangedMeanwhile) as refused:
        revise(colleague, {"title": "Projektleder"}, by=colleague, seen_version=opened)
    change = refused.value.changes[0]
    assert (change.label, change.before, change.after, change.who) == ("Titel", "", "Konsulent", "Sekretær")
    assert refused.value.sentence.startswith("Ændringen blev ikke gemt")


def test_what_the_assistant_does_stands_with_both_names(colleague, clerk):
    clerk.acting_for = colleague
    record("add_person", colleague, by=clerk)
    assert queries.history_of(colleague)[0].who == "Sekretær (Kollega)"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdefghijæøå", max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(content=JSON)
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_the_chain_can_be_proved_from_what_the_database_gives_back(content):
    person = Person.objects.create(name="N", email=f"n{Person.objects.count()}@eksempel.dk", password="!")
    record("revise", person, by=None, content=content)
    assert queries.verify()[0] is None
    Person.objects.filter(pk=person.pk).delete()
