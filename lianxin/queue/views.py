"""What is being done in the background for the person who asks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import paginate
from lianxin.people.http import Request
from lianxin.queue import access, actions
from lianxin.queue.models import Job

POLLING_ENDS = 286  # htmx stops asking


@require_GET
def index(request: Request) -> HttpResponse:
    jobs = Job.objects.visible_to(request.user)
    return show(request, "queue/index.html", {"page": paginate(request, jobs)})


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    job = get_visible(Job, request.user, pk=pk)
    context = {
        "job": job,
        "may_cancel": access.may_cancel(request.user, job),
        "may_retry": access.may_retry(request.user, job),
    }
    status = POLLING_ENDS if request.htmx and job.is_over else 200
    return show(request, "queue/detail.html", context, part="queue/_job.html", status=status)


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    job = get_visible(Job, request.user, pk=pk)
    actions.cancel(job, by=request.user)
    return redirect("queue:detail", job.pk)


@require_POST
def retry(request: Request, pk: int) -> HttpResponse:
    job = get_visible(Job, request.user, pk=pk)
    actions.retry(job, by=request.user)
    return redirect("queue:detail", job.pk)
