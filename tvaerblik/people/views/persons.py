"""Persons, one's own profile, roles and the administrator's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tvaerblik.core import clock
from tvaerblik.core.contributions import links_for, panels_for, places
from tvaerblik.core.refusals import NotPermitted, Refusal
from tvaerblik.core.views import VerbView, show_list
from tvaerblik.people import actions, handover, holders, lists, queries, rules
from tvaerblik.people.forms import HandOverForm, PreferencesForm
from tvaerblik.people.middleware import ACTING_FOR
from tvaerblik.people.models import Person
from tvaerblik.people.sign_in import remember_language


def persons(request: HttpRequest) -> HttpResponse:
    """Everybody, as a list."""
    return show_list(request, lists.PERSONS, "people/persons.html", may_keep=rules.is_administrator(request.user))


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: work data, positions, seats in several bodies, roles, assistants."""
    shown = get_object_or_404(queries.persons_for(request.user), pk=pk)
    may_keep = rules.is_administrator(request.user)
    context = {
        **_what_one_has(shown, request.user),
        "person": shown,
        "links": links_for(shown, request.user),
        "may_keep": may_keep,
        "may_name_assistant": not rules.why_not_name_assistant(shown, request.user),
        "history": queries.history_of_person(shown) if may_keep else [],
    }
    return render(request, "people/person.html", context)


def profile(request: HttpRequest) -> HttpResponse:
    """One's own page: how it looks, whom one acts for, one's saved views."""
    me = queries.myself(request.user)
    context = {
        **_what_one_has(me, request.user),
        "person": me,
        "form": PreferencesForm(thing=me, by=me),
        "views": queries.views_of(me).filter(owner=me),
    }
    return render(request, "people/profile.html", context)


def _what_one_has(shown: Person, by: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "appointments": queries.present_and_coming(shown.appointments.select_related("position__unit"), today),
        "holdings": queries.present_and_coming(shown.holdings.select_related("unit"), today),
        "assistants": queries.present_and_coming(shown.assistants.select_related("assistant"), today),
        "principals": queries.present_and_coming(shown.assists.select_related("principal"), today),
        "is_chief": rules.is_chief_level(shown, today),
        "panels": panels_for(shown, by),
    }


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen; whatever the form does not mention stays. The language is kept in the browser too."""
    me = queries.myself(request.user)
    present = {"language": me.language, "density": me.density, "contrast": me.contrast}
    sent = {key: request.POST[key] or "normal" for key in present if key in request.POST}
    form = PreferencesForm({**present, **sent}, thing=me, by=me)
    if not form.is_valid():
        return redirect("profile")
    actions.choose_preferences(me, **form.arguments(), by=request.user)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("profile")
        messages.success(request, _("Your choices are saved."))
    response = redirect(target)
    if "language" in request.POST:
        remember_language(response, form.cleaned_data["language"])
    return response


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose the chief one acts for in this session, or nobody."""
    chosen = request.POST.get("principal", "")
    request.session.pop(ACTING_FOR, None)
    if chosen:
        principal = next(
            (one for one in queries.principals_of(queries.myself(request.user)) if str(one.pk) == chosen), None
        )
        if principal is None:
            raise NotPermitted(_("You do not assist this person now."))
        request.session[ACTING_FOR] = principal.pk
        messages.success(request, _("You now act for %(chief)s. What you do says so.") % {"chief": principal})
    else:
        messages.success(request, _("You now act for yourself."))
    return redirect("profile")


def roles(request: HttpRequest) -> HttpResponse:
    """Roles and rights: what each may do, where it comes from, and who has it."""
    context = {
        "roles": queries.roles_shown(clock.today(), holders.holders_of_role),
        "may_keep": rules.is_administrator(request.user),
    }
    return render(request, "people/roles.html", context)


def administration(request: HttpRequest) -> HttpResponse:
    """What an administrator keeps; other packages put their places under it."""
    if sentence := rules.why_not_administrator(None, request.user):
        raise NotPermitted(sentence)
    found = sorted((p for p in places if p.under == "administration"), key=lambda place: place.order)
    entries = [(str(p.label), reverse(p.url_name, args=p.args)) for p in found if p.who(request.user)]
    return render(request, "people/administration.html", {"entries": entries})


class HandOverView(VerbView):
    """A hand-over is seen as a list before it is done: the form asks for the list, the list has the button."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; with who and when in the address, also the list."""
        if sentence := self.verb.why_not(self.thing, request.user):
            raise NotPermitted(sentence)
        if "to" not in request.GET:
            return self._show(request, HandOverForm(thing=self.thing, by=request.user))
        form = HandOverForm(request.GET, thing=self.thing, by=request.user)
        return self._show(request, form, 200 if form.is_valid() else 422, **self._plan(form))

    def _plan(self, form: HandOverForm) -> dict[str, Any]:
        if not form.is_valid() or not isinstance(self.thing, Person):
            return {}
        to, day = form.cleaned_data["to"], form.cleaned_data["day"]
        groups = handover.plan(self.thing, to, day)
        count = sum(len(group.items) for group in groups)
        return {"groups": groups, "count": count, "to": to, "day": day, "is_planned": True}


class EntryLinkView(VerbView):
    """The link is shown once, on the page that made it; it is kept nowhere."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the link and show it."""
        try:
            token = actions.make_entry_link(self.thing, by=request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            form = self.verb.form(request.POST, thing=self.thing, by=request.user)
            form.add_error(None, refusal.sentence)
            return self._show(request, form, 409)
        address = request.build_absolute_uri(reverse("entry_link", args=[token]))
        return render(request, "people/entry_made.html", {"person": self.thing, "address": address})
