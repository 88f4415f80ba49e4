"""What is typed while a matter is being handled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.files.forms import AttachmentsField
from lianxin.kernel.widgets import LongSelect
from lianxin.matters import clocks
from lianxin.matters.access import closing
from lianxin.matters.access.matters import fit_to_own
from lianxin.matters.actions.closing import SPEAKS_FOR_ITSELF, Ending
from lianxin.matters.forms.public import LongText
from lianxin.matters.models import Closure, Level, Matter, Reply, Revisit, Step
from lianxin.people.forms import PersonField

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrPromise

    from lianxin.people.models import User

LONGEST_REASON = 2_000
LONGEST_REPLY = 20_000
LONGEST_BASIS = 200


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": gettext_lazy("请填写日期，如 2026-11-23。")},
            **kwargs,
        )


class Reason(LongText):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=LONGEST_REASON, rows=3, **kwargs)


class NoteForm(forms.Form):
    text = LongText(
        most=LONGEST_REASON,
        rows=3,
        label=gettext_lazy("办理记录"),
        help_text=gettext_lazy("只有办理的人能看到，反映人看不到。"),
    )


class ReasonForm(forms.Form):
    reason = Reason(label=gettext_lazy("理由"))


class OfferForm(forms.Form):
    field_order = ("to", "reason")
    reason = Reason(
        label=gettext_lazy("转办理由"), help_text=gettext_lazy("对方接收以前，仍由您负责。")
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = fit_to_own(matter).exclude(pk=matter.owner_id)
        self.fields["to"] = person(others, gettext_lazy("转给"))
        self.order_fields(self.field_order)


class TurnBackForm(forms.Form):
    reason = Reason(label=gettext_lazy("退回理由"))
    basis = forms.CharField(
        label=gettext_lazy("退回依据"),
        max_length=LONGEST_BASIS,
        help_text=gettext_lazy("如职责分工文件的名称和条款。"),
    )


class DecideForm(forms.Form):
    field_order = ("owner", "note")
    note = Reason(label=gettext_lazy("会商意见"), required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = person(fit_to_own(matter), gettext_lazy("责任人"))
        self.order_fields(self.field_order)


class HelperForm(forms.Form):
    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helping = [helper.pk for helper in matter.helpers.all()]
        others = fit_to_own(matter).exclude(pk__in=[*helping, matter.owner_id])
        self.fields["helper"] = person(others, gettext_lazy("协办人"))


class ExtensionForm(forms.Form):
    until = Day(label=gettext_lazy("延至"))
    reason = Reason(
        label=gettext_lazy("延期理由"), help_text=gettext_lazy("批准后会告知每位反映人新的期限。")
    )

    def clean_until(self) -> dt.datetime:
        return clocks.end_on(self.cleaned_data["until"])


class AnswerForm(forms.Form):
    """A leader's yes or no; a no needs its reason."""

    approve = forms.TypedChoiceField(
        label=gettext_lazy("审批"),
        choices=[("yes", gettext_lazy("批准")), ("no", gettext_lazy("不批准"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择批准或不批准。")},
    )
    note = Reason(label=gettext_lazy("审批意见"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("approve") is False and not values.get("note"):
            self.add_error("note", _("不批准请写明原因。"))
        return values


class EscalateForm(forms.Form):
    level = forms.TypedChoiceField(label=gettext_lazy("督办级别"), coerce=int)
    note = Reason(label=gettext_lazy("督办要求"))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = [(value, label) for value, label in Level.choices if value > matter.level]
        self.fields["level"].choices = above  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    text = LongText(most=LONGEST_REPLY, rows=12, label=gettext_lazy("答复内容"))
    kind = forms.ChoiceField(
        label=gettext_lazy("答复类型"),
        choices=Reply.Kind.choices,
        initial=Reply.Kind.FINAL,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("阶段答复告诉反映人进展，办理期限照常计算。"),
    )
    files = AttachmentsField()  # type: ignore[assignment]


class CloseForm(forms.Form):
    """Which kinds need a leader is said beside the choice."""

    closure = forms.ChoiceField(
        label=gettext_lazy("办结类型"),
        choices=Closure.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("只有实质性办结算作解决。超出职责范围、无法办到须负责人批准。"),
        error_messages={"required": gettext_lazy("请选择办结类型。")},
    )
    note = Reason(label=gettext_lazy("办结说明"), required=False)
    review_on = Day(
        label=gettext_lazy("复查日期"),
        required=False,
        help_text=gettext_lazy("纳入项目库的事项每年回来一次，请写下次复查的日期。"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        closure, today = values.get("closure"), timezone.localdate()
        if closure and closure not in SPEAKS_FOR_ITSELF and not values.get("note"):
            self.add_error("note", _("程序性办结请写明说明，反映人会看到。"))
        day = values.get("review_on")
        if closure == Closure.QUEUED and not day:
            self.add_error("review_on", _("请填写复查日期。"))
        if day and not today < day <= today + clocks.LONGEST_OWN_TERM:
            self.add_error("review_on", _("复查日期应在明天到一年以内。"))
        return values

    def ending(self) -> Ending:
        return Ending(**self.cleaned_data)

    def needs_a_leader(self, user: User, matter: Matter) -> bool:
        closure = self.cleaned_data["closure"]
        return closure in closing.ASKED_OF_A_LEADER and not closing.decides_alone(user, matter)


class ReviewForm(forms.Form):
    review_on = Day(label=gettext_lazy("下次复查日期"))
    note = Reason(label=gettext_lazy("复查情况"))

    def clean_review_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if not today < day <= today + clocks.LONGEST_OWN_TERM:
            raise forms.ValidationError(_("复查日期应在明天到一年以内。"))
        return day


class RevisitForm(forms.Form):
    way = forms.ChoiceField(
        label=gettext_lazy("回访方式"), choices=Revisit.Way.choices, widget=forms.RadioSelect
    )
    step = forms.TypedChoiceField(
        label=gettext_lazy("反映人的评价"),
        choices=[*Step.choices, ("", gettext_lazy("没有表态"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    note = Reason(label=gettext_lazy("回访情况"), required=False)


def person(people: QuerySet[User], label: StrPromise) -> PersonField:
    return PersonField(people, label=label, widget=LongSelect)
