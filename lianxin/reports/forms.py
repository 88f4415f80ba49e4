"""Which rows of a ledger are wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.widgets import LongSelect
from lianxin.matters.figures import choices
from lianxin.matters.figures.scope import Scope
from lianxin.people.duties import HANDLING
from lianxin.people.forms import INDENT
from lianxin.people.models import Unit, User
from lianxin.people.tree import in_tree_order

EARLIEST = dt.date(1949, 10, 1)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LedgerForm(forms.Form):
    """Every field may stay empty: then it limits nothing.

    The units are read once, as a list with the closed ones in it: old rows stand under them.
    """

    since = forms.DateField(label=gettext_lazy("登记日期从"), required=False, widget=DayInput)
    until = forms.DateField(label=gettext_lazy("到"), required=False, widget=DayInput)
    unit = forms.ChoiceField(
        label=gettext_lazy("涉及单位（含下级）"), required=False, widget=LongSelect
    )
    category = forms.ChoiceField(label=gettext_lazy("分类"), required=False, widget=LongSelect)
    channel = forms.ChoiceField(label=gettext_lazy("来源"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    closure = forms.ChoiceField(label=gettext_lazy("办结类型"), required=False)
    late = forms.BooleanField(label=gettext_lazy("只看超期"), required=False)

    def __init__(self, data: Mapping[str, Any], *, viewer: User) -> None:
        super().__init__(data)
        served = list(in_tree_order(Unit.objects.served_by(viewer, *HANDLING)))
        self.units = {str(unit.pk): unit for _depth, unit in served}
        for name, found in (
            ("unit", [(str(unit.pk), f"{INDENT * depth}{unit}") for depth, unit in served]),
            ("category", choices.categories()),
            ("channel", choices.channels()),
            ("state", choices.states()),
            ("closure", choices.closures()),
        ):
            self.fields[name].choices = [("", _("全部")), *found]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = _("没有这个选项，请重新选择。")
        for name in ("since", "until"):
            self.fields[name].error_messages["invalid"] = _("请输入日期，如 2026-11-23。")

    def clean_since(self) -> dt.date | None:
        return _sensible(self.cleaned_data["since"])

    def clean_until(self) -> dt.date | None:
        return _sensible(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("结束日期早于开始日期，请调整。"))
        return self.cleaned_data

    def scope(self, now: dt.datetime) -> Scope:
        asked = self.cleaned_data
        state = asked["state"]
        of_matter = choices.is_matter_state(state)
        return Scope(
            since=asked["since"],
            until=asked["until"],
            unit=self.units.get(asked["unit"]),
            category=int(asked["category"]) if asked["category"] else None,
            state="taken" if of_matter else state,
            matter_state=state if of_matter else "",
            closure=asked["closure"],
            channel=asked["channel"],
            late_at=now if asked["late"] else None,
        )

    def kept(self) -> dict[str, Any]:
        """What was asked for, as plain values that can be kept and asked again."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def words(self) -> list[str]:
        """What was asked for, as people say it, for the head of the page and of the file."""
        said = [
            self._period(),
            str(self.units.get(self.cleaned_data["unit"]) or _("负责的全部单位")),
        ]
        for name in ("category", "channel", "state", "closure"):
            if value := self.cleaned_data[name]:
                labels = dict(self.fields[name].choices)  # type: ignore[attr-defined]
                said.append(f"{self.fields[name].label}：{labels[value].strip()}")  # data
        if self.cleaned_data["late"]:
            said.append(_("只列超期"))
        return said

    def _period(self) -> str:
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        if since and until:
            return _("登记日期 %(since)s 至 %(until)s") % {"since": since, "until": until}
        if since:
            return _("登记日期 %(since)s 起") % {"since": since}
        if until:
            return _("登记日期截至 %(until)s") % {"until": until}
        return _("全部日期")


def _sensible(day: dt.date | None) -> dt.date | None:
    if day and not EARLIEST <= day <= dt.date(2999, 12, 31):
        raise forms.ValidationError(_("这个日期不对，请检查年份。"))
    return day
