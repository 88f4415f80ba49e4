"""What is typed where voices are sorted into categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from lianxin.kernel.widgets import LongSelect
from lianxin.matters.forms.public import CategoryChoices, CategoryField
from lianxin.matters.models import Category, Voice
from lianxin.people.forms import UnitField

SURENESS = [
    ("", gettext_lazy("全部")),
    ("sure", gettext_lazy("有把握的")),
    ("unsure", gettext_lazy("没有把握的")),
]


class SortFilter(forms.Form):
    """The form above the list; nonsense in it simply does not filter."""

    unit = UnitField(required=False, widget=LongSelect, empty_label=gettext_lazy("全部单位"))
    category = CategoryField(label=gettext_lazy("建议的分类"), empty_label=gettext_lazy("全部分类"))
    sureness = forms.ChoiceField(label=gettext_lazy("把握"), required=False, choices=SURENESS)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.open()  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SortForm(forms.Form):
    """A category for each of some voices; where none is chosen, nothing is decided."""

    def __init__(self, *args: Any, voices: Sequence[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = {f"category-{voice.pk}": voice for voice in voices}
        rows = list(Category.objects.in_use())
        choices = [("", gettext_lazy("暂不归类")), *CategoryChoices.of(rows)]
        self._categories = {str(row.pk): row for row in rows}
        for name, voice in self.voices.items():
            self.fields[name] = forms.ChoiceField(
                required=False,
                choices=choices,
                initial=_initial(voice),
                widget=LongSelect(attrs={"aria-label": voice.title, "class": "form-select"}),
            )

    def rows(self) -> list[tuple[Voice, forms.BoundField]]:
        return [(voice, self[name]) for name, voice in self.voices.items()]

    def chosen(self) -> dict[Voice, Category]:
        given = {voice: self.cleaned_data[name] for name, voice in self.voices.items()}
        return {voice: self._categories[code] for voice, code in given.items() if code}


def _initial(voice: Voice) -> int | str:
    suggested = getattr(voice, "suggested", None)
    if voice.category_id:
        return voice.category_id
    return (suggested.category_id or "") if suggested else ""
