"""The municipality that is attacked: open and closed cases at every stage, and a word only in what is closed."""

import datetime as dt
from contextlib import contextmanager

import pikepdf

from tests.documents.files import pdf, upload
from tests.meetings.conftest import PG_DAY, SG_DAY, person
from tvaerblik.core import clock
from tvaerblik.documents import actions as documents
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, MinutesComment, WordTemplate
from tvaerblik.people import roles
from tvaerblik.people.models import RoleHolding

WORD = "HEMMELIGORD"
FIRST, NOW = dt.date(2026, 10, 1), dt.date(2027, 1, 12)
TEXTS = ("summary", "presentation", "economy")


def secret_pdf():
    """A PDF whose only page says the word."""
    import io

    with pikepdf.new() as document:
        page = document.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = document.make_stream(f"BT /F1 12 Tf 20 20 Td ({WORD}) Tj ET".encode())
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def open_case(story, meeting, title):
    case = story.case(title, by=story.t.social, meeting=meeting)
    story.point(case, effect="set_end_date", value=dt.date(2026, 12, 31))
    documents.attach_file(case, file=upload("Plan.pdf", pdf()), title="Plan", by=story.t.social)
    documents.attach_file(
        case, file=upload(f"{WORD}.pdf", secret_pdf()), title=f"{WORD} bilag", is_closed=True, by=story.t.social
    )
    return case


def closed_case(story, meeting, title):
    texts = {name: f"{WORD} {name}" for name in TEXTS}
    case = story.case(f"{title} {WORD}", is_closed=True, by=story.t.social, meeting=meeting, **texts)
    story.point(case, f"{WORD} besluttes", effect="set_budget", value=450_000)
    documents.attach_file(
        case, file=upload(f"{WORD}.pdf", secret_pdf()), title=f"{WORD} åbent bilag", by=story.t.social
    )
    documents.attach_file(
        case, file=upload(f"{WORD} 2.pdf", secret_pdf()), title=f"{WORD} lukket", is_closed=True, by=story.t.social
    )
    return case


def prepared_with_remarks(story, case):
    """Accepted, ready, treated at a chief meeting, returned by the chair with a comment, and ready again."""
    item = story.ready(case.items.get())
    story.pre_treated(item, remark=f"{WORD} bemærkning" if case.is_closed else "Tag tid til det.")
    item.refresh_from_db()
    actions.return_item(item, comment=f"{WORD} skal uddybes" if case.is_closed else "Uddyb.", by=story.t.chair)
    item.refresh_from_db()
    actions.ready_item(item, by=case.material_owner)
    return item


def held_meeting(story, t):
    """A meeting whose minutes are approved; every record of it exists."""
    with story.on(FIRST):
        meeting = story.meeting()
        cases = [open_case(story, meeting, "VUM 2.0 omlægges"), closed_case(story, meeting, "Personsag")]
        items = [prepared_with_remarks(story, case) for case in cases]
    with story.on(dt.date(2026, 11, 24)):
        story.sent(meeting)
    with story.on(meeting.day):
        actions.start_meeting(meeting, by=t.secretary)
        decisions = [
            story.decided(items[0]),
            story.decided(items[1], text=f"{WORD} er besluttet"),
        ]
        for decision in decisions:
            text = f"{WORD} følges op" if decision.item.is_closed else "Rapportér om etape 1"
            actions.add_follow_up(decision, text=text, owner=t.social, due=dt.date(2027, 1, 4), by=t.secretary)
        story.in_force(meeting)
    return meeting, cases, decisions


def session(story, t):
    """A meeting that goes on: one closed case decided and not in force, one awaiting its outcome."""
    with story.on(dt.date(2026, 12, 2)):
        meeting = story.meeting(day=NOW)
        cases = [open_case(story, meeting, "Systemer samles"), closed_case(story, meeting, "Ny personsag")]
        waiting = closed_case(story, meeting, "Tredje personsag")
        t.vum.refresh_from_db()
        items = [story.ready(case.items.get()) for case in (*cases, waiting)]
        story.sent(meeting)
    with story.on(NOW):
        actions.start_meeting(meeting, by=t.secretary)
        for item in items[:2]:
            decision = story.decided(item, text=WORD if item.is_closed else "")
            if item.is_closed:
                actions.add_dissent(decision, person=t.social, text=f"{WORD} er forkert", by=t.secretary)
    return meeting, cases


