"""A select of thousands of options, as Django would write it."""

from __future__ import annotations

from django import forms

from lianxin.kernel.widgets import LongSelect

CHOICES = [("", "全部"), ("一营", [(7, "一连 <\"&'>")]), (8, "二连"), (9, "三连")]


def as_written(widget: type[forms.Select], chosen: object) -> str:
    form = type("AForm", (forms.Form,), {"unit": forms.ChoiceField(choices=CHOICES, widget=widget)})
    return str(form(initial={"unit": chosen})["unit"])


def test_it_is_the_select_django_would_write():
    from django.test.html import parse_html

    for chosen in (7, 8, "", None):
        assert parse_html(as_written(LongSelect, chosen)) == parse_html(
            as_written(forms.Select, chosen)
        )


def test_what_people_typed_into_names_is_escaped():
    assert "一连 &lt;&quot;&amp;&#x27;&gt;" in as_written(LongSelect, 8)
