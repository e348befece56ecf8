"""Two people do the same at the same moment, each with a connection of its own, on both databases."""

import datetime as dt
import threading

import pytest

from tests.attacks.conftest import at_once
from tests.meetings.conftest import SG_DAY, moment
from tvaerblik.audit import queries as audit
from tvaerblik.bodies import actions as bodies
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.refusals import NotPossible
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import AgendaItem, Approval, Case, Decision, Package
from tvaerblik.outbox.models import Message, Notice
from tvaerblik.people.models import Appointment, Level, Person, Position
from tvaerblik.portfolio import actions as portfolio
from tvaerblik.portfolio.models import Project, ProjectClass

pytestmark = pytest.mark.django_db(transaction=True)

NOVEMBER = dt.date(2026, 11, 20)


def refused(told):
    """The sentences of those who were refused; anything else that was raised is a fault."""
    for one in told:
        if one.error is not None and not isinstance(one.error, NotPossible):
            raise one.error
    return [one.error.sentence for one in told if one.error is not None]


def fresh(thing):
    """As another request would read it."""
    return type(thing)._default_manager.get(pk=thing.pk)


def ready_meeting(story):
    meeting = story.meeting()
    story.ready(story.dated_case(meeting).items.get())
    return meeting


def acting_chair(story):
    """A manager who acts as chair while the chair is there as well."""
    t = story.t
    post = Position.objects.create(name="Stabschef", unit=t.unit, level=Level.CHIEF)
    Appointment.objects.create(position=post, person=t.staff, since=dt.date(2025, 1, 1))
    day = dt.date(2026, 10, 1)
    bodies.delegate(t.sg, role=SeatRole.CHAIR, person=fresh(t.staff), since=day, until=dt.date(2027, 1, 1), by=t.chair)
    return fresh(t.staff)


def trail_holds():
    assert audit.verify()[0] is None


@pytest.mark.requirement("R75")
def test_chair_and_deputy_approve_at_once_and_there_is_one_approval(crowd):
    meeting, deputy = ready_meeting(crowd), acting_chair(crowd)
    with crowd.on(NOVEMBER):
        crowd.prepared(meeting)
    told = at_once(
        moment(NOVEMBER),
        *(lambda by=by: actions.approve_agenda(fresh(meeting), by=fresh(by)) for by in (crowd.t.chair, deputy)),
    )
    assert len(refused(told)) == 1
    assert "godkendt af formanden" in refused(told)[0]
    assert Approval.objects.filter(meeting=meeting).count() == 1
    trail_holds()


@pytest.mark.requirement("R34")
def test_two_who_decide_the_same_item_at_once_make_one_decision_and_no_gap_in_the_numbers(crowd):
    meeting = crowd.meeting()
    first, second = (crowd.dated_case(meeting, title=title) for title in ("Den ene sag", "Den anden sag"))
    with crowd.on(NOVEMBER):
        crowd.sent(meeting)
    with crowd.on(SG_DAY):
        actions.start_meeting(meeting, by=crowd.t.secretary)
    items = [case.items.get() for case in (first, second)]
    told = at_once(
        moment(SG_DAY),
        *(lambda by=by: crowd.decided(fresh(items[0]), by=fresh(by)) for by in (crowd.t.secretary, crowd.t.chair)),
        lambda: crowd.decided(fresh(items[1]), by=fresh(crowd.t.secretary)),
    )
    assert refused(told) == ["Punktet er “behandlet” og kan ikke besluttes nu."]
    assert sorted(Decision.objects.values_list("number", flat=True)) == ["STG-2026-001", "STG-2026-002"]
    trail_holds()


@pytest.mark.requirement("R34")
def test_a_decision_that_is_refused_gives_its_number_back(crowd):
    meeting = crowd.meeting()
    case = crowd.dated_case(meeting)
    with crowd.on(NOVEMBER):
        crowd.sent(meeting)
    with crowd.on(SG_DAY):
        actions.start_meeting(meeting, by=crowd.t.secretary)
    item, point = case.items.get(), case.points.get()
    with crowd.on(SG_DAY):
        other = {point.effects.get().pk: "2027-12-31"}
        points = [actions.PointDecision(point, "approved", "", other)]
        with pytest.raises(NotPossible, match="en anden værdi end indstillet"):
            actions.decide_item(item, points=points, by=crowd.t.secretary)
        assert crowd.decided(item).number == "STG-2026-001"


@pytest.mark.requirement("R56")
def test_four_who_register_a_project_at_once_get_four_codes(crowd):
    fields = {"project_class": ProjectClass.INTER_MUNICIPAL, "unit": crowd.t.unit}

    def register(name):
        by = Person.objects.get(pk=crowd.t.pg_secretary.pk)
        return portfolio.register_project(fields={**fields, "name": name}, by=by)

    told = at_once(moment(NOVEMBER), *(lambda n=n: register(f"Projekt {n}") for n in range(4)))
    assert not refused(told)
    made = {one.result.code for one in told}
    assert len(made) == 4
    numbers = sorted(int(code[1:]) for code in made)
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert Project.objects.filter(name__startswith="Projekt ").count() == 4
    trail_holds()


