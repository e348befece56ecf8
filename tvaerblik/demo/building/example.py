"""The whole example municipality, in the order in which it came about."""

from __future__ import annotations

import datetime as dt

from tvaerblik.demo.building.between import build_between
from tvaerblik.demo.building.meetings import build_meetings
from tvaerblik.demo.building.organisation import build_organisation
from tvaerblik.demo.building.projects import build_projects
from tvaerblik.demo.building.world import Calendar, World


def build_example(demo_day: dt.date) -> World:
    """Make everything as seen on ``demo_day``. Every row comes from an action and is in the trail."""
    world = World(Calendar(demo_day))
    build_organisation(world)
    build_projects(world)
    build_between(world)
    build_meetings(world)
    world.until(demo_day)
    return world
