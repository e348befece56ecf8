"""Places over time: since when a place is empty, and whether there is room. Pure functions over half-open periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

Period = tuple[dt.date, dt.date | None]


def holding(periods: Iterable[Period], day: dt.date) -> int:
    """How many of the periods hold on the day."""
    return sum(1 for since, until in periods if since <= day and (until is None or day < until))


def vacant_since(periods: Sequence[Period], places: int, begun: dt.date, day: dt.date) -> dt.date | None:
    """The day from which fewer than ``places`` were held without a break up to ``day``; None when all are held.

    ``begun`` is when the seat itself began.
    """
    if holding(periods, day) >= places:
        return None
    turns = {begun} | {edge for period in periods for edge in period if edge is not None and begun < edge <= day}
    empty_from = day
    for turn in sorted(turns, reverse=True):
        if holding(periods, turn) >= places:
            break
        empty_from = turn
    return empty_from


def fullest(periods: Sequence[Period], since: dt.date, until: dt.date | None) -> int:
    """The highest number of periods that hold at once on some day from ``since`` until ``until``."""
    turns = {since} | {start for start, _end in periods if since < start and (until is None or start < until)}
    return max(holding(periods, turn) for turn in turns)
