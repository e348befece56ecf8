"""Lists and verbs over HTTP: same door, same form, same action, same sentence as the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tvaerblik.core.lists import Listing
from tvaerblik.core.verbs import Verb


class ListRows(APIView):
    """The rows of a list with the same filters, search and sorting as its page, fifty or so at a time."""

    listing: Listing = None  # type: ignore[assignment]  # given by as_view

    def get(self, request: Request) -> Response:
        """A page of rows, the number of rows, and whether there is a next page."""
        view = self.listing.view(request.query_params, request.user)
        page = view.page()
        return Response(
            {
                "count": page.paginator.count,
                "page": page.number,
                "pages": page.paginator.num_pages,
                "rows": view.as_json(page.object_list),
            }
        )


class RunVerb(APIView):
    """Runs one verb. 422 tells what is wrong with the input, 403 and 409 why it cannot be done."""

    verb: Verb = None  # type: ignore[assignment]  # given by as_view

    def post(self, request: Request, pk: int | None = None) -> Response:
        """Run the action and answer what it made or changed."""
        thing = get_object_or_404(self.verb.things(request.user), pk=pk) if self.verb.things else None
        data, files = _form_data(request)
        form = self.verb.form(data, files, thing=thing, by=request.user)
        if not form.is_valid():
            return Response({"detail": "", "fields": form.errors}, status=422)
        result = self.verb.run(thing, form, request.user)
        return Response(_told(result), status=201 if self.verb.things is None else 200)


def _form_data(request: Request) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[Any]]]:
    """What was sent as a form reads it: JSON lists become several values, null becomes empty; a form stays a form."""
    if isinstance(request.data, QueryDict):
        return request.data, request.FILES
    query = QueryDict(mutable=True)
    if not isinstance(request.data, Mapping):
        raise ParseError
    for key, value in dict(request.data).items():
        if isinstance(value, list):
            query.setlist(key, [_text(part) for part in value])
        else:
            query[key] = _text(value)
    return query, MultiValueDict()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else ""
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:  # JSON can name half a letter, which no database keeps
        raise ParseError from error
    return text


def _told(result: Any) -> dict[str, Any]:
    """What came of it: the kind, number and address of the record, with its state and version where it has them."""
    if result is None or not hasattr(result, "pk"):
        return {"detail": "done"}
    told: dict[str, Any] = {"kind": result._meta.label_lower, "id": result.pk, "reads": str(result)}
    for name in ("version", "state", "number", "code"):
        if hasattr(result, name):
            told[name] = getattr(result, name)
    if hasattr(result, "get_absolute_url"):
        told["url"] = result.get_absolute_url()
    return told
