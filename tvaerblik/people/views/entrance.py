"""Ways in: the one-time link, and the role accounts of the example municipality."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import actions, queries, role_accounts
from tvaerblik.people.forms import EntryForm

BACKEND = "tvaerblik.people.sign_in.Backend"


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def entry_link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose name and password with a link that works once, and be signed in."""
    link = queries.open_link(token)
    if link is None:
        return render(request, "people/entry_closed.html", status=410)
    initial = {"name": link.person.name, "title": link.person.title}
    form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = {key: form.cleaned_data[key] for key in ("name", "title", "password")}
        try:
            person = actions.use_entry_link(token, **chosen)
        except NotPossible as refusal:
            form.add_error("password", refusal.sentence)
        else:
            login(request, person, backend=BACKEND)
            return redirect(settings.LOGIN_REDIRECT_URL)
    status = 422 if form.errors else 200
    return render(request, "people/entry.html", {"form": form, "email": link.person.email}, status=status)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many attempts from one place: the sentence instead of a bare number."""
    return render(request, "people/wait.html", status=429)


@login_not_required
@never_cache
def example_roles(request: HttpRequest) -> HttpResponse:
    """The role accounts to step into; only the example municipality has this page."""
    if not settings.EXAMPLE:
        raise Http404
    groups = role_accounts.shown_groups(_("Other employees"))
    return render(request, "people/example_roles.html", {"groups": groups})


@login_not_required
@require_POST
def step_into_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as a role account of the example; anybody else is not found."""
    person = get_object_or_404(queries.persons_for(request.user), pk=pk)
    if not role_accounts.may_be_stepped_into(person):
        raise Http404
    request.session.flush()
    login(request, person, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)
