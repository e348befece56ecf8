"""The parts of a page as template tags: the canonical HTML of `docs/front-end.md`, filled from plain values.

The tags are built in, so templates use them without ``{% load %}``. Small parts are simple tags (fifty rows of them
cost little); larger ones are templates in ``core/parts/``. A light is one of the words green, yellow, red and white.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from tvaerblik.core import clock, drawings, words

register = template.Library()

Text = str | Promise
When = dt.date | dt.datetime

LIGHT_WORDS: Mapping[str, Text] = {
    "green": gettext_lazy("Green"),
    "yellow": gettext_lazy("Yellow"),
    "red": gettext_lazy("Red"),
    "white": gettext_lazy("White"),
}
LIGHT_MEANINGS: Mapping[str, Text] = {
    "green": gettext_lazy("follows the plan"),
    "yellow": gettext_lazy("needs attention"),
    "red": gettext_lazy("needs a decision"),
    "white": gettext_lazy("not assessed"),
}
TAG_ICONS = {"ready": "check", "waiting": "clock", "stop": "warning"}
CELL_WORDS: Mapping[str, tuple[str, Text]] = {
    "created": ("plus", gettext_lazy("new")),
    "changed": ("edit", gettext_lazy("changed")),
    "unchanged": ("check", gettext_lazy("unchanged")),
    "doubtful": ("warning", gettext_lazy("doubtful")),
    "rejected": ("stop", gettext_lazy("rejected")),
}


def _sprite(name: str) -> str:
    return f"{static('core/icons.svg')}#{name}"


@register.simple_tag
def icon(name: str, size: str = "", label: Text = "") -> SafeString:
    """An icon of the sprite: ``{% icon "check" "small" %}``. ``label`` is for the rare icon without a word beside it.

    ``size`` is empty (20 px), ``small`` (16 px) or ``inline`` (16 px on the text line).
    """
    css = {"": "icon", "small": "icon icon--small", "inline": "icon icon--small icon--inline"}[size]
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, _sprite(f"i-{name}")
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, _sprite(f"i-{name}"))


@register.simple_tag
def light(value: str | None, size: str = "", word: Text | None = None) -> SafeString:
    """A traffic light: shape, word and colour. ``word`` replaces the colour word, e.g. with a count.

    ``size`` is empty, ``large``, or ``silent`` where the column head is the colour word and it need only be heard.
    An empty ``value`` is a dash: not relevant.
    """
    if not value:
        return format_html('<span class="dim" aria-hidden="true">–</span>{}', _hidden(gettext("not relevant")))
    name = LIGHT_WORDS[value]
    shown = format_html("{} {}", word, _hidden(name)) if word is not None else format_html("{}", name)
    if size == "silent":
        shown = _hidden(name)
    return format_html(
        '<span class="light{}"><svg aria-hidden="true"><use href="{}"/></svg>{}</span>',
        " light--large" if size == "large" else "",
        _sprite(f"light-{value}"),
        shown,
    )


def _hidden(text: Text) -> SafeString:
    return format_html('<span class="visually-hidden">{}</span>', text)


@register.simple_tag
def light_meaning(value: str) -> str:
    """What a light says: "needs a decision"."""
    return str(LIGHT_MEANINGS[value])


@register.simple_tag
def light_change(before: str | None, after: str) -> SafeString:
    """A move between two lights; without ``before`` the thing is new."""
    if not before:
        return format_html(
            '<span class="light-change"><span class="dim">{}</span> {}</span>', gettext("new"), light(after)
        )
    return format_html(
        '<span class="light-change">{}{}{}{}</span>',
        light(before),
        icon("arrow"),
        _hidden(gettext("to")),
        light(after),
    )


@register.simple_tag
def tag(state: str, label: Text, icon_name: str | None = None) -> SafeString:
    """The state of an item: ``state`` is ready, waiting, stop, info, outline, heather or empty.

    Ready, waiting and stop bring their icon; ``icon_name=""`` takes it away.
    """
    name = TAG_ICONS.get(state, "") if icon_name is None else icon_name
    return format_html(
        '<span class="tag{}">{}{}</span>', f" tag--{state}" if state else "", icon(name) if name else "", label
    )


@register.simple_tag
def deadline(when: When | None, done: Text = "") -> SafeString:
    """A date one must keep: the day in bold, how far away below; overdue says so. ``done`` tells that it was kept."""
    if when is None:
        return format_html('<span class="deadline">{}</span>', gettext("no deadline"))
    today = clock.today()
    day = words.short_day(when, today)
    if isinstance(when, dt.datetime):
        day = f"{day} {words.clock_time(when)}"
    passed = isinstance(when, dt.datetime) and when < clock.now()
    over = words.days_over(when, today) or (gettext("past the deadline") if passed else "")
    css = "" if done or not over else " deadline--overdue"
    return format_html(
        '<span class="deadline{}"><b>{}</b>{}</span>', css, day, done or over or words.relative_day(when, today)
    )


@register.simple_tag
def before_after(before: Any, after: Any) -> SafeString:
    """An old and a new value in running text; an empty value is said to be empty."""
    nothing = gettext("empty")
    return format_html(
        '<span class="changed"><del class="before">{}</del>{}{}<ins class="after">{}</ins></span>',
        nothing if before in (None, "") else before,
        icon("arrow"),
        _hidden(gettext("to")),
        nothing if after in (None, "") else after,
    )


@register.simple_tag
def phase_bar(index: int, total: int, label: Text) -> SafeString:
    """Where something is in its phases: ``index`` is 1 for the first of ``total``; the label stands beside it."""
    cells = (
        (format_html(' class="{}"', "now" if n == index else "done") if n <= index else "",)
        for n in range(1, total + 1)
    )
    boxes = format_html_join("", "<i{}></i>", cells)
    return format_html(
        '<span class="phase" aria-hidden="true">{}</span><span class="phase-name">{}</span>', boxes, label
    )


@register.simple_tag
def sparkline(lights: Sequence[str | None]) -> SafeString:
    """The latest eight reports of something, oldest first, as lights; says them in words."""
    known = [light for light in lights if light][-drawings.REPORTS :]
    if not known:
        return format_html('<span class="dim">{}</span>', gettext("no reports"))
    said = ", ".join(str(LIGHT_WORDS[light]).lower() for light in known)
    return drawings.sparkline(known, gettext("Latest reports, oldest first: %(lights)s") % {"lights": said})


@register.simple_tag
def bar(part: float, whole: float, label: Text = "", *, mini: bool = False, red: bool = False) -> SafeString:
    """How much of ``whole`` is reached. Give ``label`` unless the number stands in text beside it."""
    return drawings.bar(float(part), float(whole), label=str(label), mini=mini, red=red)


@register.simple_tag
def age_bar(days: int, limit: int, scale: int) -> SafeString:
    """The age of a barrier in days with a tick at the limit; ``scale`` is what the full width means."""
    return drawings.age_bar(days, limit, scale)


@register.simple_tag
def time_bar(minutes: Sequence[int], capacity: int) -> SafeString:
    """Planned minutes by kind against the length of the meeting."""
    return drawings.time_bar(minutes, capacity)


@register.simple_tag
def benefit_bar(
    realised: float, decided: float, low: float | None, high: float | None, whole: float, key: str
) -> SafeString:
    """Possible from ``low`` to ``high``, decided and realised of ``whole``; ``key`` is unique on the page."""
    possible = (float(low), float(high)) if low is not None and high is not None else None
    return drawings.benefit_bar(float(realised), float(decided), possible, float(whole), key)


@register.simple_tag
def week_ruler_picture(ruler: drawings.WeekRuler) -> SafeString:
    """The picture of the week ruler; its words are in ``core/shell/week_ruler.html``."""
    return drawings.week_ruler(ruler, gettext("today"))


@register.simple_tag
def cell_state(state: str, note: Text = "") -> SafeString:
    """What an import does to a cell or a row: created, changed, unchanged, doubtful or rejected, and why."""
    name, word = CELL_WORDS[state]
    return format_html(
        '<span class="cell-state">{}{}</span>', icon(name), format_html("{}: {}", word, note) if note else word
    )


@register.inclusion_tag("core/parts/distribution.html")
def distribution(counts: Mapping[str, int], changes: Mapping[str, int] | None = None) -> dict[str, Any]:
    """How many of each light: a bar, and the list that is its data. ``changes`` are differences since last time."""
    moved = changes or {}
    rows = [
        {
            "light": name,
            "count": counts.get(name, 0),
            "change": _moved(moved.get(name, 0)) if changes is not None else "",
        }
        for name in drawings.LIGHTS
    ]
    return {"bar": drawings.distribution_bar(counts), "rows": rows}


def _moved(difference: int) -> str:
    if difference > 0:
        return ngettext("%(count)s more", "%(count)s more", difference) % {"count": difference}
    if difference < 0:
        return ngettext("%(count)s fewer", "%(count)s fewer", -difference) % {"count": -difference}
    return gettext("unchanged")


@register.inclusion_tag("core/parts/deadline_chain.html")
def deadline_chain(steps: Iterable[Any]) -> dict[str, Any]:
    """The run-up to a meeting, downwards.

    Each step (mapping or object) has ``when`` (date, moment or text), ``name`` and ``state`` (done, next or upcoming),
    and may have ``note``, ``url`` with ``url_label``, and ``meeting`` for the meeting itself.
    """
    return {"steps": [_step(step) for step in steps]}


@register.inclusion_tag("core/parts/chain_line.html")
def chain_line(steps: Iterable[Any], label: Text = "") -> dict[str, Any]:
    """The same steps across the page; ``label`` names the list."""
    return {"steps": [_step(step) for step in steps], "label": label or gettext("Deadlines")}


def _step(step: Any) -> dict[str, Any]:
    """A step with its day in words: ``day``, ``far`` (how far away, of the next step) and ``short`` for the line."""
    names = ("when", "name", "state", "note", "url", "url_label", "meeting")
    row = {name: _field(step, name) for name in names}
    when, today = row["when"], clock.today()
    row["day"] = row["short"] = words.short_day(when, today) if isinstance(when, dt.date) else when or ""
    if row["state"] == "next" and isinstance(when, dt.date):
        over = words.days_over(when, today)
        far = over or words.relative_day(when, today)
        time = words.clock_time(when) if isinstance(when, dt.datetime) else ""
        row["far"] = f"{time}, {far}" if time else far
        row["short"] = f"{far} {time}".strip()
        row["over"] = bool(over)
    return row


@register.inclusion_tag("core/parts/steps.html")
def steps_indicator(names: Sequence[Text], current: int) -> dict[str, Any]:
    """The steps of a task over several pages; ``current`` is 1 for the first."""
    rows = [{"name": name, "done": n < current, "current": n == current} for n, name in enumerate(names, start=1)]
    return {"steps": rows}


@register.inclusion_tag("core/parts/empty_state.html")
def empty_state(title: Text, text: Text = "", url: str = "", action: Text = "") -> dict[str, Any]:
    """An empty list: what it is, why it is empty, and one action."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("core/parts/blocked.html")
