"""What is typed about voices behind the sign-in: by the person, and by those who handle them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.files.forms import AttachmentsField
from lianxin.kernel.widgets import LongSelect
from lianxin.matters import codes
from lianxin.matters.forms.public import (
    LONGEST_MESSAGE,
    CategoryField,
    LongText,
    MessageForm,
    SaidForm,
)
from lianxin.matters.models import Channel, Voice
from lianxin.matters.said import Spoken
from lianxin.people.forms import UnitField
from lianxin.people.models import User

SLIPS = [(24, gettext_lazy("24 张")), (48, gettext_lazy("48 张")), (96, gettext_lazy("96 张"))]
TOLD_IN_PERSON = (Channel.VISIT, Channel.OFFICE, Channel.PHONE, Channel.PAPER)


class NamedForm(SaidForm):
    """The same as without a name, for someone who is signed in."""


class NamedMessageForm(MessageForm):
    attachments = AttachmentsField()


class RecordForm(SaidForm):
    """What someone told an officer, or what stood on a slip from the box."""

    channel = forms.ChoiceField(
        label=gettext_lazy("来源"),
        choices=[(one.value, one.label) for one in (*TOLD_IN_PERSON, Channel.SLIP)],
    )
    said_on = forms.DateField(
        label=gettext_lazy("反映日期"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("早于今天的会标明“补录”和登记日期。"),
        error_messages={"invalid": gettext_lazy("请填写日期，如 2026-11-23。")},
    )
    speaker = forms.CharField(label=gettext_lazy("反映人姓名"), required=False, max_length=80)
    contact = forms.CharField(label=gettext_lazy("联系方式"), required=False, max_length=80)
    account = forms.CharField(
        label=gettext_lazy("反映人在本系统的工号或登录名"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("填写后，本人登录即可看到这件诉求的进展。"),
    )
    slip = forms.CharField(
        label=gettext_lazy("纸条上的回执码"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("来源为意见箱纸条时填写；不要填写反映人姓名。"),
    )

    def __init__(self, *args: Any, reader: User, today: dt.date | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.reader = reader
        self.today = today or timezone.localdate()

    def clean_said_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["said_on"]
        if day > self.today:
            raise forms.ValidationError(_("反映日期不能晚于今天。"))
        if day.year < self.today.year - 20:
            raise forms.ValidationError(_("日期过早，请核对年份。"))
        return day

    def clean_account(self) -> User | None:
        typed = self.cleaned_data["account"].strip()
        if not typed:
            return None
        found: list[User] = list(
            User.objects.visible_to(self.reader)
            .present()
            .filter(Q(staff_number=typed) | Q(username=typed))[:2]
        )
        if len(found) != 1:
            raise forms.ValidationError(
                _("在您服务的单位里没有找到这个工号或登录名，请核对，或留空不填。")
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("channel") != Channel.SLIP:
            return cleaned
        if cleaned.get("speaker") or cleaned.get("contact") or cleaned.get("account"):
            self.add_error("speaker", _("意见箱纸条不记反映人，请清空姓名、联系方式和工号。"))
        if not codes.is_valid(cleaned.get("slip", "")):
            self.add_error("slip", _("请按纸条填写 16 位回执码；如已填写，请逐组核对。"))
        return cleaned

    def spoken(self) -> Spoken:
        values = self.cleaned_data
        return Spoken(
            channel=values["channel"],
            on=values["said_on"],
            speaker=values["speaker"],
            contact=values["contact"],
            raised_by=values["account"],
        )


class DeclineForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("不予受理的原因"),
        choices=[("", gettext_lazy("请选择")), *Voice.DeclineKind.choices],
        error_messages={"required": gettext_lazy("请选择原因。")},
    )
    note = LongText(
        most=LONGEST_MESSAGE,
        rows=3,
        label=gettext_lazy("给反映人的说明"),
        help_text=gettext_lazy("写明原因，以及可以去哪里、找谁、带什么材料。"),
    )


class WaitingFilter(forms.Form):
    """The form above the list of what waits; nonsense in it simply does not filter."""

    q = forms.CharField(
        label=gettext_lazy("搜索"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("标题或内容")}),
    )
    unit = UnitField(required=False, widget=LongSelect, empty_label=gettext_lazy("全部单位"))
    channel = forms.ChoiceField(
        label=gettext_lazy("来源"),
        required=False,
        choices=[("", gettext_lazy("全部来源")), *Channel.choices],
    )
    category = CategoryField(empty_label=gettext_lazy("全部分类"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.open()  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SlipsForm(forms.Form):
    unit = UnitField(label=gettext_lazy("放置意见箱的单位"), widget=LongSelect)
    count = forms.TypedChoiceField(
        label=gettext_lazy("张数"),
        coerce=int,
        choices=SLIPS,
        error_messages={"invalid_choice": gettext_lazy("请从列出的张数中选择。")},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.open()  # type: ignore[attr-defined]
