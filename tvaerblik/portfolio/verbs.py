"""What people can do with projects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.contributions import links_for
from tvaerblik.core.verbs import Verb
from tvaerblik.portfolio import actions, forms, queries, rules


def _why_not_close_local(project: Any, by: Any) -> str:
    return rules.why_not_edit(project, by) or rules.why_not_set(project, ["state"])


def _decided(project: Any, by: Any) -> dict[str, Any]:
    names = rules.decided_fields(project) & set(forms.ReviseProjectForm.Meta.fields)
    return {
        "links": links_for(project, by),
        "decided": sorted(str(project._meta.get_field(name).verbose_name) for name in names),
    }


def _to_project(report: Any) -> str:
    url: str = report.project.get_absolute_url()
    return url


VERBS = (
    Verb(
        "register_local_project",
        _("Register local project"),
        actions.register_project,
        "projects",
        form=forms.RegisterLocalProjectForm,
        why_not=rules.why_not_register,
        done=_("The project is registered."),
        intro=_("Eight fields. The project gets the next free code of class C, and can be filled in later."),
        submit=_("Register project"),
    ),
    Verb(
        "register_project",
        _("Register project"),
        actions.register_project,
        "projects",
        form=forms.RegisterProjectForm,
        why_not=rules.why_not_register,
        done=_("The project is registered."),
    ),
    Verb(
        "revise_project",
        _("Edit project"),
        actions.revise_project,
        "projects",
        things=queries.projects_for,
        form=forms.ReviseProjectForm,
        why_not=rules.why_not_edit,
        done=_("The project is saved."),
        submit=_("Save project"),
        template="portfolio/revise_project.html",
        context=_decided,
    ),
    Verb(
        "report_status",
        _("Update status"),
        actions.report_status,
        "projects",
        things=queries.projects_for,
        form=forms.ReportStatusForm,
        why_not=rules.why_not_edit,
        done=_("The status is saved."),
        to=_to_project,
        submit=_("Save status"),
        template="portfolio/report_status.html",
    ),
    Verb(
        "close_local_project",
        _("Close project"),
        actions.close_local_project,
        "projects",
        things=queries.projects_for,
        form=forms.ReasonForm,
        why_not=_why_not_close_local,
        done=_("The project is closed."),
        danger=True,
    ),
)
