"""A program of its own that approves minutes, or looks at what is there; started, and killed, by ``test_killed``.

python -m tests.attacks.approving prepare
python -m tests.attacks.approving approve 7 4    (stops for ever at the 7th event, and says so on descriptor 4)
python -m tests.attacks.approving look
"""

import json
import os
import signal
import sys

import django

CHANGED = {"end": "2026-12-31", "budget": 520_000, "priority": 2}


def prepare():
    """The minutes of a meeting wait for the chair; three decided points change a project in three ways."""
    import datetime as dt

    from django.core.management import call_command

    from tests.meetings.conftest import SG_DAY, Story, build, moment
    from tvaerblik.core import clock
    from tvaerblik.meetings import actions

    call_command("migrate", verbosity=0)
    with clock.at(moment(dt.date(2026, 10, 1))):
        story = Story(build())
        meeting = story.meeting()
        case = story.case(meeting=meeting)
        story.point(case, effect="set_end_date", value=dt.date(2026, 12, 31))
        story.point(case, effect="set_budget", value=520_000)
        story.point(case, effect="set_priority", value=2)
    with story.on(dt.date(2026, 11, 24)):
        story.sent(meeting)
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=story.t.secretary)
        story.decided(case.items.get())
        actions.submit_minutes(story.ended(meeting), by=story.t.secretary)


def approve(stop_at=0, tell=0):
    """The chair approves. With ``stop_at`` the program says so at that event, and waits to be killed."""
    from tests.meetings.conftest import SG_DAY, moment
    from tvaerblik.audit import actions as audit
    from tvaerblik.core import clock
    from tvaerblik.meetings import actions
    from tvaerblik.meetings.models import Minutes
    from tvaerblik.people.models import Person

    if stop_at:
        _stop_at_event(audit.Event.objects, stop_at, tell)
    with clock.at(moment(SG_DAY, 15)):
        actions.approve_minutes(Minutes.objects.get(), by=Person.objects.get(title="Chef for Borgerservice"))


def _stop_at_event(events, stop_at, tell):
    """Every event of the trail is written in one place, whoever imported what from where."""
    create, count = events.create, [0]

    def counted(*args, **kwargs):
        made = create(*args, **kwargs)
        count[0] += 1
        if count[0] == stop_at:
            os.write(tell, b"!")
            signal.pause()
        return made

    events.create = counted


def look():
    """What is there now, for somebody who comes afterwards."""
    from tvaerblik.audit import queries
    from tvaerblik.meetings.models import DecidedEffect, Decision, Minutes
    from tvaerblik.outbox.models import Message
    from tvaerblik.portfolio.models import Project

    broken, head = queries.verify()
    project = Project.objects.get(code="C06")
    told = {
        "project": {"end": project.end.isoformat(), "budget": project.budget, "priority": project.priority},
        "minutes": Minutes.objects.get().state,
        "in_force": Decision.objects.get().in_force_at is not None,
        "applied": DecidedEffect.objects.filter(applied_at__isnull=False).count(),
        "letters": Message.objects.filter(occasion__startswith="minutes-approved:").count(),
        "broken": broken.sentence if broken else "",
        "events": head.sequence,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tvaerblik.config.settings"
    django.setup()
    word, *numbers = sys.argv[1:]
    {"prepare": prepare, "approve": approve, "look": look}[word](*map(int, numbers))
