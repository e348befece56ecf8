"""What can be done to tell management, to journalise, to note something and to take documents out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms import keeping as forms
from tvaerblik.meetings.rules import briefings, keeping
from tvaerblik.meetings.rules.briefings import BRIEFING
from tvaerblik.meetings.verbs.steps import step

_briefing: dict[str, Any] = {"path": "briefings", "things": queries.briefings_for}
_case: dict[str, Any] = {"path": "cases", "things": queries.cases_for}

BRIEFING_VERBS = (
    Verb(
        "write_briefing",
        _("Brief management"),
        actions.write_briefing,
        "meetings",
        things=queries.meetings_for,
        form=forms.WriteBriefingForm,
        why_not=briefings.why_not_brief,
        intro=_("Closed items are never told. You read it through before it is sent."),
        done=_("The briefing is a draft. Read it through, and send it."),
        submit=_("See it before it is sent"),
    ),
    Verb(
        "revise_briefing",
        _("Edit briefing"),
        actions.revise_briefing,
        form=forms.ReviseBriefingForm,
        why_not=briefings.why_not_revise,
        done=_("The briefing is saved."),
        submit=_("Save briefing"),
        **_briefing,
    ),
    step(BRIEFING, "send_briefing", done=_("The briefing is sent."), **_briefing),
    step(
        BRIEFING,
        "discard_briefing",
        done=_("The draft is discarded."),
        to=lambda briefing: str(briefing.meeting.get_absolute_url()),
        danger=True,
        **_briefing,
    ),
    Verb(
        "acknowledge_briefing",
        _("I have read it"),
        actions.acknowledge_briefing,
        why_not=briefings.why_not_acknowledge,
        done=_("It is noted that you have read it."),
        **_briefing,
    ),
)

KEEPING_VERBS = (
    Verb(
        "journalise_package",
        _("Mark as journalised"),
        actions.journalise_package,
        "packages",
        things=queries.packages_for,
        form=forms.JournaliseForm,
        why_not=keeping.why_not_journalise_package,
        done=_("The package is marked as journalised."),
    ),
    Verb(
        "journalise_minutes",
        _("Mark as journalised"),
        actions.journalise_minutes,
        "minutes",
        things=queries.minutes_for,
        form=forms.JournaliseForm,
        why_not=keeping.why_not_journalise_minutes,
        done=_("The minutes are marked as journalised."),
    ),
    Verb(
        "write_note",
        _("Write a note"),
        actions.write_note,
        form=forms.NoteForm,
        why_not=keeping.why_not_note,
        intro=_("A note cannot be changed afterwards. Put right what is wrong by writing another."),
        done=_("The note is written."),
        submit=_("Save note"),
        **_case,
    ),
    Verb(
        "take_out_case",
        _("Take out for access to documents"),
        actions.take_out_case,
        form=forms.TakeOutForm,
        why_not=keeping.why_not_take_out,
        intro=_("Everything on the case that you may read is gathered: what is final and what is internal, apart."),
        done=_("The documents are gathered. Fetch the file here."),
        **_case,
    ),
)
