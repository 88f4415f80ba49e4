from __future__ import annotations

import pytest

from lianxin.kernel.words import somewhere
from lianxin.people.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def units():
    Unit.objects.create(name="滴灌站", short="WiFi 组", path="1/")
    Unit.objects.create(name="二连", short="滴灌", path="2/")
    Unit.objects.create(name="三连", short="100%", path="3/")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("滴灌", ["1/", "2/"]),
        ("连", ["2/", "3/"]),
        ("wifi", ["1/"]),
        ("WIFI 组", ["1/"]),
        ("0%", ["3/"]),
        ("%", ["3/"]),
        ("_", []),
        ("骆驼", []),
    ],
)
def test_a_word_is_found_in_any_of_the_fields_in_capitals_or_not(word, found):
    assert [unit.path for unit in Unit.objects.filter(somewhere(word, "name", "short"))] == found
