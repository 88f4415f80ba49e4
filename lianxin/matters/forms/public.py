"""What is typed on the doors without an account, and the parts those forms share with others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.files.forms import AttachmentsField
from lianxin.kernel.memory import ShortMemory
from lianxin.kernel.prepared import Question
from lianxin.kernel.widgets import LongSelect
from lianxin.matters import codes
from lianxin.matters.access import voices as access
from lianxin.matters.models import Category, Step
from lianxin.matters.said import Said
from lianxin.people.forms import INDENT, UnitField
from lianxin.people.models import Post, Unit, User

LONGEST_BODY = 20_000
LONGEST_MESSAGE = 5_000
MANY_PEOPLE = 100_000
FORM_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class LongText(forms.CharField):
    """What people write in their own words: line breaks of every system are one kind."""

    def __init__(self, *, most: int, rows: int = 6, **kwargs: Any) -> None:
        attrs = {"rows": rows, "data-count": ""}
        super().__init__(
            max_length=most,
            widget=forms.Textarea(attrs=attrs),
            error_messages={
                "required": gettext_lazy("请写下内容。"),
                "max_length": gettext_lazy("最多 %(limit_value)d 字，现在有 %(show_value)d 字。"),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text


_OPEN_UNIT = Question(lambda pk: Unit.objects.open().filter(pk=pk).order_by(), pk=1)
OPEN_UNIT: ShortMemory[int, Unit | None] = ShortMemory(
    lambda pk: next(iter(_OPEN_UNIT(pk=pk)), None)
)


class AnyUnitField(UnitField):
    """One of the whole tree, for the forms that many people may send in the same minute."""

    def to_python(self, value: Any) -> Unit | None:
        if value in self.empty_values:
            return None
        key = str(value.pk if isinstance(value, Unit) else value)
        found = OPEN_UNIT(int(key)) if re.fullmatch(r"[0-9]{1,18}", key, re.ASCII) else None
        if found is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            )
        return found


class CategoryChoices(ModelChoiceIterator):
    """Each group of categories with its own beneath it."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        yield from self.of(list(self.queryset.all()))  # a field may outlive the request

    @staticmethod
    def of(rows: Sequence[Category]) -> Iterator[tuple[int, str]]:
        for group in (row for row in rows if row.parent_id is None):
            yield group.pk, group.name
            for row in rows:
                if row.parent_id == group.pk:
                    yield row.pk, f"{INDENT}{row.name}"


class CategoryField(forms.ModelChoiceField):
    iterator = CategoryChoices

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("分类"))
        kwargs.setdefault("empty_label", gettext_lazy("不确定，由工作人员判断"))
        messages = {"invalid_choice": gettext_lazy("没有这个分类，请重新选择。")}
        rows = Category.objects.in_use()
        super().__init__(rows, required=False, error_messages=messages, **kwargs)


