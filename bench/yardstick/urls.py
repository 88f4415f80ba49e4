"""The same addresses as in the product, so that every middleware does what it does there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.yardstick.models import Kept


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@login_not_required
@csrf_exempt
def anonymous(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Kept.objects.create(body=request.POST["body"])
    return HttpResponse("kept")


def named(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Kept.objects.create(body=request.POST["body"], by=request.user.pk)
    return HttpResponse("kept")


urlpatterns = [
    path("ops/alive/", alive),
    path("a/raise/", anonymous),
    path("matters/raise/", named),
]
