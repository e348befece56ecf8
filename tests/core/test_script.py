"""The small script in a real browser, under the policy it must live with; each test gives the server's answers."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.utils import translation

from tvaerblik.core import clock
from tvaerblik.core.refusals import Gap

SITE = "http://tvaerblik.test"
POLICY = "; ".join(
    f"{name} {' '.join(sources)}"
    for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    if name != "form-action"
)
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
PAGE = """{% extends "core/base.html" %}
{% block title %}Dele{% endblock %}{% block heading %}Dele{% endblock %}{% block content %}BODY{% endblock %}"""


def cell(field, value, version=1):
    return (
        f'<td class="num cell-editable" tabindex="0" data-edit-url="/cell" data-field="{field}" data-value="{value}" '
        f'data-version="{version}" data-name="{field}">{value}</td>'
    )


TABLE = (
    "<table class='table'><tbody>"
    + "".join(f"<tr><th scope='row'>{n}</th>{cell('budget', n * 100)}{cell('spent', n)}</tr>" for n in (1, 2, 3))
    + "</tbody></table>"
)
ORDER = (
    "<ol data-reorder data-url='/order'>"
    + "".join(
        f"<li data-id='{n}' data-name='Punkt {n}'><span class='handle'>"
        f"<button type='button' aria-label='Flyt punkt {n}'>x</button></span> Punkt {n}</li>"
        for n in (1, 2, 3)
    )
    + "</ol>"
)
FORM = (
    "<form method='post' action='/save' data-form='project'><label for='t'>Tekst</label>"
    "<textarea id='t' name='text'>gemt</textarea><button class='btn'>Gem projektet</button></form>"
)
MENU = (
    "<details class='dropdown' data-menu><summary class='btn'>Mere</summary><div class='menu'>"
    "<a href='#up'>Flyt op</a><a href='#down'>Flyt ned</a></div></details>"
)
DIALOG = (
    "<a class='btn' href='/return' data-dialog='return'>Returnér</a>"
    "<dialog class='dialog' id='return' aria-labelledby='r'><form method='post'><header><h2 id='r'>Returnér?</h2>"
    "<button type='button' data-close>Luk</button></header><div><textarea aria-label='Hvorfor'></textarea></div>"
    "</form></dialog>"
)


class Site:
    """Pages by address, and what was posted to it. ``answers`` gives (status, body) for a post."""

    def __init__(self):
        self.pages, self.posted, self.answers = {}, [], {}

    def show(self, path, body, **context):
        template = engines["django"].from_string(PAGE.replace("BODY", body))
        with clock.at(dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)), translation.override("da"):
            self.pages[path] = template.render({"csrf_token": "token", **context})

    def answer(self, route):
        request, path = route.request, urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=file, content_type=TYPES[path.rpartition(".")[2]])
            return
        status, body = 200, self.pages.get(path, "")
        if request.method == "POST":
            fields = dict(parse_qsl(request.post_data or "", keep_blank_values=True))
            self.posted.append((path, fields, request.headers.get("x-csrftoken")))
            status, body = self.answers[path](fields)
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(status=status, body=body, headers=headers, content_type="text/html; charset=utf-8")


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def sheet(chromium, site):
    window = chromium.new_context(base_url=SITE, locale="da-DK", viewport={"width": 1300, "height": 900})
    window.route("**/*", site.answer)
    page, troubles = window.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if "Security Policy" in said.text else None)
    yield page
    window.close()
    assert not troubles, troubles


@pytest.fixture
def opened(site, sheet):
    def go(body, **context):
        site.show("/", body, **context)
        visit(sheet, "/")
        return sheet

    return go


def expect(locator):
    from playwright.sync_api import expect as wait_for

    return wait_for(locator)


def focused(sheet):
    return sheet.locator(":focus")


def visit(sheet, path):
    sheet.goto(path)
    started(sheet)


def started(sheet):
    expect(sheet.locator("html[data-script=ready]")).to_have_count(1)


def saves(fields):
    """The server takes the value; «x» it refuses with a sentence."""
    if fields["value"] == "x":
        return 422, "<div data-refusal><p>Beløbet skal være et tal.</p></div>"
    return 200, cell(fields["field"], fields["value"], int(fields["version"]) + 1)


@pytest.mark.requirement("D12")
def test_a_cell_is_edited_with_the_keyboard_and_saved_with_its_version(site, opened):
    site.answers["/cell"] = saves
    sheet = opened(TABLE)
    sheet.locator("td").first.focus()
    sheet.keyboard.type("777")
    sheet.keyboard.press("Enter")
    expect(sheet.locator("td").first).to_have_text("777")
    expect(focused(sheet)).to_have_attribute("data-value", "200")
    assert site.posted == [("/cell", {"field": "budget", "value": "777", "version": "1"}, "token")]
    expect(sheet.locator("td").nth(1)).to_have_attribute("data-version", "2")
    expect(sheet.locator("#announcer")).to_have_text("Gemt")


def test_a_refused_cell_keeps_what_was_typed_and_says_why(site, opened):
    site.answers["/cell"] = saves
    sheet = opened(TABLE)
    sheet.locator("td").first.focus()
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("x")
    sheet.keyboard.press("Tab")
    expect(sheet.get_by_role("alert")).to_have_text("Beløbet skal være et tal.")
    expect(focused(sheet)).to_have_value("x")
    sheet.keyboard.press("Escape")
    expect(sheet.locator("td").first).to_have_text("100")


def test_escape_and_an_unchanged_value_save_nothing(site, opened):
    sheet = opened(TABLE)
    sheet.locator("td").first.focus()
    sheet.keyboard.type("5")
    sheet.keyboard.press("Escape")
    sheet.keyboard.press("F2")
    sheet.keyboard.press("Enter")
    expect(focused(sheet)).to_have_attribute("data-value", "200")
    assert site.posted == []


def test_a_block_from_a_spreadsheet_fills_the_cells_it_covers(site, opened):
    site.answers["/cell"] = saves
    sheet = opened(TABLE)
    sheet.locator("td").nth(2).focus()
    sheet.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "7\\t8\\n9\\tx\\n10\\t11\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }"""
    )
    expect(sheet.locator("#announcer")).to_have_text("3 celler er gemt. 1 celler blev ikke gemt")
    assert [fields["value"] for _, fields, _ in site.posted] == ["7", "8", "9", "x"]
    values = [box.get_attribute("data-value") for box in sheet.locator("td").all()]
    assert values == ["100", "1", "7", "8", "9", "3"]


