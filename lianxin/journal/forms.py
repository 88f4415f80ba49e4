"""What to look for in the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.journal.figures import verbs
from lianxin.people.forms import TidyField, a_day

USUAL_DAYS = 30


class AuditForm(forms.Form):
    """Empty days are the last thirty, up to today."""

    since = a_day(gettext_lazy("从"), required=False)
    until = a_day(gettext_lazy("到"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("事由"), required=False)
    who = TidyField(
        label=gettext_lazy("办理人"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("姓名、工号、登录名")}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("全部")), *verbs()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        until = values["until"] = values.get("until") or timezone.localdate()
        values["since"] = values.get("since") or until - dt.timedelta(days=USUAL_DAYS)
        if values["since"] > until:
            self.add_error("until", _("结束日期不能早于开始日期。"))
        return values
