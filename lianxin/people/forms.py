"""Text into values: the pickers that other apps use too, and the forms of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy

from lianxin.people.models import Unit, User
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
        for depth, unit in in_tree_order(self.queryset):
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
