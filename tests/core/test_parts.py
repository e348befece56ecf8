import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.world import PACKAGE, python_files, templates
from tvaerblik.core import clock, drawings
from tvaerblik.core.refusals import FieldChange, Gap

STATIC = PACKAGE / "core" / "static" / "core"
LIGHTS = st.sampled_from(drawings.LIGHTS)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_the_22nd_of_november():
    with clock.at(NOW), translation.override("da"):
        yield


def draw(tag, **context):
    return engines["django"].from_string("{% " + tag + " %}").render(context)


def said(html):
    """What a screen reader hears: the text without what is hidden from it."""
    html = re.sub(r'<(\w+)[^>]*aria-hidden="true"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def pieces(html, name=""):
    """The attributes of all elements of that name, or of all."""
    return [attributes for tag, attributes in Elements(html).found if not name or tag == name]


@pytest.mark.requirement("D12")
@pytest.mark.parametrize(("value", "word"), [("green", "Grøn"), ("yellow", "Gul"), ("red", "Rød"), ("white", "Hvid")])
def test_a_light_is_a_shape_with_its_word(value, word):
    html = draw("light value", value=value)
    assert said(html) == word
    assert f"icons.svg#light-{value}" in html
    assert said(draw('light value "silent"', value=value)) == word
    assert said(draw("light value word=3", value=value)) == f"3 {word}"


def test_a_light_that_is_not_relevant_is_a_dash_that_says_so():
    assert said(draw("light value", value="")) == "ikke relevant"


def test_a_move_between_lights_is_read_from_old_to_new():
    assert said(draw('light_change "green" "red"')) == "Grøn til Rød"
    assert said(draw('light_change "" "red"')) == "ny Rød"


@pytest.mark.parametrize(
    ("when", "words", "late"),
    [
        (dt.date(2026, 12, 1), "tir. 1. dec. om 9 dage", False),
        (dt.date(2026, 11, 22), "søn. 22. nov. i dag", False),
        (dt.date(2026, 10, 31), "lør. 31. okt. 22 dage over frist", True),
        (dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC), "søn. 22. nov. kl. 9.30 over frist", True),
        (dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC), "man. 23. nov. kl. 12.00 i morgen", False),
    ],
)
def test_a_deadline_says_how_far_away_it_is(when, words, late):
    html = draw("deadline when", when=when)
    assert said(html) == words
    assert ("deadline--overdue" in html) is late


def test_a_deadline_that_was_kept_is_not_late():
    html = draw('deadline when done="udført 29. sep."', when=dt.date(2026, 10, 1))
    assert said(html) == "tor. 1. okt. udført 29. sep."
    assert "overdue" not in html


def test_the_run_up_to_a_meeting_marks_the_one_next_step():
    steps = [
        {"when": dt.date(2026, 11, 3), "name": "Programgruppen indstiller", "state": "done"},
        {"when": dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC), "name": "Formanden godkender", "state": "next"},
        {"when": dt.date(2026, 12, 1), "name": "Møde", "state": "upcoming", "meeting": True},
    ]
    down, across = draw("deadline_chain steps", steps=steps), draw("chain_line steps", steps=steps)
    for html in (down, across):
        assert html.count('aria-current="step"') == 1
        assert html.count("– udført") == 1
    assert "man. 23. nov. kl. 12.00, i morgen Formanden godkender" in said(down)
    assert "Formanden godkender i morgen kl. 12.00" in said(across)
    assert "Møde tir. 1. dec." in said(across)


@given(st.lists(LIGHTS | st.none(), max_size=20))
def test_a_sparkline_shows_and_says_the_latest_eight_reports(lights):
    known = [light for light in lights if light][-8:]
    html = draw("sparkline lights", lights=lights)
    if not known:
        assert said(html) == "ingen rapporter"
        return
    marks = [piece for name in ("circle", "rect", "path") for piece in pieces(html, name)]
    assert sum(mark.get("fill") in drawings.FILL.values() for mark in marks) == len(known)
    label = pieces(html, "svg")[0].get("aria-label")
    words = {"green": "grøn", "yellow": "gul", "red": "rød", "white": "hvid"}
    assert label == "Seneste rapporter, ældste først: " + ", ".join(words[light] for light in known)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_share_never_leaves_its_bar(part, whole):
    assert 0 <= drawings.share(part, whole) <= 100


@given(st.dictionaries(LIGHTS, st.integers(0, 500)))
def test_a_distribution_is_a_list_and_its_bar_stays_within_the_whole(counts):
    html = draw("distribution counts", counts=counts)
    numbers = re.findall(r'class="large">(\d+)<', html)
    assert numbers == [str(counts.get(light, 0)) for light in drawings.LIGHTS]
    picture = html[: html.index("<dl")]
    parts = [piece for piece in pieces(picture, "svg") if piece.get("x")]
    assert len(parts) == sum(count > 0 for count in counts.values())
    # The narrowest part keeps a sliver of 0.4 %, so that one among hundreds is still seen.
    assert all(float(p.get("x")[:-1]) + float(p.get("width")[:-1]) <= 100.4 for p in parts)


