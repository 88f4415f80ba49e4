"""The two pickers every app uses: a person, and a unit."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import timezone

from lianxin.people.forms import PersonField, UnitField
from lianxin.people.models import Unit, User
from tests.cast import a_unit


def a_form(**fields: forms.Field) -> type[forms.Form]:
    return type("AForm", (forms.Form,), fields)


def test_people_stand_under_their_units_with_position(cast, django_assert_num_queries):
    User.objects.filter(pk=cast.li.pk).update(position="农机手")
    form = a_form(person=PersonField(User.objects.visible_to(cast.wang)))()
    with django_assert_num_queries(1):
        html = str(form["person"])
    assert '<optgroup label="一连">' in html
    assert ">李强（一连 农机手）<" in html
    assert ">阿依古丽·买买提（一连）<" in html


def test_same_name_unit_and_position_are_told_apart_by_staff_number(cast):
    for number in ("007", "008"):
        User.objects.create_user(f"li{number}", name="李强", unit=cast.first, staff_number=number)
    html = str(a_form(person=PersonField(User.objects.visible_to(cast.sun)))()["person"])
    assert ">李强（一连） 007<" in html
    assert ">李强（一连） 008<" in html
    assert ">李强（一连） li<" in html


@pytest.mark.parametrize("value", ["x", "0", "9" * 30, "-1", "\ud800", "1" * 100_000])
def test_what_is_no_person_of_the_list_is_refused_in_words(cast, value):
    form = a_form(person=PersonField(User.objects.visible_to(cast.chen)))({"person": value})
    assert form.errors == {"person": ["这个人不在可选范围内，请重新选择。"]}


def test_a_null_character_is_no_person(cast):
    form = a_form(person=PersonField(User.objects.visible_to(cast.chen)))({"person": "1\x00"})
    assert not form.is_valid()


def test_who_is_not_in_the_callers_list_is_refused(cast):
    form = a_form(person=PersonField(User.objects.visible_to(cast.chen)))({"person": cast.zhao.pk})
    assert not form.is_valid()


def test_units_are_an_indented_tree_in_their_own_order(cast):
    a_unit("一排", cast.first)
    Unit.objects.filter(pk=cast.first.pk).update(order=9)
    labels = [label for _, label in a_form(unit=UnitField())().fields["unit"].choices]
    assert labels == ["请选择单位", "示例团", "　二连", "　一连", "　　一排"]


def test_a_branch_begins_at_the_left_margin(cast):
    a_unit("一排", cast.first)
    served = Unit.objects.within(cast.first)
    labels = [label for _, label in a_form(unit=UnitField(served))().fields["unit"].choices]
    assert labels == ["请选择单位", "一连", "　一排"]


def test_closed_units_cannot_be_chosen(cast):
    Unit.objects.filter(pk=cast.second.pk).update(closed_on=timezone.localdate())
    form = a_form(unit=UnitField())({"unit": cast.second.pk})
    assert form.errors == {"unit": ["这个单位不在可选范围内，可能已撤销，请重新选择。"]}
