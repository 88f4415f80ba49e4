"""The board of hot issues, one of them, and what officers say about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.engines.text.hot.heat import Weights
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import Page as Slice
from lianxin.kernel.pages import asked_for, paginate
from lianxin.matters import issues
from lianxin.matters.access import hot as access
from lianxin.matters.actions import hot, hot_handing
from lianxin.matters.figures import hot as figures
from lianxin.matters.forms.hot import (
    ChosenForm,
    HotFilter,
    IntoForm,
    RenameForm,
    TakeUpForm,
    WeightsForm,
)
from lianxin.matters.heating import LABELS, WEIGHED, own_weights, weights
from lianxin.matters.models import HotIssue, Matter, Urgency, Voice
from lianxin.matters.views.deeds import Page, posted
from lianxin.people.duties import HANDLING
from lianxin.people.http import Request
from lianxin.people.models import Unit

PER_PAGE = 20
OFFERED = 300  # issues to choose from
FOUND = 50


@require_GET
def board(request: Request) -> HttpResponse:
    require(access.may_see_board(request.user))
    filters = HotFilter(request.GET, units=Unit.objects.served_by(request.user, *HANDLING))
    today = timezone.localdate()
    ahead = asked_for(request.GET.get("page", "")) * PER_PAGE
    found = figures.ranked(request.user, filters.scope(), today, ahead=ahead, most=filters.most())
    page = _slice(request, found.rows)
    first = (page.number - 1) * PER_PAGE + 1
    context = {
        "page": page,
        "cards": figures.cards(request.user, page.rows, today, first=first, found=found),
        "filters": filters,
        "may_regroup": access.may_regroup(request.user),
    }
    return show(request, "matters/hot/board.html", context)


def _slice(request: Request, ranked: list[figures.Ranked]) -> Slice[figures.Ranked]:
    last = max(1, -(-len(ranked) // PER_PAGE))
    number = min(asked_for(request.GET.get("page", "")), last)
    rows = ranked[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Slice(rows, number, number < last, len(ranked), PER_PAGE)


@require_GET
def difficult(request: Request) -> HttpResponse:
    """难点: open matters turned back, reopened, under supervision or old."""
    require(access.may_see_board(request.user))
    today = timezone.localdate()
    rows = Matter.objects.visible_to(request.user).open().difficult(old=issues.old_since(today))
    order = ("-level", "-reopened", "-bounces", "received_on", "pk")
    page = paginate(request, rows.for_list().order_by(*order))
    context = {"page": page, "now": timezone.now(), "old_since": issues.old_since(today)}
    return show(request, "matters/hot/difficult.html", context)


@require_POST
def regroup(request: Request) -> HttpResponse:
    job = hot.regroup(by=request.user)
    return redirect("queue:detail", job.pk)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    issue = _found(request, pk)
    if issue.joined_into and access_to(request, issue.joined_into):
        return redirect("matters:hot-issue", issue.joined_into.pk)
    return show_issue(request, issue)


def access_to(request: Request, issue: HotIssue) -> bool:
    return HotIssue.objects.visible_to(request.user).filter(pk=issue.pk).exists()


def show_issue(
    request: Request, issue: HotIssue, *, status: int = 200, **changed: Any
) -> HttpResponse:
    today = timezone.localdate()
    card = figures.card(request.user, issue, today)
    page = paginate(request, issues.voices_of(issue, request.user))
    choices = issues.choices_for(request.user, issue)
    context = {
        "issue": issue,
        "card": card,
        "page": page,
        "heard": issues.heard(page.rows, card.keywords),
        "matters": issues.open_matters(issue, request.user),
        "choices": [choice for choice in choices if choice.verdict],
        "not_now": [choice for choice in choices if not choice.verdict],
        "may_split": access.may_split(request.user, issue),
        "may_remove": access.may_remove(request.user, issue),
        "events": issues.events_of(issue),
        "chart": issues.chart(card),
        **changed,
    }
    return show(request, "matters/hot/issue.html", context, status=status)


def rename(request: Request, pk: int) -> HttpResponse:
    issue = _found(request, pk)
    require(access.may_rename(request.user, issue))
    form = RenameForm(posted(request), initial={"title": issue.title})
    page = Page(_("给问题改名"), _("保存"), _("已改名。"))
    return perform(
        request, issue, form, page, lambda values: hot.rename(issue, by=request.user, **values)
    )


@require_POST
def split(request: Request, pk: int) -> HttpResponse:
    issue = _found(request, pk)
    form = _chosen(request, issue)
    if not form.is_valid():
        return show_issue(request, issue, chosen_form=form, status=422)
    made = hot.split(issue, form.cleaned_data["voices"], by=request.user)
    messages.success(request, _("已拆成新的问题，以后整理时分开。"))
    return redirect("matters:hot-issue", made.pk)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    issue = _found(request, pk)
    form = _chosen(request, issue)
    if not form.is_valid():
        return show_issue(request, issue, chosen_form=form, status=422)
    hot.remove(issue, form.cleaned_data["voices"], by=request.user)
    messages.success(request, _("已移出，以后整理时不再归到这个问题。"))
    return _back_to(request, issue)


def join(request: Request, pk: int) -> HttpResponse:
    issue = _found(request, pk)
    require(access.may_join(request.user, issue))
    others = _others(request, issue)
    form = IntoForm(posted(request), choices=[(str(key), title) for key, title in others.items()])
    lead = _("这个问题的诉求全部归到另一个问题，原来的链接会转到那里。")
    page = Page(_("并入另一问题"), _("并入"), _("已并入。"), lead)

    def act(values: dict[str, Any]) -> HotIssue:
        into = get_visible(HotIssue, request.user, pk=values["into"])
        hot.join(issue, into, by=request.user)
        return into

    return perform(request, issue, form, page, act)


def _others(request: Request, issue: HotIssue) -> dict[int, str]:
    """Issues of the board by title, those that share words with this one first."""
    today, words = timezone.localdate(), set(issue.keywords)
    ranked = figures.ranked(request.user, figures.Scope(), today)
    whole = [one.pk for one in ranked.rows if one.whole and one.pk != issue.pk][:OFFERED]
    rows = HotIssue.objects.visible_to(request.user).filter(pk__in=whole).select_related("unit")
    found = sorted(rows, key=lambda one: (-len(words & set(one.keywords)), -one.heat))
    return {one.pk: f"{one.title}（{one.unit}）" for one in found}  # data


def add(request: Request, pk: int) -> HttpResponse:
    """Find voices by words, and tick those that are about this."""
    issue = _found(request, pk)
    require(access.may_add(request.user, issue))
    words = request.GET.get("q", "").replace("\0", "").strip()[:60]
    here = Voice.objects.visible_to_handler(request.user).exclude(hot__issue=issue)
    found = list(here.matching(q=words).for_list()[:FOUND]) if words else []
    form = ChosenForm(posted(request), voices=here)
    page = Page(
        _("归入诉求"),
        _("归入选中的诉求"),
        _("已归入。"),
        template="matters/hot/add.html",
        more={"found": found, "words": words},
    )
    return perform(
        request, issue, form, page, lambda values: hot.add(issue, values["voices"], by=request.user)
    )


def take_up(request: Request, pk: int) -> HttpResponse:
    issue = _found(request, pk)
    require(access.may_take_up(request.user, issue))
    matters = issues.open_matters(issue, request.user)
    card = figures.card(request.user, issue, timezone.localdate())
    first = issues.voices_of(issue, request.user).first()
    category = first.category if first else None
    initial = {
        "title": card.title,
        "unit": issue.unit_id,
        "category": category.pk if category else None,
        "urgency": category.urgency if category else Urgency.ORDINARY,
    }
    form = TakeUpForm(posted(request), open_matters=matters, viewer=request.user, initial=initial)
    waiting = issues.voices_of(issue, request.user).waiting().count()
    page = Page(
        _("统一受理"),
        _("统一受理"),
        "",
        template="matters/hot/take_up.html",
        more={"waiting": waiting, "matters": matters},
    )

    def act(values: dict[str, Any]) -> Matter:
        taken = hot_handing.take_up(issue, form.work(), by=request.user)
        text = _("已受理 %(voices)s 件诉求，并入 %(merged)s 件事项。")
        messages.success(request, text % {"voices": taken.voices, "merged": taken.merged})
        if taken.left:
            left = _("还有 %(n)s 件未能收进来：超过一次的数量，或须由别人受理、回避。")
            messages.info(request, left % {"n": taken.left})
        return taken.matter

    return perform(request, issue, form, page, act)


def set_weights(request: Request) -> HttpResponse:
    require(access.may_see_weights(request.user))
    form = WeightsForm(posted(request), shipped=Weights(), initial=own_weights())
    verdict = access.may_set_weights(request.user)
    if request.method == "POST":
        require(verdict)
    if form.is_valid():
        hot.set_weights(by=request.user, **form.weights())
        messages.success(request, _("已保存，正在按新的权重重新计算热度。"))
        return redirect("matters:hot-weights")
    now = weights()
    labelled = [(LABELS[name], f"{getattr(now, name):g}") for name in WEIGHED]
    context = {"form": form, "verdict": verdict, "weights": now, "now": labelled}
    status = 422 if form.is_bound else 200
    return show(request, "matters/hot/weights.html", context, status=status)


def _found(request: Request, pk: int) -> HotIssue:
    rows = HotIssue.objects.visible_to(request.user).select_related("unit", "lead", "joined_into")
    return get_object_or_404(rows, pk=pk)


def _chosen(request: Request, issue: HotIssue) -> ChosenForm:
    return ChosenForm(request.POST, voices=issues.voices_of(issue, request.user))


def perform(
    request: Request,
    issue: HotIssue,
    form: forms.Form,
    page: Page,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show the form, or do the deed; a refusal comes back with everything that was typed."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            made = act(form.cleaned_data)
        except (Refused, PermissionDenied) as no:
            form.add_error(None, str(no))
            status = 409 if isinstance(no, Refused) else 403
        else:
            if page.done:
                messages.success(request, page.done)
            if isinstance(made, Matter):
                return redirect("matters:detail", made.pk)
            return _back_to(request, made if isinstance(made, HotIssue) else issue)
    title = issues.title_for(request.user, issue)
    context = {"issue": issue, "title": title, "form": form, "page": page, **page.more}
    template = page.template if page.more else "matters/hot/deed.html"
    return show(request, template, context, status=status)


def _back_to(request: Request, issue: HotIssue) -> HttpResponse:
    """The page of the issue, where its doer still sees it."""
    if access_to(request, issue):
        return redirect("matters:hot-issue", issue.pk)
    return redirect("matters:hot")