def test_a_change_in_the_distribution_is_said_in_words():
    html = draw("distribution counts changes", counts={"green": 18, "yellow": 8}, changes={"green": -1, "yellow": 1})
    assert said(html) == "Grøn 18 1 færre Gul 8 1 flere Rød 0 uændret Hvid 0 uændret"


def test_an_age_beyond_the_limit_turns_red_from_the_limit_on():
    young, old = draw("age_bar 20 30 70"), draw("age_bar 63 30 70")
    assert "over-limit" not in young
    red = next(piece for piece in pieces(old, "rect") if piece.get("class") == "over-limit")
    assert (red.get("x"), red.get("width")) == ("42.9%", "47.1%")


def test_a_meeting_that_is_too_long_shows_where_it_ends():
    assert "limit" not in draw("time_bar minutes 120", minutes=[95, 20, 5])
    assert 'x1="88.9%"' in draw("time_bar minutes 120", minutes=[95, 35, 5])


def test_a_possible_benefit_is_hatched_between_its_low_and_high_end():
    html = draw('benefit_bar 1480 4500 2900 7700 7700 "hours"')
    assert 'fill="url(#hatch-hours)"' in html
    assert 'x="37.7%"' in html
    assert "hatch" not in draw('benefit_bar 640 1200 None None 2000 "kroner"')


@pytest.mark.requirement("D12")
def test_a_bar_without_a_number_beside_it_has_a_label():
    assert pieces(draw('bar 3 10 "30 procent er nået"'), "svg")[0].get("aria-label") == "30 procent er nået"
    assert pieces(draw("bar 3 10 mini=True"), "svg")[0].get("aria-hidden") == "true"


def test_the_week_ruler_shows_fourteen_weeks_and_only_what_lies_in_them():
    marks = [
        drawings.RulerMark("steering", dt.date(2026, 12, 1), "SG 1. dec."),
        drawings.RulerMark("programme", dt.date(2026, 11, 3), "PG"),
        drawings.RulerMark("seminar", dt.date(2026, 10, 29)),
        drawings.RulerMark("deadline", dt.date(2026, 11, 24)),
        drawings.RulerMark("steering", dt.date(2027, 3, 2), "SG 2. mar."),
    ]
    ruler = drawings.WeekRuler(
        start=dt.date(2026, 10, 26),
        today=dt.date(2026, 11, 22),
        url="/wheel/",
        text="Uge 47. Næste møde 1. december.",
        short="Uge 47",
        marks=marks,
        vacations=[dt.date(2026, 12, 21)],
    )
    html = draw('include "core/shell/week_ruler.html"', ruler=ruler)
    words = re.findall(r"<text[^>]*>([^<]*)</text>", html)
    assert words == [*map(str, [*range(44, 54), *range(1, 5)]), "SG 1. dec.", "PG", "i dag"]
    assert said(html) == "Uge 47. Næste møde 1. december."


@pytest.mark.requirement("D12")
def test_a_blocked_action_can_take_focus_and_points_to_what_is_missing():
    gaps = [Gap("Pkt. 5 er returneret.", "/items/5/", "Ryk it-leder"), Gap("Formanden har ikke godkendt.")]
    html = draw('blocked "Udsend dagsorden" gaps "send"', gaps=gaps)
    button = pieces(html, "button")[0]
    ids = {piece["id"] for piece in pieces(html) if "id" in piece}
    assert button.get("disabled") is None
    assert button.get("aria-disabled") == "true"
    assert set(button.get("aria-describedby").split()) <= ids
    assert said(html).endswith(
        "Det er ikke muligt endnu. 2 ting mangler: Pkt. 5 er returneret. Ryk it-leder Formanden har ikke godkendt."
    )


def test_history_tells_who_changed_what_from_what_to_what():
    event = SimpleNamespace(
        moment=dt.datetime(2026, 11, 20, 13, 10, tzinfo=dt.UTC),
        who="Stabschef",
        what="Rettede projektet",
        changes=[FieldChange("Budget", "400", "480"), FieldChange("Slut", "", "30. juni 2027")],
    )
    assert said(draw("history events", events=[event])) == (
        "20. nov. kl. 14.10 Rettede projektet Stabschef Budget 400 til 480 Slut tom til 30. juni 2027"
    )


def test_turning_the_page_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/projects/?status=red&status=yellow&page=3")
    html = draw("pagination page", page=Paginator(range(200), 20).page(3), request=request)
    assert 'href="?status=red&amp;status=yellow&amp;page=4" rel="next"' in html
    assert said(html).startswith("Forrige Side 1 Side 2 3 Side 4")
    assert draw("pagination page", page=Paginator(range(5), 20).page(1), request=request).strip() == ""


