"""归类: suggestions confirmed or corrected many at a time, and what the engine has learned."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.matters import learning
from lianxin.matters.access import learning as access
from lianxin.matters.actions import learning as deeds
from lianxin.matters.figures.learning import record
from lianxin.matters.forms.learning import SortFilter, SortForm
from lianxin.matters.models import LearnedModel, Voice
from lianxin.matters.models.voices import VoiceQuerySet
from lianxin.people.duties import HANDLING
from lianxin.people.http import Request
from lianxin.people.models import Unit

PER_PAGE = 25
VERSIONS = 5


def sort(request: Request) -> HttpResponse:
    """A page of voices nobody has sorted, each with the suggestion chosen already."""
    require(access.may_classify(request.user))
    if request.method == "POST":
        return _sorted(request)
    units = Unit.objects.served_by(request.user, *HANDLING)
    filters = SortFilter(request.GET, units=units)
    rows = _unsorted(request).suggested(**filters.chosen())
    sure_first = F("suggested__category").asc(nulls_last=True)
    page = paginate(request, rows.order_by(sure_first, "pk"), per=PER_PAGE)
    context = {"page": page, "filters": filters, "form": SortForm(voices=page.rows)}
    return show(request, "matters/learning/sort.html", context)


def _sorted(request: Request) -> HttpResponse:
    wanted = [key.removeprefix("category-") for key in request.POST if key.startswith("category-")]
    keys = [int(key) for key in wanted[:PER_PAGE] if key.isascii() and key.isdecimal()]
    voices = list(_unsorted(request).filter(pk__in=[key for key in keys if key < 2**63]))
    form = SortForm(request.POST, voices=voices)
    if not form.is_valid():
        messages.error(request, _("有一项分类已停用，请重新选择。"))
        return redirect(request.get_full_path())
    done = deeds.classify(form.chosen(), by=request.user)
    said = ngettext("已归类 %(count)s 件。", "已归类 %(count)s 件。", done)
    messages.success(request, said % {"count": done})
    return redirect(request.get_full_path())


def _unsorted(request: Request) -> VoiceQuerySet:
    rows = Voice.objects.visible_to_handler(request.user).unsorted()
    return rows.select_related("unit", "category", "suggested__category", "suggested__likely")


@require_safe
def engine(request: Request) -> HttpResponse:
    """What is done with words here, what never is, and how right it has been."""
    figures = access.may_see_figures(request.user)
    context = {
        "may_learn": access.may_learn(request.user),
        "figures": record() if figures else None,
        "versions": LearnedModel.objects.defer("data")[:VERSIONS] if figures else [],
        "one_in": learning.ONE_IN,
    }
    return show(request, "matters/learning/engine.html", context)


@require_POST
def learn(request: Request) -> HttpResponse:
    job = deeds.learn(by=request.user)
    messages.success(request, _("已开始学习，完成后这一页会显示新的版本。"))
    return redirect("queue:detail", job.pk)
