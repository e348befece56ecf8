"""The generic pages: a verb's form, a list, and a list as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View as DjangoView

from tvaerblik.core import exports
from tvaerblik.core.busy import busy_in_words
from tvaerblik.core.list_pages import PageView, clean_cell
from tvaerblik.core.lists import Listing, listings
from tvaerblik.core.refusals import ChangedMeanwhile, NotPermitted, NotPossible, Refusal
from tvaerblik.core.verbs import Verb


class VerbView(DjangoView):
    """Shows a verb's form and runs its action. A refusal stands above the form, and nothing typed is lost."""

    verb: Verb = None  # type: ignore[assignment]  # given by as_view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the thing through its door to visibility; what one may not see does not exist."""
        pk = kwargs.pop("pk", None)
        self.thing = get_object_or_404(self.verb.things(request.user), pk=pk) if self.verb.things else None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, filled from the address for a new thing."""
        sentence = self.verb.why_not(self.thing, request.user)
        if sentence:
            raise NotPermitted(sentence)
        initial = {key: request.GET[key] for key in request.GET}
        return self._show(request, self.verb.form(initial=initial, thing=self.thing, by=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Run the action."""
        form = self.verb.form(request.POST, request.FILES, thing=self.thing, by=request.user)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            result = self.verb.run(self.thing, form, request.user)
        except ChangedMeanwhile as conflict:
            return self._show(request, self._with_new_version(request, form), 409, conflict=conflict)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
            return self._show(request, form, 409, gaps=refusal.gaps)
        except NotPermitted as refusal:
            # Whoever may open the form and not do just this keeps what was typed; others get the plain answer.
            if self.verb.why_not(self.thing, request.user):
                raise
            form.add_error(None, refusal.sentence)
            return self._show(request, form, 403)
        if self.verb.done:
            messages.success(request, str(self.verb.done))
        return redirect(self.verb.to(result))

    def _with_new_version(self, request: HttpRequest, form: Any) -> Any:
        """The same form with what was typed, now on top of the record as it is; saving again is a conscious choice."""
        data = request.POST.copy()
        thing = self.thing
        assert thing is not None
        thing.refresh_from_db()
        data["seen_version"] = str(thing.version)
        return self.verb.form(data, request.FILES, thing=thing, by=request.user)

    def _show(self, request: HttpRequest, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "verb": self.verb,
            "form": form,
            "thing": self.thing,
            **self.verb.context(self.thing, request.user),
            **more,
        }
        return render(request, self.verb.template, context, status=status)


def show_list(request: HttpRequest, listing: Listing, template: str, **context: Any) -> HttpResponse:
    """A list's page, its fragment for htmx, or its file when the address asks for one (``?as=xlsx`` or ``?as=csv``)."""
    view = PageView(listing, request.GET, request.user)
    form = request.GET.get("as", "")
    if form in exports.FORMATS:
        return exports.download(view, form)
    page = view.page()
    shown = {"view": view, "page": page, "sections": view.sections(page.object_list), **context}
    if request.headers.get("HX-Request"):
        return render(request, f"{template}#rows", shown)
    return render(request, template, {**shown, "tabs": view.tabs()})


class CellView(DjangoView):
    """Saves one cell of a list through the list's own action and answers with the new cell."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, listing: str, pk: int) -> HttpResponse:
        """Field, value and the version that was seen; 409 or 422 with the sentence when it cannot be."""
        described = listings.get(listing)
        if described is None or described.revise is None or described.why_not_edit is None:
            raise Http404
        row = get_object_or_404(described.rows(request.user), pk=pk)
        name = request.POST.get("field", "")
        column = next((column for column in described.columns if column.edit and column.edit == name), None)
        if column is None:
            raise Http404
        if sentence := described.why_not_edit(row, name, request.user):
            return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")
        try:
            value = clean_cell(row, name, request.POST.get("value", ""))
            version = request.POST.get("version", "")
            seen = int(version) if version.isdecimal() and len(version) <= 18 else None
            with busy_in_words():
                described.revise(row, fields={name: value}, by=request.user, seen_version=seen)
        except ValidationError as error:
            return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
        except Refusal as refusal:
            return HttpResponse(refusal.sentence, status=409, content_type="text/plain; charset=utf-8")
        fresh = described.rows(request.user).get(pk=pk)
        described.decorate([fresh], request.user)
        view = PageView(described, request.GET, request.user)
        return render(request, "core/lists/cell.html", {"view": view, "column": column, "row": fresh})
