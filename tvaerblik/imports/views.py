"""The pages of an import that are no verb's form: the list, the preview with its parts, and the files to fetch."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from tvaerblik.core.exports import FORMATS, file_name
from tvaerblik.core.refusals import Refusal
from tvaerblik.core.views import show_list
from tvaerblik.imports import actions, exports, lists, queries, rules
from tvaerblik.imports.importer import importers
from tvaerblik.imports.models import ImportRow, RunState
from tvaerblik.imports.preview import Preview

STEP_OF = {RunState.UPLOADED: "map_columns", RunState.MAPPED: "map_values"}
EXCEL = FORMATS["xlsx"][0]


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """All imports one may see."""
    why_not = rules.why_not_start(None, request.user)
    return show_list(
        request, lists.IMPORTS, "imports/list.html", why_not=why_not, importers=queries.open_importers(request.user)
    )


@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The step that comes next, the progress, or the preview and result."""
    run = get_object_or_404(queries.runs_for(request.user), pk=pk)
    if run.state in STEP_OF:
        return redirect(STEP_OF[RunState(run.state)], pk=run.pk)
    if run.is_working:
        return render(request, "imports/working.html", {"run": run, "is_stalled": rules.is_stalled(run)})
    outcome = request.GET.get("outcome", "")
    rows = queries.rows_of(run, outcome)
    page = Paginator(rows.order_by("number"), queries.PAGE).get_page(queries.page_of(rows, request.GET))
    preview = Preview(run, request.user)
    context = {
        "run": run,
        "preview": preview,
        "page": page,
        "rows": preview.rows(page.object_list),
        "outcome": outcome,
        "tabs": queries.tabs_of(run),
        "incomplete": queries.incomplete_rows(run).count(),
        "incomplete_tab": queries.INCOMPLETE,
        "steps": {name: rules.why_not_step(name, run, request.user) for name in rules.IMPORT.steps},
        "same_file": queries.same_file(run),
    }
    return render(request, "imports/preview.html", context)


@require_safe
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job has come, asked for again and again; when it is done the browser goes on to the next page."""
    run = get_object_or_404(queries.runs_for(request.user), pk=pk)
    response = render(request, "imports/working.html#progress", {"run": run, "is_stalled": rules.is_stalled(run)})
    if run.is_working:
        response["Retry-After"] = "1"
    else:
        response["HX-Redirect"] = run.get_absolute_url()
    return response


@require_POST
def correct_import_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects one cell of the preview and answers with the new cell; the row's state follows by itself."""
    row = get_object_or_404(queries.rows_for(request.user), pk=pk)
    place = request.POST.get("field", "")
    if not place.isdecimal():
        raise Http404
    try:
        fresh = actions.correct_import_row(row, cells={int(place): request.POST.get("value", "")}, by=request.user)
    except Refusal as refusal:
        return HttpResponse(refusal.sentence, status=409, content_type="text/plain; charset=utf-8")
    return _row_part(request, fresh, "imports/_cell.html", place=int(place))


@require_safe
def import_row_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The cell that tells what happens to a row, after one of its other cells was corrected."""
    row = get_object_or_404(queries.rows_for(request.user), pk=pk)
    return _row_part(request, row, "imports/_state.html")


def _row_part(request: HttpRequest, row: ImportRow, template: str, place: int | None = None) -> HttpResponse:
    [shown] = Preview(row.run, request.user).rows([row])
    cell = next((cell for cell in shown.cells if cell.head.place == place), None)
    if place is not None and cell is None:
        raise Http404
    return render(request, template, {"shown": shown, "cell": cell, "run": row.run, "fresh": True})


@require_safe
def import_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was uploaded, byte for byte."""
    run = get_object_or_404(queries.runs_for(request.user), pk=pk)
    response = FileResponse(
        run.content.open("rb"), as_attachment=True, filename=run.file_name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def import_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """What was wrong with the file, as a workbook."""
    run = get_object_or_404(queries.runs_for(request.user), pk=pk)
    return _workbook(exports.problems_workbook(run), file_name(run.file_name, "xlsx"))


@require_safe
def import_template(request: HttpRequest, importer: str) -> HttpResponse:
    """The workbook to fill in, in Danish."""
    described = importers.get(importer)
    if described is None or described.why_not(request.user):
        raise Http404
    with override("da"):
        name = file_name(str(described.things), "xlsx")
    return _workbook(exports.template_workbook(described, request.user), name)


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
