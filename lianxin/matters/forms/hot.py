"""What is asked of the board of hot issues, and what is typed about one of them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.widgets import LongSelect
from lianxin.matters.access.matters import office_holders
from lianxin.matters.actions.hot_handing import Work
from lianxin.matters.actions.monthly import Plan
from lianxin.matters.actions.publishing import Result
from lianxin.matters.figures.hot import Scope
from lianxin.matters.forms.handling import Day, Reason, person
from lianxin.matters.forms.public import LONGEST_MESSAGE, CategoryField, LongText
from lianxin.matters.forms.sorting import SortingForm
from lianxin.matters.heating import LABELS, WEIGHED
from lianxin.matters.models import HotIssue, Matter, Voice
from lianxin.matters.names import telling
from lianxin.matters.speakers import named_among
from lianxin.people.forms import UnitField

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.engines.text.hot.heat import Weights
    from lianxin.people.models import Unit, User

LIVE = "live"
STATES = [
    (LIVE, gettext_lazy("关注中和每月一题")),
    *((key, label) for key, label in HotIssue.State.choices if key != HotIssue.State.DROPPED),
]
TOPS = [("", gettext_lazy("全部")), *((str(n), str(n)) for n in (5, 10, 20, 50))]
MOST_WEIGHT = 100
MOST_CHOSEN = 500
LARGEST_KEY = 2**63 - 1


class HotFilter(forms.Form):
    """Nonsense in it simply does not filter."""

    unit = UnitField(required=False, widget=LongSelect, empty_label=gettext_lazy("全部单位"))
    category = CategoryField(empty_label=gettext_lazy("全部分类"), widget=LongSelect)
    since = Day(label=gettext_lazy("反映日期从"), required=False)
    until = Day(label=gettext_lazy("到"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False, choices=STATES)
    top = forms.ChoiceField(label=gettext_lazy("只看前几名"), required=False, choices=TOPS)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def scope(self) -> Scope:
        chosen = self.chosen()
        state = chosen.get("state", LIVE)
        category = chosen.get("category")
        return Scope(
            unit=chosen.get("unit"),
            category=category.pk if category else None,
            since=chosen.get("since"),
            until=chosen.get("until"),
            states=HotIssue.LIVE if state == LIVE else (state,),
        )

    def most(self) -> int | None:
        top = self.chosen().get("top")
        return int(top) if top else None

    def kept(self) -> dict[str, Any]:
        """What was asked for, as plain values."""
        chosen = self.chosen()
        return {name: getattr(value, "pk", value) for name, value in chosen.items()}

    def words(self) -> list[str]:
        """What was asked for, as people say it, for the head of a table."""
        chosen = self.chosen()
        said = [str(chosen.get("unit") or _("负责的全部单位"))]
        if "since" in chosen or "until" in chosen:
            days = {"since": chosen.get("since") or "", "until": chosen.get("until") or ""}
            said.append(_("反映日期 %(since)s 至 %(until)s") % days)
        if "category" in chosen:
            said.append(_("分类：%(name)s") % {"name": chosen["category"]})
        if "top" in chosen:
            said.append(_("前 %(n)s 名") % {"n": chosen["top"]})
        return said


class RenameForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("问题名称"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("您起的名称以后整理时保留。留空则由系统从诉求的原话中取。"),
    )


class VoicesField(forms.ModelMultipleChoiceField):
    """Keys of voices; what is no key of any table is no choice, like a voice that has gone."""

    default_error_messages = {
        "required": gettext_lazy("请先勾选诉求。"),
        "list": gettext_lazy("请先勾选诉求。"),
        "invalid_choice": gettext_lazy("选中的诉求有的已不在这里，请刷新后再试。"),
        "invalid_pk_value": gettext_lazy("选中的诉求有的已不在这里，请刷新后再试。"),
    }

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not re.fullmatch("[0-9]{1,19}", str(key)) or int(key) > LARGEST_KEY:
                raise forms.ValidationError(self.error_messages["invalid_choice"])
        return super().clean(value)


class ChosenForm(forms.Form):
    """Voices ticked in a list, out of those that may be ticked at all."""

    voices = VoicesField(queryset=None)

    def __init__(self, data: Any, *, voices: QuerySet[Voice]) -> None:
        super().__init__(data)
        self.fields["voices"].queryset = voices  # type: ignore[attr-defined]

    def clean_voices(self) -> list[Voice]:
        chosen = list(self.cleaned_data["voices"])
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(_("一次最多选 %(n)s 件。") % {"n": MOST_CHOSEN})
        return chosen


class IntoForm(forms.Form):
    """Another issue, as it is named on the board."""

    into = forms.ChoiceField(
        label=gettext_lazy("并入哪个问题"),
        widget=LongSelect,
        error_messages={
            "required": gettext_lazy("请选择一个问题。"),
            "invalid_choice": gettext_lazy("没有这个问题，请重新选择。"),
        },
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")),
            *choices,
        ]


class TakeUpForm(SortingForm):
    """One matter for all: a new one, or one that is open already."""

    field_order = ("into", "title", "unit", "category", "urgency", "owner", "reason")
    reason = Reason(label=gettext_lazy("转办理由"), required=False)

    def __init__(
        self, data: Any = None, *, open_matters: list[Matter], viewer: User, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._matters = {str(matter.pk): matter for matter in open_matters}
        new = ("", _("新立一件事项，由我受理"))
        self.fields["into"] = forms.ChoiceField(
            label=_("办成哪件事项"),
            required=False,
            choices=[new, *((key, _as_choice(one)) for key, one in self._matters.items())],
            help_text=_("待受理的诉求都收进这件事项，已有的未办结事项并入它，答复一次送达每一位。"),
        )
        others = office_holders().exclude(pk=viewer.pk)
        owner = person(others, gettext_lazy("转给"))
        owner.required = False
        owner.empty_label = _("不转办，责任人不变")
        owner.help_text = _("对方接收以前，责任人不变。")
        self.fields["owner"] = owner
        self.order_fields(self.field_order)

    def work(self) -> Work:
        values = self.cleaned_data
        names = ("title", "unit", "category", "urgency", "owner", "reason")
        return Work(
            into=self._matters.get(values["into"]), **{name: values[name] for name in names}
        )


def _as_choice(matter: Matter) -> str:
    return _("并入 %(number)s %(title)s（责任人 %(owner)s）") % {
        "number": matter.number,
        "title": matter.title[:40],
        "owner": matter.owner,
    }


class PlanForm(forms.Form):
    field_order = ("lead", "month", "plan", "target_on")
    plan = LongText(most=LONGEST_MESSAGE, rows=8, label=gettext_lazy("整改方案"))
    target_on = Day(label=gettext_lazy("目标日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = person(office_holders(), gettext_lazy("牵头人"))
        self.order_fields(self.field_order)

    def clean_target_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["target_on"]
        today = timezone.localdate()
        if not today <= day <= today + dt.timedelta(days=366):
            raise forms.ValidationError(_("目标日期应在今天到一年以内。"))
        return day

    def for_plan(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in ("lead", "plan", "target_on")})


class MonthlyForm(PlanForm):
    month = forms.DateField(
        label=gettext_lazy("哪个月的每月一题"),
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        error_messages={"invalid": gettext_lazy("请填写月份，如 2026-11。")},
    )

    def clean_month(self) -> dt.date:
        month: dt.date = self.cleaned_data["month"]
        today = timezone.localdate()
        if abs((month - today).days) > 366:
            raise forms.ValidationError(_("请选择前后一年以内的月份。"))
        return month


class ResultForm(forms.Form):
    text = LongText(
        most=LONGEST_MESSAGE,
        rows=8,
        label=gettext_lazy("整改结果"),
        help_text=gettext_lazy("做了什么、还差什么。登记时会记下当天的诉求数，与开始时对照。"),
    )


class PublishResultForm(forms.Form):
    """What still looks like a person must be confirmed; a speaker's own name never passes."""

    title = forms.CharField(label=gettext_lazy("公开标题"), max_length=200)
    problem = LongText(most=LONGEST_MESSAGE, rows=4, label=gettext_lazy("反映的问题"))
    result = LongText(most=LONGEST_MESSAGE, rows=8, label=gettext_lazy("整改结果"))
    confirmed = forms.BooleanField(
        label=gettext_lazy("已逐条核对，系统列出的内容可以公开"),
        required=False,
        help_text=gettext_lazy("没有列出可能涉及个人的内容时不用勾选。"),
    )

    def __init__(self, *args: Any, voices: QuerySet[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = voices

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        texts = [values.get(name, "") for name in ("title", "problem", "result")]
        if named_among(self.voices, "\n".join(texts)):
            raise forms.ValidationError(_("文字里有反映人的姓名或联系方式，请改掉后再公开。"))
        found = list(dict.fromkeys(one.text for text in texts for one in telling(text)))
        if found and not values.get("confirmed"):
            message = _("以下内容可能涉及个人：%(found)s。请改掉，或核对后勾选确认。")
            self.add_error("confirmed", message % {"found": "、".join(found)})
        return values

    def for_publishing(self) -> Result:
        values = self.cleaned_data
        return Result(values["title"], values["problem"], values["result"])


class WeightsForm(forms.Form):
    """One number for each part of the heat; left empty it is as shipped."""

    def __init__(self, *args: Any, shipped: Weights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WEIGHED:
            self.fields[name] = forms.FloatField(
                label=LABELS[name],
                required=False,
                min_value=0,
                max_value=MOST_WEIGHT,
                help_text=_("出厂值 %(n)s；留空即用出厂值，0 为不计。")
                % {"n": f"{getattr(shipped, name):g}"},
                error_messages={
                    "invalid": _("请填数字。"),
                    "min_value": _("不能小于 0。"),
                    "max_value": _("不能大于 %(limit_value)s。"),
                },
            )

    def weights(self) -> dict[str, float | None]:
        return {name: self.cleaned_data[name] for name in WEIGHED}