@pytest.mark.requirement("D12")
def test_an_item_is_moved_with_the_arrow_keys_and_the_move_is_announced(site, opened):
    site.answers["/order"] = lambda _fields: (200, "")
    sheet = opened(ORDER)
    sheet.get_by_label("Flyt punkt 1").focus()
    sheet.keyboard.press("ArrowDown")
    expect(sheet.locator("#announcer")).to_have_text("Punkt 1 er nu nummer 2 af 3")
    expect(sheet.locator("[data-reorder] > li")).to_contain_text(["Punkt 2", "Punkt 1", "Punkt 3"])
    expect(focused(sheet)).to_have_attribute("aria-label", "Flyt punkt 1")
    assert site.posted == [("/order", {"item": "1", "position": "2"}, "token")]


def test_a_refused_move_puts_the_item_back_and_says_why(site, opened):
    site.answers["/order"] = lambda _fields: (409, "<div data-refusal><p>Dagsordenen er udsendt.</p></div>")
    sheet = opened(ORDER)
    sheet.get_by_label("Flyt punkt 3").focus()
    sheet.keyboard.press("ArrowUp")
    expect(sheet.get_by_role("alert")).to_contain_text("Dagsordenen er udsendt.")
    expect(sheet.locator("[data-reorder] > li")).to_contain_text(["Punkt 1", "Punkt 2", "Punkt 3"])


