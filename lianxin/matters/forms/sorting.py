"""What a matter is about: on accepting it and afterwards; tasks and promises; merging."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.widgets import LongSelect
from lianxin.matters import clocks
from lianxin.matters.access.matters import in_branch_of, office_holders
from lianxin.matters.actions.assigning import Task
from lianxin.matters.actions.sorting import Sorting
from lianxin.matters.forms.handling import LONGEST_REASON, Day, Reason, person
from lianxin.matters.forms.public import CategoryField, LongText
from lianxin.matters.models import Category, Matter, Urgency, Voice
from lianxin.people.duties import Duty
from lianxin.people.forms import UnitField
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST_TITLE = 200
LONGEST_WHOM = 80
DEFAULT_DAYS = 3


class SortingForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("标题"), max_length=LONGEST_TITLE)
    unit = UnitField(label=gettext_lazy("涉及单位"), widget=LongSelect)
    category = CategoryField(empty_label=gettext_lazy("未分类"))
    urgency = forms.ChoiceField(
        label=gettext_lazy("缓急"),
        choices=Urgency.choices,
        initial=Urgency.ORDINARY,
        help_text=gettext_lazy(
            "决定期限：危及安全和水电暖气 24 小时；简单 3 个、一般 7 个、"
            "复杂 15 个工作日；信访 60 天。"
        ),
    )

    def sorting(self) -> Sorting:
        names = ("title", "unit", "category", "urgency")
        return Sorting(**{name: self.cleaned_data[name] for name in names})


class AcceptForm(SortingForm):
    """A voice becomes a matter: begun from what the person said, or what the words suggest."""

    def __init__(
        self, *args: Any, voice: Voice, suggested: Category | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        category = voice.category or suggested
        self.initial = {
            "title": voice.title,
            "unit": voice.unit_id,
            "category": category.pk if category else None,
            "urgency": category.urgency if category else Urgency.ORDINARY,
            **self.initial,
        }


class ReclassifyForm(SortingForm):
    reason = Reason(
        label=gettext_lazy("修改理由"),
        required=False,
        help_text=gettext_lazy(
            "期限从受理时重新计算，不会重新开始。期限变晚的须由负责人写明理由。"
        ),
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = ("title", "unit", "category", "urgency")
        self.initial = {**forms.model_to_dict(matter, fields=fields), **self.initial}


class TakeUpForm(SortingForm):
    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = ("title", "unit", "category", "urgency")
        self.initial = {**forms.model_to_dict(matter, fields=fields), **self.initial}


class AvoidForm(forms.Form):
    field_order = ("people", "reason")
    reason = Reason(label=gettext_lazy("回避理由"), required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [one.pk for one in matter.avoid.all()]
        self.fields["people"] = person(
            office_holders().exclude(pk__in=known), gettext_lazy("需要回避的人")
        )
        self.order_fields(self.field_order)


class JoinForm(forms.Form):
    """The number of a matter, as people read it from a list."""

    number = forms.CharField(
        label=gettext_lazy("事项编号"), max_length=20, help_text=gettext_lazy("如 2026-00012")
    )

    def __init__(self, *args: Any, matters: QuerySet[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matters = matters

    def clean_number(self) -> Matter:
        found = self.matters.filter(number=self.cleaned_data["number"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这个编号的事项，请核对。"))
        return found


class MergeForm(JoinForm):
    reason = forms.CharField(label=gettext_lazy("合并理由"), max_length=200)


class PromiseForm(forms.Form):
    what = forms.CharField(label=gettext_lazy("答应做什么"), max_length=LONGEST_TITLE)
    whom = forms.CharField(label=gettext_lazy("答应了谁"), max_length=LONGEST_WHOM)
    until = Day(label=gettext_lazy("什么时候给回话"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soon = timezone.localdate() + dt.timedelta(days=DEFAULT_DAYS)
        self.initial.setdefault("until", soon)

    def clean_until(self) -> dt.date:
        return within_a_year(self.cleaned_data["until"])


class AssignForm(SortingForm):
    field_order = ("title", "text", "to", "unit", "category", "urgency", "due_on")
    text = LongText(most=LONGEST_REASON, rows=5, label=gettext_lazy("任务要求"))
    due_on = Day(
        label=gettext_lazy("完成日期"),
        required=False,
        help_text=gettext_lazy("不填则按缓急计算期限。"),
    )

    def __init__(self, *args: Any, leader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = Unit.objects.served_by(leader, Duty.LEADER)
        self.fields["unit"] = UnitField(led, label=_("涉及单位"), widget=LongSelect)
        self.fields["to"] = person(in_branch_of(leader), gettext_lazy("交给"))
        self.order_fields(self.field_order)

    def clean_due_on(self) -> dt.date | None:
        day = self.cleaned_data["due_on"]
        return within_a_year(day) if day else None

    def task(self) -> Task:
        day = self.cleaned_data["due_on"]
        return Task(
            **vars(self.sorting()),
            text=self.cleaned_data["text"],
            due=clocks.end_on(day) if day else None,
        )


def within_a_year(day: dt.date) -> dt.date:
    today = timezone.localdate()
    if day < today:
        raise forms.ValidationError(_("日期不能早于今天。"))
    if day > today + clocks.LONGEST_OWN_TERM:
        raise forms.ValidationError(_("日期应在一年以内。"))
    return day
