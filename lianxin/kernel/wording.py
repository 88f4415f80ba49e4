"""What every form says about what was typed: short, and what to do, instead of Django's wording."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

CHOOSE = _("请从列出的选项中选择。")
MESSAGES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("请填写。")},
    forms.BooleanField: {"required": _("请先勾选。")},
    forms.ChoiceField: {"required": _("请选择。"), "invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {
        "required": _("请至少选择一项。"),
        "invalid_choice": CHOOSE,
        "invalid_list": CHOOSE,
    },
    forms.ModelChoiceField: {"required": _("请选择。"), "invalid_choice": CHOOSE},
    forms.ModelMultipleChoiceField: {
        "required": _("请至少选择一项。"),
        "invalid_choice": CHOOSE,
        "invalid_list": CHOOSE,
        "invalid_pk_value": CHOOSE,
    },
    forms.IntegerField: {"invalid": _("请填写整数。")},
    forms.DateField: {"invalid": _("请填写日期，如 2026-11-23。")},
    forms.TimeField: {"invalid": _("请填写时间，如 15:04。")},
    forms.DateTimeField: {"invalid": _("请填写日期和时间，如 2026-11-23 15:04。")},
    forms.FileField: {
        "required": _("请选择文件。"),
        "invalid": _("没有收到文件，请重新选择后提交。"),
        "missing": _("没有收到文件，请重新选择后提交。"),
        "empty": _("这个文件是空的，请重新选择。"),
    },
}


def speak_plainly() -> None:
    """Put our wording in Django's place; a field that has its own keeps it."""
    for field, messages in MESSAGES.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **messages}
    validators.MaxLengthValidator.message = _(
        "最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"
    )
    validators.MinLengthValidator.message = _(
        "至少 %(limit_value)d 个字，现在有 %(show_value)d 个。"
    )
    validators.MinValueValidator.message = _("不能小于 %(limit_value)s。")
    validators.MaxValueValidator.message = _("不能大于 %(limit_value)s。")
    validators.ProhibitNullCharactersValidator.message = _("含有无法保存的字符，请删去后再提交。")