def test_a_long_text_outlives_a_sign_in_on_the_way_and_goes_once_it_is_saved(site, opened):
    sheet = opened(FORM)
    sheet.locator("textarea").fill("tre timers arbejde")
    site.show("/save", "<form method='post'><input type='password' aria-label='Adgangskode'></form>")
    site.answers["/save"] = lambda _fields: (200, site.pages["/save"])
    sheet.get_by_role("button", name="Gem projektet").click()
    expect(sheet.get_by_label("Adgangskode")).to_be_visible()
    started(sheet)
    visit(sheet, "/")
    expect(sheet.locator("textarea")).to_have_value("tre timers arbejde")
    expect(sheet.get_by_role("status").filter(has_text="sat ind igen")).to_be_visible()
    site.answers["/save"] = lambda _fields: (200, site.pages["/done"])
    site.show("/done", "<p>Gemt.</p>")
    sheet.get_by_role("button", name="Gem projektet").click()
    expect(sheet.get_by_text("Gemt.")).to_be_visible()
    started(sheet)
    visit(sheet, "/")
    expect(sheet.locator("textarea")).to_have_value("gemt")


def test_a_restored_draft_can_be_thrown_away(opened):
    sheet = opened(FORM)
    sheet.on("dialog", lambda question: question.accept())
    sheet.locator("textarea").fill("kladde")
    sheet.reload()
    started(sheet)
    expect(sheet.locator("textarea")).to_have_value("kladde")
    sheet.get_by_role("button", name="Kassér det, jeg skrev").click()
    expect(sheet.locator("textarea")).to_have_value("gemt")
    sheet.reload()
    started(sheet)
    expect(sheet.locator("textarea")).to_have_value("gemt")


def test_leaving_unsaved_changes_is_asked_about(site, opened):
    sheet, asked = opened(FORM), []
    sheet.on("dialog", lambda question: (asked.append(question.type), question.accept()))
    site.show("/elsewhere", "<p>Et andet sted</p>")
    visit(sheet, "/elsewhere")
    assert asked == []
    visit(sheet, "/")
    sheet.locator("textarea").press("a")
    sheet.goto("/elsewhere")
    assert asked == ["beforeunload"]


@pytest.mark.requirement("D12")
def test_a_blocked_button_moves_focus_to_what_is_missing(site, opened):
    sheet = opened('{% blocked "Udsend dagsorden" gaps "send" %}', gaps=[Gap("Formanden har ikke godkendt.")])
    sheet.get_by_role("button", name="Udsend dagsorden").focus()
    sheet.keyboard.press("Enter")
    expect(focused(sheet)).to_have_text("Formanden har ikke godkendt.")
    assert site.posted == []


@pytest.mark.requirement("D12")
def test_a_menu_is_walked_with_arrows_and_left_with_escape(opened):
    sheet = opened(MENU)
    sheet.locator("summary", has_text="Mere").focus()
    sheet.keyboard.press("ArrowDown")
    expect(focused(sheet)).to_have_text("Flyt op")
    sheet.keyboard.press("ArrowUp")
    expect(focused(sheet)).to_have_text("Flyt ned")
    sheet.keyboard.press("Escape")
    expect(focused(sheet)).to_have_text("Mere")
    expect(sheet.get_by_text("Flyt op")).to_be_hidden()


@pytest.mark.requirement("D12")
def test_a_dialog_takes_focus_and_gives_it_back(opened):
    sheet = opened(DIALOG)
    sheet.get_by_role("link", name="Returnér").click()
    expect(focused(sheet)).to_have_attribute("aria-label", "Hvorfor")
    sheet.keyboard.press("Escape")
    expect(focused(sheet)).to_have_text("Returnér")


@pytest.mark.requirement("D12")
def test_a_form_that_was_refused_puts_focus_on_what_is_wrong(opened):
    sheet = opened(
        '<div class="error-summary" role="alert" tabindex="-1" data-error-summary><h2>Der er 1 fejl</h2></div>'
    )
    expect(focused(sheet)).to_have_text("Der er 1 fejl")
