"""The sentence at the top of the start page: how many things await, the most pressing first (D18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.core import words
from tvaerblik.core.contributions import Task


def what_awaits(tasks: Sequence[Task], today: dt.date) -> str:
    """Overdue, today and tomorrow as one sentence, and how many are left; every task is counted exactly once."""
    if not tasks:
        return _("Nothing awaits you now.")
    tomorrow = today + dt.timedelta(days=1)
    overdue = sum(task.due is not None and task.due < today for task in tasks)
    now = sum(task.due == today for task in tasks)
    next_day = sum(task.due == tomorrow for task in tasks)
    later = len(tasks) - overdue - now - next_day
    parts = []
    if overdue:
        said = ngettext("one thing is overdue", "%(number)s things are overdue", overdue)
        parts.append(said % {"number": words.number(overdue)})
    parts += _awaiting(now, _("today"), is_first=not parts)
    parts += _awaiting(next_day, _("tomorrow"), is_first=not parts)
    if not parts:
        said = ngettext(
            "Nothing is urgent. %(number)s thing awaits you later.",
            "Nothing is urgent. %(number)s things await you later.",
            later,
        )
        return said % {"number": words.number(later)}
    sentence = f"{capfirst(words.join_words(parts))}."
    return f"{sentence} {_left(later)}" if later else sentence


def _awaiting(number: int, when: str, *, is_first: bool) -> list[str]:
    """``two things await you today``, and after another part only ``two await you today``; nothing for none."""
    if not number:
        return []
    if is_first:
        said = ngettext("one thing awaits you %(when)s", "%(number)s things await you %(when)s", number)
    else:
        said = ngettext("one awaits you %(when)s", "%(number)s await you %(when)s", number)
    return [said % {"number": words.number(number), "when": when}]


def _left(number: int) -> str:
    said = ngettext("One more has time.", "%(number)s more have time.", number)
    return said % {"number": words.number(number)}
