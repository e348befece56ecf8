"""The pages of people and bodies in a real browser: accessible, and nothing scrolls sideways on a phone."""

import datetime as dt

import pytest

from tests.cast import build_cast

PAGES = ("/organisation", "/bodies/{programme}", "/units", "/persons", "/persons/{chair}", "/roles", "/profile")


@pytest.fixture
def cast(transactional_db):
    return build_cast()


@pytest.fixture(autouse=True)
def _example(settings):
    settings.EXAMPLE = True
    settings.DEMO_DATE = dt.date(2026, 11, 22)


@pytest.mark.browser
@pytest.mark.requirement("D12", "D20")
def test_one_steps_into_a_role_and_finds_every_page_accessible_on_desk_and_phone(page, accessible, cast):
    page.goto("/account/login/")
    accessible(page)
    page.get_by_role("link", name="Træd ind i en rolle uden adgangskode").click()
    accessible(page)
    page.get_by_role("button", name="Administrator").click()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for address in PAGES:
            page.goto(address.format(programme=cast.programme.pk, chair=cast.programme_chair.pk))
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.browser
@pytest.mark.requirement("R63", "D12")
def test_a_vacant_seat_is_filled_with_the_keyboard_alone(page, cast):
    page.goto("/example-roles")
    page.get_by_role("button", name="Digitaliseringskonsulent B").press("Enter")
    page.goto(f"/bodies/{cast.programme.pk}")
    page.get_by_role("link", name="Besæt pladsen").press("Enter")
    page.get_by_label("Person").select_option(label="Socialchef")
    page.get_by_role("button", name="Besæt pladsen").press("Enter")
    page.get_by_text("Pladsen er besat.").wait_for()
    assert page.get_by_text("ubesat siden").count() == 0
