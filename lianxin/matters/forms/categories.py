"""What is typed on the tree of categories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.matters.actions.categories import Entry
from lianxin.matters.forms.public import LongText
from lianxin.matters.models import Category, Urgency

LONGEST_WORDS = 5_000


class EntryForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    urgency = forms.ChoiceField(
        label=gettext_lazy("默认缓急"), choices=Urgency.choices, initial=Urgency.ORDINARY
    )
    words = LongText(
        most=LONGEST_WORDS,
        rows=8,
        label=gettext_lazy("常见说法"),
        required=False,
        help_text=gettext_lazy("一行一个词或一句例子，用来推荐分类。"),
    )

    def __init__(self, *args: Any, category: Category | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category = category
        if category:
            fields = ("name", "urgency", "words")
            self.initial = {**forms.model_to_dict(category, fields=fields), **self.initial}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = set(Category.objects.filter(name=name, parent=self._parent()))
        if same - {self.category}:
            raise forms.ValidationError(_("这一级里已经有同名的分类。"))
        return name

    def _parent(self) -> Category | None:
        return self.category.parent if self.category else None

    def entry(self) -> Entry:
        names = ("name", "words", "urgency")
        return Entry(**{name: self.cleaned_data[name] for name in names})


class AddForm(EntryForm):
    parent = forms.ModelChoiceField(
        Category.objects.filter(parent=None),
        label=gettext_lazy("上级"),
        required=False,
        empty_label=gettext_lazy("（作为大类）"),
    )
    field_order = ("parent", "name", "urgency", "words")

    def _parent(self) -> Category | None:
        parent: Category | None = self.cleaned_data.get("parent")
        return parent


class MoveForm(forms.Form):
    to = forms.ModelChoiceField(
        Category.objects.filter(parent=None),
        label=gettext_lazy("移到"),
        required=False,
        empty_label=gettext_lazy("（作为大类）"),
    )


class MergeCategoryForm(forms.Form):
    into = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("并入"),
        empty_label=gettext_lazy("请选择分类"),
    )

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Category.objects.in_use().exclude(pk=category.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
