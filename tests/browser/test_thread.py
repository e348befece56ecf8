"""The golden thread in a real browser, in Danish, by every role it belongs to."""

import datetime as dt
import re

import pytest

from tvaerblik.audit import queries as audit
from tvaerblik.meetings.models import Case, Meeting
from tvaerblik.people.models import Person
from tvaerblik.portfolio.models import Project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Walker:
    """One window in which people step into their roles and press what they see."""

    def __init__(self, page, settings):
        self.page = page
        self.settings = settings

    def on(self, day):
        self.settings.DEMO_DATE = dt.date.fromisoformat(day)

    def become(self, title):
        self.page.context.clear_cookies()
        self.page.goto("/example-roles")
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(title)}")).first.click()
        self.page.get_by_role("heading", name="Overblik", level=1).wait_for()

    def go(self, address):
        self.page.goto(address)

    def see(self, text):
        self.page.get_by_text(text).first.wait_for()

    def press(self, name):
        self.page.locator("a.btn, button.btn").filter(has_text=name).first.click()
        self.page.wait_for_load_state()

    def follow(self, name):
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]:not([type=hidden])").first
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def send(self):
        self.page.locator(".form-actions button").first.click()
        self.page.wait_for_load_state()


@pytest.fixture
def accessible(accessible):
    """As the reader meets the page: from its top, where the sticky bar covers nothing."""

    def check(sheet):
        sheet.evaluate("window.scrollTo(0, 0)")
        accessible(sheet)

    return check


@pytest.fixture
def walk(page, settings, town):
    settings.EXAMPLE = True
    settings.DEMO_DATE = dt.date(2026, 10, 5)
    Person.objects.update(is_example=True)
    return Walker(page, settings)


def plan(walk, body, day):
    walk.go("/meetings/plan-meeting")
    walk.fill(body=str(body.pk), day=day, begins="9.00", ends="11.00", place="Mødelokale 250, rådhuset")
    walk.send()
    walk.page.wait_for_url(re.compile(r"/meetings/\d+$"))
    return Meeting.objects.get(body=body)


def item_of(case, meeting):
    return Case.objects.get(pk=case).items.get(meeting=meeting)


def send_out(walk, meeting, secretary, chair, *, also=""):
    for title in filter(None, (secretary, also)):
        walk.become(title)
        walk.go(f"/meetings/{meeting.pk}/mark-prepared")
        walk.send()
    walk.become(chair)
    walk.go(f"/meetings/{meeting.pk}/approve-agenda")
    walk.send()
    walk.become(secretary)
    walk.go(meeting.get_absolute_url())
    walk.press("Udsend dagsorden")
    walk.send()


def hold(walk, meeting, secretary, chair, *, decide):
    walk.become(secretary)
    walk.go(f"/meetings/{meeting.pk}/start-meeting")
    walk.send()
    decide()
    walk.go(f"/meetings/{meeting.pk}/end-meeting")
    walk.send()
    minutes = Meeting.objects.get(pk=meeting.pk).minutes_paper
    walk.go(f"/minutes/{minutes.pk}/submit-minutes")
    walk.send()
    walk.become(chair)
    walk.go(f"/minutes/{minutes.pk}/approve-minutes")
    walk.send()
    minutes.refresh_from_db()
    assert minutes.state == "approved"