def ahead(story, t):
    """A meeting in preparation, with a proposed open and closed case and a chief meeting that is asked for."""
    with story.on(dt.date(2026, 12, 3)):
        meeting = story.meeting(day=dt.date(2027, 3, 2))
        programme = story.meeting(t.pg, day=dt.date(2027, 2, 2))
        cases = [open_case(story, meeting, "Brugerstyring udvides"), closed_case(story, meeting, "Fjerde personsag")]
        for case in cases:
            actions.request_pre_treatment(case.items.get(), body=t.cf, day=dt.date(2027, 2, 9), by=t.secretary)
        actions.exclude_member(cases[1].items.get(), person=t.staff, reason=f"{WORD} er i familien", by=t.secretary)
        alone = closed_case(story, None, "Uden møde")
    return meeting, programme, [*cases, alone]


def between(t):
    """A closed case that is escalated, and referred to a body without meetings here."""
    closed = next(case for case in t.held_cases if case.is_closed)
    texts = {name: f"{WORD} {name}" for name in ("title", "request", "reaction")}
    actions.raise_escalation(subject=closed, due=dt.date(2026, 12, 28), by=t.digital, **texts)
    actions.refer_case(closed, to_body=t.cf, kind_of_referral="information", note=f"{WORD} sendes", by=t.secretary)


def keeping(t):
    """What is kept and told afterwards: a note and a disclosure of the closed case, journal marks, a briefing."""
    closed = next(case for case in t.held_cases if case.is_closed)
    day = dt.date(2026, 12, 18)
    actions.write_note(closed, text=f"{WORD} blev oplyst", day=day, by=t.secretary)
    actions.take_out_case(closed, purpose=f"{WORD} er der spurgt til", by=t.secretary)
    actions.journalise_package(t.held.packages.get(), number="26/1", day=day, by=t.secretary)
    actions.journalise_minutes(t.held.minutes_paper, number="26/2", day=day, by=t.secretary)
    told = [decision for decision in t.decisions if not decision.item.is_closed]
    briefing = actions.write_briefing(
        t.held, title="Orientering", text="Det skal I vide", decisions=told, bodies=[t.board], by=t.chair
    )
    actions.send_briefing(briefing, by=t.chair)


def written(t):
    """What a member said of the minutes on a closed item, and a Word template."""
    minutes, closed = t.held.minutes_paper, t.held.items.get(case__title__contains=WORD)
    said = {"person": t.social, "name": t.social.name, "text": f"{WORD} skal rettes"}
    MinutesComment.objects.create(minutes=minutes, item=closed, **said)
    about = {"file_name": "brev.docx", "sha256": "0" * 64, "size": 1}
    WordTemplate.objects.create(person=t.administrator, name=t.administrator.name, **about)


@contextmanager
def build_house(story):
    """Everything above, with the clock on the day of the meeting that goes on."""
    t = story.t
    t.story = story
    t.administrator = person("Administrator", t.unit)
    RoleHolding.objects.create(person=t.administrator, role=roles.ADMINISTRATOR, since=dt.date(2025, 1, 1))
    t.held, t.held_cases, t.decisions = held_meeting(story, t)
    with story.on(dt.date(2026, 12, 18)):
        between(t)
        keeping(t)
        written(t)
    t.session, t.session_cases = session(story, t)
    t.ahead, t.programme, t.ahead_cases = ahead(story, t)
    t.closed = list(Case.objects.filter(is_closed=True))
    with clock.at(clock.moment_of(NOW, dt.time(10))):
        yield t


__all__ = ["PG_DAY", "SG_DAY", "WORD", "build_house"]