def test_what_an_import_does_to_a_cell_is_a_word_and_not_only_a_colour():
    states = ("created", "changed", "unchanged", "doubtful", "rejected")
    assert [said(draw("cell_state state", state=state)) for state in states] == [
        "ny",
        "ændret",
        "uændret",
        "tvivlsom",
        "afvist",
    ]
    assert said(draw('cell_state "changed" "før 400"')) == "ændret: før 400"


class ProjectForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Hele navnet")
    ends = forms.DateField(label="Slutdato", required=False)
    status = forms.ChoiceField(label="Status", choices=[("red", "Rød"), ("green", "Grøn")], widget=forms.RadioSelect)
    read = forms.BooleanField(label="Jeg har læst kommissoriet")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


@pytest.mark.requirement("D12")
def test_a_field_is_label_hint_error_and_input_in_that_order():
    html = ProjectForm({})["title"].as_field_group()
    order = [html.index(part) for part in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)
    described = re.search(r'<input[^>]*aria-describedby="([^"]*)"', html).group(1).split()
    assert [f'id="{name}"' in html for name in described] == [True, True]
    assert 'aria-invalid="true"' in html


def test_a_field_that_may_be_left_out_says_so():
    html = str(ProjectForm())
    assert html.count("kan udelades") == 1
    assert said(ProjectForm()["ends"].as_field_group()) == "Slutdato kan udelades"


@pytest.mark.requirement("D12")
def test_the_error_summary_links_to_each_field():
    html = str(ProjectForm({}))
    summary = html[: html.index("</ul>")]
    links = re.findall(r'href="#([^"]*)"', summary)
    assert links == ["id_title", "id_status_0", "id_read"]
    assert all(f'id="{link}"' in html for link in links)
    assert "Der er 3 fejl" in summary
    assert 'role="alert"' in summary


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = ProjectForm({"title": "A", "status": "red", "read": "on"})
    form.add_error(None, "Projektet er lukket.")
    assert "<li>Projektet er lukket.</li>" in str(form)


def test_a_widget_keeps_the_class_it_was_given():
    class Short(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "input--short"}))

    assert 'class="input input--short"' in str(Short())


def test_the_frame_needs_nothing_but_shows_what_it_gets():
    page = engines["django"].get_template("core/base.html")
    assert 'class="side-menu"' not in page.render({})
    entry = SimpleNamespace(
        label="Projekter",
        url="/projects/",
        icon="project",
        current=True,
        below=False,
        children=[SimpleNamespace(label="Idéer", url="/ideas/", current=True)],
    )
    html = page.render({"navigation": [entry], "municipality": "Eksempel Kommune", "demo": {"date": NOW}}, None)
    assert "Eksempel Kommune" in html
    assert "Eksempeldata" in html
    assert '<a href="/ideas/" aria-current="page">Idéer</a>' in html


@pytest.mark.requirement("D12")
def test_density_and_contrast_are_set_on_the_page():
    person = SimpleNamespace(density="compact", contrast="strong", is_authenticated=False)
    html = engines["django"].get_template("core/base.html").render({"user": person})
    assert '<html lang="da" data-density="compact" data-contrast="strong">' in html


def sprite():
    return (STATIC / "icons.svg").read_text("utf-8")


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    asked = {
        name
        for path in [*templates(), *python_files()]
        for name in re.findall(r"""(?:% icon |\bicon\(|icon_name=|icon=)["']([a-z-]+)["']""", path.read_text("utf-8"))
    }
    drawn = {symbol["id"] for symbol in pieces(sprite(), "symbol")}
    assert {f"i-{name}" for name in asked} <= drawn
    assert {f"light-{light}" for light in drawings.LIGHTS} <= drawn


@pytest.mark.parametrize("light", drawings.LIGHTS)
def test_a_light_of_the_sprite_carries_its_own_colours(light):
    drawn = Elements(sprite()).found
    shape = drawn[next(n for n, (_, piece) in enumerate(drawn) if piece.get("id") == f"light-{light}") + 1][1]
    assert (shape["fill"], shape["stroke"]) == (drawings.FILL[light], drawings.EDGE[light])


def test_style_sheets_and_scripts_refer_only_to_files_of_ours():
    for path in [*STATIC.rglob("*.css"), *STATIC.glob("js/*.js")]:
        wanted = re.findall(r"""url\("([^"]+)"\)|from "([^"]+)\"""", path.read_text("utf-8"))
        for name in (first or second for first, second in wanted):
            assert (path.parent / name).resolve().is_relative_to(STATIC.resolve()), name
            assert (path.parent / name).exists(), name


def test_the_vendored_script_points_to_no_source_map():
    """A missing map stops the gathering of static files."""
    script = Path(finders.find("core/vendor/htmx.min.js")).read_text("utf-8")
    assert "sourceMappingURL" not in script


def test_custom_properties_are_defined_before_they_are_used():
    sheets = "".join(path.read_text("utf-8") for path in STATIC.rglob("*.css"))
    used, defined = set(re.findall(r"var\((--[\w-]+)", sheets)), set(re.findall(r"(--[\w-]+)\s*:", sheets))
    assert used <= defined, used - defined
