"""Small pictures drawn on the server: sparkline, bars and week ruler.

Everything is SVG with presentation attributes, so that the same string works on screen under a strict content security
policy, on paper and inside a PDF. Lengths are user units that equal CSS pixels; shares are percentages of the picture's
width. The words that go with a picture (its twin) are the caller's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LIGHTS = ("green", "yellow", "red", "white")
FILL = {"green": "#1b7f56", "yellow": "#f2b200", "red": "#c1232f", "white": "#ffffff"}
EDGE = {"green": "#12603f", "yellow": "#8a5f00", "red": "#8f1420", "white": "#586773"}

REPORTS = 8
_HEIGHT = {"green": 6.0, "yellow": 12.0, "red": 18.0, "white": 12.0}


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _mark(light: str, x: float, *, last: bool) -> SafeString:
    y, fill, edge = _HEIGHT[light], FILL[light], EDGE[light]
    if light == "yellow":
        up, side, down = (4.6, 4.9, 8.2) if last else (3.3, 3.6, 5.6)
        path = f"M{_n(x)} {_n(y - up)}l{side} {down}h-{side * 2:.1f}z"
        shape = format_html('<path d="{}" stroke-linejoin="round"', path)
    elif light == "red":
        half = 3.8 if last else 2.5
        corner = '<rect x="{}" y="{}" width="{}" height="{}"'
        shape = format_html(corner, _n(x - half), _n(y - half), _n(half * 2), _n(half * 2))
    else:
        radius = (3.7 if last else 2.4) if light == "white" else (4 if last else 2.7)
        shape = format_html('<circle cx="{}" cy="{}" r="{}"', _n(x), _n(y), radius)
    return format_html(
        '{} fill="{}" stroke="{}" stroke-width="{}"/>', shape, fill, edge, 1.2 if light == "white" else 1
    )


def _line(slots: Sequence[str], xs: Sequence[float]) -> str:
    """The path through the reports; a white or missing one lifts the pen."""
    path, pen_down = "", False
    for light, x in zip(slots, xs, strict=True):
        if light in {"", "white"}:
            pen_down = False
            continue
        path += f"{'L' if pen_down else 'M'}{_n(x)} {_n(_HEIGHT[light])}"
        pen_down = True
    return path


def sparkline(lights: Sequence[str], label: str) -> SafeString:
    """The latest eight reports, oldest first: three heights, higher is better, the last mark larger.

    ``lights`` are light words; more than eight are cut from the front, and white breaks the line. ``label`` says the
    words in order.
    """
    shown = [light for light in lights if light in LIGHTS][-REPORTS:]
    slots = [""] * (REPORTS - len(shown)) + shown
    xs = [5 + index * 82 / (REPORTS - 1) for index in range(REPORTS)]
    missing = ((_n(x - 1.5),) for light, x in zip(slots, xs, strict=True) if not light)
    marks = (
        (_mark(light, x, last=index == REPORTS),)
        for index, (light, x) in enumerate(zip(slots, xs, strict=True), start=1)
        if light
    )
    return format_html(
        '<svg class="sparkline" viewBox="0 0 92 24" width="92" height="24" role="img" aria-label="{}">'
        '<path d="{}" fill="none" stroke="#7a8894"/>{}{}</svg>',
        label,
        _line(slots, xs),
        format_html_join("", '<path d="M{} 12h3" stroke="#c8d1d8"/>', missing),
        format_html_join("", "{}", marks),
    )


def share(part: float, whole: float) -> float:
    """``part`` of ``whole`` in percent, kept between 0 and 100; 0 when there is no whole."""
    if whole <= 0:
        return 0.0
    return max(0.0, min(100.0, 100 * part / whole))


def bar(part: float, whole: float, *, label: str = "", mini: bool = False, red: bool = False) -> SafeString:
    """How much of ``whole`` is reached. Without ``label`` the bar is decoration beside a number in text."""
    classes = "bar" + (" bar--mini" if mini else "") + (" bar--red" if red else "")
    said = format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="{}"', "true")
    return format_html(
        '<svg class="{}" {}><rect width="{}%" height="100%"/></svg>', classes, said, _n(share(part, whole))
    )


def _segments(parts: Sequence[tuple[str, float]], whole: float, gap: float) -> SafeString:
    """Nested pictures side by side; the outer half of each edge is clipped away, so the edge lies inside."""
    rows, x = [], 0.0
    for css, part in parts:
        width = share(part, whole)
        if width:
            rows.append((f"{x:.2f}", f"{max(width - gap, 0.4):.2f}", css))
        x += width
    return format_html_join(
        "", '<svg x="{}%" width="{}%" height="100%"><rect class="{}" width="100%" height="100%"/></svg>', rows
    )


def distribution_bar(counts: Mapping[str, int]) -> SafeString:
    """One stacked bar of the lights, best first. Decoration: the list of counts beside it is the data."""
    parts = [(f"dist-{light}", float(counts.get(light, 0))) for light in LIGHTS]
    segments = _segments(parts, sum(count for _, count in parts), gap=0.3)
    return format_html('<svg class="distribution" height="24" aria-hidden="true">{}</svg>', segments)


def benefit_bar(
    realised: float, decided: float, possible: tuple[float, float] | None, whole: float, key: str
) -> SafeString:
    """Possible (hatched), decided (light with edge) and realised (solid) of ``whole``: the fill says how certain.

    ``possible`` is the low and high end. ``key`` makes the pattern's id unique on the page.
    """
    return format_html(
        '<svg class="benefit-track" height="24" aria-hidden="true">{}'
        '<rect class="benefit-realised" x="6" y="6" width="{}%" height="12"/>{}</svg>',
        _segments([("benefit-decided", decided)], whole, gap=0),
        _n(share(realised, whole)),
        _hatched(share(possible[0], whole), share(possible[1], whole), key) if possible else "",
    )


def _hatched(low: float, high: float, key: str) -> SafeString:
    return format_html(
        '<pattern id="hatch-{0}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<rect class="hatch-ground" width="5" height="5"/><path class="hatch-line" d="M0 .75h5"/></pattern>'
        '<svg x="{1}%" y="6" width="{2}%" height="12">'
        '<rect class="benefit-possible" fill="url(#hatch-{0})" width="100%" height="100%"/></svg>',
        key,
        _n(low),
        _n(max(high - low, 0.0)),
    )


def age_bar(days: int, limit: int, scale: int) -> SafeString:
    """How old something is in days: grey up to the limit, red beyond, a tick at the limit. The days stand beside it."""
    age, at = share(days, scale), share(limit, scale)
    over = format_html('<rect class="over-limit" x="{}%" y="4" width="{}%" height="8"/>', _n(at), _n(age - at))
    return format_html(
        '<svg class="barrier-track" height="16" aria-hidden="true"><rect class="track" y="4" width="100%" height="8"/>'
        '<rect class="age" y="4" width="{0}%" height="8"/>{1}'
        '<line class="limit" x1="{2}%" x2="{2}%" y1="0" y2="16"/></svg>',
        _n(min(age, at)),
        over if age > at else "",
        _n(at),
    )


def time_bar(minutes: Sequence[int], capacity: int) -> SafeString:
    """Planned minutes by kind (at most three) against the length of the meeting, with a tick where the meeting ends."""
    planned = sum(minutes)
    whole = max(planned, capacity, 1)
    parts = [(f"part-{index}", float(part)) for index, part in enumerate(minutes[:3], start=1)]
    limit = format_html('<line class="limit" x1="{0}%" x2="{0}%" y1="0" y2="16"/>', _n(share(capacity, whole)))
    return format_html(
        '<svg class="time-bar" height="16" aria-hidden="true"><svg y="4" width="100%" height="8">{}</svg>{}</svg>',
        _segments(parts, whole, gap=0.15),
        limit if planned > capacity else "",
    )


@dataclass(frozen=True)
class RulerMark:
    """Something on the week ruler. ``kind`` is steering, programme, seminar or deadline; deadlines have no label."""

    kind: str
    day: dt.date
    label: str = ""


@dataclass(frozen=True)
class WeekRuler:
    """Fourteen weeks around today for the top bar, and the same in words.

    ``start`` is a Monday. ``vacations`` are the Mondays of weeks without meetings. ``text`` is the whole ruler as a
    sentence for screen readers, ``short`` the next thing for narrow windows (``short_bold`` is its emphasised part).
    """

    start: dt.date
    today: dt.date
    url: str
    text: str
    short: str
    short_bold: str = ""
    marks: Sequence[RulerMark] = field(default_factory=tuple)
    vacations: Sequence[dt.date] = field(default_factory=tuple)
    weeks: int = 14


# About what a figure or letter of a label takes; a label is put where it has room, not measured.
_LETTER = 6.8
_MARK = 7.0


@dataclass
class _Room:
    """Where labels can stand: beside the marks, or in the row above them. Each label takes its place."""

    beside: list[tuple[float, float]]
    above: list[tuple[float, float]]

    def place(self, label: str, x: float) -> tuple[float, bool]:
        """Where the label of the mark at ``x`` begins, and whether it stands above; it is left out with -1."""
        length = len(label) * _LETTER
        start = x + 11
        if start + length <= 720 and self._take(self.beside, start - 2, start + length):
            return start, False
        start = max(0.0, min(x - _MARK, 720 - length))
        return (start, True) if self._take(self.above, start, start + length) else (-1.0, False)

    @staticmethod
    def _take(row: list[tuple[float, float]], start: float, end: float) -> bool:
        if any(start < other_end and other_start < end for other_start, other_end in row):
            return False
        row.append((start, end))
        return True


def _ruler_label(mark: RulerMark, x: float, room: _Room) -> SafeString:
    """The label, where neither another mark nor another label stands; the ruler's text says what finds no room."""
    if not mark.label or mark.kind in {"seminar", "deadline"}:
        return SafeString("")
    start, is_above = room.place(mark.label, x)
    if start < 0:
        return SafeString("")
    weight = SafeString("") if mark.kind == "programme" else SafeString(' font-weight="600"')
    y = 11 if is_above else 26 if mark.kind == "programme" else 19
    return format_html('<text x="{}" y="{}" font-size="12"{} fill="#fff">{}</text>', _n(start), y, weight, mark.label)


