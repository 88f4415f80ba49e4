"""Text into values: the pickers that other apps use too, and the forms of people."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.people import roster
from lianxin.people.models import ADMINISTRATION, HANDLING, Duty, Unit, User
from lianxin.people.names import SIGN_IN_NAME, sign_in_name, tidy, tidy_name
from lianxin.people.particulars import Particulars
from lianxin.people.tree import in_tree_order

INDENT = "\u3000"


class PersonChoices(ModelChoiceIterator):
    """The people of the list under the names of their units, one query in all."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        people = list(self.queryset)
        labels = Counter(person.label for person in people)
        for unit, members in groupby(people, key=lambda person: str(person.unit)):
            yield unit, [self._option(person, labels) for person in members]

    def _option(self, person: User, labels: Counter[str]) -> tuple[Any, str]:
        """Two of one name, unit and position are told apart by number or sign-in name."""
        label = person.label
        if labels[label] > 1:
            label = f"{label} {person.staff_number or person.username}"
        return self.field.prepare_value(person), label


class PersonField(forms.ModelChoiceField):
    """A person out of QUERYSET, which the caller has already limited by its rule."""

    iterator = PersonChoices
    default_error_messages = {
        "invalid_choice": gettext_lazy("这个人不在可选范围内，请重新选择。"),
        "required": gettext_lazy("请选择人员。"),
    }

    def __init__(self, queryset: QuerySet[User], **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("人员"))
        kwargs.setdefault("empty_label", gettext_lazy("请选择人员"))
        super().__init__(queryset.select_related("unit"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class UnitChoices(ModelChoiceIterator):
    """The units as an indented tree."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for depth, unit in in_tree_order(self.queryset.all()):
            yield self.field.prepare_value(unit), f"{INDENT * depth}{unit}"


class UnitField(forms.ModelChoiceField):
    """An open unit: out of the whole tree, or of the QUERYSET given."""

    iterator = UnitChoices
    default_error_messages = {
        "invalid_choice": gettext_lazy("这个单位不在可选范围内，可能已撤销，请重新选择。"),
        "required": gettext_lazy("请选择单位。"),
    }

    def __init__(self, queryset: QuerySet[Unit] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("单位"))
        kwargs.setdefault("empty_label", gettext_lazy("请选择单位"))
        rows = Unit.objects.all() if queryset is None else queryset
        super().__init__(rows.filter(closed_on__isnull=True), **kwargs)


class TidyField(forms.CharField):
    """Short text on one line, without characters nobody sees."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class NameField(forms.CharField):
    """A name of any number of parts, with one kind of middle dot."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("姓名"))
        kwargs.setdefault("help_text", gettext_lazy("按证件全名填写，各部分之间用“·”隔开。"))
        super().__init__(max_length=80, **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy_name(super().to_python(value) or "")


EARLIEST, LATEST = dt.date(1950, 1, 1), dt.date(2100, 12, 31)


def a_day(label: Any, **kwargs: Any) -> forms.DateField:
    """A day of a working life; a year typed wrong is said, not computed with."""
    wrong = gettext_lazy("日期不对，请核对年份。")
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(EARLIEST, wrong), MaxValueValidator(LATEST, wrong)],
        **kwargs,
    )


# Signing in ------------------------------------------------------------------------------------


LONGEST_SIGN_IN_NAME = 60


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": gettext_lazy(
            "登录名或密码不对，或账号已停用。连续输错 5 次将锁定 15 分钟。"
        ),
        "inactive": gettext_lazy("登录名或密码不对，或账号已停用。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("登录名")

    def clean_username(self) -> str:
        """As names are kept: small letters, half width, whatever the keyboard was set to."""
        name = sign_in_name(self.cleaned_data["username"])
        if len(name) > LONGEST_SIGN_IN_NAME:  # Django's own form sets the length but never checks
            raise self.get_invalid_login_error()
        return name


RULES = gettext_lazy("至少 8 个字符，不能全是数字，不能太常见，不能包含登录名或工号。")


class ChoosePasswordForm(SetPasswordForm):
    error_messages = {
        "password_mismatch": gettext_lazy("两次输入的新密码不一样，请重新输入。"),
        "password_incorrect": gettext_lazy("现在的密码不对，请重新输入。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password1"].help_text = RULES
        self.fields["new_password2"].label = _("再输一遍新密码")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise forms.ValidationError(_("新密码不能与现在的密码相同。"))
        return password

    def validate_password_for_user(self, user: Any, password_field_name: str = "") -> None:
        """What is weak is said beside the first box, where it is to be put right."""
        super().validate_password_for_user(user, "new_password1")


class ChangePasswordForm(ChoosePasswordForm, PasswordChangeForm):
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("现在的密码")


# Units -------------------------------------------------------------------------------------------


class UnitForm(forms.Form):
    name = TidyField(label=gettext_lazy("单位名称"), max_length=100)
    short = TidyField(
        label=gettext_lazy("简称"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("名称较长时填写，列表中显示。"),
    )


class TargetForm(forms.Form):
    """Another unit than this one and what is beneath it."""

    target = UnitField()

    def __init__(self, *args: Any, unit: Unit, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.open().exclude(path__startswith=unit.path)
        self.fields["target"] = UnitField(others, label=label)


# People ------------------------------------------------------------------------------------------


class PersonForm(forms.Form):
    """A line of the register, new (with its unit) or to be corrected."""

    name = NameField()
    staff_number = TidyField(label=gettext_lazy("工号"), max_length=30, required=False)
    position = TidyField(label=gettext_lazy("岗位"), max_length=60, required=False)
    phone = TidyField(label=gettext_lazy("联系电话"), max_length=30, required=False)
    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("字母、数字和 . _ -，至少两位。留空则用工号，没有工号由系统编排。"),
    )

    def __init__(self, *args: Any, viewer: User, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.visible_to(viewer)
        self.others = others.exclude(pk=person.pk) if person else others
        if person is None:
            self.fields["unit"] = UnitField()
            self.order_fields(["name", "unit"])
        else:
            self.fields["username"].required = True
            self.fields["username"].help_text = _("改动后，此人须用新的登录名登录。")

    def clean_staff_number(self) -> str:
        number: str = self.cleaned_data["staff_number"]
        if number and (holder := self.others.filter(staff_number=number).first()):
            raise forms.ValidationError(
                _("工号已登记给%(name)s（%(unit)s）。") % {"name": holder, "unit": holder.unit}
            )
        return number

    def clean_username(self) -> str:
        name = sign_in_name(self.cleaned_data["username"])
        if name and not SIGN_IN_NAME.fullmatch(name):
            raise forms.ValidationError(_("登录名只能用字母、数字和 . _ -，以字母或数字开头。"))
        if name and self.others.filter(username=name).exists():
            raise forms.ValidationError(_("这个登录名已有人使用，请换一个。"))
        return name

    def particulars(self) -> Particulars:
        kept = {key: value for key, value in self.cleaned_data.items() if key != "unit"}
        return Particulars(**kept)


class ToUnitForm(forms.Form):
    unit = UnitField()


class OwnForm(forms.Form):
    phone = TidyField(label=gettext_lazy("联系电话"), max_length=30, required=False)
    position = TidyField(label=gettext_lazy("岗位"), max_length=60, required=False)


class WantedNameForm(forms.Form):
    name = NameField(label=gettext_lazy("正确的姓名"))


class FindForm(forms.Form):
    """What to look for in the list; nonsense looks for nothing in particular."""

    q = TidyField(
        label=gettext_lazy("查找"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": gettext_lazy("姓名、工号、单位")}
        ),
    )
    unit = UnitField(required=False, empty_label=gettext_lazy("全部单位"))
    who = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[
            ("", gettext_lazy("在册")),
            ("waiting", gettext_lazy("未登录过")),
            ("gone", gettext_lazy("已离开")),
        ],
    )


# Posts -------------------------------------------------------------------------------------------


class AppointForm(forms.Form):
    duty = forms.ChoiceField(
        label=gettext_lazy("职责"),
        choices=[
            ("", gettext_lazy("请选择职责")),
            (
                gettext_lazy("办理与关爱"),
                [(duty.value, duty.label) for duty in (*HANDLING, Duty.COUNSELLOR)],
            ),
            (
                gettext_lazy("三员（单位选最上级）"),
                [(duty.value, duty.label) for duty in ADMINISTRATION],
            ),
        ],
    )
    unit = UnitField(label=gettext_lazy("负责的单位"), help_text=gettext_lazy("连同其下级单位。"))
    since = a_day(gettext_lazy("起始日期"), initial=timezone.localdate)
    until = a_day(
        gettext_lazy("截止日期"), required=False, help_text=gettext_lazy("留空为长期任职。")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("截止日期不能早于起始日期。"))
        return values


class EndPostForm(forms.Form):
    day = a_day(
        gettext_lazy("从哪一天起不再担任"),
        initial=timezone.localdate,
        help_text=gettext_lazy("选今天即刻生效。"),
    )


class ExtendPostForm(forms.Form):
    until = a_day(
        gettext_lazy("新的截止日期"), required=False, help_text=gettext_lazy("留空为长期任职。")
    )


# Rosters and the calendar -------------------------------------------------------------------------


class RosterForm(forms.Form):
    """A table of people; what is wrong with the file as a whole is said here."""

    file = forms.FileField(
        label=gettext_lazy("名册文件"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("请选择名册文件。"),
            "empty": gettext_lazy("文件是空的，请重新选择。"),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=gettext_lazy("Excel 或 WPS 表格（.xlsx）或 .csv，第一行是列名，最多 20 MB。"),
    )
    reading: roster.Reading

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            self.reading = roster.read(file)
        except roster.RosterRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file


class SpecialDayForm(forms.Form):
    day = a_day(gettext_lazy("日期"))
    is_workday = forms.TypedChoiceField(
        label=gettext_lazy("这一天"),
        choices=[("no", gettext_lazy("休息")), ("yes", gettext_lazy("上班"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    name = TidyField(
        label=gettext_lazy("说明"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("如：肉孜节放假、调休上班。"),
    )
