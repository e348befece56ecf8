"""A list's address is the whole view: it survives a round trip, and nothing written in it breaks the page."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portfolio.people import LONG_AGO, cast  # noqa: F401  # a fixture
from tvaerblik.core.sorting import danish_key
from tvaerblik.people.actions import delete_view, save_view
from tvaerblik.people.models import Person, Unit
from tvaerblik.portfolio.lists import PROJECTS
from tvaerblik.portfolio.models import Light, Project, ProjectClass, State

pytestmark = pytest.mark.django_db

# Django rolls the database back around a test, not around each example; these examples only read.
READS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

FILTERS = {flt.key for flt in PROJECTS.filters}
SORTABLE = [column.key for column in PROJECTS.columns if column.sort]
SORTS = st.sampled_from([sign + key for key in SORTABLE for sign in ("", "-")])
GROUPS = st.sampled_from(["none", *(group.key for group in PROJECTS.groups)])
LIGHTS = st.lists(st.sampled_from(Light.values), unique=True)
CLASSES = st.lists(st.sampled_from(ProjectClass.values), unique=True)
WORDS = st.sampled_from(["", "post", "Æ", "projekt 1", "findes ikke"])
VIEWS = st.fixed_dictionaries(
    {},
    optional={
        "sort": SORTS.map(lambda key: [key]),
        "group": GROUPS.map(lambda key: [key]),
        "light": LIGHTS,
        "class": CLASSES,
        "show": st.just(["all"]),
        "q": WORDS.map(lambda text: [text]),
    },
)
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.fixture
def portfolio(cast):
    """Twelve projects of every class, light and state, of which three have no owner and half no end."""
    for number in range(12):
        Project.objects.create(
            code=f"X{number:02d}",
            name=f"Projekt {number}",
            project_class=ProjectClass.values[number % 4],
            light=Light.values[number % 3],
            state=[State.ACTIVE, State.WAITING, State.CLOSED][number % 3],
            unit=cast.area if number % 2 else cast.other_area,
            owner=[cast.chief, cast.manager, cast.office, cast.chief][number % 4] if number % 3 != 1 else cast.manager,
            end=f"2026-{number + 1:02d}-01" if number % 2 else None,
        )
    return cast


def view(by, query=""):
    return PROJECTS.view(QueryDict(query), by)


def asked(by, values):
    query = QueryDict(mutable=True)
    for key, chosen in values.items():
        query.setlist(key, chosen)
    return view(by, query.urlencode())


def codes(shown):
    return [project.code for project in shown.rows()]


@pytest.mark.requirement("R19")
@pytest.mark.parametrize("sort", ["nobody", "-nobody", "trend", "name,code", "owner__password", "-", "--code", ""])
def test_an_unknown_sort_gives_the_lists_own_order(portfolio, sort):
    shown = view(portfolio.office, f"sort={sort}")
    assert shown.sort == PROJECTS.sort
    assert codes(shown) == codes(view(portfolio.office))


@pytest.mark.requirement("R19")
@given(name=st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1), value=ANYTHING)
@READS
def test_an_unknown_filter_changes_nothing(portfolio, name, value):
    if name in {*FILTERS, "q", "sort", "group", "page", "column"}:
        name = f"no_{name}"
    shown = asked(portfolio.office, {name: [value]})
    assert codes(shown) == codes(view(portfolio.office))
    assert not shown.is_narrowed


@pytest.mark.requirement("R19")
@pytest.mark.parametrize("key", sorted([*FILTERS, "q", "sort", "group", "page", "column"]))
@given(value=ANYTHING)
@READS
def test_whatever_is_written_in_the_address_gives_a_page(portfolio, key, value):
    shown = asked(portfolio.office, {key: [value]})
    found = shown.page()
    assert 0 <= len(shown.sections(found.object_list)) <= shown.count() <= 12
    assert isinstance(shown.columns(), list)


@pytest.mark.requirement("R19")
@pytest.mark.parametrize("value", ["²", "٣", "1" * 40, "-1", "1e3"])
@pytest.mark.parametrize("key", ["area", "person", "page"])
def test_a_number_that_is_none_gives_a_page(portfolio, key, value):
    assert view(portfolio.office, f"{key}={value}").page().number >= 1


@pytest.mark.requirement("R19")
@given(values=VIEWS)
@READS
def test_an_address_gives_the_same_view_again(portfolio, values):
    first = asked(portfolio.office, values)
    again = view(portfolio.office, first.address())
    assert codes(again) == codes(first)
    assert (again.sort, again.group, again.text) == (first.sort, first.group, first.text)
    assert all(again.chosen(flt) == first.chosen(flt) for flt in PROJECTS.filters)


@pytest.mark.requirement("R19")
@given(values=VIEWS, sort=SORTS)
@READS
def test_one_part_of_an_address_changes_without_the_others(portfolio, values, sort):
    first = asked(portfolio.office, {**values, "page": ["3"]})
    changed = view(portfolio.office, first.address(sort=sort))
    assert changed.sort == sort
    assert "page" not in changed.query
    assert set(codes(changed)) == set(codes(first))
    dropped = view(portfolio.office, changed.address(sort=None))
    assert dropped.sort == PROJECTS.sort


@pytest.mark.requirement("R19")
@given(values=VIEWS)
@READS
def test_every_row_stands_once_under_the_heading_of_its_group(portfolio, values):
    shown = asked(portfolio.office, values)
    rows = list(shown.rows())
    sections = shown.sections(rows)
    assert [row.pk for section in sections for row in section.rows] == [row.pk for row in rows]
    headings = [section.key for section in sections]
    assert len(headings) == len(set(headings)), "a group is never broken up by the sorting"
    if shown.group is None:
        assert headings in ([""], [])
    else:
        assert all(shown.group.of(row) == (s.key, s.heading) for s in sections for row in s.rows)
        assert {s.key: s.totals.number for s in sections} == {s.key: len(s.rows) for s in sections}


@pytest.mark.requirement("R19")
@given(chosen=st.sets(st.sampled_from(Light.values), min_size=1))
@READS
def test_a_filter_shows_what_has_one_of_the_chosen_values_and_nothing_else(portfolio, chosen):
    found = list(asked(portfolio.office, {"light": sorted(chosen), "show": ["all"]}).rows())
    assert {project.pk for project in found} == {p.pk for p in Project.objects.all() if p.light in chosen}


@pytest.mark.requirement("R19")
def test_empty_values_come_last_whichever_way_one_sorts(portfolio):
    for sort in ("end", "-end"):
        ends = [project.end for project in view(portfolio.office, f"sort={sort}&group=none&show=all").rows()]
        known = [end for end in ends if end is not None]
        assert ends == [*sorted(known, reverse=sort.startswith("-")), *[None] * 6]


@pytest.mark.requirement("D11")
@given(names=st.lists(st.text("abzæøåAÆØÅ ", min_size=1, max_size=5).filter(str.strip), min_size=2, max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_names_are_listed_in_the_danish_order(portfolio, names):
    people = list(Person.objects.order_by("pk")[: len(names)])
    owned = Project.objects.order_by("pk")
    owned.update(owner=None, state=State.PROPOSED)
    for person, name, project in zip(people, names, owned, strict=False):
        person.name = name
        person.save(update_fields=["name"])
        Project.objects.filter(pk=project.pk).update(owner=person)
    query = "sort=owner&group=none&show=all"
    listed = [p.owner.name for p in view(portfolio.office, query).rows() if p.owner]
    assert [danish_key(name) for name in listed] == sorted(danish_key(person.name) for person in people)


@pytest.mark.requirement("D11")
def test_ae_oe_and_aa_come_last_in_that_order(portfolio):
    names = ["Ålborg", "Zoo", "Ørsted", "Aalestrup", "Arkiv", "Ærø", "anlæg"]
    for number, name in enumerate(names):
        unit = Unit.objects.create(name=name, code=f"U{number}", kind_of_unit="chief_area", since=LONG_AGO)
        Project.objects.filter(code=f"X{number:02d}").update(unit=unit)
    Project.objects.filter(code__gte="X07").delete()
    right = ["anlæg", "Arkiv", "Zoo", "Ærø", "Ørsted", "Ålborg", "Aalestrup"]
    right.sort(key=danish_key)
    listed = [str(p.unit) for p in view(portfolio.office, "sort=unit&group=none&show=all").rows()]
    assert listed == right
    assert listed[:5] == ["anlæg", "Arkiv", "Zoo", "Ærø", "Ørsted"]
    backwards = [str(p.unit) for p in view(portfolio.office, "sort=-unit&group=none&show=all").rows()]
    assert backwards == listed[::-1]
    grouped = view(portfolio.office, "group=area&show=all")
    assert [section.heading for section in grouped.sections(grouped.rows())] == listed


@pytest.mark.requirement("R19")
@given(values=VIEWS)
@READS
def test_a_saved_view_keeps_its_order(portfolio, values):
    first = asked(portfolio.office, values)
    saved = save_view(listing="projects", name="Min", query=first.address(), is_shared=False, by=portfolio.employee)
    assert codes(view(portfolio.employee, saved.query)) == codes(first)
    delete_view(saved, by=portfolio.employee)


@pytest.mark.requirement("R19")
def test_page_export_and_api_have_the_same_rows_in_the_same_order(portfolio):
    shown = view(portfolio.office, "sort=-owner&group=area&show=all")
    at_code = [column.key for column in PROJECTS.columns].index("code")
    assert [row[at_code] for row in shown.export_rows()] == codes(shown)
    assert [row["code"] for row in shown.as_json(shown.rows())] == codes(shown)
