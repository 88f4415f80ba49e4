"""The tree a new site begins with."""

from __future__ import annotations

import pytest

from lianxin.matters.models import Category, Urgency
from lianxin.matters.seeds import seed

pytestmark = pytest.mark.django_db


def test_two_levels_with_common_words():
    seed()
    leaves = Category.objects.exclude(parent=None)
    assert leaves.count() >= 60
    assert not leaves.exclude(parent__parent=None).exists()
    assert set(Category.objects.values_list("urgency", flat=True)) <= set(Urgency.values)
    heat = leaves.get(code="home-heat")
    assert heat.full_name == "住房与物业 / 供暖"
    assert heat.urgency == Urgency.LIFELINE
    assert "不热" in heat.words.splitlines()


def test_twice_changes_nothing_and_what_the_site_changed_stays():
    assert seed() > 60
    Category.objects.filter(code="home-heat").update(name="暖气", is_active=False, words="")
    Category.objects.filter(code="home-gas").delete()
    assert seed() == 1
    heat = Category.objects.get(code="home-heat")
    assert (heat.name, heat.is_active, heat.words) == ("暖气", False, "")
