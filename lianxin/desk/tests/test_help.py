"""The guide of each duty: one's own first."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lianxin.desk.guides import GUIDES


def page(client):
    return client.get(reverse("desk:help")).content.decode()


@pytest.mark.parametrize(
    ("key", "anchor"),
    [
        ("li", "staff"),
        ("chen", "officer"),
        ("wang", "leader"),
        ("zhou", "counsellor"),
        ("sun", "system"),
        ("qian", "security"),
        ("zheng", "audit"),
    ],
)
def test_ones_own_duty_stands_first(cast, as_, key, anchor):
    text = page(as_(getattr(cast, key)))
    places = {guide.anchor: text.index(f'id="{guide.anchor}"') for guide in GUIDES}
    assert min(places, key=places.get) == anchor
    assert all(f'href="#{guide.anchor}"' in text for guide in GUIDES)
