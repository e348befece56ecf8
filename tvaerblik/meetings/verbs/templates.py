"""What an administrator can do with the Word template."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms.templates import WordTemplateForm
from tvaerblik.meetings.rules.templates import why_not_withdraw
from tvaerblik.people.rules import why_not_administrator

TEMPLATE_VERBS = (
    Verb(
        "upload_word_template",
        _("Upload a Word template"),
        actions.upload_word_template,
        "word-templates",
        form=WordTemplateForm,
        why_not=why_not_administrator,
        intro=_("Its styles, page setup, header and footer are used. What is written in it is left out."),
        done=_("The template is in use for agendas and minutes."),
        submit=_("Put in use"),
    ),
    Verb(
        "withdraw_word_template",
        _("Withdraw the template"),
        actions.withdraw_word_template,
        "word-templates",
        things=queries.word_templates_for,
        why_not=why_not_withdraw,
        intro=_("The one before it is used instead, or the program's own."),
        done=_("The template is withdrawn."),
        to=lambda _template: reverse("word_template"),
        danger=True,
    ),
)
