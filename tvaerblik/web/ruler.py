"""The week ruler of the top bar: fourteen weeks around today with meetings and deadlines, as a picture and in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core import clock, words, workdays
from tvaerblik.core.contributions import happenings
from tvaerblik.core.drawings import RulerMark, WeekRuler

WEEKS = 14
WEEKS_BACK = 3


def ruler_for(by: Any) -> WeekRuler | None:
    """The ruler for somebody; None while nothing has been planned."""
    today = clock.today()
    start = today - dt.timedelta(days=today.weekday(), weeks=WEEKS_BACK)
    end = start + dt.timedelta(weeks=WEEKS)
    found = sorted((h for source in happenings for h in source(start, end, by)), key=lambda h: h.day)
    if not found:
        return None
    ahead = [h for h in found if h.day >= today]
    following = next((h for h in ahead if h.kind != "deadline"), None)
    mondays = [start + dt.timedelta(weeks=number) for number in range(WEEKS)]
    sentence = "; ".join(h.sentence for h in ahead[:6])
    return WeekRuler(
        start=start,
        today=today,
        url=following.url if following else found[-1].url,
        text=words.ended(
            _("Today is week %(week)d. Ahead: %(what)s")
            % {"week": today.isocalendar().week, "what": sentence or _("nothing is planned")}
        ),
        short=_("week %(week)d") % {"week": today.isocalendar().week},
        short_bold=f"{following.label} {words.relative_day(following.day, today)}" if following else "",
        marks=[RulerMark(h.kind, h.day, h.label if h.day >= today else h.label.partition(" ")[0]) for h in found],
        vacations=[monday for monday in mondays if workdays.avoided_on(monday)],
        weeks=WEEKS,
    )