@pytest.mark.requirement("R34", "R45", "R46", "R71", "R72", "R74", "R75", "R81", "R84", "D12")
def test_a_case_goes_from_the_project_to_the_decision_that_changes_it(walk, town, accessible):
    page = walk.page
    walk.become("Programgruppens sekretær")
    programme = plan(walk, town.pg, "3.11.2026")
    walk.become("Styregruppens sekretær")
    steering = plan(walk, town.sg, "1.12.2026")
    accessible(page)

    # The project owner raises a case from the project and says what the decision is to change.
    walk.become("Socialchef")
    walk.go(town.vum.get_absolute_url())
    walk.follow("Rejs en sag")
    walk.fill(title="VUM 2.0 omlægges i to etaper", summary="Projektet er forsinket.", meeting=str(programme.pk))
    accessible(page)
    walk.send()
    walk.see("VUM 2.0 omlægges i to etaper")
    case = Case.objects.get().pk
    walk.go(f"/cases/{case}/revise-case")
    walk.fill(economy="Ekstra undervisning koster 120 t.kr.", presentation="Seks områder er klar.")
    walk.send()
    walk.go(f"/cases/{case}/add-point")
    walk.fill(text="at budgettet hæves med 120 t.kr.")
    walk.send()
    point = Case.objects.get(pk=case).points.get().pk
    walk.go(f"/points/{point}/add-effect")
    walk.fill(effect="portfolio.project:set_budget", subject=f"portfolio.project:{town.vum.pk}")
    walk.send()
    walk.fill(value="520.000")
    walk.send()
    walk.see("520.000 kr.")
    accessible(page)

    # The programme group takes it in, and recommends it.
    walk.become("Programgruppens sekretær")
    walk.go(f"/items/{item_of(case, programme).pk}/accept-item")
    walk.fill(material_owner=str(town.it.pk))
    walk.send()
    walk.become("It-leder")
    walk.see("VUM 2.0 omlægges i to etaper")
    walk.go(f"/items/{item_of(case, programme).pk}/ready-item")
    walk.send()
    walk.on("2026-10-26")
    send_out(walk, programme, "Programgruppens sekretær", "Leder af Digitalisering")
    walk.on("2026-11-03")

    def recommend():
        walk.go(programme.get_absolute_url())
        walk.press("Godkend alt som indstillet")

    hold(walk, programme, "Programgruppens sekretær", "Leder af Digitalisering", decide=recommend)
    assert Project.objects.get(pk=town.vum.pk).budget == 400_000

    # It is submitted, treated at a chief meeting, prepared by two, and cannot be sent before the chair has approved.
    walk.on("2026-11-09")
    walk.become("Leder af Digitalisering")
    walk.go(f"/cases/{case}/submit-case")
    walk.fill(meeting=str(steering.pk))
    walk.send()
    walk.see("I-2026-01")
    walk.become("Styregruppens sekretær")
    item = item_of(case, steering).pk
    walk.go(f"/items/{item}/accept-item")
    walk.fill(material_owner=str(town.it.pk))
    walk.send()
    walk.go(f"/items/{item}/request-pre-treatment")
    walk.fill(body=str(town.cf.pk), day="18.11.2026")
    walk.send()
    walk.on("2026-11-18")
    pre = item_of(case, steering).pre_treatments.get().pk
    walk.go(f"/pre-treatments/{pre}/record-pre-treatment")
    page.locator("[name=result][value=remarks]").check()
    walk.fill(remark="Myndighedsområdet skal være med.")
    walk.send()
    walk.become("It-leder")
    walk.go(f"/items/{item}/ready-item")
    walk.send()
    walk.become("Styregruppens sekretær")
    walk.go(steering.get_absolute_url())
    blocked = page.get_by_role("button", name="Udsend dagsorden")
    assert blocked.get_attribute("aria-disabled") == "true"
    walk.see("har ikke godkendt")
    accessible(page)
    walk.on("2026-11-23")
    send_out(walk, steering, "Styregruppens sekretær", "Chef for Borgerservice", also="Leder af Digitalisering")
    package = Meeting.objects.get(pk=steering.pk).packages.get()
    walk.go(package.get_absolute_url())
    walk.see("Myndighedsområdet skal være med.")
    accessible(page)

    # The steering group decides another amount; approving the minutes changes the project.
    walk.on("2026-12-01")

    def decide_otherwise():
        walk.go(f"/items/{item}/decide-item")
        page.locator(f"[name=outcome_{point}][value=approved_with_changes]").check()
        walk.fill(**{f"wording_{point}": "Budgettet hæves med 80 t.kr."})
        page.locator("[name^=value_]:not([type=hidden])").first.fill("480.000")
        accessible(page)
        walk.send()
        walk.go(Case.objects.get(pk=case).items.get(pk=item).decision.get_absolute_url() + "/add-follow-up")
        walk.fill(text="Rapportér om etape 1", owner=str(town.social.pk), due="2.3.2027")
        walk.send()

    hold(walk, steering, "Styregruppens sekretær", "Chef for Borgerservice", decide=decide_otherwise)
    assert Project.objects.get(pk=town.vum.pk).budget == 480_000
    walk.become("Socialchef")
    walk.go(town.vum.get_absolute_url())
    walk.see("STG-2026-001")
    walk.see("480.000 kr.")
    accessible(page)
    walk.go(f"/cases/{case}")
    walk.see("indstillet 520.000 kr.")
    accessible(page)
    walk.go("/follow-ups")
    walk.see("Rapportér om etape 1")
    assert audit.verify()[0] is None


@pytest.mark.requirement("D12", "D17")
@pytest.mark.parametrize("width", [1440, 820, 390])
def test_no_page_of_the_thread_scrolls_sideways_and_axe_finds_nothing(walk, town, story, accessible, width):
    with story.on(dt.date(2026, 10, 5)):
        meeting = story.meeting()
        story.dated_case(meeting)
        story.sent(meeting)
    walk.become("Styregruppens sekretær")
    walk.page.set_viewport_size({"width": width, "height": 900})
    case = Case.objects.get()
    pages = ["/", "/projects", town.vum.get_absolute_url(), "/meetings", meeting.get_absolute_url(), "/cases"]
    pages += [
        case.get_absolute_url(),
        meeting.packages.get().get_absolute_url(),
        "/decisions",
        "/follow-ups",
        "/organisation",
    ]
    for address in pages:
        walk.go(address)
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= width, address
        accessible(walk.page)
