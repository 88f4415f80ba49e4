"""Putting a spreadsheet in, saying what its columns are, and reading how it went."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.matters import leftovers, repeats
from lianxin.matters.access import imports as access
from lianxin.matters.actions import imports as actions
from lianxin.matters.columns import propose, signature
from lianxin.matters.forms.imports import MappingForm, UploadForm
from lianxin.matters.models import Finding, Import, Mapping
from lianxin.people.http import Request
from lianxin.queue.access import may_cancel, may_retry

POLLING_ENDS = 286  # htmx stops asking


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.may_see_imports(request.user))
    runs = Import.objects.visible_to(request.user).for_list()
    return show(request, "matters/imports/index.html", {"page": paginate(request, runs)})


def upload(request: Request) -> HttpResponse:
    require(access.may_see_imports(request.user))
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid() and form.looked:
        values = form.cleaned_data
        run = actions.upload(values["unit"], values["file"], form.looked, by=request.user)
        return redirect("matters:import", run.pk)
    status = 422 if form.is_bound else 200
    return show(request, "matters/imports/upload.html", {"form": form}, status=status)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    if run.state == Import.State.UPLOADED:
        return _mapping(request, run, *_proposed(run))
    context = {"run": run, "job": run.job, **_job_buttons(request, run), **_findings(request, run)}
    context["found"] = repeats.found_in(run) if run.state == Import.State.DONE else {}
    over = run.state != Import.State.RUNNING or run.is_halted
    status = POLLING_ENDS if request.htmx and over else 200
    page, part = "matters/imports/detail.html", "matters/imports/_run.html"
    return show(request, page, context, part=part, status=status)


@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    form = MappingForm(request.POST, run=run, guess={})
    if not form.is_valid():
        return _mapping(request, run, form, remembered=None, status=422)
    values = form.cleaned_data
    actions.start(run, values["columns"], by=request.user, source=values["source"])
    return redirect("matters:import", run.pk)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    actions.drop(_run(request, pk), by=request.user)
    return redirect("matters:imports")


@require_GET
def refused(request: Request, pk: int) -> FileResponse:
    """The rows that were not taken in, in their own columns, to be corrected and put in again."""
    run = _run(request, pk)
    file = leftovers.sheet_of_refused(run)
    name = _("未导入的行 %(name)s.xlsx") % {"name": run.name.rpartition(".")[0]}
    response = FileResponse(file, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _run(request: Request, pk: int) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user).for_list(), pk=pk)


def _proposed(run: Import) -> tuple[MappingForm, Mapping | None]:
    """As the same form was read last time, or a guess."""
    remembered = Mapping.objects.filter(signature=signature(run.headings)).first()
    if remembered:
        known = {"source": remembered.source}
        return MappingForm(run=run, guess=remembered.columns, initial=known), remembered
    guess = propose(run.headings, run.sample, timezone.localdate())
    return MappingForm(run=run, guess=guess), None


def _mapping(
    request: Request,
    run: Import,
    form: MappingForm,
    remembered: Mapping | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "run": run,
        "form": form,
        "remembered": remembered,
        "may_start": access.may_start(request.user, run),
    }
    return show(request, "matters/imports/mapping.html", context, status=status)


def _job_buttons(request: Request, run: Import) -> dict[str, Any]:
    mine = run.job and run.job.by_id == request.user.pk
    return {
        "may_cancel": mine and run.job and may_cancel(request.user, run.job),
        "may_retry": mine and run.job and may_retry(request.user, run.job),
    }


def _findings(request: Request, run: Import) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    rows = run.findings.all()
    if kind in Finding.Kind.values:
        rows = rows.filter(kind=kind)
    return {"page": paginate(request, rows), "kind": kind, "kinds": Finding.Kind.choices}