def _ruler_mark(mark: RulerMark, x: float) -> SafeString:
    if mark.kind == "seminar":
        return format_html('<path d="M{} 15l6.5 7-6.5 7-6.5-7z" fill="#e3b7d6"/>', _n(x))
    if mark.kind == "deadline":
        return format_html('<path d="M{} 25v8" stroke="#fff" stroke-width="2"/>', _n(x))
    if mark.kind == "programme":
        return format_html('<circle cx="{}" cy="22" r="5.4" fill="none" stroke="#fff" stroke-width="2"/>', _n(x))
    return format_html('<circle cx="{}" cy="22" r="6.5" fill="#fff"/>', _n(x))


def _ruler_week(monday: dt.date, x: float, width: float, *, vacation: bool) -> SafeString:
    shade = '<rect x="{}" y="34" width="{}" height="15" fill="#fff" fill-opacity=".09"/>'
    return format_html(
        '<path d="M{} 30v6" stroke="#9cc5d9" stroke-opacity=".6"/>{}'
        '<text x="{}" y="46" font-size="11" text-anchor="middle" fill="#9cc5d9">{}</text>',
        _n(x),
        format_html(shade, _n(x), _n(width)) if vacation else "",
        _n(x + width / 2),
        monday.isocalendar().week,
    )