class FormKeyForm(forms.Form):
    """A form that knows itself again: the same one sent twice is one voice."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", codes.new_form_key())

    def clean_form_key(self) -> str:
        """A form without a key of ours can only be taken for a new one."""
        key: str = self.cleaned_data["form_key"]
        return key if FORM_KEY.fullmatch(key) else codes.new_form_key()


class SaidForm(FormKeyForm):
    """What happened, where, and who must not see it."""

    unit = AnyUnitField(label=gettext_lazy("涉及单位"), widget=LongSelect)
    body = LongText(
        most=LONGEST_BODY,
        rows=8,
        label=gettext_lazy("发生了什么"),
        help_text=gettext_lazy("写清什么事、在哪里、从什么时候开始、您希望怎样解决。"),
    )
    title = forms.CharField(
        label=gettext_lazy("标题"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("可以不填，系统会取第一句话。"),
    )
    category = CategoryField()
    affected = forms.IntegerField(
        label=gettext_lazy("大约涉及多少人"),
        required=False,
        min_value=1,
        max_value=MANY_PEOPLE,
        error_messages={"invalid": gettext_lazy("请填写数字。")},
    )
    attachments = AttachmentsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.avoided: list[User] = []

    def clean_affected(self) -> int:
        return self.cleaned_data["affected"] or 1

    def clean(self) -> dict[str, Any]:
        """Only those who would see it can be turned away from it."""
        cleaned = super().clean() or self.cleaned_data
        chosen = set(self._chosen())
        if chosen and (unit := cleaned.get("unit")):
            self.avoided = [
                post.user for post in access.holders(unit) if str(post.user_id) in chosen
            ]
            if len(self.avoided) != len(chosen):
                self.add_error(None, _("所选的回避人员已有变动，请重新选择。"))
        return cleaned

    def holders(self) -> list[Post]:
        """Those who would see a voice about the unit chosen so far."""
        try:
            unit: Unit = self.fields["unit"].clean(self["unit"].value())
        except forms.ValidationError:
            return []
        return access.holders(unit)

    def avoid_values(self) -> list[int]:
        """Who is ticked on the page as it stands."""
        return [int(value) for value in self._chosen() if value.isascii() and value.isdecimal()]

    def said(self, change: Callable[[str], str] = str) -> Said:
        """What was typed, its words as CHANGE makes them."""
        values = self.cleaned_data
        return Said(
            unit=values["unit"],
            title=change(values["title"]),
            body=change(values["body"]),
            category=values["category"],
            affected=values["affected"],
            avoid=self.avoided,
            attachments=values["attachments"],
        )

    def _chosen(self) -> list[str]:
        if isinstance(self.data, QueryDict):
            return self.data.getlist("avoid")
        chosen: list[str] = self.initial.get("avoid", [])
        return chosen


class SharedFields(dict[str, forms.Field]):
    """Fields that no form of its class changes: every form has the same ones, not copies."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return self.copy()


class AnonymousForm(SaidForm):
    attachments = AttachmentsField(nameless=True)


AnonymousForm.base_fields = SharedFields(AnonymousForm.base_fields)


class CodeForm(forms.Form):
    """The sixteen digits of a receipt, typed in any of the ways people write them."""

    code = forms.CharField(
        label=gettext_lazy("回执码"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-code-from-address": ""}
        ),
        help_text=gettext_lazy("回执上的 16 位数字，空格可有可无。"),
        error_messages={
            "required": gettext_lazy("请填写回执码。"),
            "max_length": gettext_lazy("回执码是 16 位数字，请核对。"),
        },
    )

    def clean_code(self) -> str:
        digits = codes.clean(self.cleaned_data["code"])
        if len(digits) != codes.DIGITS + 1:
            raise forms.ValidationError(
                _("回执码是 16 位数字，您填了 %(count)s 位，请核对。"),
                params={"count": len(digits)},
            )
        if not codes.is_valid(digits):
            raise forms.ValidationError(_("回执码有一位写错了或写反了，请对照回执逐组核对。"))
        return digits


class MessageForm(forms.Form):
    text = LongText(most=LONGEST_MESSAGE, rows=4, label=gettext_lazy("留言"))
    attachments = AttachmentsField(nameless=True)
    since = forms.IntegerField(
        required=False, min_value=0, max_value=MANY_PEOPLE, widget=forms.HiddenInput
    )


class RatingForm(forms.Form):
    step = forms.TypedChoiceField(
        label=gettext_lazy("您对处理结果"),
        coerce=int,
        choices=Step.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选择一项。"),
            "invalid_choice": gettext_lazy("请从四项中选择一项。"),
        },
    )
    comment = LongText(most=LONGEST_MESSAGE, rows=2, required=False, label=gettext_lazy("补充说明"))


class ReopenForm(forms.Form):
    reason = LongText(most=LONGEST_MESSAGE, rows=3, label=gettext_lazy("为什么需要重新办理"))
