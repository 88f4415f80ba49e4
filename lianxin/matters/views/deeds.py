"""One way to show a deed as a page with its form, and to do it: every deed here uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from lianxin.kernel.errors import Refused
from lianxin.kernel.http import get_visible, show
from lianxin.matters.models import Matter
from lianxin.people.http import Request


@dataclass(frozen=True)
class Page:
    """What stands on the page of a deed: MATTER is none for one that begins something."""

    title: str
    submit: str
    done: str
    lead: str = ""
    template: str = "matters/handling/deed.html"
    more: dict[str, Any] = field(default_factory=dict)


def found(request: Request, pk: int) -> Matter:
    return get_visible(Matter, request.user, pk=pk)


def perform(
    request: Request,
    matter: Matter | None,
    form: forms.Form,
    page: Page,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show the form, or do the deed; a refusal comes back with everything that was typed.

    Then the way leads to the matter the deed made, or else to the one it was done on.
    """
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            made = act(form.cleaned_data)
        except (Refused, PermissionDenied) as no:
            form.add_error(None, str(no))
            status = 409 if isinstance(no, Refused) else 403
        else:
            messages.success(request, page.done)
            return back_to(request, made if isinstance(made, Matter) else matter)
    context = {"matter": matter, "form": form, "page": page, **page.more}
    return show(request, page.template, context, status=status)


def back_to(request: Request, matter: Matter | None) -> HttpResponse:
    """The page of the matter, where its doer still sees it after the deed."""
    seen = Matter.objects.visible_to(request.user)
    if matter is None or not seen.filter(pk=matter.pk).exists():
        return redirect("matters:index")
    return redirect("matters:detail", matter.pk)


def posted(request: Request) -> Any:
    """The data of a form that has been sent; nothing for one that is only being looked at."""
    return request.POST if request.method == "POST" else None
