"""The form above the list of matters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from lianxin.kernel.widgets import LongSelect
from lianxin.matters.forms.public import CategoryField
from lianxin.matters.models import Category, Kind, Matter, Urgency
from lianxin.matters.models.matters import MatterQuerySet
from lianxin.matters.searching import MATTERS
from lianxin.people.forms import UnitField
from lianxin.people.models import Unit, User

OPEN = "open"
STATES = [("", gettext_lazy("全部状态")), (OPEN, gettext_lazy("未办结")), *Matter.State.choices]
WHOSE = [
    ("", gettext_lazy("全部责任人")),
    ("mine", gettext_lazy("我负责的")),
    ("helping", gettext_lazy("我协办的")),
]
MARKS = [
    ("", gettext_lazy("全部")),
    ("late", gettext_lazy("已超期")),
    ("difficult", gettext_lazy("难点：退回、重启、督办")),
    ("queued", gettext_lazy("纳入项目库")),
]


class MatterFilter(forms.Form):
    """Nonsense in it simply does not filter."""

    q = forms.CharField(
        label=gettext_lazy("搜索"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": gettext_lazy("编号、标题或内容")}
        ),
    )
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False, choices=STATES)
    whose = forms.ChoiceField(label=gettext_lazy("责任人"), required=False, choices=WHOSE)
    mark = forms.ChoiceField(label=gettext_lazy("情况"), required=False, choices=MARKS)
    unit = UnitField(required=False, widget=LongSelect, empty_label=gettext_lazy("全部单位"))
    category = CategoryField(empty_label=gettext_lazy("全部分类"), widget=LongSelect)
    urgency = forms.ChoiceField(
        label=gettext_lazy("缓急"),
        required=False,
        choices=[("", gettext_lazy("全部缓急")), *Urgency.choices],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        required=False,
        choices=[("", gettext_lazy("全部类别")), *Kind.choices],
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in ("q", "state", "whose", "mark")]

    def finer(self) -> list[forms.BoundField]:
        return [self[name] for name in ("unit", "category", "urgency", "kind")]

    def is_fine(self) -> bool:
        """Whether one of the finer ones is in use, so that they must be seen."""
        return any(self.data.get(field.html_name) for field in self.finer())

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, matters: MatterQuerySet, user: User, now: dt.datetime) -> MatterQuerySet:
        chosen = self.chosen()
        matters = matters.filter(self._plain(chosen))
        if chosen.get("mark") == "late":
            matters = matters.overdue(now)
        if chosen.get("mark") == "difficult":
            matters = matters.open().difficult()
        if chosen.get("whose") == "mine":
            matters = matters.owned_by(user)
        if chosen.get("whose") == "helping":
            matters = matters.filter(helpers=user)
        return matters

    def _plain(self, chosen: dict[str, Any]) -> Q:
        wanted = Q(**{name: chosen[name] for name in ("urgency", "kind") if name in chosen})
        if words := chosen.get("q"):
            wanted &= matching(words)
        if state := chosen.get("state"):
            wanted &= Q(state__in=Matter.OPEN) if state == OPEN else Q(state=state)
        if unit := chosen.get("unit"):
            wanted &= Q(unit__in=Unit.objects.within(unit))
        if category := chosen.get("category"):
            beneath = Category.objects.filter(Q(pk=category.pk) | Q(parent=category))
            wanted &= Q(category__in=beneath)
        if chosen.get("mark") == "queued":
            wanted &= Q(state=Matter.State.CLOSED, review_on__isnull=False)
        return wanted


def matching(words: str) -> Q:
    """Each word somewhere in the number, the title or the summary."""
    return MATTERS.having(words)
