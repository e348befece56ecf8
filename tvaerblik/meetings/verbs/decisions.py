"""What can be done with decisions, minutes and follow-up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms import comments
from tvaerblik.meetings.forms import decisions as forms
from tvaerblik.meetings.forms.meetings import ReasonForm
from tvaerblik.meetings.pages import deciding
from tvaerblik.meetings.rules import comments as comment_rules
from tvaerblik.meetings.rules import decisions as rules
from tvaerblik.meetings.rules.decisions import FOLLOW_UP, MINUTES
from tvaerblik.meetings.rules.writing import why_not_write_text
from tvaerblik.meetings.verbs.steps import step

_decision: dict[str, Any] = {"path": "decisions", "things": queries.decisions_for}
_minutes: dict[str, Any] = {"path": "minutes", "things": queries.minutes_for}
_follow_up: dict[str, Any] = {"path": "follow-ups", "things": queries.follow_ups_for}


def _why_not_confirm(effect: Any, by: Any) -> str:
    return rules.why_not_confirm(effect, by)


DECISION_STEPS = (
    Verb(
        "decide_item",
        _("Write the decision"),
        actions.decide_item,
        "items",
        things=queries.items_for,
        form=forms.DecideItemForm,
        why_not=rules.why_not_decide,
        done=_("The decision is written."),
        submit=_("Save decision"),
        template="meetings/decide_item.html",
        context=deciding.of_item,
        to=lambda decision: f"{decision.item.meeting.get_absolute_url()}#item-{decision.item_id}",
    ),
    Verb(
        "write_text",
        _("Write the text of the minutes"),
        actions.write_text,
        "items",
        things=queries.items_for,
        form=forms.WriteTextForm,
        why_not=why_not_write_text,
        done=_("The text is saved."),
        submit=_("Save text"),
    ),
    Verb(
        "revise_decision",
        _("Correct the decision"),
        actions.revise_decision,
        form=forms.ReviseDecisionForm,
        why_not=rules.why_not_revise_decision,
        done=_("The decision is corrected."),
        submit=_("Save correction"),
        template="meetings/decide_item.html",
        context=deciding.of_decision,
        **_decision,
    ),
    Verb(
        "confirm_effect",
        _("Confirm the decision all the same"),
        actions.confirm_effect,
        "decided-effects",
        things=queries.decided_effects_for,
        why_not=_why_not_confirm,
        intro=_("The record has changed since the paper was sent out."),
        done=_("It is confirmed. The decision is carried out as it was written."),
        template="meetings/confirm_effect.html",
        context=deciding.of_effect,
    ),
    Verb(
        "add_follow_up",
        _("Agree a follow-up"),
        actions.add_follow_up,
        form=forms.FollowUpForm,
        why_not=rules.why_not_follow_up,
        done=_("The follow-up is agreed, and the one responsible has been told."),
        to=lambda follow_up: f"{follow_up.decision.get_absolute_url()}#follow-up",
        **_decision,
    ),
)

MINUTES_STEPS = (
    Verb(
        "revise_minutes",
        _("Write remarks"),
        actions.revise_minutes,
        form=forms.ReviseMinutesForm,
        why_not=rules.why_not_write_minutes,
        done=_("The minutes are saved."),
        submit=_("Save minutes"),
        **_minutes,
    ),
    step(
        MINUTES,
        "invite_comments",
        form=comments.CommentsDueForm,
        intro=_("The members can comment on the draft until that day. You can also submit it to the chair at once."),
        done=_("The minutes are out for comments, and the members have been told."),
        **_minutes,
    ),
    step(
        MINUTES,
        "move_comments",
        form=comments.CommentsDueForm,
        intro=_("The members are told of the new day."),
        done=_("The deadline is changed, and the members have been told."),
        **_minutes,
    ),
    Verb(
        "comment_minutes",
        _("Comment on the minutes"),
        actions.comment_minutes,
        form=comments.CommentMinutesForm,
        why_not=comment_rules.why_not_comment,
        done=_("The secretary has your comment."),
        submit=_("Send comment"),
        **_minutes,
    ),
    Verb(
        "nothing_to_add",
        _("Nothing to add"),
        actions.nothing_to_add,
        why_not=comment_rules.why_not_nothing,
        done=_("The secretary sees that you have nothing to add."),
        **_minutes,
    ),
    Verb(
        "answer_comment",
        _("Answer the comment"),
        actions.answer_comment,
        "minutes-comments",
        things=queries.comments_for,
        form=comments.AnswerCommentForm,
        why_not=comment_rules.why_not_answer,
        done=_("The comment is answered, and the member has been told."),
        submit=_("Send answer"),
        template="meetings/answer_comment.html",
    ),
    step(MINUTES, "submit_minutes", done=_("The minutes are with the chair."), **_minutes),
    step(MINUTES, "return_minutes", form=forms.ReturnMinutesForm, done=_("The minutes are returned."), **_minutes),
    step(
        MINUTES,
        "approve_minutes",
        intro=_("The minutes are frozen, and what has been decided is carried out in the register."),
        template="meetings/approve_minutes.html",
        context=deciding.of_minutes,
        done=_("The minutes are approved, and the decisions are in force."),
        **_minutes,
    ),
    step(
        MINUTES,
        "confirm_minutes",
        form=forms.ConfirmMinutesForm,
        done=_("The minutes are finally approved."),
        **_minutes,
    ),
    Verb(
        "add_addendum",
        _("Add an addendum"),
        actions.add_addendum,
        form=forms.AddendumForm,
        why_not=rules.why_not_addendum,
        intro=_("The minutes themselves stay as the chair approved them."),
        done=_("The addendum is added."),
        **_minutes,
    ),
)

FOLLOW_UP_STEPS = (
    step(FOLLOW_UP, "begin_follow_up", done=_("It is under way."), **_follow_up),
    step(FOLLOW_UP, "report_follow_up", form=forms.ReportFollowUpForm, done=_("It is reported as done."), **_follow_up),
    step(FOLLOW_UP, "accept_follow_up", done=_("It is accepted as done."), **_follow_up),
    step(FOLLOW_UP, "reopen_follow_up", form=ReasonForm, done=_("It is in progress again."), **_follow_up),
    step(
        FOLLOW_UP,
        "move_follow_up",
        form=forms.MoveFollowUpForm,
        intro=_("The earlier deadline stays in the history."),
        done=_("The deadline is changed."),
        **_follow_up,
    ),
    step(FOLLOW_UP, "drop_follow_up", form=ReasonForm, done=_("It is no longer followed."), danger=True, **_follow_up),
)

DECISION_VERBS = (*DECISION_STEPS, *MINUTES_STEPS, *FOLLOW_UP_STEPS)
