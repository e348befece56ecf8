"""The pages of an import in a browser: readable for everybody, also on a phone, and worked with the keyboard."""

import pytest

from tests.imports.workbooks import xlsx
from tests.portfolio.importing import choose_columns, preview, questions, upload
from tvaerblik.imports.models import ImportRow
from tvaerblik.portfolio import actions as portfolio

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("D9", "D12")]

HEADINGS = ["Projekt", "Klasse", "Område", "Budget t.kr.", "Fase", "Noter"]
ROWS = [
    ["Skærmbesøget", "C", "Sundhed og omsorg", "450", "Udbud", "Kun til os selv"],
    ["", "C", "Sundhed og omsorg", "1.250", "Idé", "Navnet mangler"],
    ["Sensorer", "C", "Sundhed og omsorg", "ukendt", "Idé", ""],
]


@pytest.fixture
def signed_in(page, client, cast, live_server):
    """A browser in which the portfolio office is signed in, and a project that one of the rows is like."""
    fields = {"name": "Skærmbesøg", "project_class": "local", "unit": cast.area}
    portfolio.register_project(fields=fields, by=cast.office)
    client.force_login(cast.office)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def test_the_pages_can_be_read_by_everybody_and_fit_a_phone(signed_in, cast, accessible):
    data = xlsx([HEADINGS, *ROWS])
    mapped = choose_columns(upload(data, cast.office), cast.office)
    assert questions(mapped, cast.office).groups
    done = preview(data, cast.office)
    one = done.rows.get(number=3)
    places = (
        "/imports",
        "/imports/start-import",
        f"/imports/{mapped.pk}/map-columns",
        f"/imports/{mapped.pk}/map-values",
        f"/imports/{done.pk}",
        f"/import-rows/{one.pk}/correct-import-row",
    )
    for place in places:
        signed_in.goto(place)
        accessible(signed_in)
        signed_in.set_viewport_size({"width": 390, "height": 844})
        assert signed_in.evaluate("document.documentElement.scrollWidth") <= 390, place
        signed_in.set_viewport_size({"width": 1440, "height": 900})


def test_a_cell_is_corrected_with_the_keyboard_and_the_row_says_what_it_now_does(signed_in, cast):
    run = preview(xlsx([HEADINGS, *ROWS]), cast.office)
    signed_in.goto(f"/imports/{run.pk}")
    cell = signed_in.locator("#row-3 td[data-field='0']")
    cell.focus()
    signed_in.keyboard.press("Enter")
    signed_in.keyboard.type("Medicinrobotter")
    signed_in.keyboard.press("Enter")
    signed_in.locator("#row-3 td.is-created").wait_for()
    assert ImportRow.objects.get(run=run, number=3).corrections == {"0": "Medicinrobotter"}