def _ruler_today(x: float, word: str) -> SafeString:
    side, anchor = (-7, "end") if x > 60 else (7, "start")
    return format_html(
        '<path d="M{0} 6V50" stroke="#fff" stroke-width="1.5"/><path d="M{1} 4h8l-4 5z" fill="#fff"/>'
        '<text x="{2}" y="13" font-size="11" font-weight="600" text-anchor="{3}" fill="#fff">{4}</text>',
        _n(x),
        _n(x - 4),
        _n(x + side),
        anchor,
        word,
    )


def week_ruler(ruler: WeekRuler, today_word: str) -> SafeString:
    """The ruler as a picture 720 by 56; decoration, since ``ruler.text`` says the same."""
    width = 716 / ruler.weeks
    mondays = [ruler.start + dt.timedelta(weeks=index) for index in range(ruler.weeks)]
    pieces = [
        _ruler_week(monday, 2 + index * width, width, vacation=monday in ruler.vacations)
        for index, monday in enumerate(mondays)
    ]
    now = 2 + (ruler.today - ruler.start).days * width / 7
    shown = [
        (mark, 2 + offset * width / 7)
        for mark in ruler.marks
        if 0 <= (offset := (mark.day - ruler.start).days) < ruler.weeks * 7
    ]
    said = len(today_word) * _LETTER
    room = _Room(
        beside=[(x - _MARK, x + _MARK) for mark, x in shown if mark.kind != "deadline"],
        above=[(now - 7 - said, now + 7) if now > 60 else (now - 7, now + 7 + said)],
    )
    pieces += [_ruler_mark(mark, x) for mark, x in shown]
    pieces += [_ruler_label(mark, x, room) for mark, x in shown]
    pieces.append(_ruler_today(now, today_word))
    return format_html(
        '<svg viewBox="0 0 720 56" preserveAspectRatio="xMinYMid meet" aria-hidden="true">'
        '<path d="M0 33H720" stroke="#9cc5d9" stroke-opacity=".55"/>{}</svg>',
        format_html_join("", "{}", ((piece,) for piece in pieces)),
    )
