"""A page composed once says what it would say if it were composed anew, and escapes."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import get_language

from lianxin.kernel import filled
from lianxin.kernel.filled import FilledPage

PAGE = "matters/public/receipt.html"
TEXTS = {"unit": "四团三连", "day": "2026-11-23", "code": "1234", "grouped": "1 2"}


def test_the_texts_stand_where_they_belong_each_time():
    page = FilledPage(PAGE, *TEXTS)
    first = page(TEXTS, all_avoid=False)
    second = page({**TEXTS, "unit": "五团"}, all_avoid=False)
    assert "四团三连" in first
    assert "2026-11-23" in first
    assert second == first.replace("四团三连", "五团")


def test_what_people_typed_is_escaped():
    said = FilledPage(PAGE, *TEXTS)({**TEXTS, "unit": "<b>&"}, all_avoid=False)
    assert "&lt;b&gt;&amp;" in said
    assert "<b>&" not in said


def test_each_kind_and_each_language_is_a_page_of_its_own(monkeypatch):
    composed = []
    render = filled.render_to_string
    monkeypatch.setattr(
        filled,
        "render_to_string",
        lambda page, context: composed.append(get_language()) or render(page, context),
    )
    page = FilledPage(PAGE, *TEXTS)
    assert "纪检监察机关" not in page(TEXTS, all_avoid=False)
    assert "纪检监察机关" in page(TEXTS, all_avoid=True)
    with translation.override("en"):
        page(TEXTS, all_avoid=True)
        page(TEXTS, all_avoid=True)
    assert "纪检监察机关" in page(TEXTS, all_avoid=True)
    assert composed == ["zh-hans", "zh-hans", "en"]


def test_a_text_that_was_forgotten_is_said_aloud():
    with pytest.raises(AssertionError):
        FilledPage(PAGE, *TEXTS)({"unit": "四团"}, all_avoid=False)