def blocked(label: Text, gaps: Sequence[Any], key: str, why: Text = "") -> dict[str, Any]:
    """An action that is not allowed yet: the button stays, can take focus, and the list says what is missing.

    ``gaps`` are `refusals.Gap`, ``key`` is unique on the page, ``why`` a sentence for the usual "Not possible yet".
    """
    return {"label": label, "gaps": gaps, "why": why, "why_id": f"why-{key}", "gaps_id": f"missing-{key}"}


@register.inclusion_tag("core/parts/facts.html")
def facts(rows: Iterable[Any]) -> dict[str, Any]:
    """Master data. Each row is ``(label, value)`` or ``(label, value, url)``; a row without value says so."""
    return {"rows": [(*row, "")[:3] for row in rows]}


@register.inclusion_tag("core/parts/history.html")
def history(events: Iterable[Any]) -> dict[str, Any]:
    """Who changed what, when.

    Each event has ``moment``, ``who``, ``what`` and ``changes``, each of these with ``label``, ``before`` and ``after``
    (`refusals.FieldChange` fits, and so does a mapping).
    """
    today = clock.today()
    return {"events": [(event, words.moment(_field(event, "moment"), today)) for event in events]}


def _field(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag("core/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """The pages of a list, as links that keep the rest of the address."""
    request = context.get("request")
    query: QueryDict | None = request.GET if request is not None else None
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [
        {"number": n, "url": _with(query, parameter, n), "current": n == page.number} if isinstance(n, int) else None
        for n in pages
    ]
    return {
        "page": page,
        "links": links,
        "previous_url": _with(query, parameter, page.number - 1) if page.has_previous() else "",
        "next_url": _with(query, parameter, page.number + 1) if page.has_next() else "",
    }


def _with(query: QueryDict | None, name: str, value: int) -> str:
    if query is None:
        return "?" + urlencode({name: value})
    changed = query.copy()
    changed[name] = str(value)
    return "?" + changed.urlencode()