@pytest.mark.requirement("R71", "R75")
def test_an_agenda_that_is_sent_twice_at_once_goes_out_once_to_each(crowd):
    meeting = ready_meeting(crowd)
    with crowd.on(NOVEMBER):
        crowd.approved(meeting)
    send = lambda: actions.send_agenda(fresh(meeting), by=fresh(crowd.t.secretary))  # noqa: E731
    told = at_once(moment(NOVEMBER), send, send, send)
    assert len(refused(told)) == 2
    assert "udsendt" in refused(told)[0]
    package = Package.objects.get(meeting=meeting)
    people = set(package.recipients.values_list("person", flat=True))
    assert package.recipients.count() == len(people) == 6
    letters = Message.objects.filter(occasion=f"package:{package.pk}").values_list("recipient", flat=True)
    assert sorted(letters) == sorted(people)
    assert Notice.objects.filter(occasion=f"package:{package.pk}").count() == len(people)
    trail_holds()


EDITS = {
    "the text of the case": lambda case, by: actions.revise_case(case, fields={"summary": "Noget andet."}, by=by),
    "a point": lambda case, by: actions.add_point(case, text="der afsættes 2 mio. kr.", by=by),
    "the minutes of the item": lambda case, by: actions.revise_item(case.items.get(), fields={"minutes": 55}, by=by),
}


def before(monkeypatch, module, name, meanwhile, by_when):
    """Let somebody else begin ``meanwhile`` just before the function is called, and wait for what they can finish."""
    real, told = getattr(module, name), []

    def slowly(*args, **kwargs):
        if not told:
            told.append(None)
            done = threading.Event()
            thread = threading.Thread(target=lambda: (told.append(at_once(by_when, meanwhile)[0]), done.set()))
            threads.append(thread)
            thread.start()
            # Somebody who is rightly kept waiting finishes after us; a second is long for somebody who is not.
            done.wait(1)
        return real(*args, **kwargs)

    threads = []
    monkeypatch.setattr(module, name, slowly)
    return threads, told


@pytest.mark.requirement("R75", "D3")
@pytest.mark.parametrize("what", EDITS)
def test_what_is_edited_while_the_chair_approves_is_not_sent_unseen(crowd, monkeypatch, what):
    meeting = ready_meeting(crowd)
    case = Case.objects.get()
    with crowd.on(NOVEMBER):
        crowd.prepared(meeting)
        edit = lambda: EDITS[what](fresh(case), fresh(crowd.t.secretary))  # noqa: E731
        threads, told = before(monkeypatch, queries, "hash_of", edit, moment(NOVEMBER))
        actions.approve_agenda(fresh(meeting), by=fresh(crowd.t.chair))
        monkeypatch.undo()
        for thread in threads:
            thread.join(60)
        assert not refused(told[1:])
        with pytest.raises(NotPossible, match="Materialet er ændret, siden formanden godkendte det"):
            actions.send_agenda(fresh(meeting), by=fresh(crowd.t.secretary))
    assert not Package.objects.exists()
    trail_holds()


@pytest.mark.requirement("R75", "D3")
@pytest.mark.parametrize("what", EDITS)
def test_what_is_edited_while_the_agenda_is_sent_is_not_in_the_paper(crowd, monkeypatch, what):
    meeting = ready_meeting(crowd)
    case = Case.objects.get()
    with crowd.on(NOVEMBER):
        crowd.approved(meeting)
        edit = lambda: EDITS[what](fresh(case), fresh(crowd.t.secretary))  # noqa: E731
        threads, told = before(monkeypatch, queries, "to_send", edit, moment(NOVEMBER))
        package = actions.send_agenda(fresh(meeting), by=fresh(crowd.t.secretary))
        monkeypatch.undo()
        for thread in threads:
            thread.join(60)
    assert refused(told[1:]), "what has been sent is locked"
    item = AgendaItem.objects.get(case=case)
    shown = next(entry for entry in package.content["items"] if entry["item_id"] == item.pk)
    approved = next(entry for entry in package.approval.content["items"] if entry["item_id"] == item.pk)
    assert [shown[name] for name in ("minutes", "summary")] == [approved[name] for name in ("minutes", "summary")]
    assert len(shown["points"]) == len(approved["points"]) == 1
    trail_holds()


@pytest.mark.requirement("D2")
def test_many_who_write_in_the_same_records_at_once_wait_for_each_other_and_nobody_is_thrown_out(crowd):
    meeting = crowd.meeting()
    cases = [crowd.dated_case(meeting, title=f"Sag {number}") for number in range(3)]
    deeds = [
        *(
            lambda c=c: actions.accept_item(c.items.get(), material_owner=crowd.t.it, by=fresh(crowd.t.secretary))
            for c in cases
        ),
        *(lambda c=c: actions.revise_case(fresh(c), fields={"summary": "Nyt."}, by=fresh(crowd.t.it)) for c in cases),
        *(lambda c=c: actions.order_item(c.items.get(), position=1, by=fresh(crowd.t.secretary)) for c in cases),
        lambda: portfolio.revise_project(fresh(crowd.t.vum), fields={"name": "VUM 3"}, by=fresh(crowd.t.it)),
    ]
    told = at_once(moment(dt.date(2026, 10, 20)), *deeds)
    assert not refused(told)
    positions = list(meeting.items.order_by("position").values_list("position", flat=True))
    assert positions == sorted(set(positions))
    trail_holds()
