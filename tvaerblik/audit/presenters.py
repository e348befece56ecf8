"""How a verb reads in a history. Packages contribute theirs; a verb without one reads as its name."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.contributions import Registry

wordings: Registry[str | Promise] = Registry("wording of a verb")


def contribute(words: dict[str, str | Promise]) -> None:
    """Say how each verb reads, as in "changed the record"; ``%(name)s`` takes a value of the event's content."""
    for verb, wording in words.items():
        wordings.add(verb, wording)


def sentence_of(verb: str, content: dict[str, Any]) -> str:
    """What happened, in words."""
    wording = wordings.get(verb)
    if wording is None:
        return verb.replace("_", " ")
    try:
        return str(wording) % content
    except (KeyError, ValueError):
        return str(wording)


contribute({"revise": _("changed the record"), "erase_payload": _("erased what an event said")})
