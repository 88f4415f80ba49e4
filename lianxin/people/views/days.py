"""The local table of the working calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.people import access
from lianxin.people.actions import days
from lianxin.people.calendar import unknown_years
from lianxin.people.forms import SpecialDayForm
from lianxin.people.http import Request, posted
from lianxin.people.models import SpecialDay


@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    require(access.may_set_special_day(request.user))
    form = SpecialDayForm(posted(request))
    if form.is_valid():
        days.set_special_day(**form.cleaned_data, by=request.user)
        messages.success(request, _("已保存，今后计算期限时按此执行。"))
        return redirect("people:days")
    today = timezone.localdate()
    context = {
        "form": form,
        "days": SpecialDay.objects.filter(day__year__gte=today.year - 1).order_by("-day")[:200],
        "unknown": unknown_years(today),
    }
    return show(request, "people/days.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    days.remove_special_day(get_object_or_404(SpecialDay, pk=pk), by=request.user)
    messages.success(request, _("已取消，这一天恢复为国家统一安排。"))
    return redirect("people:days")
