"""Handing over, and deciding when nobody takes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.matters.access import transfer as access
from lianxin.matters.actions import deciding, transfer
from lianxin.matters.forms.handling import DecideForm, OfferForm, TurnBackForm
from lianxin.matters.models import Matter, Offer
from lianxin.matters.views.deeds import Page, back_to, found, perform, posted
from lianxin.people.http import Request


def offer(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_offer(request.user, matter))
    form = OfferForm(posted(request), matter=matter)
    lead = _("对方须在 1 个工作日内接收，或写明理由和依据退回。期限照常计算。")
    page = Page(_("转办"), _("提出转办"), _("已提出转办，对方接收以前仍由您负责。"), lead)

    def act(values: dict[str, Any]) -> None:
        transfer.offer(matter, by=request.user, to=values["to"], reason=values["reason"])

    return perform(request, matter, form, page, act)


@require_POST
def take_over(request: Request, pk: int, offer: int) -> HttpResponse:
    matter, offered = _offer(request, pk, offer)
    transfer.take_over(offered, by=request.user)
    messages.success(request, _("已接收，您是责任人。"))
    return back_to(request, matter)


def turn_back(request: Request, pk: int, offer: int) -> HttpResponse:
    """The page on which an offer is answered, either way."""
    matter, offered = _offer(request, pk, offer)
    require(access.may_turn_back(request.user, offered))
    page = Page(
        _("接收或退回"),
        _("退回"),
        _("已退回。"),
        template="matters/handling/offer.html",
        more={"offer": offered, "may_take_over": access.may_take_over(request.user, offered)},
    )
    return perform(
        request,
        matter,
        TurnBackForm(posted(request)),
        page,
        lambda values: transfer.turn_back(offered, by=request.user, **values),
    )


@require_POST
def withdraw(request: Request, pk: int, offer: int) -> HttpResponse:
    matter, offered = _offer(request, pk, offer)
    transfer.withdraw(offered, by=request.user)
    messages.success(request, _("已撤回转办。"))
    return back_to(request, matter)


def decide(request: Request, pk: int, meeting: int) -> HttpResponse:
    matter = found(request, pk)
    called = get_object_or_404(matter.meetings.all(), pk=meeting)
    require(access.may_decide(request.user, called))
    form = DecideForm(posted(request), matter=matter)
    lead = _("这是决定，被指定的责任人不能退回；期限照常计算。")
    page = Page(
        _("决定责任人"),
        _("决定"),
        _("已决定责任人。"),
        lead,
        template="matters/handling/decide.html",
        more={"offers": matter.offers.select_related("by", "to")},
    )
    return perform(
        request,
        matter,
        form,
        page,
        lambda values: deciding.decide(called, by=request.user, **values),
    )


def _offer(request: Request, pk: int, offer: int) -> tuple[Matter, Offer]:
    matter = found(request, pk)
    return matter, get_object_or_404(matter.offers.select_related("by", "to"), pk=offer)
